import Foundation
import TestSupport
import Testing

@testable import ScopingStore
@testable import lacuna

@Suite("lacuna needs")
struct NeedsCommandTests {
    @Test("It says first whom nothing reaches, and fits a terminal of 100 columns")
    func overview() {
        let (status, output, errors) = lacuna("needs")
        #expect(status == 0 && errors.isEmpty)
        #expect(
            output.hasPrefix(
                "North West Coast: 5 needs groups by 17 areas, 1 May 2022\n\nNothing on record reaches families who are thriving in any of 17 areas.\n"
            )
        )
        for words in [["needs"], ["needs", "--within", "Blackpool"]] {
            let lines = lacuna(words).output.split(separator: "\n")
            #expect(lines.allSatisfy { $0.count <= 100 }, "\(lines.filter { $0.count > 100 })")
        }
    }

    @Test(
        "Of one area: what stands behind each group and who delivers it, what is planned, what the ICS has without an area"
    )
    func oneArea() {
        let output = lacuna("needs", "--within", "Halton").output
        #expect(output.contains("\nThriving: nothing on record.\n"))
        #expect(
            output.contains(
                "\nGetting advice: Consultation to other professionals (Baby and Infant Bonding Support (BIBS)).\n"
            )
        )
        #expect(output.contains("\nOn record of Cheshire and Merseyside, with no area named: "))
        #expect(output.contains("\nDocument: returns/2022-05/ccg-halton.1.xml\n"))
        #expect(
            lacuna("needs", "--within", "Blackpool").output.contains(
                "planned: Behavioural\n  activation by health visitors"
            )
        )
    }

    @Test("A cell names its interventions and their services by id; its state is one of four")
    func rows() throws {
        let rows = Plain.csv(lacuna("needs", "--format", "csv").output)
        #expect(rows.count == 17 * 7)
        let cell = try #require(rows.first { $0["area"] == "ccg-halton" && $0["group"] == "getting-advice" })
        #expect(cell["state"] == "delivered" && cell["interventions"] == "consultation" && cell["services"] == "bibs")
        let planned = try #require(rows.first { $0["area"] == "ccg-blackpool" && $0["row"] == "unplaced" })
        #expect(planned["planned"] == "behavioural-activation; safecare; caring-dads")
    }

    @Test("As a picture its title is the finding")
    func picture() {
        let svg = lacuna("needs", "--format", "svg").output
        #expect(
            svg.contains(
                "Nothing on record reaches families who are thriving in any of 17 areas</title>"
            )
        )
    }

    @Test("A network without needs groups is told so")
    func none() throws {
        let folder = try TemporaryFolder()
        let store = try folder.copy(Repository.scoping, to: "store")
        var framework = try text(of: store + "/framework.xml")
        for part in ["needs-groups", "standards"] {
            let start = try #require(framework.range(of: "  <\(part)>\n"))
            let end = try #require(framework.range(of: "  </\(part)>\n"))
            framework.removeSubrange(start.lowerBound..<end.upperBound)
        }
        framework = framework.split(separator: "\n", omittingEmptySubsequences: false)
            .filter { !$0.contains("<needs-group ref=") }.joined(separator: "\n")
        try folder.write(Seal.applied(to: Array(framework.utf8)), to: "store/framework.xml")
        // These speak of them.
        for part in ["voice.xml", "actions"] { try FileManager.default.removeItem(atPath: store + "/\(part)") }
        let told = lacuna("needs", store: store)
        #expect(told.status == 0 && told.output.contains("The framework has no needs groups"), "\(told)")
    }
}
