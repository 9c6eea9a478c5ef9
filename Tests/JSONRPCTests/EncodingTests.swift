import JSON
import Testing

@Suite("Values that encode themselves")
struct EncodingTests {
    private struct Absent: Encodable {
        enum Key: String, CodingKey {
            case stated, missing, listed
        }

        let listed: [Int?]

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Key.self)
            try container.encode("a\"b", forKey: .stated)
            try container.encodeNil(forKey: .missing)
            try container.encode(Listed(values: listed), forKey: .listed)
        }
    }

    private struct Listed: Encodable {
        let values: [Int?]

        func encode(to encoder: any Encoder) throws {
            var container = encoder.unkeyedContainer()
            for value in values {
                if let value { try container.encode(value) } else { try container.encodeNil() }
            }
        }
    }

    private func written(_ value: some Encodable) throws -> String {
        var writer = JSONWriter()
        try writer.encode(value)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    @Test("What is absent on purpose is null, under its name and in its place")
    func null() throws {
        #expect(
            try written(Absent(listed: [1, nil, 3])) == #"{"stated":"a\"b","missing":null,"listed":[1,null,3]}"#
        )
        #expect(try written([nil, 2] as [Int?]) == "[null,2]")
        #expect(try written(["": [String]()]) == #"{"":[]}"#)
    }

    @Test("A string of 65,536 bytes is read, one of a byte more is a fault, and not cut off")
    func longStrings() throws {
        func read(_ count: Int) throws -> Int {
            var length = 0
            let text = #"{"a":""# + String(repeating: "x", count: count) + #""}"#
            var reader = try JSONReader(Array(text.utf8))
            try reader.object { reader, _ throws(JSONReader.Fault) in length = try reader.string().utf8.count }
            return length
        }
        #expect(try read(65_534) == 65_534)
        #expect(throws: JSONReader.Fault.self) { try read(65_537) }
    }
}
