import Foundation
import TestSupport
import Testing

@testable import ScopingStore
@testable import lacuna

@Suite("lacuna outcomes")
struct OutcomesCommandTests {
    private let folder: TemporaryFolder
    private let store: String

    init() throws {
        folder = try TemporaryFolder()
        store = try folder.copy(Repository.scoping, to: "store")
    }

    private func add(_ outcomes: String, to area: String) throws {
        let path = "/returns/2022-05/\(area).1.xml"
        let edited = try text(of: store + path).replacing(
            "</return>",
            with: "  <outcomes>\n\(outcomes)\n  </outcomes>\n</return>"
        )
        try folder.write(Seal.applied(to: Array(edited.utf8)), to: "store" + path)
    }

    private static func outcome(_ service: String, _ counts: String, measure: String? = "epds") -> String {
        let measure = measure.map { "measure=\"\($0)\" " } ?? ""
        return "    <outcome service=\"\(service)\" \(measure)from=\"2021-04-01\" until=\"2022-03-31\" \(counts)/>"
    }

    @Test(
        "Of the real data one service has referrals and contacts, nobody was measured, and no measure of the source is core"
    )
    func real() {
        let (status, output, errors) = lacuna("outcomes")
        #expect(status == 0 && errors.isEmpty)
        #expect(output.contains("1 service in 1 area returns outcomes, none of them by a core measure.\n"))
        #expect(output.contains("The framework names 3 measures, none of them core: "))
        // Section 2.4: ten referrals in 2021/22, and eighteen contacts.
        let rows = Plain.csv(lacuna("outcomes", "--format", "csv").output)
        #expect(
            rows.map { [$0["service"], $0["referred"], $0["contacts"], $0["seen"]] } == [
                ["blackpool-camhs", "10", "18", ""]
            ]
        )
        #expect(lacuna("gaps", "--kind", "unmeasured,measures-differ,equity-unrecorded").output.contains("no gaps"))
    }

    @Test("Small numbers are told in no form, nor by the total; shares stand beside the numbers that may be told")
    func withheld() throws {
        try add(
            Self.outcome(
                "bibs",
                #"seen="60" paired="45" improved="30" ethnicity-recorded="57" deprivation-recorded="60""#
            ),
            to: "ccg-halton"
        )
        try add(Self.outcome("bibs", #"seen="37" paired="20" improved="3""#), to: "ccg-warrington")
        let output = lacuna("outcomes", store: store).output
        #expect(output.contains("2 services in 3 areas return outcomes, none of them by a core measure."))
        #expect(output.contains("45 (75%)"))
        #expect(
            output.contains("* stands for a number under 5, and for one by which such a number could be worked out.")
        )
        let rows = Plain.csv(lacuna("outcomes", "--format", "csv", store: store).output)
        #expect(rows.map { $0["improved"] } == ["withheld", "withheld", ""])
        #expect(rows.map { $0["seen"] } == ["60", "37", ""])
        #expect(rows.first?["ethnicity recorded"] == "withheld", "three are missing")
        // One area alone is told no more than all of them are.
        let alone = Plain.csv(lacuna("outcomes", "--within", "Halton", "--format", "csv", store: store).output)
        #expect(alone.map { $0["improved"] } == ["withheld"])
        let json = try Plain.json(lacuna("outcomes", "--within", "Halton", "--format", "json", store: store).output)
        #expect((json["totals"] as? [Any])?.isEmpty == true, "a total of others could be worked out")
        for words in [["export", "--area", "Warrington"], ["report", "-o", folder.path + "/board"]] {
            let result = lacuna(words, store: store)
            #expect(result.status == 0, "\(result.errors)")
        }
        let copy = try text(of: folder.path + "/board/returns/2022-05/ccg-warrington.1.xml")
        #expect(
            copy.contains("improved=\"withheld\"") && copy.contains("seen=\"withheld\"") && !copy.contains("\"37\"")
        )
        #expect(!lacuna("export", "--area", "Warrington", store: store).output.contains("\"37\""))
    }

    @Test("A copy that comes back takes no figures from the record")
    func recovered() throws {
        try add(Self.outcome("bibs", #"seen="60" paired="45" improved="30""#), to: "ccg-halton")
        let copy = lacuna("export", "--area", "Halton", store: store).output
        #expect(copy.contains("seen=\"withheld\""))
        try folder.write(
            Array(copy.replacing("revision=\"1\"", with: "revision=\"2\"").replacing("BIBS", with: "Bibs").utf8),
            to: "copy.xml"
        )
        let result = lacuna("return", "submit", folder.path + "/copy.xml", store: store)
        #expect(result.status == 0, "\(result.errors)")
        let second = try text(of: store + "/returns/2022-05/ccg-halton.2.xml")
        #expect(second.contains("seen=\"60\" paired=\"45\" improved=\"30\""))
    }

    @Test(
        "A service that nobody measured, and one of which too few are recorded, come into the register with their sentences"
    )
    func gaps() throws {
        try add(
            Self.outcome("bibs", #"seen="60" ethnicity-recorded="40" deprivation-recorded="60""#, measure: nil),
            to: "ccg-halton"
        )
        let gaps = Plain.csv(
            lacuna("gaps", "--kind", "unmeasured,equity-unrecorded", "--format", "csv", store: store).output
        )
        #expect(
            gaps.compactMap { $0["id"] }.sorted() == [
                "equity-unrecorded:ccg-halton:bibs", "unmeasured:ccg-halton:bibs",
            ]
        )
        let why = lacuna("explain", "equity-unrecorded:ccg-halton:bibs", store: store).output
        #expect(why.contains("has the ethnic group on record for fewer than 90% of the families whom it saw"))
        #expect(!why.contains("40"))
        #expect(
            lacuna("explain", "unmeasured:ccg-halton:bibs", store: store).output.contains(
                "they name nobody who was measured at the beginning and at the end"
            )
        )
    }

    @Test("What an area returned that was divided since counts once: nobody has said in which of its successors")
    func divided() throws {
        try add(Self.outcome("cm-perinatal", #"seen="60" paired="45""#), to: "ccg-cheshire")
        func seen(_ more: String...) throws -> (areas: [String], totals: [Int]) {
            let words = ["outcomes", "--as-of", "2023-01-01", "--format", "json"] + more
            let answer = try Plain.json(lacuna(words, store: store).output)
            let rows = try #require(answer["outcomes"] as? [[String: Any]])
            let totals = try #require(answer["totals"] as? [[String: Any]])
            return (
                rows.compactMap { $0["area"] as? String },
                totals.filter { $0["measure"] as? String == "epds" }.compactMap { $0["seen"] as? Int }
            )
        }
        #expect(try seen().areas == ["ccg-cheshire", "place-fylde-coast"] && seen().totals == [60])
        #expect(try seen("--within", "C&M").areas == ["ccg-cheshire"])
        #expect(try seen("--within", "Cheshire East").areas.isEmpty)
    }

    @Test("Two services of a type without a measure in common are a gap of their ICS")
    func measuresDiffer() throws {
        try add(Self.outcome("bibs", #"seen="60" paired="40""#), to: "ccg-halton")
        try add(Self.outcome("babs", #"seen="60" paired="40""#, measure: "phq-9"), to: "ccg-knowsley")
        let gaps = Plain.csv(lacuna("gaps", "--kind", "measures-differ", "--format", "csv", store: store).output)
        #expect(gaps.compactMap { $0["id"] } == ["measures-differ:ics-cheshire-and-merseyside:parent-infant-mh"])
        #expect(gaps.first?["why"]?.contains("BIBS") == true)
        try add(Self.outcome("bibs", #"seen="60" paired="40""#, measure: "phq-9"), to: "ccg-warrington")
        #expect(lacuna("gaps", "--kind", "measures-differ", store: store).output.contains("no gaps"))
    }

    @Test(
        "What does not fit is refused with its line",
        arguments: [
            (#"seen="9" paired="10""#, "10 measured twice of 9 seen"), (#"seen="-1""#, "seen"),
            (#"paired="10""#, "nothing says of how many"),
            (#"seen="9" ethnicity-recorded="12""#, "12 with their ethnic"),
            (#"seen="9" improved="3""#, "nothing says of how many"),
        ]
    )
    func faults(counts: String, message: String) throws {
        try add(Self.outcome("bibs", counts), to: "ccg-halton")
        let result = lacuna("verify", store: store)
        #expect(result.status == 1, "\(result)")
        #expect((result.output + result.errors).contains(message), "\(result)")
        #expect((result.output + result.errors).contains("ccg-halton.1.xml:"))
    }

    @Test("A service and a measure that are not there, and a period that ends before it begins")
    func unknown() throws {
        try add(
            Self.outcome("bbs", #"seen="9""#) + "\n" + Self.outcome("bibs", #"seen="9""#, measure: "eps"),
            to: "ccg-halton"
        )
        let told = lacuna("verify", store: store)
        let text = told.output + told.errors
        #expect(text.contains("unknown service 'bbs'") && text.contains("did you mean 'bibs'?"), "\(text)")
        #expect(text.contains("unknown measure 'eps'") && text.contains("did you mean 'epds'?"), "\(text)")
    }
}
