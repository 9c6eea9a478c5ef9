import Spreadsheets

/// A form with everything that a draft can have.
enum SampleForm {
    static let draft: WorkbookDraft = {
        var draft = WorkbookDraft(title: "Return of Halton, May 2022", author: "The network")
        draft.sheets = [cover, ratings, lists, keys]
        draft.names = [DefinedRange("Levels", sheet: "Lists", range: CellRange(rows: 1...4, columns: 0...0))]
        return draft
    }()

    private static let head = CellStyle().with {
        $0.font.isBold = true
        $0.font.colour = Colour(0xFFFFFF)
        $0.fill = Colour(0x1F3864)
        $0.wraps = true
        $0.vertical = .centre
    }
    private static let given = CellStyle().with {
        $0.fill = Colour(0xD9D9D9)
        $0.border = BorderStyle()
        $0.wraps = true
        $0.vertical = .top
    }
    private static let open = given.with {
        $0.fill = Colour(0xFFF2CC)
        $0.isLocked = false
        $0.numberFormat = "@"
    }

    private static let cover: SheetDraft = {
        var sheet = SheetDraft("Read me first")
        sheet.isProtected = true
        sheet.showsGrid = false
        sheet.tabColour = Colour(0x1F3864)
        sheet.columnWidths = [0: 24, 1: 60]
        let title = CellStyle().with {
            $0.font.size = 18
            $0.font.isBold = true
        }
        sheet[1, 0] = CellDraft("Return of Halton, May 2022", style: title)
        sheet.merged = [CellRange(rows: 1...1, columns: 0...1)]
        sheet.rowHeights = [1: 30]
        sheet[3, 0] = CellDraft("Due")
        sheet[3, 1] = CellDraft(
            .date("2022-06-30"),
            style: CellStyle().with {
                $0.numberFormat = "d mmmm yyyy"
                $0.horizontal = .left
            }
        )
        sheet[4, 0] = CellDraft("State")
        sheet[4, 1] = CellDraft(
            formula: "IF(COUNTIF(Ratings!B3:B6,\"\")=0,\"complete\",\"incomplete\")",
            value: .text("incomplete")
        )
        sheet[5, 0] = CellDraft("Missing")
        sheet[5, 1] = CellDraft(formula: "COUNTBLANK(Ratings!$B$3:$B$6)", value: .number("2"))
        sheet.merged.append(CellRange(rows: 8...8, columns: 0...1))
        sheet[8, 0] = CellDraft(
            """
            Yellow cells are yours to fill in; grey ones are given. Choose a level for each service from the list, say why \
            where it is R or A, and leave a cell empty rather than guess.
            """,
            style: CellStyle().with { $0.wraps = true }
        )
        let link = CellStyle().with {
            $0.font.isUnderlined = true
            $0.font.colour = Colour(0x0563C1)
        }
        sheet[6, 0] = CellDraft(
            "Go to the ratings",
            link: CellLink(sheet: "Ratings", cell: CellAddress(row: 3, column: 1), hint: "The first open cell"),
            style: link
        )
        sheet.highlights = [
            Highlight(
                "$B$4=\"complete\"",
                in: CellRange(CellAddress(row: 4, column: 1)),
                fill: Colour(0xC6EFCE),
                colour: Colour(0x006100),
                isBold: true
            )
        ]
        return sheet
    }()

    private static let ratings: SheetDraft = {
        var sheet = SheetDraft("Ratings")
        sheet.isProtected = true
        sheet.frozenRows = 2
        sheet.frozenColumns = 1
        sheet.columnWidths = [0: 40, 1: 10, 2: 50, 3: 12, 4: 12, 5: 30]
        sheet.columnStyles = [5: CellStyle().with { $0.isLocked = false }]
        sheet.printing.isLandscape = true
        sheet.printing.fitsWidth = true
        sheet.printing.titleRows = 1...2
        sheet.set(row: 1, ["Ratings"], style: CellStyle().with { $0.font.isBold = true })
        sheet.set(row: 2, ["Service", "Level", "Reason", "Clients", "Since", "Your notes"], style: head)
        let rows: [(String, String, String)] = [
            ("Specialist perinatal mental health", "G", ""), ("Infant feeding", "R", ""),
            ("Parent–infant psychotherapy & \"play\"", "", "  two  blanks,\na second line\tand a tab "),
            ("Health visiting", "", "_x0041_ is no letter"),
        ]
        for (index, row) in rows.enumerated() {
            sheet[index + 3, 0] = CellDraft(row.0, style: given)
            sheet[index + 3, 1] = CellDraft(row.1, style: open)
            sheet[index + 3, 2] = CellDraft(row.2, style: open)
            sheet[index + 3, 3] = CellDraft(.number("\(index * 10).5"), style: open.with { $0.numberFormat = "0.0" })
            sheet[index + 3, 4] = CellDraft(
                .date("2022-05-0\(index + 1)"),
                style: open.with { $0.numberFormat = "yyyy-mm-dd" }
            )
        }
        sheet[8, 0] = CellDraft(.boolean(true))
        sheet.hiddenRows = [8]
        let levels = CellRange(rows: 3...6, columns: 1...1)
        sheet.validations = [
            Validation(
                .listFrom(sheet: "Lists", CellRange(rows: 1...4, columns: 0...0)),
                in: levels,
                prompt: .init("Level", "R nothing, A some, G all of it"),
                refusal: .init("No level", "Choose R, A, G or NA.")
            ),
            Validation(
                .list(["yes", "no", "it's \"open\""]),
                in: CellRange(rows: 3...6, columns: 5...5),
                severity: .warning
            ),
            Validation(.decimal(0...1000), in: CellRange(rows: 3...6, columns: 3...3)),
            Validation(.date(from: "2000-01-01", to: "2030-12-31"), in: CellRange(rows: 3...6, columns: 4...4)),
            Validation(.textLength(0...2000), in: CellRange(rows: 3...6, columns: 2...2)),
        ]
        sheet.highlights = [
            Highlight("$B3=\"R\"", in: levels, fill: Colour(0xC00000), colour: Colour(0xFFFFFF), isBold: true),
            Highlight("$B3=\"G\"", in: levels, fill: Colour(0x548235), colour: Colour(0xFFFFFF), isBold: true),
            Highlight(
                "AND(OR($B3=\"R\",$B3=\"A\"),TRIM($C3)=\"\")",
                in: CellRange(rows: 3...6, columns: 2...2),
                fill: Colour(0xFFC7CE)
            ),
        ]
        return sheet
    }()

    private static let lists: SheetDraft = {
        var sheet = SheetDraft("Lists", visibility: .hidden)
        for (index, level) in ["R", "A", "G", "NA"].enumerated() { sheet[index + 1, 0] = CellDraft(level) }
        return sheet
    }()

    private static let keys: SheetDraft = {
        var sheet = SheetDraft("It's keys", visibility: .veryHidden)
        sheet.set(row: 1, ["round", "2022-05"], style: CellStyle().with { $0.numberFormat = "@" })
        sheet.hiddenColumns = [1]
        return sheet
    }()
}
