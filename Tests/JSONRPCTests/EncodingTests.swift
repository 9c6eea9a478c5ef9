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

    private struct Nesting: Encodable {
        enum Way: CaseIterable {
            case object, array, objectInArray, arrayInArray, above, aboveUnderName, aboveInArray
        }

        enum Key: String, CodingKey {
            case first, second
        }

        let way: Way

        func encode(to encoder: any Encoder) throws {
            switch way {
            case .object, .array, .above, .aboveUnderName:
                var container = encoder.container(keyedBy: Key.self)
                try container.encode(1, forKey: .first)
                switch way {
                case .object:
                    var inner = container.nestedContainer(keyedBy: Key.self, forKey: .second)
                    try inner.encode(2, forKey: .first)
                case .array:
                    var inner = container.nestedUnkeyedContainer(forKey: .second)
                    try inner.encode(2)
                case .above: try 2.encode(to: container.superEncoder())
                default: try 2.encode(to: container.superEncoder(forKey: .second))
                }
            case .objectInArray, .arrayInArray, .aboveInArray:
                var container = encoder.unkeyedContainer()
                try container.encode(1)
                switch way {
                case .objectInArray:
                    var inner = container.nestedContainer(keyedBy: Key.self)
                    try inner.encode(2, forKey: .first)
                case .arrayInArray:
                    var inner = container.nestedUnkeyedContainer()
                    try inner.encode(2)
                default: try 2.encode(to: container.superEncoder())
                }
            }
        }
    }

    @Test(
        "A value that nests containers by hand is refused, wherever it stands, and not written wrong",
        arguments: Nesting.Way.allCases
    )
    private func nesting(way: Nesting.Way) {
        #expect(throws: JSONWriter.NestedContainer.self) { try written(Nesting(way: way)) }
        #expect(throws: JSONWriter.NestedContainer.self) { try written([[Nesting(way: way)]]) }
    }

    @Test(
        "A string or a key as long as may be, 65,536 bytes, is read, however it is written; one of a byte more is a fault, and not cut off"
    )
    func longStrings() throws {
        func read(_ letter: String, _ count: Int) throws -> (key: Int, value: Int) {
            var found = (key: 0, value: 0)
            let text = String(repeating: letter, count: count)
            var reader = try JSONReader(Array(#"{"\#(text)":1,"a":"\#(text)"}"#.utf8))
            try reader.object { reader, key throws(JSONReader.Fault) in
                if key == "a" {
                    found.value = try reader.string().utf8.count
                } else {
                    found.key = key.utf8.count
                    reader.skip()
                }
            }
            return found
        }
        func value(_ count: Int) throws -> Int {
            var reader = try JSONReader(Array("\"\(String(repeating: "x", count: count))\"".utf8))
            return try reader.string().utf8.count
        }
        for letter in ["x", #"\u0078"#] {
            #expect(try read(letter, 65_536) == (65_536, 65_536))
            #expect(throws: JSONReader.Fault.self) { try read(letter, 65_537) }
        }
        #expect(try value(65_535) == 65_535 && value(65_536) == 65_536)
        let fault = #expect(throws: JSONReader.Fault.self) { try value(65_537) }
        #expect(fault?.message == "the string is longer than 65536 bytes")
    }
}
