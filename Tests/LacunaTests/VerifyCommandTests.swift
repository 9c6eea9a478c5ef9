import Foundation
import ScopingStore
import TestSupport
import Testing

@testable import lacuna

@Suite("verify, heads and seal at the command line")
struct VerifyCommandTests {
    private let folder: TemporaryFolder
    private let store: String

    init() throws {
        folder = try TemporaryFolder()
        store = try folder.copy(Repository.scoping, to: "store")
        for (code, at) in [("A", "2027-01-01"), ("G", "2027-01-02")] {
            let done = run(
                ["return", "correct", "Halton", "iapt-0-5", code, "--round", "2022-05", "--evidence", "Two posts."],
                at: at
            )
            #expect(done.status == 0)
        }
    }

    private func run(_ words: [String], at day: String = "2027-02-01") -> Outcome {
        lacuna(words, store: store, environment: ["LACUNA_NOW": day + "T09:00:00Z", "USER": "ann"])
    }

    private func edit(_ file: String, _ old: String, _ new: String) throws {
        let before = try text(of: store + "/" + file)
        #expect(before.contains(old))
        try folder.write(before.replacing(old, with: new), to: "store/" + file)
    }

    private let chain = "returns/2022-05/ccg-halton."

    @Test("A sound store: status 0")
    func sound() {
        let outcome = run(["verify"])
        #expect(outcome.status == 0 && outcome.errors.isEmpty)
        #expect(
            outcome.output
                == "\(store): framework, areas, rounds and voice sound; 22 returns sound; 15 revisions of actions sound; revisions unbroken.\n"
        )
    }

    @Test("A revision that is gone, one that was altered, a reference file that was, a copy of one: named, status 1")
    func broken() throws {
        try FileManager.default.removeItem(atPath: store + "/\(chain)2.xml")
        #expect(
            run(["verify"]).output.hasPrefix(
                "\(chain)3.xml: the revision before it, \(chain)2.xml, is missing"
            )
        )
        #expect(run(["verify"]).status == 1)
        try edit("returns/2022-05/ccg-wirral.1.xml", "by=\"Lacuna project\"", "by=\"Somebody\"")
        try edit("areas.xml", "name=\"Halton\"", "name=\"Halten\"")
        try folder.write("x", to: "store/rounds (1).xml")
        let outcome = run(["verify"])
        let lines = outcome.output.split(separator: "\n").map { String($0.prefix { $0 != ":" }) }
        #expect(lines == ["rounds (1).xml", "areas.xml", "\(chain)3.xml", "returns/2022-05/ccg-wirral.1.xml", store])
        #expect(outcome.output.hasSuffix("; 4 faults beyond that (named above).\n") && outcome.status == 1)
    }

    @Test("A revision that cannot be read is named once, for itself; its successor is not blamed for it")
    func damaged() throws {
        try folder.write("<return", to: "store/\(chain)2.xml")
        let outcome = run(["verify"])
        #expect(outcome.status == 1)
        let lines = outcome.output.split(separator: "\n").map { String($0.prefix { $0 != ":" }) }
        #expect(lines == ["\(chain)2.xml", store], "\(outcome.output)")
    }

    @Test("A document without a seal is told of, which is no fault")
    func unsealed() throws {
        let file = "returns/2022-05/ccg-wirral.1.xml"
        let seal = try #require(try text(of: store + "/" + file).firstMatch(of: /\ sha256="[0-9a-f]{64}"/))
        try edit(file, String(seal.output), "")
        let outcome = run(["verify"])
        #expect(outcome.status == 0)
        #expect(
            outcome.output.contains("; 1 document unsealed, so that an alteration would not show ('lacuna seal' seals)")
        )
        #expect(outcome.errors == "lacuna: \(file): unsealed\n")
        #expect(run(["seal"]).output == "Sealed \(file).\n")
        #expect(run(["seal"]).output == "\(store): every document is sealed.\n")
        #expect(run(["verify"]).errors.isEmpty)
    }

    @Test("seal refuses what was altered, with status 65, unless it is said to be meant")
    func sealing() throws {
        try edit("areas.xml", "name=\"Halton\"", "name=\"Halten\"")
        let refused = run(["seal"])
        #expect(refused.status == 65 && refused.output.isEmpty)
        #expect(refused.errors.hasPrefix("lacuna: areas.xml: altered after it was recorded"))
        #expect(run(["verify"]).status == 1)
        #expect(run(["seal", "--again"]).output == "Sealed areas.xml.\n")
        #expect(run(["verify"]).status == 0)
    }

    @Test("A round that asks an area and what it became is named, with status 1, though every document is sound")
    func doubts() throws {
        let asked = "<asked area=\"ccg-halton\"/>"
        try edit("rounds.xml", asked, asked + "<asked area=\"place-halton\"/>")
        #expect(run(["seal", "--again"]).output == "Sealed rounds.xml.\n")
        let outcome = run(["verify"])
        #expect(outcome.status == 1)
        #expect(
            outcome.output.hasPrefix(
                "rounds.xml: in <round>: round '2022-05' asks 'ccg-halton' and its successor 'place-halton'"
            )
        )
        #expect(outcome.output.hasSuffix("; revisions unbroken; whom rounds ask is in doubt (named above).\n"))
    }

    @Test("A first revision that names a predecessor was another once: named, with status 1, whatever its seal says")
    func firstOfNone() throws {
        let file = "returns/2022-05/ccg-wirral.1.xml"
        try edit(file, "role=\"transcriber\"", "role=\"transcriber\" predecessor=\"0123456789abcdef\"")
        #expect(run(["seal", "--again"]).output == "Sealed \(file).\n")
        let outcome = run(["verify"])
        #expect(outcome.status == 1)
        #expect(outcome.output.hasPrefix("\(file): in <recorded>: revision 1 states a predecessor"))
        #expect(outcome.output.hasSuffix("; 1 fault beyond that (named above).\n"))
    }

    @Test("A simulated return in a store of real ones is named, with status 1")
    func simulated() throws {
        let file = "returns/2022-05/ccg-wirral.1.xml"
        try edit(file, " source=\"return\"", " source=\"return\" simulated=\"true\"")
        #expect(run(["seal", "--again"]).output == "Sealed \(file).\n")
        let outcome = run(["verify"])
        #expect(outcome.status == 1 && outcome.output.hasPrefix("\(file): simulated, in a store that is not ("))
    }

    @Test("heads prints a line a document and the root, in three formats that agree")
    func heads() throws {
        let list = run(["heads"])
        #expect(list.status == 0 && list.errors.isEmpty)
        let lines = list.output.split(separator: "\n")
        #expect(lines.count == 4 + 19 + 15 + 1)
        #expect(lines.dropLast().allSatisfy { $0.wholeMatch(of: /[0-9a-f]{64}  [a-z0-9.\/-]+\.xml/) != nil })
        #expect(lines.last?.wholeMatch(of: /root\ [0-9a-f]{64}/) != nil)
        #expect(lines.contains { $0.hasSuffix("  \(chain)3.xml") } && !lines.contains { $0.hasSuffix("\(chain)2.xml") })
        let csv = run(["heads", "--format", "csv"]).output.split(separator: "\r\n")
        #expect(csv.first == "\u{FEFF}path,sha256")
        let swapped = csv.dropFirst().map { row in row.split(separator: ",").map(String.init) }
        #expect(
            swapped.map { $0[0] == "root" ? "root \($0[1])" : "\($0[1])  \($0[0])" } == lines.map(String.init)
        )
        struct Answer: Decodable {
            struct Head: Decodable { let path, sha256: String }
            let heads: [Head]
            let root: String
        }
        let json = try JSONDecoder().decode(Answer.self, from: Data(run(["heads", "--format", "json"]).output.utf8))
        #expect(json.heads.map { "\($0.sha256)  \($0.path)" } + ["root \(json.root)"] == lines.map(String.init))
    }

    @Test("verify --heads names what was altered, lost and added since, with status 1")
    func verifyHeads() throws {
        let list = folder.path + "/heads.txt"
        try folder.write(run(["heads"]).output, to: "heads.txt")
        let same = run(["verify", "--heads", list])
        #expect(same.status == 0 && same.output.hasSuffix("; revisions unbroken; 38 heads as listed.\n"))
        try FileManager.default.removeItem(atPath: store + "/\(chain)3.xml")
        #expect(run(["verify"]).status == 0, "the chain cannot tell")
        let lost = run(["verify", "--heads", list])
        #expect(lost.status == 1)
        #expect(lost.output.hasPrefix("\(chain)3.xml: lost: it is in the list of heads, and not in the store"))
        #expect(lost.output.hasSuffix("; 1 other than listed (named above).\n"))
        let wirral = ["return", "correct", "Wirral", "iapt-0-5", "G", "--round", "2022-05", "--evidence", "Seen."]
        #expect(run(wirral).status == 0)
        let added = run(["verify", "--heads", list])
        #expect(
            added.status == 1
                && added.output.contains(
                    "\nreturns/2022-05/ccg-wirral.2.xml: added: the list of heads ends with revision 1"
                )
        )
    }

    @Test("A list that is not there: 66; one that was altered: 65, with the reason; neither says that all is sound")
    func badLists() throws {
        let absent = run(["verify", "--heads", folder.path + "/none"])
        #expect(absent.status == 66 && absent.output.isEmpty)
        #expect(absent.errors.contains("/none: cannot be read: No such file or directory"))
        let list = run(["heads"]).output
        let other = list.first == "0" ? "1" : "0"
        try folder.write(other + list.dropFirst(), to: "heads.txt")
        let altered = run(["verify", "--heads", folder.path + "/heads.txt"])
        #expect(altered.status == 65 && altered.output.isEmpty)
        #expect(altered.errors.contains("heads.txt: the list was altered"))
    }
}
