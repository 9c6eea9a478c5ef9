import Spreadsheets
import TestSupport
import Testing

/// Texts at the edge of the format, damaged, or made to do harm: each is refused with its place, in bounded time.
@Suite("Spreadsheets: edges and hostile input")
struct HostileSpreadsheetTests {
    @Test(arguments: ["\u{FEFF}", "\n", "\r\n\r\n", ",,\n,", " \u{A0}\n", "\"\"", "sep=;", "sep=;\n"])
    func nothingInIt(text: String) {
        #expect(TextSheet.fault(text) == "the file holds no filled cell (save the spreadsheet again)")
    }

    @Test func noBytes() { #expect(TextSheet.fault("") == "the file is empty (save the spreadsheet again)") }

    @Test func quotes() {
        let open = "a quote that is never closed (close it, or double it where it belongs to the text)"
        #expect(TextSheet.fault("a\n\"b\nc\",d,\"e\nf\n\ng,h") == "row 2, column C: \(open)")
        #expect(TextSheet.fault("\"") == "row 1, column A: \(open)")
        #expect(TextSheet.fault("\"\"\"") == "row 1, column A: \(open)")
        let after = "text after a closing quote (double the quotes that belong to the text)"
        #expect(TextSheet.fault("a\nb,\"c\"d") == "row 2, column B: \(after)")
        #expect(TextSheet.fault("\"a\" \"b\"") == "row 1, column A: \(after)")
    }

    @Test func unknownSeparator() {
        #expect(
            TextSheet.fault("sep=|\na|b")
                == "the first line names a separator other than comma, semicolon and tab (save it with one of these)"
        )
    }

    @Test("Control characters are refused wherever they stand, in any encoding")
    func controls() {
        let hint = "(remove it, or type the cell again)"
        #expect(TextSheet.fault("a\nb,c\u{7}d") == "row 2, column B: a control character (U+0007) \(hint)")
        #expect(TextSheet.fault("\"a\nb\u{1B}\"") == "row 1, column A: a control character (U+001B) \(hint)")
        #expect(TextSheet.fault("\"a\"\u{C}") == "row 1, column A: a control character (U+000C) \(hint)")
        #expect(TextSheet.fault("a,\u{85}") == "row 1, column B: a control character (U+0085) \(hint)")
        #expect(TextSheet.fault("a,\u{7F}") == "row 1, column B: a control character (U+007F) \(hint)")
        #expect(TextSheet.fault("a\n\u{FFFF}") == "row 2, column A: a control character (U+FFFF) \(hint)")
        #expect(
            TextSheet.fault("a,b\0")
                == "row 1, column B: a control character (U+0000) (save it from the spreadsheet as 'CSV UTF-8')"
        )
        #expect(
            TextSheet.fault(TextSheet.utf16("a\tb\u{1}"))?.description
                == "row 1, column B: a control character (U+0001) \(hint)"
        )
        for value in (0..<0xA0).compactMap({ Unicode.Scalar(UInt32($0)) })
        where value.properties.generalCategory == .control {
            let isAllowed = ["\t", "\n", "\r"].contains(value)
            #expect((TextSheet.fault("a,b\(value)c") == nil) == isAllowed, "\(value.value)")
            #expect((TextSheet.fault("a,\"b\(value)c\"") == nil) == isAllowed, "\(value.value)")
        }
        #expect(TextSheet.fault("a,\u{EFBF},\u{A0}b,\u{FFFD},ﻼ") == nil)
    }

    @Test("UTF-16 without its mark, and workbooks, are not taken for text")
    func notText() {
        #expect(TextSheet.fault(Array(TextSheet.utf16("a\tb").dropFirst(2)))?.message == "a control character (U+0000)")
        let workbook =
            "a workbook (such as .xlsx, .ods or .xls), not text (save it from the spreadsheet as 'CSV UTF-8')"
        #expect(TextSheet.fault("PK\u{3}\u{4}rest") == workbook)
        #expect(TextSheet.fault([0xD0, 0xCF, 0x11, 0xE0, 0xA1])?.description == workbook)
    }

    @Test("Text cut off or damaged inside a character, told with its row")
    func brokenEncodings() {
        let advice = "(save it from the spreadsheet as 'CSV UTF-8')"
        #expect(
            TextSheet.fault([0xEF, 0xBB, 0xBF, 0x61, 0x0A, 0x62, 0x2C, 0xE9])?.description
                == "row 2, column B: invalid UTF-8, although the file begins with UTF-8's mark \(advice)"
        )
        #expect(
            TextSheet.fault(TextSheet.utf16("a\nb") + [0x00])?.description
                == "row 2, column A: the file ends inside a character (UTF-16) \(advice)"
        )
        for tail in [[0x3D, 0xD8], [0x00, 0xDE], [0x3D, 0xD8, 0x61, 0x00]] as [[UInt8]] {
            #expect(
                TextSheet.fault(TextSheet.utf16("a\n\"b\n") + tail)?.description
                    == "row 2, column A: half a character (invalid UTF-16) \(advice)"
            )
        }
        #expect(TextSheet.fault([0xFF, 0xFE, 0x00])?.message == "the file ends inside a character (UTF-16)")
    }

    @Test("Cut off anywhere, and any byte changed to any other, a text is read or refused")
    func damaged() {
        let text = "Area;Rating\r\n\"Halton; \"\"x\"\"\";'=é\r\n\u{A0}\u{FFFD};😀\r\n"
        for bytes in [
            Array(text.utf8), Array(("\u{FEFF}" + text).utf8), TextSheet.utf16(text),
            TextSheet.utf16(text, bigEndian: true),
        ] {
            for position in bytes.indices {
                _ = TextSheet.fault(Array(bytes[..<position]))
                for value in UInt8.min...UInt8.max {
                    var changed = bytes
                    changed[position] = value
                    _ = TextSheet.fault(changed)
                }
            }
        }
    }

    @Test(
        "All texts of up to six of a , \" LF ; are read or refused; what is read survives being written and read again"
    )
    func exhaustive() throws {
        let known = [
            "a quote that is never closed", "text after a closing quote", "the file holds no filled cell",
        ]
        var texts: [[UInt8]] = [[]]
        var read = 0
        for _ in 0..<6 {
            texts = texts.flatMap { text in "a,\"\n;".utf8.map { text + [$0] } }
            for text in texts {
                let rows: [SpreadsheetTable.Row]
                do throws(SpreadsheetFault) {
                    rows = try SpreadsheetTable(text).rows
                } catch {
                    if !known.contains(error.message) { Issue.record("\(text): \(error)") }
                    continue
                }
                read += 1
                for separator in [",", ";", "\t"] {
                    let again = try TextSheet.table(written(rows, separator: separator)).rows
                    if again != rows { Issue.record("\(text) with \(separator)") }
                }
            }
        }
        #expect(texts.count == 15_625)
        // As many as Python's strict csv module reads, given the same separators.
        #expect(read == 10_850)
    }

    private func written(_ rows: [SpreadsheetTable.Row], separator: String) -> String {
        rows.map { row in
            row.fields.map { "\"\($0.replacing("\"", with: "\"\""))\"" }.joined(separator: separator)
        }.joined(separator: "\n")
    }
}

