import Foundation
import Testing

@testable import JSONRPC

private func read(_ text: some Collection<UInt8>) throws(JSONFault) -> JSONValue {
    let document = JSONDocument()
    try document.read(text)
    return document.root
}

@Suite("The JSON scanner")
struct JSONScannerTests {
    @Test("Values are found again: members, elements, numbers as they came, escapes")
    func values() throws {
        let root = try read(Array(#" {"a":[1,-2.50e1,"x\n\u00e9\ud83d\ude00"],"b":{"c":null,"d":true},"é":1e2} "#.utf8))
        #expect(root.count == 3)
        let elements = root["a"]?.elements ?? []
        #expect(elements.map(\.int) == [1, nil, nil])
        #expect(elements[1].double == -25 && String(decoding: elements[1].raw, as: UTF8.self) == "-2.50e1")
        #expect(elements[2].string == "x\né😀")
        #expect(root["b"]?["c"]?.isNull == true && root["b"]?["d"]?.bool == true)
        #expect(root["é"]?.double == 100 && root["zz"] == nil)
    }

    @Test(
        "Refused",
        arguments: [
            "", " ", "{", "}", "[1,]", "{\"a\":1,}", "{\"a\" 1}", "{a:1}", "[1 2]", "01", "-", "1.", ".5", "1e", "+1",
            "0x1",
            "nul", "True", "\"", "\"\\x\"", "\"\\u12g4\"", "\"\\ud800\"", "\"\\ud800\\u0041\"", "\"\\udc00\"", "\"\t\"",
            "1e999", "-1e999", "{\"a\":1,\"a\":2}", "{\"a\":1,\"\\u0061\":2}", "1 2", "[]x", "NaN", "Infinity", "'a'",
            "[,1]",
            "{\"a\":}", "\u{FEFF}1", "/*x*/1",
        ]
    )
    func refused(_ text: String) {
        #expect(throws: JSONFault.self) { try read(Array(text.utf8)) }
    }

    @Test("Invalid UTF-8 is refused: overlong, surrogates, above the last, cut off")
    func encodings() {
        for bytes: [UInt8] in [
            [0xC0, 0x80], [0xC1, 0xBF], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF0, 0x80, 0x80, 0x80],
            [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0x80], [0xE2, 0x82], [0xFF],
        ] {
            #expect(throws: JSONFault.self) { try read([0x22] + bytes + [0x22]) }
        }
        #expect(throws: Never.self) { try read([0x22, 0xE2, 0x82, 0xAC, 0x22]) }
    }

    @Test("Depth: 64 is read, 65 is refused; 100,000 brackets are refused at once")
    func depth() throws {
        func nested(_ depth: Int) -> [UInt8] {
            [UInt8](repeating: 0x5B, count: depth) + [UInt8](repeating: 0x5D, count: depth)
        }
        _ = try read(nested(64))
        #expect(throws: JSONFault(offset: 64, message: "nested more than 64 deep")) { try read(nested(65)) }
        #expect(throws: JSONFault.self) { try read(nested(100_000)) }
    }

    @Test("Every text of up to five signs of an alphabet is judged as Foundation's strict reading judges it")
    func exhaustive() throws {
        let alphabet = Array("[]{}\":,1-\\a".utf8)
        var texts: [[UInt8]] = [[]]
        var judged = 0
        for _ in 0..<4 {
            texts = texts.flatMap { text in alphabet.map { text + [$0] } }
            for text in texts {
                let ours = (try? read(text)) != nil
                let theirs = (try? JSONSerialization.jsonObject(with: Data(text), options: [.fragmentsAllowed])) != nil
                // Foundation takes trailing commas.
                if ours != theirs, !String(decoding: text, as: UTF8.self).contains(",") {
                    Issue.record("\(String(decoding: text, as: UTF8.self)): ours \(ours), Foundation's \(theirs)")
                }
                judged += 1
            }
        }
        #expect(judged == 11 + 121 + 1_331 + 14_641)
    }

    @Test("Many names in one object: the repeated one is found, and found quickly")
    func manyNames() throws {
        let names = (0..<20_000).map { "\"n\($0)\":1" }
        _ = try read(Array("{\(names.joined(separator: ","))}".utf8))
        #expect(throws: JSONFault.self) { try read(Array("{\((names + [names[7]]).joined(separator: ","))}".utf8)) }
    }
}

@Suite("The JSON writer")
struct JSONWriterTests {
    @Test("What it writes, any reader reads back")
    func roundTrip() throws {
        var writer = JSONWriter()
        let texts = ["", "a\"b\\c/", "\u{0}\u{1F}\n\r\t", "é😀\u{2028}"]
        writer.object { writer in
            writer.member("texts", texts)
            writer.member("number", -12)
            writer.member("real", 0.1)
            writer.member("whole", 3.0)
            writer.member("none", nil as String?)
            writer.member("nan", Double.nan)
            writer.member("deep", object: { deep in deep.member("flag", true) })
        }
        let back = try #require(JSONSerialization.jsonObject(with: Data(writer.bytes)) as? [String: Any])
        #expect(back["texts"] as? [String] == texts)
        #expect(back["number"] as? Int == -12 && back["real"] as? Double == 0.1 && back["whole"] as? Int == 3)
        #expect(back["none"] is NSNull && back["nan"] is NSNull)
        _ = try read(writer.bytes)
    }
}

@Suite("Lines")
struct LineFramerTests {
    private func lines(_ pieces: [String], limit: Int = 10) -> [String] {
        var framer = LineFramer(limit: limit)
        var found: [String] = []
        for piece in pieces {
            _ = framer.take(Array(piece.utf8)[...]) { event in
                switch event {
                case .line(let line): found.append(String(decoding: line, as: UTF8.self))
                case .tooLong: found.append("TOO LONG")
                }
                return true
            }
        }
        if let last = framer.finish() { found.append("LAST " + String(decoding: last, as: UTF8.self)) }
        return found
    }

    @Test("However the bytes are cut, the lines are the same")
    func pieces() {
        let text = "ab\r\ncd\n\nefgh\nij"
        let expected = ["ab", "cd", "", "efgh", "LAST ij"]
        #expect(lines([text]) == expected)
        #expect(lines(text.utf8.map { String(decoding: [$0], as: UTF8.self) }) == expected)
        for cut in 1..<text.utf8.count {
            let bytes = Array(text.utf8)
            #expect(
                lines([String(decoding: bytes[..<cut], as: UTF8.self), String(decoding: bytes[cut...], as: UTF8.self)])
                    == expected
            )
        }
    }

    @Test("A line at the limit is a line; one byte more is told of once, and the next line is read")
    func tooLong() {
        #expect(lines(["0123456789\nx\n"]) == ["0123456789", "x"])
        #expect(lines(["01234567890\nx\n"]) == ["TOO LONG", "x"])
        #expect(lines(["01234", "567", "890", "more", "\nx\n"]) == ["TOO LONG", "x"])
        #expect(lines(["0123456789", "0", "\n"]) == ["TOO LONG"])
    }
}
