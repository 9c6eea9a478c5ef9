import Provision

/// Posts as flat bytes, there and back.
extension ReturnCodec {
    static func write(_ post: Post, to writer: inout FlatWriter) {
        writer.shared(post.title)
        writer.optional(post.role) { $0.shared($1.text) }
        writer.optional(post.service) { $0.shared($1.text) }
        writer.optional(post.wte) { $0.number(Int64($1.value)) }
        writer.optional(post.filled) { $0.number(Int64($1.value)) }
        writer.optional(post.fundedUntil) { $0.number($1.daysSince1970) }
        write(post.evidence, to: &writer)
    }

    static func post(_ reader: inout FlatReader) throws(MalformedCache) -> Post {
        Post(
            title: try reader.shared(),
            role: try reader.optional { (reader: inout FlatReader) throws(MalformedCache) in try reader.sharedID() },
            service: try reader.optional { (reader: inout FlatReader) throws(MalformedCache) in try reader.sharedID() },
            wte: try size(&reader),
            filled: try size(&reader),
            fundedUntil: try date(&reader),
            evidence: try evidence(&reader)
        )
    }

    private static func size(_ reader: inout FlatReader) throws(MalformedCache) -> Hundredths? {
        try reader.optional { (reader: inout FlatReader) throws(MalformedCache) in
            Hundredths(Int(try reader.number(Int64.self)))
        }
    }
}
