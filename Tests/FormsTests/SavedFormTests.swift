import Forms
import Provision
import ScopingStore
import Spreadsheets
import TestSupport
import Testing

/// `Tests/Forms` holds one form of a small world, filled in, as programs save it: LibreOffice 7.4 itself, and Excel's formats as
/// Python writes them (`cp1252`, `mac_roman`, `utf-16`, `utf-8-sig`), with its British dates.
@Suite("Forms as Excel and LibreOffice save them")
struct SavedFormTests {
    private static func model() throws -> ProvisionModel {
        ProvisionModel(
            framework: try SmallWorld.framework(services: 4),
            areas: try SmallWorld.areas(1),
            rounds: try SmallWorld.rounds(2, asking: 1),
            returns: [try SmallWorld.answer(area: 1, round: 1, "AR.G")]
        )
    }

    @Test(
        "Each says the same, to the letter; where the encoding is guessed, that is told",
        arguments: [
            ("excel-csv-utf-8.csv", nil), ("excel-csv-windows.csv", "Windows-1252"),
            ("excel-csv-semicolons.csv", "Windows-1252"), ("excel-csv-macintosh.csv", "MacRoman"),
            ("excel-unicode-text.txt", nil), ("libreoffice-utf-8.csv", nil),
            ("libreoffice-semicolons-windows.csv", "Windows-1252"), ("libreoffice-macintosh.csv", "MacRoman"),
            ("libreoffice-tabs-utf-16.csv", nil), ("libreoffice-all-quoted.csv", nil),
            ("libreoffice-by-way-of-xlsx.csv", nil), ("libreoffice-by-way-of-ods.csv", nil),
        ] as [(String, String?)]
    )
    func saved(name: String, guess: String?) throws {
        let model = try Self.model()
        let submission = try ReturnForm.read(
            try bytes(of: Repository.root + "/Tests/Forms/" + name),
            file: name,
            terms: FormSample.terms(),
            model: model
        )
        #expect(submission.area.text == "area-1" && submission.round.text == "round-2" && submission.basedOn == 0)
        let ratings = submission.ratings
        #expect(ratings.map(\.value) == [.level("G"), .level("R"), .notExpected, .level("G")])
        #expect(
            ratings.map { $0.evidence.map(\.text) } == [
                ["Café drop-in – 3 posts, £40k"], ["He said “no”; it’s \"full\""], [], [],
            ]
        )
        #expect(ratings.map { $0.causes.map(\.text) } == [[], ["staff"], [], []])
        #expect(ratings.map { $0.carriedFrom?.text } == [nil, nil, nil, "round-1"])
        #expect(submission.remarks.map(\.message) == (guess.map { ["column B: read as \($0): 'Zoë Ó Briain'"] } ?? []))
    }

    @Test("The form that Lacuna writes for it has the cells that were filled in")
    func written() throws {
        let model = try Self.model()
        let area = try #require(model.areas.area(try SmallWorld.id("area-1")))
        let rows = ReturnForm(area: area, round: try #require(model.rounds.last), model: model).rows
        let saved = try SpreadsheetTable(bytes(of: Repository.root + "/Tests/Forms/libreoffice-utf-8.csv"))
        // They were saved before forms asked for services too.
        #expect(rows.dropFirst(saved.rows.count + 1).first?.first == "Service")
        // All but what people fill in.
        let filled = [5: [1], 6: [1], 10: [1, 3], 11: [2, 3], 12: [1]]
        for (row, cells) in zip(saved.rows, rows) {
            for column in cells.indices where filled[row.number]?.contains(column) != true {
                #expect(row[column] == cells[column], "row \(row.number), column \(column)")
            }
        }
    }
}
