import Testing

@testable import Spreadsheets

/// Workbooks as openpyxl and LibreOffice saved them. LibreOffice made its own from openpyxl's.
@Suite("Workbooks that other programs saved")
struct SavedBookTests {
    static let all = ["openpyxl.xlsx", "streamed.xlsx", "libreoffice.xlsx", "libreoffice.ods"]

    @Test("Each kind of value", arguments: all)
    func values(name: String) throws {
        let sheet = try #require(try Books.read(name).sheet(named: "values"))
        var found: [String: CellValue] = [:]
        for row in sheet.rows { found[row[0].typed] = row[1] }
        #expect(found["text"] == .text("Perinatal mental health"))
        #expect(found["space"] == .text("  two  blanks "))
        #expect(found["lines"] == .text("first\nsecond"))
        #expect(found["markup"] == .text("<b> & \"quotes\" 'too'"))
        #expect(found["umlaut"] == .text("Grüße, 日本語, 👶"))
        #expect(found["number text"] == .text("007"))
        #expect(found["date text"] == .text("2022-05"))
        #expect(found["integer"] == .number("42"))
        #expect(found["decimal"] == .number("4.2"))
        #expect(found["negative"]?.typed == "-0.5")
        #expect(found["long"]?.typed == "7700900123")
        #expect(found["tiny"]?.typed == "1e-07")
        #expect(found["percent"]?.typed == "0.25")
        // LibreOffice turns the booleans of openpyxl into numbers when it saves its own format.
        let (yes, no): (CellValue, CellValue) =
            name.hasSuffix("ods") ? (.number("1"), .number("0")) : (.boolean(true), .boolean(false))
        #expect(found["true"] == yes && found["false"] == no)
        #expect(found["date"] == .date("2022-05-01"))
        #expect(found["moment"] == .date("2022-05-01T13:30:00"))
        #expect(found["month"] == .date("2022-05-01"))
        #expect(found["time"] == .time("13:30:00"))
        #expect(found["rich"] == .text("plain bold plain"))
        #expect(found["empty"] == .empty)
    }

    @Test("What formulas came to, where the program worked them out")
    func formulas() throws {
        for name in Self.all {
            let sheet = try #require(try Books.read(name).sheet(named: "Values"))
            for row in sheet.rows where ["formula", "text formula", "error"].contains(row[0].typed) {
                #expect(row.cell(1)?.isFormula == true)
                switch (row[0].typed, name) {
                case (_, "openpyxl.xlsx"), (_, "streamed.xlsx"): #expect(row[1] == .empty)
                case ("formula", _): #expect(row[1] == .number("84"))
                case ("text formula", _): #expect(row[1] == .text("big"))
                default: #expect(row[1] == .error("#DIV/0!"))
                }
            }
        }
    }

    @Test("Places, hidden rows and columns, merged cells, hidden sheets", arguments: all)
    func places(name: String) throws {
        let book = try Books.read(name)
        #expect(book.format == (name.hasSuffix("ods") ? .ods : .xlsx))
        #expect(book.sheets.map(\.name) == ["Values", "Places", "Keys", "Deep"])
        let places = try #require(book.sheet(named: "Places"))
        #expect(
            places.values == [
                "C7": .text("seven"), "AA1": .text("far"), "B3": .text("merged"), "A9": .text("hidden row"),
                "F1": .text("hidden column"),
            ]
        )
        #expect(places.rows.map(\.number) == [1, 3, 7, 9])
        #expect(places.rows.map(\.isHidden) == [false, false, false, true])
        #expect(places.isColumnHidden(5) && !places.isColumnHidden(4) && !places.isColumnHidden(6))
        #expect(places.merged == [CellRange(rows: 3...4, columns: 1...3)])
        #expect(places.merging(CellAddress(row: 4, column: 3))?.first.description == "B3")
        #expect(places.merging(CellAddress(row: 5, column: 3)) == nil)
        let keys = try #require(book.sheet(named: "Keys"))
        #expect(keys.visibility == .hidden && places.visibility == .visible)
        #expect(keys[CellAddress(row: 1, column: 1)] == .text("2022-05"))
        // Only Excel's own format knows of very hidden sheets, and LibreOffice does not keep them.
        #expect(book.sheet(named: "Deep")?.visibility == (name.hasPrefix("libreoffice") ? .hidden : .veryHidden))
    }

    @Test(
        "Dates, whichever day the workbook counts from",
        arguments: [
            "openpyxl-days-1900.xlsx", "openpyxl-days-1904.xlsx", "libreoffice-days-1904.xlsx",
            "libreoffice-days-1904.ods",
        ]
    )
    func days(name: String) throws {
        let rows = try #require(try Books.read(name).sheets.first).rows
        #expect(rows.map { $0[0].typed } == ["1904-01-02", "2000-02-29", "2022-05-01", "2099-12-31"])
    }

    @Test func oldExcel() throws {
        #expect(
            Books.fault(try Books.bytes("libreoffice.xls"))?.description
                == "the file is a workbook in Excel's old format (.xls) (save it as 'Excel Workbook (.xlsx)')"
        )
    }
}

/// A form that was written here, and saved again by another program.
@Suite("Forms saved again by other programs")
struct SavedFormTests {
    @Test(
        "Nothing is lost",
        arguments: [
            "libreoffice-form.xlsx", "libreoffice-form.ods", "openpyxl-form.xlsx", "libreoffice-form-from-xlsx.ods",
        ]
    )
    func values(name: String) throws {
        let book = try Books.read(name)
        #expect(book.sheets.map(\.name) == SampleForm.draft.sheets.map(\.name))
        for (draft, sheet) in zip(SampleForm.draft.sheets, book.sheets) {
            #expect((sheet.visibility == .visible) == (draft.visibility == .visible))
            #expect(Set(sheet.merged) == Set(draft.merged))
            var places = Set(draft.cells.filter { !$0.value.value.isEmpty || $0.value.formula != nil }.keys)
            for row in sheet.rows {
                #expect(row.isHidden == draft.hiddenRows.contains(row.number))
                for cell in row.cells {
                    let address = CellAddress(row: row.number, column: cell.column)
                    let written = draft[address]
                    places.remove(address)
                    #expect(cell.isFormula == (written.formula != nil) || written.value == .boolean(true))
                    // openpyxl saves formulas without what they come to; LibreOffice drops tabs, and writes TRUE() as 1.
                    if name.hasPrefix("openpyxl"), cell.isFormula { continue }
                    // What only looks like an escape becomes one when openpyxl saves it.
                    if name.hasPrefix("openpyxl"), cell.value == .text("A is no letter") { continue }
                    if name.hasSuffix("ods"), written.value == .boolean(true) { continue }
                    let tabless = written.value.typed.replacing("\t", with: "")
                    #expect(cell.value.typed == written.value.typed || cell.value.typed == tabless, "\(address)")
                }
            }
            #expect(places.isEmpty)
        }
    }
}
