import Provision

/// The conversation about a return as flat bytes, there and back.
extension ReturnCodec {
    static func write(_ queries: [Query], to writer: inout FlatWriter) {
        writer.list(queries) { writer, query in
            writer.number(UInt32(clamping: query.number))
            writer.optional(query.service) { $0.shared($1.text) }
            write(query.asked, to: &writer)
            writer.text(query.text)
            writer.optional(query.answer) { writer, answer in
                write(answer.signature, to: &writer)
                writer.text(answer.text)
            }
        }
    }

    static func queries(_ reader: inout FlatReader) throws(MalformedCache) -> [Query] {
        try reader.list(ofAtLeast: 26) { (reader: inout FlatReader) throws(MalformedCache) in
            let number = Int(try reader.number(UInt32.self))
            let service: ServiceType.ID? = try reader.optional { (reader: inout FlatReader) throws(MalformedCache) in
                try reader.sharedID()
            }
            let asked = try signature(&reader)
            let text = try reader.text()
            let answer = try reader.optional { (reader: inout FlatReader) throws(MalformedCache) in
                Query.Answer(try signature(&reader), text: try reader.text())
            }
            return Query(number: number, service: service, asked: asked, text: text, answer: answer)
        }
    }

    private static func write(_ signature: Query.Signature, to writer: inout FlatWriter) {
        writer.number(signature.at.secondsSince1970)
        writer.shared(signature.by)
        writer.shared(signature.role)
    }

    private static func signature(_ reader: inout FlatReader) throws(MalformedCache) -> Query.Signature {
        Query.Signature(
            at: Instant(secondsSince1970: try reader.number()),
            by: try reader.shared(),
            role: try reader.shared()
        )
    }
}
