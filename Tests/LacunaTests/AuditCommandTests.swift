import Foundation
import TestSupport
import Testing

@testable import ScopingStore
@testable import lacuna

@Suite("lacuna audit")
struct AuditCommandTests {
    @Test("It says first what stands out, and fits a terminal of 100 columns")
    func overview() throws {
        let (status, output, errors) = lacuna("audit")
        #expect(status == 0 && errors.isEmpty)
        #expect(
            output.hasPrefix(
                "North West Coast: 55 standards by 20 areas, 1 May 2022\n\nNobody has assessed any of them.\n"
            )
        )
        #expect(output.contains("Met in full nowhere, by the data: Built on Thrive.\n"))
        for words in [["audit"], ["audit", "--within", "Halton"], ["audit", "--standard", "principle-8"]] {
            let lines = lacuna(words).output.split(separator: "\n")
            #expect(lines.allSatisfy { $0.count <= 100 }, "\(lines.filter { $0.count > 100 })")
        }
    }

    @Test("A standard is found by id or title; another word is told what there is")
    func standards() {
        let byID = lacuna("audit", "--standard", "principle-8").output
        #expect(byID == lacuna("audit", "--standard", "a range of interventions").output)
        #expect(byID.contains("A range of interventions (pier-2023, section 3): "))
        let wrong = lacuna("audit", "--standard", "principle-88")
        #expect(wrong.status == 64 && wrong.errors.contains("Did you mean 'principle-8'?"))
    }

    @Test("What an area states stands beside what the data say, with both grounds, and moves are told")
    func stated() throws {
        let folder = try TemporaryFolder()
        let store = try folder.copy(Repository.scoping, to: "store")
        let path = "/returns/2022-05/ccg-halton.1.xml"
        let assessments = """
              <assessments>
                <assessment standard="principle-5" state="met"><evidence>We meet weekly.</evidence></assessment>
                <assessment standard="principle-8" state="not-met"/>
              </assessments>
            </return>
            """
        let edited = try text(of: store + path).replacing("</return>", with: assessments)
        try folder.write(Seal.applied(to: Array(edited.utf8)), to: "store" + path)
        let output = lacuna("audit", "--within", "Halton", store: store).output
        #expect(output.contains("Stated: 1 met and 1 not met of "))
        #expect(output.contains("Said not to be met, and the data show it (1): A range of interventions in Halton.\n"))
        #expect(output.contains("Part of the wider system, as stated: We meet weekly.\n"))
        let rows = Plain.csv(lacuna("audit", "--within", "Halton", "--format", "csv", store: store).output)
        let eighth = try #require(rows.first { $0["standard"] == "principle-8" })
        #expect(eighth["stated"] == "not" && eighth["judged"] == "met")
        #expect(eighth["evidence"]?.contains("Stated as not met (returns/2022-05/ccg-halton.1.xml)") == true)
        let moved = lacuna("audit", "--compare", "2022-04-01", "--format", "csv", store: store)
        #expect(Plain.csv(moved.output).allSatisfy { $0["stated before"] == "" })
        // It comes into the register of the area that has assessed, and of no other.
        let before = Set(Plain.csv(lacuna("gaps", "--format", "csv").output).compactMap { $0["id"] })
        let after = Set(Plain.csv(lacuna("gaps", "--format", "csv", store: store).output).compactMap { $0["id"] })
        #expect(
            before.isSubset(of: after)
                && after.subtracting(before).sorted() == [
                    "not-assessed:ccg-halton:standards", "underclaimed:ccg-halton:principle-8",
                ]
        )
        let why = lacuna("explain", "underclaimed:ccg-halton:principle-8", store: store)
        #expect(why.status == 0 && why.output.contains("By its own word Halton does not meet"), "\(why)")
    }

    @Test("A form, which has no place for them, leaves what was assessed as it is")
    func keptByForms() throws {
        let folder = try TemporaryFolder()
        let store = try folder.copy(Repository.scoping, to: "store")
        let path = "/returns/2022-05/ccg-halton.1.xml"
        let assessment = "<assessment standard=\"principle-5\" state=\"met\"/>"
        let edited = try text(of: store + path).replacing(
            "</return>",
            with: "  <assessments>\n    \(assessment)\n  </assessments>\n</return>"
        )
        try folder.write(Seal.applied(to: Array(edited.utf8)), to: "store" + path)
        let environment = ["LACUNA_NOW": "2022-10-01T09:00:00Z", "USER": "ann"]
        let form = lacuna(
            ["return", "form", "--area", "ccg-halton", "--round", "2022-05"],
            store: store,
            environment: environment
        ).output
        let filled = form.replacing("In the role of,,", with: "In the role of,Commissioner,")
        try folder.write(filled, to: "form.csv")
        let submitted = lacuna(
            ["return", "submit", folder.path + "/form.csv", "--role", "Commissioner", "--note", "Again."],
            store: store,
            environment: environment
        )
        #expect(submitted.status == 0, "\(submitted)")
        let correct = lacuna(
            ["return", "correct", "ccg-halton", "iapt-0-5", "A", "--evidence", "Two posts.", "--role", "r"],
            store: store,
            environment: environment
        )
        #expect(correct.status == 0, "\(correct)")
        let revisions = files(below: store + "/returns/2022-05").filter { $0.hasPrefix("ccg-halton.") }
        #expect(revisions.count >= 2)
        for name in revisions { #expect(try text(of: store + "/returns/2022-05/" + name).contains(assessment)) }
        #expect(lacuna("verify", store: store).status == 0)
    }

    @Test("A network without standards is told so")
    func none() throws {
        let folder = try TemporaryFolder()
        let store = try folder.copy(Repository.scoping, to: "store")
        var framework = try text(of: store + "/framework.xml")
        let start = try #require(framework.range(of: "  <standards>\n"))
        let end = try #require(framework.range(of: "  </standards>\n"))
        framework.removeSubrange(start.lowerBound..<end.upperBound)
        try folder.write(Seal.applied(to: Array(framework.utf8)), to: "store/framework.xml")
        // These speak of them.
        for part in ["voice.xml", "actions"] { try FileManager.default.removeItem(atPath: store + "/\(part)") }
        let told = lacuna("audit", store: store)
        #expect(told.status == 0 && told.output.contains("The framework states no standards"))
        #expect(lacuna("audit", "--standard", "x", store: store).errors.contains("The framework has no standards."))
    }
}
