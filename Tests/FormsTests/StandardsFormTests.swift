import Provision
import ScopingStore
import Simulation
import Spreadsheets
import TestSupport
import Testing

@testable import Forms

@Suite("Standards in forms")
struct StandardsFormTests {
    private let bench: FormatBench
    /// Of an area that has assessed all that it was asked.
    private let form: ReturnForm

    init() throws {
        let bench = try FormatBench(simulated: .init(areas: 12, services: 3, rounds: 3, withAudit: true))
        self.bench = bench
        form = try #require(
            try bench.round.asked.map { try bench.form($0.text) }.first { form in
                let rows = form.table(.assessments)?.rows ?? []
                return rows.count { !$0[2].isEmpty } == 5
            }
        )
    }

    private func made(_ change: (inout FormCells) -> Void) throws -> [String] {
        try FormFormat.allCases.map { bench.outcome(try bench.bytes(form, as: $0, change)) }
    }

    @Test(
        "A row for each standard that areas answer for, with what was stated and when; none of the ICS's or the network's"
    )
    func rows() throws {
        let table = try #require(form.table(.assessments))
        #expect(table.columns.map(\.heading) == ["Standard", "What it asks", "Our state", "Evidence", "Last stated"])
        #expect(
            table.rows.map(\.first) == [
                "Every age", "Every need", "A choice of help", "Near to families", "Families heard",
            ]
        )
        #expect(table.rows.allSatisfy { $0[4].utf8.count == 10 })
        #expect(table.columns[2].entry == .choice(["met", "partly met", "not met", "not applicable"]))
    }

    @Test("Left alone it says nothing new, in every format")
    func untouched() throws {
        for text in try made({ _ in }) { #expect(text.hasPrefix("<?xml") && !text.contains("<assessments>")) }
    }

    @Test("A state, evidence and a state taken as it was make one list, the same in every format")
    func filled() throws {
        let isMet = form.table(.assessments)?.rows.first?[2] == "met"
        let texts = try made { cells in
            cells[.assessments, 0, "Our state"] = isMet ? "Partly met" : "Met"
            cells[.assessments, 0, "Evidence"] = "The new clinic, since “May”."
            cells[.assessments, 4, "Our state"] = "Not applicable"
        }
        for text in texts { #expect(text == texts[0]) }
        let states = texts[0].matches(of: /<assessment standard="([a-z0-9-]+)" state="([a-z-]+)"/).map {
            "\($0.1) \($0.2)"
        }
        #expect(
            states.count == 5 && states.first == "principle-1 \(isMet ? "partly" : "met")"
                && states.last == "element-1 not-applicable"
        )
        #expect(texts[0].contains("The new clinic, since “May”."))
    }

    @Test("Every fault at its place, once, the same in every format")
    func faults() throws {
        let texts = try made { cells in
            cells[.assessments, 0, "Our state"] = "mett"
            cells[.assessments, 1, "Our state"] = ""
            cells[.assessments, 1, "Evidence"] = ""
        }
        for text in texts {
            let lines = text.split(separator: "\n")
            #expect(lines.count == 2, "\(text)")
            #expect(text.contains("'mett' is no state of a standard"))
            #expect(text.contains("'Every need' was stated as ") && text.contains("is not now"))
        }
        let told = try #require(throws: DocumentFaults.self) {
            try bench.read(try bench.bytes(form, as: .xlsx) { $0[.assessments, 0, "Our state"] = "mett" })
        }.faults.map(\.description)
        #expect(told.contains { $0.hasPrefix("f: Standards!C5: 'mett'") }, "\(told)")
    }

    @Test("A title that is none is told; evidence without a state asks for one")
    func titles() throws {
        let text = bench.outcome(
            try bench.bytes(form, as: .csv) { $0[.assessments, 2, "Standard"] = "A choise of help" }
        )
        #expect(text.contains("there is no standard 'A choise of help'"))
        let silent = try #require(
            try bench.round.asked.map { try bench.form($0.text) }.first { form in
                form.table(.assessments)?.rows.allSatisfy { $0[2].isEmpty } ?? false
            }
        )
        let told = bench.outcome(
            try bench.bytes(silent, as: .ods) { $0[.assessments, 0, "Evidence"] = "It opens daily." }
        )
        #expect(told.contains("'Every age' has evidence, and no state"))
    }

    @Test("The row's check says what is wanted, as its formula does")
    func check() throws {
        let table = try #require(form.table(.assessments))
        let check = RowCheck(.assessments, table.columns, bench.model.framework)
        #expect(check.result(["Every age", "…", "met", "", ""]) == WorkbookForm.done)
        #expect(check.result(["Every age", "…", "", "", ""]) == WorkbookForm.done)
        #expect(check.result(["Every age", "…", "", "It is.", ""]) == "state wanted")
        #expect(check.result(["Every age", "…", "", "", "2020-01-01"]) == "state wanted")
        #expect(check.formula(row: 5).contains("AND($C5=\"\",OR($D5<>\"\",$E5<>\"\"))"))
    }

    @Test("The page asks about them where the form does")
    func page() throws {
        func page(_ form: ReturnForm) throws -> String {
            String(decoding: try form.bytes(as: .html), as: UTF8.self)
        }
        let (with, without) = (try page(form), try page(FormatBench().form("place-halton")))
        let part = "\"part\":\"\(FormPart.assessments.title)\""
        #expect(with.contains(part) && !without.contains(part))
    }

    @Test("Without the framework's word no form of any format has them")
    func off() throws {
        let form = try FormatBench().form("place-halton")
        #expect(form.table(.assessments) == nil && !form.framework.asksAssessments)
        #expect(form.rows.allSatisfy { $0.first != "Standard" })
    }
}
