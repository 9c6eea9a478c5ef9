import Markup
import Testing

@testable import Spreadsheets

/// Shorthand for reading a sheet from text and for what is wrong with it.
enum TextSheet {
    static func table(_ text: String) throws(SpreadsheetFault) -> SpreadsheetTable {
        try SpreadsheetTable(Array(text.utf8))
    }

    static func fields(_ text: String) throws(SpreadsheetFault) -> [[String]] { try table(text).rows.map(\.fields) }

    static func fault(_ bytes: [UInt8]) -> SpreadsheetFault? {
        do throws(SpreadsheetFault) {
            _ = try SpreadsheetTable(bytes)
            return nil
        } catch {
            return error
        }
    }

    static func fault(_ text: String) -> String? { fault(Array(text.utf8))?.description }

    static func utf16(_ text: String, bigEndian: Bool = false) -> [UInt8] {
        ("\u{FEFF}" + text).utf16.flatMap { unit in
            let bytes = [UInt8(unit & 0xFF), UInt8(unit >> 8)]
            return bigEndian ? bytes.reversed() : bytes
        }
    }
}

/// What spreadsheet programs, Excel before all, save as text.
@Suite("Spreadsheets: what Excel and people do")
struct SpreadsheetHabitTests {
    private let rows = [["Area", "Rating"], ["Penzance – café", "£5, \"red\""]]

    @Test("'CSV UTF-8': a byte-order mark, commas and Windows line ends")
    func csvUTF8() throws {
        let found = try TextSheet.table("\u{FEFF}Area,Rating\r\nPenzance – café,\"£5, \"\"red\"\"\"\r\n")
        #expect(found.rows.map(\.fields) == rows)
        #expect(found.encoding == .utf8WithMark)
        #expect(found.separator == ",")
        #expect(found.rows.map(\.number) == [1, 2])
    }

    @Test("Plain 'CSV': Windows-1252, which is told")
    func plainCSV() throws {
        let found = try SpreadsheetTable(
            Array("Area,Rating\r\nPenzance ".utf8) + [0x96] + Array(" caf".utf8) + [0xE9, 0x2C, 0x22, 0xA3]
                + Array("5, \"\"red\"\"\"\r\n".utf8)
        )
        #expect(found.rows.map(\.fields) == rows)
        #expect(found.encoding == .windows1252)
        #expect(found.encoding.name == "Windows-1252")
    }

    @Test("'Unicode text': UTF-16, divided by tabs", arguments: [false, true])
    func unicodeText(bigEndian: Bool) throws {
        let text = "Area\tRating\r\nPenzance – café\t\"£5, \"\"red\"\"\"\r\n😀\t\r\n"
        let found = try SpreadsheetTable(TextSheet.utf16(text, bigEndian: bigEndian))
        #expect(found.rows.map(\.fields) == rows + [["😀"]])
        #expect(found.encoding == (bigEndian ? .utf16BigEndian : .utf16LittleEndian))
        #expect(found.separator == "\t")
    }

    @Test("Unmarked UTF-8, as other programs save it")
    func unmarked() throws { #expect(try TextSheet.table("é,b").encoding == .utf8) }

    @Test("All of Windows-1252, against its published table")
    func windows1252() throws {
        let published =
            "€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ ¡¢£¤¥¦§¨©ª«¬\u{AD}®¯°±²³´µ¶·¸¹º»¼½¾¿ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ"
        #expect(published.unicodeScalars.count == 128)
        for (offset, scalar) in published.unicodeScalars.enumerated() {
            let byte = UInt8(0x80 + offset)
            let bytes = [0x78, byte, 0x78, 0x2C, 0xE9] as [UInt8]
            if [0x81, 0x8D, 0x8F, 0x90, 0x9D].contains(byte) {
                let name = String(byte, radix: 16, uppercase: true)
                #expect(
                    TextSheet.fault(bytes)?.description
                        == "row 1, column A: neither UTF-8 nor Windows-1252 (byte \(name)) (save it from the spreadsheet as 'CSV UTF-8')"
                )
            } else {
                #expect(EncodingGuess.windows1252(byte) == (byte == 0xA0 ? "\u{A0}" : scalar))
            }
        }
    }

    @Test("Semicolons, as Excel saves them where the comma is the decimal point")
    func semicolons() throws {
        let found = try TextSheet.table("Area;Rate\r\nHalton;1,5\r\n")
        #expect(found.separator == ";")
        #expect(found.rows.map(\.fields) == [["Area", "Rate"], ["Halton", "1,5"]])
    }

    @Test("A first line 'sep=;' is obeyed and is no row", arguments: ["\r\n", "\n", "\r"])
    func declaredSeparator(lineEnd: String) throws {
        let found = try TextSheet.table("\u{FEFF}sep=;" + lineEnd + "a,b,c;d" + lineEnd)
        #expect(found.rows == [.init(number: 1, fields: ["a,b,c", "d"])])
        #expect(try TextSheet.fields("SEP=,\na;b,c") == [["a;b", "c"]])
        #expect(try TextSheet.fields("sep=\t\na;b\tc") == [["a;b", "c"]])
    }

    @Test("Texts that only look like 'sep='")
    func notDeclared() throws {
        #expect(try TextSheet.fields("sep=\na") == [["sep="], ["a"]])
        #expect(try TextSheet.fields("sep=;;\na;b") == [["sep="], ["a", "b"]])
        #expect(try TextSheet.fields("a\nsep=;") == [["a"], ["sep="]])
    }

