import Foundation
import Provision
import ScopingStore
import TestSupport
import Testing

@Suite("Forms for people")
struct ReturnFormTests {
    private let model: ProvisionModel
    private let form: String

    init() throws {
        let real = try StoreReader.load(Repository.scoping).model
        let round = Round(
            id: try SmallWorld.id("2022-11"),
            name: "Autumn",
            opened: try date("2022-09-01"),
            due: try date("2022-10-15"),
            referenceDate: try date("2022-11-01"),
            asked: [try SmallWorld.id("place-sefton")]
        )
        model = ProvisionModel(
            framework: real.framework,
            areas: real.areas,
            rounds: real.rounds + [round],
            returns: real.returns
        )
        let sefton = try #require(model.areas.area(try SmallWorld.id("place-sefton")))
        form = String(decoding: ReturnForm.bytes(area: sefton, round: round, model: model), as: UTF8.self)
            .replacing("In the role of,,", with: "In the role of,Commissioner,")
    }

    private func read(_ bytes: [UInt8]) throws -> ReturnForm.Answer {
        try ReturnForm.read(bytes, file: "f.csv", model: model)
    }
    private func read(_ text: String) throws -> ReturnForm.Answer { try read(Array(text.utf8)) }

    private func faults(_ text: String) -> [String] {
        do {
            _ = try read(text)
            return []
        } catch {
            return (error as? DocumentFaults)?.faults.map(\.description) ?? ["\(error)"]
        }
    }

    @Test("A form sent back as it was made is eleven ratings carried forward, with their evidence and its sources")
    func unchanged() throws {
        let answer = try read(form)
        #expect(answer.area.text == "place-sefton" && answer.round.text == "2022-11" && answer.basedOn == 0)
        #expect(answer.respondent.role == "Commissioner")
        #expect(answer.ratings.count == 11)
        #expect(answer.ratings.allSatisfy { $0.carriedFrom?.text == "2022-05" })
        #expect(answer.ratings[0].evidence.map(\.section) == ["2.2", "2.6"])
    }

    @Test("A changed row is a new rating")
    func changed() throws {
        let answer = try read(
            form.replacing(
                "Maternal MH Service,R,,,R",
                with: "Maternal MH Service,in development,\"Staff, training\",Recruiting,R"
            )
        )
        let rating = try #require(answer.ratings.last)
        #expect(rating.value == .level("B") && rating.carriedFrom == nil)
        #expect(rating.causes.map(\.text) == ["staff", "training"])
        #expect(rating.evidence == [Evidence(text: "Recruiting")])
    }

    @Test("Not expected, and not rated")
    func otherStates() throws {
        let answer = try read(
            form.replacing("Maternal MH Service,R,,,R", with: "Maternal MH Service,n/e,,,R").replacing(
                "Specialist PMH Midwives,G,",
                with: "Specialist PMH Midwives,,"
            )
        )
        #expect(answer.ratings.count == 10)
        #expect(answer.ratings.last?.value == .notExpected)
    }

    @Test(
        "As Excel saves it: semicolons, Windows-1252, UTF-16, LF or CR, trailing empty rows and columns, rows moved about"
    )
    func excelHabits() throws {
        let expected = try read(form).ratings
        let text = form.replacing("\u{FEFF}", with: "")
        let table = try SpreadsheetTable(Array(text.utf8))
        func written(_ separator: String, _ end: String) -> String {
            table.rows.map { row in
                row.fields.map { "\"\($0.replacing("\"", with: "\"\""))\"" }.joined(separator: separator) + separator
                    + separator
            }.joined(separator: end) + end + separator + end
        }
        #expect(try read(written(";", "\r\n")).ratings == expected)
        #expect(try read(written("\t", "\n")).ratings == expected)
        #expect(try read(written(",", "\r")).ratings == expected)
        #expect(
            try read(Array(written(",", "\r\n").data(using: .utf16LittleEndian).map { [0xFF, 0xFE] + $0 } ?? []))
                .ratings == expected
        )
        let accented = text.replacing("In the role of,Commissioner,", with: "In the role of,Chargée de santé,")
        let windows = Array(try #require(accented.data(using: .windowsCP1252)))
        #expect(try read(windows).respondent.role == "Chargée de santé")
    }

    @Test("Everything that is wrong is told at once, by row and column")
    func allFaults() {
        let bad = form.replacing("In the role of,Commissioner,", with: "In the role of,,")
            .replacing("IAPT 0-5s,G,", with: "IAPT 0-5s,X,").replacing("Health Visiting,G,", with: "Helth Visiting,G,")
            .replacing("Maternal MH Service,R,,,R", with: "Maternal MH Service,A,weather,,R")
            .replacing("Specialist PMH Midwives,G,,,G", with: "IAPT 0-5s,R,,,G")
        #expect(
            faults(bad) == [
                "f.csv:6: column B: nobody's role is stated (say in what role the answer is given)",
                "f.csv:12: column B: 'X' is no level (the levels are G, A, R, B, n/e, or empty for not rated)",
                "f.csv:14: column A: 'Helth Visiting' is no service type (did you mean 'Health Visiting'?)",
                "f.csv:18: column A: 'IAPT 0-5s' already stands in row 12 (keep one of the two rows)",
                "f.csv:20: column C: 'weather' is no cause (the causes are staff, training, supplies, equipment, estates, finances, commissioning)",
            ]
        )
    }

    @Test("A level that leaves a gap asks for a reason")
    func reasons() {
        let bare = form.replacing("Maternal MH Service,R,,,R", with: "Maternal MH Service,A,,,R")
        #expect(
            faults(bare) == [
                "f.csv:20: column D: Maternal MH Service is rated A without a reason (say why as evidence, or name a cause)"
            ]
        )
    }

    @Test("What is no form, or a form of somewhere else")
    func notAForm() {
        #expect(
            faults("a,b,c\n1,2,3\n") == [
                "f.csv:1: no row begins with 'Service type' (is this a form made by 'lacuna return form'?)"
            ]
        )
        #expect(
            faults(form.replacing("Area,place-sefton", with: "Area,place-septon")) == [
                "f.csv:2: column B: 'place-septon' is no area's id (did you mean 'place-sefton'?)"
            ]
        )
        #expect(
            faults(form.replacing("Round,2022-11", with: "Round,Nov-22")).first?.contains(
                "Excel turns 2022-05 into a date"
            ) == true
        )
        #expect(
            faults(form.replacing("Level,Causes", with: "Levels,Causes")) == [
                "f.csv:9: the column 'Level' is missing (keep the form's headings)"
            ]
        )
        #expect(faults("\"unterminated").count == 1)
        #expect(faults("").count == 1)
    }

    @Test("Evidence that begins with = + - @ is not run as a formula, and comes back as it was")
    func formulas() throws {
        let answer = try read(form.replacing("Maternal MH Service,R,,,R", with: "Maternal MH Service,A,,=SUM(A1),R"))
        #expect(answer.ratings.last?.evidence.first?.text == "=SUM(A1)")
        let document = answer.document(latest: nil)
        let later = ProvisionModel(
            framework: model.framework,
            areas: model.areas,
            rounds: model.rounds,
            returns: model.returns + [document]
        )
        let sefton = try #require(model.areas.area(document.area))
        let again = ReturnForm.bytes(area: sefton, round: try #require(model.rounds.last), model: later)
        #expect(String(decoding: again, as: UTF8.self).contains(",'=SUM(A1),"))
        #expect(try ReturnForm.read(again, file: "f.csv", model: later).ratings == document.ratings)
    }
}
