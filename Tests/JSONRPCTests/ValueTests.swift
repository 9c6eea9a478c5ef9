import JSON
import Testing

@testable import JSONRPC

@Suite("Values: looking at what was read")
struct ValueTests {
    @Test("Values that another writer made stand in a list as others do")
    func rawValues() {
        var writer = JSONWriter()
        let made = Array("[1]".utf8)
        writer.array { list in
            list.raw(made.span)
            list.raw(made)
            list.raw(made.span)
        }
        #expect(String(decoding: writer.bytes, as: UTF8.self) == "[[1],[1],[1]]")
    }

    private func string(_ json: String) throws -> String? {
        let text = try JSONDocument(json)
        return text.root.string
    }

    private func int(_ json: String) throws -> Int? {
        let text = try JSONDocument(json)
        return text.root.int
    }

    private func double(_ json: String) throws -> Double? {
        let text = try JSONDocument(json)
        return text.root.double
    }

    private func written(_ write: (inout JSONWriter) -> Void) -> String {
        var writer = JSONWriter()
        write(&writer)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    @Test func members() throws {
        let text = try JSONDocument(#"{"a":{"x":[1,[2,3],{"y":4}]},"b":"text","\u0063":null}"#)
        let root = text.root
        let found = root["a"]?["x"]?[2]?["y"]?.int
        #expect(found == 4)
        let (b, c, d) = (root["b"]?.string, root["c"]?.isNull, root["d"] == nil)
        #expect(b == "text" && c == true && d)
        let counts = (root.count, root["a"]?["x"]?.count, root["b"]?.count)
        #expect(counts.0 == 3 && counts.1 == 3 && counts.2 == 0)
        let missing = (root[0] == nil, root["a"]?["x"]?[3] == nil, root["b"]?["x"] == nil)
        #expect(missing == (true, true, true))
        let raw = root["a"]?.raw.array
        #expect(raw == Array(#"{"x":[1,[2,3],{"y":4}]}"#.utf8))
        var keys: [String] = []
        root.forEachMember { key, _ in keys.append(key.string ?? "") }
        #expect(keys == ["a", "b", "c"])
        var elements: [String] = []
        root["a"]?["x"]?.forEachElement { elements.append(String(decoding: $0.raw.array, as: UTF8.self)) }
        #expect(elements == ["1", "[2,3]", #"{"y":4}"#])
    }

    @Test(
        arguments: [
            (#""""#, ""), (#""a\"b\\c\/d\b\f\n\r\t""#, "a\"b\\c/d\u{8}\u{C}\n\r\t"),
            (#""\u0041\u00e9\u20AC\ud83d\ude00\u0000\uffff""#, "Aé€😀\0\u{FFFF}"), ("\"é😀\u{2028}\"", "é😀\u{2028}"),
        ]
    )
    func strings(json: String, value: String) throws {
        #expect(try string(json) == value)
        #expect(try string(written { $0.string(value) }) == value)
    }

    @Test(
        "A whole number is exact or none",
        arguments: [
            ("0", 0), ("-0", 0), ("42", 42), ("-7", -7), ("9223372036854775807", .max), ("-9223372036854775808", .min),
            ("9223372036854775808", nil), ("-9223372036854775809", nil), ("1.0", 1), ("1e2", 100), ("1.5", nil),
            ("1e400000", nil), ("9007199254740993.0", 9_007_199_254_740_992), ("1e300", nil), ("true", nil),
            ("\"1\"", nil),
        ] as [(String, Int?)]
    )
    func ints(json: String, value: Int?) throws {
        guard fault(json) == nil else { return }
        #expect(try int(json) == value)
    }

    @Test(arguments: ["0", "-1.5", "0.1", "1e-7", "123456.789", "1.7976931348623157e308", "5e-324", "100000"])
    func doubles(json: String) throws {
        let value = try #require(try double(json))
        #expect(value == Double(json))
        #expect(try double(written { $0.double(value) }) == value)
    }

    @Test("Any string survives being written and read again")
    func roundTrip() throws {
        for scalar in (0...0x3FF).compactMap({ Unicode.Scalar(UInt32($0)) }) + ["\u{FFFD}", "\u{10FFFF}", "\u{2028}"] {
            for text in ["\(scalar)", "12345678\(scalar)12345678\(scalar)"] {
                #expect(try string(written { $0.string(text) }) == text)
            }
        }
    }

    @Test func writing() {
        let json = written { writer in
            writer.object { writer in
                writer.member("a", 1)
                writer.member("b", -1.5)
                writer.key("c")
                writer.array { writer in
                    writer.bool(true)
                    writer.null()
                    writer.int(.min)
                    writer.double(.infinity)
                    writer.double(100)
                    writer.double(-0.0)
                    writer.array { _ in }
                    writer.object { _ in }
                    writer.raw(Array("[1]".utf8))
                }
                writer.member("d", "")
                writer.member("e", String?.none)
            }
        }
        #expect(
            json == #"{"a":1,"b":-1.5,"c":[true,null,-9223372036854775808,null,100,-0.0,[],{},[1]],"d":"","e":null}"#
        )
    }

    @Test("Text is made to fit a line without touching its strings")
    func compact() throws {
        let text = try JSONDocument("{ \"a b\" : [ 1,\n 2 ],\r\n\t\"c\\\" }\" : \" \" }")
        #expect(String(decoding: text.compact, as: UTF8.self) == #"{"a b":[1,2],"c\" }":" "}"#)
    }
}
