import Testing

@testable import Spreadsheets

/// What the format allows beyond what the common programs write.
@Suite("Office Open XML: corners of the format")
struct XLSXReadingTests {
    @Test("Rows and cells that do not say where they are follow those before")
    func withoutPlaces() throws {
        let sheet = """
            <sheetData><row><c><v>1</v></c><c r="D1"><v>2</v></c><c><v>3</v></c></row>\
            <row r="5"><c><v>4</v></c></row><row><c t="b"><v>1</v></c></row></sheetData>
            """
        #expect(
            try Books.values(sheet: sheet) == [
                "A1": .number("1"), "D1": .number("2"), "E1": .number("3"), "A5": .number("4"), "A6": .boolean(true),
            ]
        )
    }

    @Test("Texts: shared, inline, rich, read aloud, with white space, with characters that XML has not")
    func texts() throws {
        let sheet = """
            <sheetData><row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="inlineStr"><is><t>inline</t></is></c>\
            <c t="inlineStr"><is><r><rPr><b/></rPr><t>rich </t></r><r><t xml:space="preserve"> text</t></r></is></c>\
            <c t="str"><f>A1</f><v>a_x000D__x000A_b</v></c><c t="inlineStr"><is><t> trimmed </t></is></c>\
            <c t="inlineStr"><is><t xml:space="preserve"> kept </t></is></c>\
            <c t="inlineStr"><is><t>_x005F_x0041_ _xD83D__xDC76_ _x00G0_ _x0000_</t></is></c>\
            <c t="inlineStr"><is><t><![CDATA[<raw>]]></t></is></c></row></sheetData>
            """
        let texts = """
            <sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>shared</t></si>\
            <si><r><t>東</t></r><r><t>京</t></r><rPh sb="0" eb="1"><t>とう</t></rPh><phoneticPr fontId="1"/></si></sst>
            """
        #expect(
            try Books.values(sheet: sheet, replacing: ["xl/texts.xml": texts]) == [
                "A1": .text("shared"), "B1": .text("東京"), "C1": .text("inline"), "D1": .text("rich text"),
                "E1": .text("a\r\nb"), "F1": .text("trimmed"), "G1": .text(" kept "),
                "H1": .text("_x0041_ 👶 _x00G0_ _x0000_"), "I1": .text("<raw>"),
            ]
        )
    }

    @Test("Names of the strict edition, and prefixes of another program's choice")
    func strict() throws {
        let main = "http://purl.oclc.org/ooxml/spreadsheetml/main"
        let types = "http://purl.oclc.org/ooxml/officeDocument/relationships"
        let book = """
            <x:workbook xmlns:x="\(main)" xmlns:q="\(types)"><x:workbookPr date1904="true"/><x:sheets>\
            <x:sheet name="Strict" sheetId="9" state="veryHidden" q:id="s"/></x:sheets></x:workbook>
            """
        let sheet = """
            <x:worksheet xmlns:x="\(main)"><x:sheetData><x:row><x:c t="d"><x:v>2022-05-01T00:00:00.000</x:v></x:c>\
            <x:c s="1"><x:v>0</x:v></x:c></x:row></x:sheetData></x:worksheet>
            """
        let links = """
            <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">\
            <Relationship Id="f" Type="\(types)/styles" Target="styles.xml"/>\
            <Relationship Id="s" Type="\(types)/worksheet" Target="../xl/./sheet.xml"/></Relationships>
            """
        let read = try Spreadsheet.read(
            Books.xlsx(
                sheet: "",
                replacing: ["xl/workbook.xml": book, "xl/sheet.xml": sheet, "xl/_rels/workbook.xml.rels": links]
            )
        )
        #expect(read.sheets.first?.name == "Strict")
        #expect(read.sheets.first?.visibility == .veryHidden)
        #expect(read.sheets.first?.values == ["A1": .date("2022-05-01"), "B1": .date("1904-01-01")])
    }

    @Test("Days that Excel counts wrongly, and numbers that are no day")
    func days() {
        let since1900 = SerialDates(startsIn1904: false)
        #expect(since1900.date(1) == "1900-01-01")
        #expect(since1900.date(59) == "1900-02-28")
        #expect(since1900.date(60) == nil)
        #expect(since1900.date(61) == "1900-03-01")
        #expect(since1900.date(44682) == "2022-05-01")
        #expect(since1900.date(44682.5625) == "2022-05-01T13:30:00")
        #expect(since1900.date(44681.9999999999) == "2022-05-01")
        #expect(since1900.date(2_958_465) == "9999-12-31")
        for none in [0, -1, 2_958_466, .infinity, .nan, 1e300] { #expect(since1900.date(none) == nil) }
        #expect(since1900.time(0.5625) == "13:30:00")
        #expect(since1900.time(0.99999999) == "23:59:59")
        #expect(SerialDates.serial(of: "2022-05-01") == 44682)
        #expect(SerialDates.serial(of: "1900-03-01") == 61)
        #expect(SerialDates.serial(of: "1900-02-28") == nil)
        #expect(SerialDates.serial(of: "2023-02-29") == nil)
    }

    @Test(
        "Which formats show dates",
        arguments: [
            ("dd/mm/yyyy", .date), ("mmm-yy", .date), ("mmmm", .date), ("[$-809]d mmmm yyyy;@", .date), ("h:mm", .time),
            ("[h]:mm:ss", .time), ("mm:ss.0", .time), ("yyyy-mm-dd hh:mm", .date), ("General", .number),
            ("0.00", .number), ("0.00E+00", .number), ("0\" days\"", .number), ("0\\d", .number), ("[Red]0", .number),
            ("#,##0_m", .number), ("@", .number), ("0;\"d\"", .number), ("\"Day \"d", .date), ("General\\d", .number),
            ("[Green]dd/mm", .date), ("ge.m.d", .date), ("", .number), ("\"", .number), ("[", .number), ("\\", .number),
        ] as [(String, NumberMeaning)]
    )
    func formats(format: String, meaning: NumberMeaning) { #expect(NumberMeaning(format: format) == meaning) }

    @Test(
        "Faults name the sheet and the cell",
        arguments: [
            ("<row><c t=\"s\"><v>7</v></c></row>", "A1", "it names a text that the workbook does not hold"),
            ("<row r=\"3\"><c r=\"B3\"><v>0x10</v></c></row>", "B3", "'0x10' is no number"),
            ("<row><c><v>inf</v></c></row>", "A1", "'inf' is no number"),
            ("<row><c><v>1e999</v></c></row>", "A1", "'1e999' is no number"),
            ("<row><c t=\"d\"><v>soon</v></c></row>", "A1", "'soon' is no date"),
            ("<row><c t=\"q\"><v>1</v></c></row>", "A1", "a cell of the kind 'q', which is unknown"),
            ("<row r=\"2\"/><row r=\"2\"/>", nil, "row 2 after row 2"),
            ("<row r=\"0\"/>", nil, "row 0 after row 0"), ("<row r=\"1048577\"/>", nil, "row 1048577 after row 0"),
            ("<row r=\"x\"/>", nil, "a row numbered 'x'"),
            ("<row><c r=\"B1\"/><c r=\"A1\"/></row>", nil, "cells out of order in row 1"),
            ("<row><c r=\"B2\"/></row>", nil, "a cell named 'B2' in row 1"),
            ("<row><c r=\"XFE1\"/></row>", nil, "a cell named 'XFE1' in row 1"),
            ("<row><c r=\"XFD1\"/><c/></row>", nil, "cells out of order in row 1"),
        ] as [(String, String?, String)]
    )
    func faults(rows: String, cell: String?, message: String) {
        let fault = Books.fault(Books.xlsx(sheet: "<sheetData>\(rows)</sheetData>"))
        #expect(fault?.message == message)
        #expect(fault?.sheet == "One" && fault?.part == "xl/sheet.xml" && fault?.cause == .damaged)
        #expect(fault?.cell?.description == cell)
    }

    @Test func addresses() {
        for (text, row, column) in [("A1", 1, 0), ("C7", 7, 2), ("$AA$10", 10, 26), ("xfd1048576", 1_048_576, 16_383)] {
            #expect(CellAddress(text) == CellAddress(row: row, column: column))
        }
        for text in ["", "A", "7", "7A", "A0", "A01x", "A1048577", "XFE1", "AAAAAAAAAAAAAA1", "A$", "$", "A1:B2", "Ä1"]
        {
            #expect(CellAddress(text) == nil, "\(text)")
        }
        for column in 0...16_383 {
            #expect(CellAddress("\(CellAddress.letters(ofColumn: column))9") == CellAddress(row: 9, column: column))
        }
        #expect(CellRange("D9:B2")?.description == "B2:D9")
        #expect(CellRange("B2")?.fixed == "$B$2")
        #expect(CellRange("B2:") == nil)
    }
}