@Suite("Spreadsheets: every limit passes at n and not at n + 1")
struct SpreadsheetLimitTests {
    @Test func bytes() {
        let most = TextTableLimits.bytes
        // The fault in the first row shows that it was read: to read all of it takes long.
        if Thorough.isAsked { #expect(TextSheet.fault("a" + String(repeating: "\n", count: most - 1)) == nil) }
        let first = "a,\u{1}\n"
        let rest = String(decoding: [UInt8](repeating: 0x0A, count: most - first.utf8.count), as: UTF8.self)
        #expect(TextSheet.fault(first + rest)?.hasPrefix("row 1, column B: a control character") == true)
        #expect(TextSheet.fault(first + rest + "\n") == "larger than \(most) bytes (split it)")
    }

    @Test func rows() throws {
        let most = TextTableLimits.rows
        let blank = String(repeating: ",\n", count: most - 1)
        #expect(try TextSheet.table(blank + "a\n" + blank).rows.count == most)
        #expect(TextSheet.fault(blank + "\na") == "row \(most + 1): more than \(most) rows (split the file)")
    }

    @Test func columns() throws {
        let most = TextTableLimits.columns
        let blank = String(repeating: ",", count: most - 1)
        #expect(try TextSheet.table(blank + "a" + blank).rows.first?.fields.count == most)
        #expect(
            TextSheet.fault(blank + ",a")
                == "row 1, column SG: more than \(most) columns (remove columns that are not needed)"
        )
    }

    @Test("A field is counted as Excel counts it", arguments: ["a", "é", "€"])
    func field(letter: String) {
        let most = TextTableLimits.field
        let refusal = "row 2, column B: a text of more than \(most) characters (shorten it)"
        #expect(TextSheet.fault("x\ny,\" " + String(repeating: letter, count: most) + "\n\"") == nil)
        #expect(TextSheet.fault("x\ny," + String(repeating: letter, count: most + 1)) == refusal)
        #expect(TextSheet.fault("x\ny," + String(repeating: "😀", count: most / 2)) == nil)
        #expect(TextSheet.fault("x\ny," + String(repeating: "😀", count: most / 2 + 1)) == refusal)
    }

    /// How long it takes is the benchmarks' question. Square in its length it would not end in a test's lifetime, be it of four
    /// megabytes, which are read where tests are `Thorough`, or of an eighth of one.
    @Test(
        "Any one thing, as often as a file can hold it, is refused",
        arguments: [",", "\"", "a", "\r", " ", "a,", "\"\",", "\u{A0}"]
    )
    func large(piece: String) {
        let size = Thorough.isAsked ? TextTableLimits.bytes : TextTableLimits.bytes / 32
        let text = Array(String(repeating: piece, count: size / piece.utf8.count).utf8)
        #expect(TextSheet.fault(text) != nil)
        _ = TextSheet.fault([UInt8(ascii: "a")] + text.dropLast(piece.utf8.count))
    }
}