    @Test(
        "Which separator it is",
        arguments: [
            ("a;b;c,d\n", ";"), ("a,b,c;d", ","), ("\"a;b;c\",d", ","), ("a\tb, c", "\t"), ("Area,Level (G; A)", ","),
            ("Area;Type, level", ";"), ("a, b, c", ","), ("  \r\n\n a;b\n", ";"), ("Our return\n\na;b", ";"),
            (";;;\na,b", ";"), ("\"a\"\",;;\" ,b", ","), ("5\" pipe;5\" hose,x;", ";"), ("one", ","),
        ]
    )
    func recognised(text: String, separator: Character) throws {
        #expect(try TextSheet.table(text).separator == separator)
    }

    @Test("Line ends of Windows, Unix and the old Macintosh, also mixed")
    func lineEnds() throws {
        #expect(try TextSheet.fields("a,b\r\nc\nd\re") == [["a", "b"], ["c"], ["d"], ["e"]])
    }

    @Test("A line break inside a cell begins no new row, and is one line feed")
    func breaksInCells() throws {
        let found = try TextSheet.table("\"a\nb\",\"c\r\nd\",\"e\rf\"\r\nnext\r\n")
        #expect(
            found.rows == [.init(number: 1, fields: ["a\nb", "c\nd", "e\nf"]), .init(number: 2, fields: ["next"])]
        )
    }

    @Test("Rows and columns that were once touched are dropped at the end and kept in between")
    func emptyCells() throws {
        let found = try TextSheet.table(",,,\r\na,,b,,\r\n\r\n,,\r\n,c,\r\n,,,\r\n,,,\r\n\r\n")
        #expect(found.rows.map(\.fields) == [[], ["a", "", "b"], [], [], ["", "c"]])
        #expect(found.rows.map(\.number) == [1, 2, 3, 4, 5])
        #expect(found.rows[1][2] == "b")
        #expect(found.rows[1][3] == "")
        #expect(found.rows[1][-1] == "")
    }

    @Test("Whatever CSVWriter writes comes back: all texts of up to four of ' = - + @ 1 . \" , ; é")
    func writtenAndRead() throws {
        var texts = [""]
        for _ in 0..<4 {
            texts += texts.flatMap { text in "'=-+@1.\",;é".map { text + String($0) } }
            texts = Array(Set(texts)).sorted()
        }
        var writer = CSVWriter()
        for text in texts { writer.row(["first", text, "last"]) }
        let rows = try SpreadsheetTable(writer.bytes).rows
        #expect(rows.count == 16_105 && rows.count == texts.count)
        #expect(rows.map { $0[1] } == texts)
        // No cell begins as a formula does, but numbers.
        let cells = String(decoding: writer.bytes.dropFirst(3), as: UTF8.self).split(separator: "\r\n").map {
            $0.dropFirst(6)
        }
        #expect(cells.allSatisfy { !["=", "+", "@"].contains(($0.first == "\"" ? $0.dropFirst() : $0).first) })
    }

    @Test("A formula's quotes, by which some programs keep a text from being changed, are taken away")
    func textFormulas() throws {
        #expect(
            try TextSheet.fields("=\"2022-11\",'=\"x\",=\"a\"&\"b\",=\"\"") == [
                ["2022-11", "=\"x\"", "=\"a\"&\"b\"", "=\"\""]
            ]
        )
    }

    @Test("Spaces within a formula's quotes are not kept either; a text of nothing else is an empty cell")
    func spacesInFormulaQuotes() throws {
        #expect(
            try TextSheet.fields("=\" a b\",=\"c \",=\" \",=\"\u{A0}\" ,=\"\u{A0}d\"")
                == [["a b", "c", "", "", "\u{A0}d"]]
        )
        #expect(try TextSheet.fields("x,=\" \"") == [["x"]])
    }

    @Test("The apostrophe of Lacuna's own CSVWriter is taken away, one of several, and no other")
    func apostrophes() throws {
        #expect(try TextSheet.fields("'=1+1,'+44,'-9,'@x,\"'=a,b\"") == [["=1+1", "+44", "-9", "@x", "=a,b"]])
        #expect(try TextSheet.fields("'tis,',''=x,it's -9,'\t x") == [["'tis", "'", "'=x", "it's -9", "x"]])
    }

    @Test("Spaces, tabs and line ends around fields are not kept; other white space is, unless there is nothing else")
    func whiteSpace() throws {
        #expect(
            try TextSheet.fields(" a b ,\u{A0}c\u{A0},\"\u{2003} d\n\",\u{A0}\n \u{A0} ,\" \"") == [
                ["a b", "\u{A0}c\u{A0}", "\u{2003} d"]
            ]
        )
        #expect(try TextSheet.fields("a, \"b, c\" ,\u{A0}\"d\"\u{A0}\n") == [["a", "b, c", "d"]])
        #expect(try TextSheet.fields("a\tb\n\t\"c\"\t\n") == [["a", "b"], ["", "c"]])
    }

    @Test("A quote inside a field that does not begin with one is a quote, as in Excel")
    func quotesInside() throws { #expect(try TextSheet.fields("5\" pipe,b\"\"c\n") == [["5\" pipe", "b\"\"c"]]) }

    @Test func columnNames() {
        let names = [
            0: "A", 25: "Z", 26: "AA", 27: "AB", 51: "AZ", 52: "BA", 701: "ZZ", 702: "AAA", 16_383: "XFD", -1: "",
        ]
        for (column, name) in names { #expect(SpreadsheetTable.columnName(column) == name) }
        #expect(!SpreadsheetTable.columnName(.max).isEmpty)
    }
}
