import Foundation
import TestSupport
import Testing

@testable import Spreadsheets

@Suite("Workbooks written, and read again")
struct WritingTests {
    enum Format: String, CaseIterable {
        case xlsx
        case ods

        func write(_ draft: WorkbookDraft) throws -> [UInt8] {
            switch self {
            case .xlsx: try XLSXWriter.write(draft)
            case .ods: try ODSWriter.write(draft)
            }
        }
    }

    @Test("Every value comes back, at its place", arguments: Format.allCases)
    func roundTrip(format: Format) throws {
        let bytes = try format.write(SampleForm.draft)
        // For looking at it with other programs.
        if let folder = ProcessInfo.processInfo.environment["LACUNA_WORKBOOKS"] {
            try Data(bytes).write(to: URL(filePath: "\(folder)/form.\(format)"))
        }
        let book = try Spreadsheet.read(bytes)
        #expect(book.sheets.map(\.name) == SampleForm.draft.sheets.map(\.name))
        for (draft, sheet) in zip(SampleForm.draft.sheets, book.sheets) {
            var wanted: [String: CellValue] = [:]
            for (address, cell) in draft.cells where !cell.value.isEmpty { wanted[address.description] = cell.value }
            #expect(sheet.values == wanted)
            let visibility = format == .ods && draft.visibility == .veryHidden ? .hidden : draft.visibility
            #expect(sheet.visibility == visibility)
            #expect(sheet.merged == draft.merged)
            #expect(Set(sheet.rows.filter(\.isHidden).map(\.number)) == draft.hiddenRows)
            #expect(draft.hiddenColumns.allSatisfy(sheet.isColumnHidden))
            for row in sheet.rows {
                for cell in row.cells { #expect(cell.isFormula == (draft[row.number, cell.column].formula != nil)) }
            }
        }
    }

    @Test("The same draft gives the same bytes", arguments: Format.allCases)
    func deterministic(format: Format) throws {
        #expect(try format.write(SampleForm.draft) == format.write(SampleForm.draft))
    }

    @Test("Everything that a draft can have, part by part, is as it lies in Tests/Goldens", arguments: Format.allCases)
    func parts(format: Format) throws {
        let archive = try ZipArchive(format.write(SampleForm.draft), limits: WorkbookLimits())
        let parts = try archive.entries.map { (path: $0.name, bytes: try archive.bytes(of: $0.name) ?? []) }
        try expectRecorded(spelledOut(parts), "\(Repository.root)/Tests/Goldens/Spreadsheets/\(format).txt")
    }

    @Test("Texts that are hard to keep", arguments: Format.allCases)
    func texts(format: Format) throws {
        let texts = [
            " ", "  ", "a  b", " a", "a ", "\n", "a\n\nb", "\ta\t\tb", "<&>\"'", "]]>", "👶🏽 é e\u{301}", "=1+1",
            "'quoted",
            "007", "1e5", "TRUE", "_x0041_", "_x", "__x005F_", "#N/A", String(repeating: "x", count: 32_767),
            "\u{FFFD}",
            "a \n b", " \t ", "\u{A0}a\u{A0}",
        ]
        var sheet = SheetDraft("Texts")
        for (index, text) in texts.enumerated() { sheet[index + 1, index % 3] = CellDraft(text) }
        let read = try Spreadsheet.read(format.write(WorkbookDraft(title: "", sheets: [sheet])))
        let found = try #require(read.sheets.first)
        for (index, text) in texts.enumerated() {
            #expect(found[CellAddress(row: index + 1, column: index % 3)] == .text(text))
        }
    }

    @Test("A date stays one, whatever its cell's style says of numbers", arguments: Format.allCases)
    func dates(format: Format) throws {
        var sheet = SheetDraft("Dates")
        let formats = ["General", "@", "0", "0.00%", "d mmmm yyyy", "hh:mm"]
        for (index, format) in formats.enumerated() {
            sheet[index + 1, 0] = CellDraft(.date("2022-05-01"), style: CellStyle().with { $0.numberFormat = format })
        }
        let read = try Spreadsheet.read(format.write(WorkbookDraft(title: "", sheets: [sheet])))
        #expect(read.sheets.first?.rows.flatMap(\.cells).map(\.value) == formats.map { _ in .date("2022-05-01") })
    }

    @Test("Control characters: kept by Excel's escapes, replaced where there are none")
    func controls() throws {
        var sheet = SheetDraft("Texts")
        sheet[1, 0] = CellDraft("a\u{7}\rb\u{FFFF}")
        let draft = WorkbookDraft(title: "\u{7}", sheets: [sheet])
        let first = CellAddress(row: 1, column: 0)
        #expect(try Spreadsheet.read(XLSXWriter.write(draft)).sheets[0][first] == .text("a\u{7}\rb\u{FFFF}"))
        guard case .text(let text) = try Spreadsheet.read(ODSWriter.write(draft)).sheets[0][first] else {
            Issue.record("no text")
            return
        }
        #expect(text.hasPrefix("a\u{FFFD}") && text.hasSuffix("b\u{FFFD}"))
    }

    @Test("What Excel would repair is refused, with its place", arguments: Format.allCases)
    func faults(format: Format) throws {
        func fault(_ change: (inout SheetDraft) -> Void) -> String? {
            var sheet = SheetDraft("One")
            change(&sheet)
            do {
                _ = try format.write(WorkbookDraft(title: "", sheets: [sheet]))
                return nil
            } catch {
                return (error as? WorkbookFault)?.description
            }
        }
        #expect(fault { _ in } == nil)
        #expect(fault { $0.visibility = .hidden } == "no sheet that is shown (show one)")
        #expect(
            fault { $0.name = "A/B" }
                == "sheet 'A/B': no name for a sheet (1 to 31 characters, none of [ ] : * ? / \\)"
        )
        #expect(fault { $0.name = String(repeating: "x", count: 32) } != nil)
        #expect(fault { $0[0, 0] = CellDraft("a") } == "sheet 'One', A0: no cell of a spreadsheet")
        #expect(
            fault { $0[2, 1] = CellDraft(String(repeating: "x", count: 32_768)) }
                == "sheet 'One', B2: a text of more than 32767 characters (shorten it)"
        )
        #expect(fault { $0[1, 0] = CellDraft(.number("0x1")) } == "sheet 'One', A1: '0x1' is no number")
        #expect(fault { $0[1, 0] = CellDraft(.date("1899-01-01")) } != nil)
        #expect(fault { $0[1, 0] = CellDraft(formula: "=A1", value: .empty) } != nil)
        #expect(
            fault { $0[1, 0] = CellDraft("a", link: CellLink(sheet: "Two", cell: CellAddress(row: 1, column: 0))) }
                == "sheet 'One', A1: a link to a sheet 'Two' that is not there"
        )
        let range = CellRange(rows: 1...2, columns: 0...0)
        #expect(fault { $0.merged = [range, range] } != nil)
        #expect(fault { $0.validations = [Validation(.list(["a,b"]), in: range)] } != nil)
        #expect(fault { $0.validations = [Validation(.list([String(repeating: "x", count: 255)]), in: range)] } == nil)
        #expect(fault { $0.validations = [Validation(.list([String(repeating: "x", count: 256)]), in: range)] } != nil)
        #expect(fault { $0.validations = [Validation(.listFrom(sheet: "Two", range), in: range)] } != nil)
        #expect(
            fault {
                $0.validations = [Validation(.any, in: range, prompt: .init(String(repeating: "x", count: 33), ""))]
            }
                != nil
        )
    }

    @Test("Rows are as high as their texts need, of merged cells too")
    func heights() {
        var sheet = SheetDraft("One")
        let wrapped = CellStyle().with { $0.wraps = true }
        sheet.columnWidths = [0: 10, 1: 10]
        sheet[1, 0] = CellDraft("one line", style: wrapped)
        sheet[2, 0] = CellDraft("two lines of words", style: wrapped)
        sheet[3, 0] = CellDraft("no wrapping of words at all")
        sheet[4, 0] = CellDraft("on one line, merged", style: wrapped)
        sheet[5, 0] = CellDraft("a\n\nb", style: wrapped)
        sheet[6, 0] = CellDraft(String(repeating: "x", count: 25), style: wrapped)
        sheet[7, 0] = CellDraft(String(repeating: "x ", count: 9_000), style: wrapped)
        sheet[8, 0] = CellDraft("a\nb\nc", style: wrapped)
        sheet.rowHeights = [8: 15]
        sheet.merged = [CellRange(rows: 4...4, columns: 0...1)]
        #expect(FittedRows(sheet).heights == [2: 29, 5: 43, 6: 43, 7: 409])
    }

    @Test(
        "Formulas in OpenDocument's words",
        arguments: [
            ("IF('My sheet'!$C7=\"\",\"x,y\",COUNTA(B2:D9))", "IF([$'My sheet'.$C7]=\"\";\"x,y\";COUNTA([.B2:.D9]))"),
            ("Ratings!B3:B6", "[$Ratings.B3:.B6]"), ("SUM(A:A,$B:$C)", "SUM([.A$1:.A$1048576];[.$B$1:.$C$1048576])"),
            ("_xlfn.TEXTJOIN(\", \",TRUE,A1)", "TEXTJOIN(\", \";TRUE();[.A1])"), ("1.5+A1*-2%", "1.5+[.A1]*-2%"),
            ("'It''s'!A1&\"a\"\"b\"", "[$'It''s'.A1]&\"a\"\"b\""), ("{1,2;3,4}", "{1;2|3;4}"), ("Levels", "Levels"),
            ("LOG10(A1)", "LOG10([.A1])"), ("A1:INDEX(B:B,3)", "[.A1]:INDEX([.B$1:.B$1048576];3)"),
            ("\"open", "\"open"),
            ("A1<>B1", "[.A1]<>[.B1]"),
        ]
    )
    func formulas(excel: String, open: String) { #expect(OpenFormula.converted(excel) == open) }
}
