import JSON
import TestSupport
import Testing

@testable import JSONRPC

/// What the scanner says of a text: nil when it is accepted, else the fault in words.
func fault(_ bytes: [UInt8], depth: Int = JSONScanner.defaultDepth) -> String? {
    var scanner = JSONScanner(depth: depth)
    do throws(JSONFault) {
        try scanner.scan(bytes.span)
        return nil
    } catch {
        return error.description
    }
}

func fault(_ text: String, depth: Int = JSONScanner.defaultDepth) -> String? {
    fault(Array(text.utf8), depth: depth)
}

@Suite("Scanner: what JSON is")
struct ScannerTests {
    @Test(
        arguments: [
            // RFC 8259, section 13.
            #"{"Image":{"Width":800,"Height":600,"Title":"View from 15th Floor","Thumbnail":{"Url":"http://www.example.com/image/481989943","Height":125,"Width":100},"Animated":false,"IDs":[116,943,234,38793]}}"#,
            #"[{"precision":"zip","Latitude":37.7668,"Longitude":-122.3959,"Address":"","City":"SAN FRANCISCO","State":"CA","Zip":"94107","Country":"US"}]"#,
            #""Hello world!""#, "42", "true",
            // Structure and blanks.
            "[]", "{}", " [ ] ", "\t{\r\n}\n", "[[],{}]", "[1 , 2]", "{\"a\" : 1 , \"b\":[{}]}", "null", " false ",
            "{\"\":0}", "{\"a\":{\"a\":{\"a\":1}}}",
            // Numbers.
            "0", "-0", "0.0", "-0e0", "1E+2", "1e-2", "123456789012345678901234567890", "1.7976931348623157e308",
            "1e-400", "0e999999999999", "0.000e400", "4.9e-324", "0.1e309",
            // Strings.
            #""""#, #""\u0000""#, #""\ud83d\uDE00""#, #""\"\\\/\b\f\n\r\t""#, "\"\u{7F}\"", "\"\u{2028}\u{2029}\"",
            "\"\u{10FFFF}\u{FFFF}\u{FEFF}\"", "\"é€😀\"", "\"12345678\"", "\"1234567é1234567\"",
        ]
    )
    func accepted(text: String) { #expect(fault(text) == nil) }

    @Test(
        "Each refusal names the byte and what was expected",
        arguments: [
            ("", "byte 0: expected a value"),
            ("  ", "byte 2: expected a value"),
            ("[", "byte 1: expected a value"),
            ("[1", "byte 2: expected ',' or ']'"),
            ("[1,]", "byte 3: expected a value"),
            ("[,1]", "byte 1: expected a value"),
            ("[1 2]", "byte 3: expected ',' or ']'"),
            ("[1}", "byte 2: expected ',' or ']'"),
            ("{", "byte 1: expected a key in quotation marks or '}'"),
            ("{a:1}", "byte 1: expected a key in quotation marks or '}'"),
            ("{\"a\":1,}", "byte 7: expected a key in quotation marks"),
            ("{\"a\"}", "byte 4: expected ':'"),
            ("{\"a\":}", "byte 5: expected a value"),
            ("{\"a\":1]", "byte 6: expected ',' or '}'"),
            ("1 2", "byte 2: expected nothing more"),
            ("[]]", "byte 2: expected nothing more"),
            ("nul", "byte 0: expected a value"),
            ("True", "byte 0: expected a value"),
            ("NaN", "byte 0: expected a value"),
            ("// c\n1", "byte 0: expected a value"),
            ("'a'", "byte 0: expected a value"),
            ("\u{FEFF}1", "byte 0: expected a text without a byte-order mark"),
            (" \u{FEFF}1", "byte 1: expected a value"),
            ("01", "byte 0: expected a number without a leading zero"),
            ("-01", "byte 1: expected a number without a leading zero"),
            ("-", "byte 1: expected a digit"),
            ("+1", "byte 0: expected a value"),
            (".5", "byte 0: expected a value"),
            ("1.", "byte 2: expected a digit"),
            ("1.e1", "byte 2: expected a digit"),
            ("1e", "byte 2: expected a digit"),
            ("1e+", "byte 3: expected a digit"),
            ("0x10", "byte 1: expected nothing more"),
            ("1e309", "byte 0: expected a number within the range of a 64-bit floating-point number"),
            ("[-1.8e308]", "byte 1: expected a number within the range of a 64-bit floating-point number"),
            ("\"a", "byte 2: expected a closing quotation mark"),
            ("\"a\tb\"", "byte 2: expected an escape instead of a control character"),
            ("\"12345678\u{1}\"", "byte 9: expected an escape instead of a control character"),
            ("\"\\x\"", "byte 2: expected an escape: one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u"),
            ("\"\\", "byte 2: expected an escape: one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u"),
            ("\"\\u12G4\"", "byte 5: expected four hexadecimal digits"),
            ("\"\\u12", "byte 5: expected four hexadecimal digits"),
            ("\"\\ud800\"", "byte 1: expected a pair of surrogates"),
            ("\"\\ud800\\u0041\"", "byte 1: expected a pair of surrogates"),
            ("\"\\udc00\"", "byte 1: expected a pair of surrogates"),
            ("{\"a\":1,\"b\":2,\"a\":3}", "byte 13: expected a key that this object does not have yet"),
            ("{\"a\":1,\"\\u0061\":2}", "byte 7: expected a key that this object does not have yet"),
            ("{\"\\u00e9\":1,\"é\":2}", "byte 12: expected a key that this object does not have yet"),
        ]
    )
    func refused(text: String, message: String) { #expect(fault(text) == message) }

    @Test("Composed and decomposed letters make different keys, as they make different bytes")
    func keysAreBytes() { #expect(fault("{\"\u{E9}\":1,\"e\u{301}\":2}") == nil) }

    @Test("Invalid UTF-8 is refused wherever it stands: overlong, surrogates, beyond U+10FFFF, cut off")
    func encoding() {
        for bad in [
            [0x80], [0xC0, 0x80], [0xC1, 0xBF], [0xC3], [0xE0, 0x9F, 0xBF], [0xE2, 0x82], [0xED, 0xA0, 0x80],
            [0xF0, 0x8F, 0xBF, 0xBF], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFF], [0xFE],
            [0xE2, 0x28, 0xA1],
        ] as [[UInt8]] {
            for length in 0..<9 {
                let before = [UInt8](repeating: UInt8(ascii: "a"), count: length)
                #expect(fault([0x22] + before + bad + [0x22]) == "byte \(length + 1): expected valid UTF-8")
            }
            #expect(fault(bad) == "byte 0: expected a value")
        }
    }

    @Test("All sequences of two bytes, and of three with an accent's first byte, are UTF-8 or not as Swift says")
    func allShortEncodings() {
        for first in UInt8.min...UInt8.max {
            for second in UInt8.min...UInt8.max {
                for text in [[first, second], [0xE0, first, second], [0xF0, first, second, 0x80]] {
                    let isText = text.allSatisfy { $0 >= 0x20 && $0 != 0x22 && $0 != 0x5C }
                    let expected = isText && String(validating: text, as: UTF8.self) != nil
                    if isText, (fault([0x22] + text + [0x22]) == nil) != expected { Issue.record("\(text)") }
                }
            }
        }
    }

    @Test("Depth passes at the limit and not beyond it, in arrays, objects and both")
    func depth() {
        for (open, close) in [("[", "]"), ("{\"a\":", "}"), ("[{\"a\":", "}]")] {
            let step = open.count > 5 ? 2 : 1
            let text = { (levels: Int) in
                String(repeating: open, count: levels / step) + "1" + String(repeating: close, count: levels / step)
            }
            #expect(fault(text(64)) == nil)
            #expect(fault(text(64 + step))?.hasSuffix("fewer arrays and objects inside one another") == true)
            #expect(fault(text(2), depth: 2) == nil)
            #expect(fault(text(2 + step), depth: 2) != nil)
        }
    }

    @Test("A hundred thousand nested arrays are refused at the 65th where they end, and at their end where they do not")
    func bomb() {
        let count = 100_000
        let (open, close) = (String(repeating: "[", count: count), String(repeating: "]", count: count))
        #expect(fault(open + close)?.hasPrefix("byte 64: expected fewer") == true)
        #expect(fault(open) == "byte 100000: expected a value")
        #expect(fault(String(repeating: "{\"a\":", count: count)) == "byte 500000: expected a value")
    }

    @Test("Of many keys one that is there twice is found, escaped or not, in linear time")
    func manyKeys() {
        let keys = (0..<100_000).map { "\"k\($0)\":0" }
        #expect(fault("{" + keys.joined(separator: ",") + "}") == nil)
        for twice in ["\"k0\":1", "\"\\u006b99999\":1", "\"k5\\u0030000\":1"] {
            #expect(fault("{" + keys.joined(separator: ",") + "," + twice + "}") != nil)
            #expect(fault("{" + twice + "," + keys.joined(separator: ",") + "}") != nil)
        }
        for count in 7...20 {
            let few = keys.prefix(count).joined(separator: ",")
            #expect(fault("{" + few + "}") == nil)
            #expect(fault("{" + few + ",\"k\(count - 1)\":{}}") != nil)
            #expect(fault("{\"x\":[{" + few + ",\"k0\":0}]}") != nil)
        }
    }

    @Test("A fault leaves nothing behind: the same scanner reads the next text")
    func reuse() throws {
        var scanner = JSONScanner()
        for text in ["[[[", "{\"a\":[1,2,{\"b\":", String(repeating: "[1,", count: 60)] {
            #expect(throws: JSONFault.self) { try scanner.scan(Array(text.utf8).span) }
            let good = Array("{\"a\":[1,2]}".utf8)
            try scanner.scan(good.span)
            let length = scanner.root(of: good.span)["a"]?.count
            #expect(length == 2)
        }
        let large = Array(("[" + String(repeating: "1,", count: 100_000) + "1]").utf8)
        try scanner.scan(large.span)
        #expect(scanner.count == 100_002)
        try scanner.scan([0x31].span)
        #expect(scanner.capacity == 256)
    }
}

@Suite("Scanner: every short text, compared with a second reader")
struct ScannerExhaustiveTests {
    private func compare(_ letters: String, upTo length: Int, within frame: (String, String) = ("", "")) -> (Int, Int) {
        var scanner = JSONScanner()
        let alphabet = Array(letters.utf8)
        let (before, after) = (Array(frame.0.utf8), Array(frame.1.utf8))
        var (count, accepted) = (0, 0)
        var texts: [[UInt8]] = [[]]
        for size in 0...length {
            if size > 0 { texts = texts.flatMap { text in alphabet.map { text + [$0] } } }
            for text in texts {
                let whole = before + text + after
                count += 1
                var isAccepted = true
                do throws(JSONFault) { try scanner.scan(whole.span) } catch { isAccepted = false }
                if isAccepted { accepted += 1 }
                if isAccepted != ReferenceChecker.accepts(whole) {
                    Issue.record("\(String(decoding: whole, as: UTF8.self))")
                }
            }
        }
        return (count, accepted)
    }

    // As many as Python's json module accepts, told to refuse keys that are there twice.
    @Test func structures() { #expect(compare("[]{},:\"a1 ", upTo: 5) == (111_111, 1_160)) }

    // As many as Python's json module accepts, infinities left out.
    @Test func numbers() { #expect(compare("-+01.eE9", upTo: 5) == (37_449, 1_485)) }

    @Test func strings() {
        let (count, _) = compare("\\u0dD8/\"n", upTo: 5, within: ("\"", "\""))
        #expect(count == 66_430)
    }

    @Test func keys() {
        let (count, accepted) = compare("061aD\"", upTo: 5, within: ("{\"a\":1,\"\\u", "\":1}"))
        // Four digits and perhaps one letter more: 625 x 6, without 50 x 6 halves of surrogate pairs and `\u0061` alone,
        // the key that is there already.
        #expect((count, accepted) == (9_331, 3_449))
    }

    @Test("Cut off anywhere, and any byte changed to any other")
    func damaged() {
        let text = Array(#" {"a":[1,-2.5e3,true,null,"é\u00e9\ud83d\ude00😀"],"b\n":{"c":false}} "#.utf8)
        for position in text.indices {
            if position > 1, position < text.count - 1 { #expect(fault(Array(text[..<position])) != nil) }
            for value in UInt8.min...UInt8.max {
                var changed = text
                changed[position] = value
                if (fault(changed) == nil) != ReferenceChecker.accepts(changed) { Issue.record("\(changed)") }
            }
        }
    }
}
