import Testing

@testable import Spreadsheets

@Suite("OpenDocument: corners of the format")
struct ODSReadingTests {
    private func values(_ rows: String) throws -> [String: CellValue] {
        let book = try Spreadsheet.read(Books.ods("<table:table table:name=\"One\">\(rows)</table:table>"))
        return try #require(book.sheets.first).values
    }

    @Test("Repeated rows and cells, empty ones by the million")
    func repeated() throws {
        let rows = """
            <table:table-column table:number-columns-repeated="16384"/>\
            <table:table-row table:number-rows-repeated="3"><table:table-cell/>\
            <table:table-cell table:number-columns-repeated="2" office:value-type="float" office:value="7"/>\
            <table:table-cell table:number-columns-repeated="16381"/></table:table-row>\
            <table:table-row table:number-rows-repeated="1000000"><table:table-cell table:number-columns-repeated="16384"/>\
            </table:table-row><table:table-row><table:table-cell office:value-type="boolean" office:boolean-value="true"/>\
            </table:table-row>
            """
        let seven = CellValue.number("7")
        #expect(
            try values(rows) == [
                "B1": seven, "C1": seven, "B2": seven, "C2": seven, "B3": seven, "C3": seven,
                "A1000004": .boolean(true),
            ]
        )
    }

    @Test("What is repeated counts as often as it is repeated")
    func tooMany() {
        let cell =
            "<table:table-cell table:number-columns-repeated=\"16384\" office:value-type=\"float\" office:value=\"1\"/>"
        let bomb =
            "<table:table table:name=\"One\"><table:table-row table:number-rows-repeated=\"1048576\">\(cell)"
            + "</table:table-row></table:table>"
        #expect(
            Books.fault(Books.ods(bomb))?.description
                == "sheet 'One': more than 500000 filled cells (clear rows and columns that are not needed)"
        )
        let wide = cell.replacing("16384", with: "16385")
        let sheet = "<table:table table:name=\"One\"><table:table-row>\(wide)</table:table-row></table:table>"
        #expect(Books.fault(Books.ods(sheet))?.message == "more columns than a spreadsheet has")
        let none = sheet.replacing("16385", with: "0")
        #expect(Books.fault(Books.ods(none))?.message == "'0' is no number of repetitions")
    }

    @Test("Paragraphs, blanks, tabs, links; notes are left out")
    func texts() throws {
        let rows = """
            <table:table-row><table:table-cell office:value-type="string"><office:annotation><text:p>note</text:p>\
            </office:annotation><text:p>\n  one \n two<text:s text:c="2"/>three<text:tab/><text:span>four</text:span></text:p>\
            <text:p/><text:p><text:a>link</text:a><text:line-break/>end</text:p></table:table-cell>\
            <table:table-cell office:value-type="string" office:string-value="stated"><text:p>shown</text:p>\
            </table:table-cell></table:table-row>
            """
        #expect(
            try values(rows) == ["A1": .text("one two  three\tfour\n\nlink\nend"), "B1": .text("stated")]
        )
    }

    @Test("Covered cells hold nothing that is shown; groups and heads are rows")
    func structure() throws {
        let rows = """
            <table:table-header-rows><table:table-row><table:table-cell table:number-columns-spanned="2" \
            table:number-rows-spanned="1" office:value-type="string"><text:p>head</text:p></table:table-cell>\
            <table:covered-table-cell office:value-type="string"><text:p>under</text:p></table:covered-table-cell>\
            <table:table-cell office:value-type="date" office:date-value="2022-05-01"/></table:table-row>\
            </table:table-header-rows><table:table-row-group><table:table-row table:visibility="filter">\
            <table:table-cell office:value-type="time" office:time-value="PT13H30M00S"/></table:table-row>\
            </table:table-row-group>
            """
        let styles = """
            <style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style>
            """
        let book = try Spreadsheet.read(
            Books.ods(
                """
                <table:tracked-changes><table:table-cell/></table:tracked-changes>\
                <table:table table:name="One" table:style-name="ta2">\(rows)</table:table>
                """,
                styles: styles
            )
        )
        let sheet = try #require(book.sheets.first)
        #expect(sheet.values == ["A1": .text("head"), "C1": .date("2022-05-01"), "A2": .time("13:30:00")])
        #expect(sheet.visibility == .hidden)
        #expect(sheet.merged == [CellRange(rows: 1...1, columns: 0...1)])
        #expect(sheet.rows.map(\.isHidden) == [false, true])
    }

    @Test(
        "Faults name the sheet and the cell",
        arguments: [
            ("office:value-type=\"float\"", "'' is no number"),
            ("office:value-type=\"float\" office:value=\"x\"", "'x' is no number"),
            ("office:value-type=\"date\" office:date-value=\"2022-13-01\"", "'2022-13-01' is no date"),
            ("office:value-type=\"odd\"", "a cell of the kind 'odd', which is unknown"),
        ]
    )
    func faults(attributes: String, message: String) {
        let sheet = """
            <table:table table:name="One"><table:table-row/><table:table-row><table:table-cell/>\
            <table:table-cell \(attributes)/></table:table-row></table:table>
            """
        #expect(Books.fault(Books.ods(sheet))?.description == "sheet 'One', B2: \(message) (\(saveAgain))")
    }
}
