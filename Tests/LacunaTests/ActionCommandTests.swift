import Foundation
import TestSupport
import Testing

@testable import ScopingStore
@testable import lacuna

@Suite("lacuna actions and lacuna action")
struct ActionCommandTests {
    private let folder: TemporaryFolder
    private let store: String

    init() throws {
        folder = try TemporaryFolder()
        store = try folder.copy(Repository.scoping, to: "store")
    }

    private func run(_ words: String..., on day: String = "2022-06-01") -> Outcome {
        lacuna(words, store: store, environment: ["LACUNA_NOW": "\(day)T09:00:00Z", "USER": "tess"])
    }

    private static let gap = "none:ccg-halton:iapt-0-5"

    private func open(_ more: String...) -> Outcome {
        let words = ["action", "open", "--for", Self.gap, "--what", "Fund two posts", "--id", "posts"] + more
        return lacuna(words, store: store, environment: ["LACUNA_NOW": "2022-05-10T09:00:00Z", "USER": "tess"])
    }

    @Test(
        "The real data's actions: fifteen recommendations that nobody answers for, under the two ICSs and the network"
    )
    func realData() throws {
        let (status, output, errors) = lacuna("actions")
        #expect(status == 0 && errors.isEmpty)
        #expect(
            output.hasPrefix(
                """
                North West Coast: 15 actions, 1 May 2022

                15 planned.
                Nobody is named as the owner of any of them.

                Cheshire and Merseyside and Lancashire and South Cumbria: 13 actions
                """
            ),
            "\(output)"
        )
        #expect(output.contains("\nNorth West Coast: 2 actions\n"))
        #expect(lacuna("actions", "--within", "Halton").output.contains("No action on record is meant by that."))
        #expect(lacuna("actions", "--owner", "none", "--by", "owner").output.contains("no owner: 15 actions"))
        let show = lacuna("action", "show", "recommendation-3a").output
        #expect(show.contains("For         The group renamed (recommendation-3a): not known"))
    }

    @Test("Actions and audit say the same of a recommendation: nobody has assessed it")
    func audit() throws {
        let cells = try #require(
            try Plain.json(lacuna("audit", "--format", "json").output)["cells"] as? [[String: Any]]
        )
        for cell in cells where (cell["standard"] as? String)?.hasPrefix("recommendation-") == true {
            #expect(cell["stated"] is NSNull && cell["judged"] is NSNull)
        }
        let actions = try #require(
            try Plain.json(lacuna("actions", "--format", "json").output)["actions"] as? [[String: Any]]
        )
        for action in actions {
            let targets = try #require(action["targets"] as? [[String: Any]])
            #expect(targets.count == 1 && targets[0]["open"] is NSNull && action["verified"] as? Bool == false)
        }
    }

    // MARK: Recording

    @Test("Opened, told, and on record; the same again writes nothing; a dry run neither")
    func opened() throws {
        let rehearsed = open("--role", "Lead", "--due", "2022-12-31", "--dry-run")
        #expect(
            rehearsed.output.hasPrefix("Would record actions/posts.1.xml: planned, Lead.\nDue on 31 December 2022.\n")
        )
        #expect(!FileManager.default.fileExists(atPath: store + "/actions/posts.1.xml"))
        #expect(
            open("--role", "Lead", "--due", "2022-12-31").output.hasPrefix(
                "Recorded actions/posts.1.xml: planned, Lead."
            )
        )
        #expect(open("--role", "Lead", "--due", "2022-12-31").output.hasPrefix("That is on record already"))
        let other = open("--role", "Head")
        #expect(other.status == 65 && other.errors.contains("there is one of this id already: Fund two posts"))
        let explained = run("explain", Self.gap, "--as-of", "2022-05-20").output
        #expect(
            explained.contains("Actions     Fund two posts (posts): Lead, due on 31 December 2022; planned\n"),
            "\(explained)"
        )
    }

    @Test("A gap that is not open, a day before it opened, an owner without a role: each named, nothing recorded")
    func refused() throws {
        let wrong = run(
            "action",
            "open",
            "--for",
            "none:ccg-halton:camhs-05",
            "--what",
            "Fund it",
            "--organisation",
            "NHS C&M",
            "--due",
            "2022-01-01",
            "--opened",
            "2022-05-10"
        )
        #expect(wrong.status == 65 && wrong.output.isEmpty)
        for words in [
            "the owner NHS C&M has no role", "'none:ccg-halton:camhs-05' is not in the register of 2022-05-10",
            "did you mean 'none:ccg-halton:camhs-0-5'?", "it is due on 2022-01-01, before it opened (2022-05-10)",
        ] { #expect(wrong.errors.contains(words), "\(words): \(wrong.errors)") }
        // What is rated as provided has no gap to act on.
        let closed = run(
            "action",
            "open",
            "--for",
            "none:ccg-halton:health-visiting",
            "--what",
            "Fund it",
            "--opened",
            "2022-05-10"
        )
        #expect(closed.status == 65 && closed.errors.contains("is not in the register"))
        #expect(run("action", "open", "--for", "principle-22", "--what", "Do it").status == 65)
        #expect(
            run("action", "open", "--for", "x y", "--what", "Do it").errors.contains("neither a gap nor a standard")
        )
        #expect(run("action", "open", "--for", Self.gap, "--what", "Do it", "--id", "../x").status == 64)
        #expect(run("action", "open", "--for", Self.gap, "--what", "Do it", "--milestone", "soon: begun").status == 64)
        #expect(run("action", "open", "--for", Self.gap, "--what", "Do it", "--cost", "1,000").status == 64)
        #expect(try FileManager.default.contentsOfDirectory(atPath: store + "/actions").count == 15)
    }

    @Test("An id of words, and the next free one for another action of the same words")
    func ids() throws {
        func path(_ words: String, _ gap: String) -> String {
            run("action", "open", "--for", gap, "--what", words, "--opened", "2022-05-10").output
        }
        #expect(path("Réseau & \"Café\"", Self.gap).contains("actions/reseau-and-cafe.1.xml"))
        #expect(path("Réseau & \"Café\"", "none:ccg-halton:camhs-0-5").contains("actions/reseau-and-cafe-2.1.xml"))
        #expect(path("Réseau & \"Café\"", Self.gap).contains("on record already: actions/reseau-and-cafe.1.xml"))
        #expect(
            run("action", "open", "--for", Self.gap, "--what", "日本", "--opened", "2022-05-10").errors.contains(
                "no id can be made"
            )
        )
    }

    @Test("What becomes of it, step by step; what does not go together is refused with the mend")
    func updated() throws {
        _ = open("--role", "Lead", "--milestone", "2022-09-01: Case agreed")
        let begun = run("action", "update", "posts", "--state", "in-progress", "--reached", "2022-05-30: case agreed")
        #expect(begun.output.hasPrefix("Recorded actions/posts.2.xml: in progress, Lead.\n"), "\(begun.errors)")
        #expect(run("action", "show", "posts").output.contains("1 September 2022: Case agreed, reached on 30 May 2022"))
        func refused(_ words: String...) -> String {
            lacuna(
                ["action", "update", "posts"] + words,
                store: store,
                environment: ["LACUNA_NOW": "2022-06-02T09:00:00Z", "USER": "tess"]
            ).errors
        }
        #expect(refused("--state", "deferred").contains("deferred without a reason and a day until which (give both)"))
        #expect(refused("--state", "dropped").contains("dropped without a reason"))
        #expect(
            refused("--reason", "Why not").contains(
                "a reason belongs to an action that is deferred or dropped, not in-progress"
            )
        )
        #expect(refused("--reached", "2022-06-01: Case agred").contains("did you mean 'Case agreed'?"))
        #expect(refused("--state", "done", "--based-on", "1").contains("based on revision 1, but the latest is 2"))
        #expect(
            refused("--state", "done", "--stated", "2022-07-01").contains(
                "it is stated of 2022-07-01, and it is 2022-06-02"
            )
        )
        #expect(run("action", "update", "post", "--state", "done").errors.contains("Did you mean 'posts'?"))
        #expect(
            run("action", "update", "posts", "--organisation", "NHS", on: "2022-06-02").output.contains("Lead, NHS")
        )
    }

    @Test("Last year's plan can be made again: as of a day, and as it was known then")
    func lastYear() throws {
        _ = open("--role", "Lead", "--due", "2022-12-31")
        _ = run(
            "action",
            "update",
            "posts",
            "--state",
            "done",
            "--done",
            "2022-11-01",
            "--stated",
            "2022-11-01",
            on: "2024-02-01"
        )
        func standing(_ words: String...) throws -> String {
            let output = lacuna(["actions", "--for", Self.gap, "--format", "json"] + words, store: store).output
            let actions = try #require(try Plain.json(output)["actions"] as? [[String: Any]])
            return "\(actions.map { "\($0["state"] ?? "") \($0["daysLate"] ?? "")" })"
        }
        #expect(try standing("--as-of", "2023-01-31") == #"["done 0"]"#)
        #expect(try standing("--as-of", "2023-01-31", "--known-at", "2023-12-31") == #"["planned 31"]"#)
        #expect(try standing("--as-of", "2022-10-31") == #"["planned 0"]"#)
        #expect(try standing("--as-of", "2022-05-09") == "[]")
        let register = lacuna(
            "gaps",
            "--kind",
            "overdue",
            "--as-of",
            "2023-01-31",
            "--known-at",
            "2023-12-31",
            store: store
        )
        #expect(register.output.contains("1 gap in the record: 1 overdue."), "\(register.output)")
        #expect(lacuna("gaps", "--kind", "overdue", "--as-of", "2023-01-31", store: store).output.contains("no gaps"))
    }

    @Test("A gap's id goes on under the area that took its place: Halton's CCG became a Place")
    func boundary() throws {
        _ = open("--role", "Lead")
        let explained = lacuna("explain", "none:place-halton:iapt-0-5", "--as-of", "2023-01-01", store: store).output
        #expect(explained.contains("Actions     Fund two posts (posts): Lead; planned\n"), "\(explained)")
        #expect(
            lacuna("actions", "--within", "place-halton", "--as-of", "2023-01-01", store: store).output.contains(
                "posts"
            )
        )
        let place = lacuna("actions", "--for", "none:place-halton:iapt-0-5", "--as-of", "2023-01-01", store: store)
        #expect(place.output.contains("posts"))
    }

    // MARK: Forms

    @Test("CSV and JSON hold the same actions; as OSCAL each is an item with its risk, tasks and dates")
    func forms() throws {
        _ = open(
            "--role",
            "Lead",
            "--organisation",
            "NHS C&M",
            "--due",
            "2022-12-31",
            "--cost",
            "1250.5",
            "--milestone",
            "2022-09-01: Agreed"
        )
        let rows = Plain.csv(lacuna("actions", "--format", "csv", store: store).output)
        let list = try #require(
            try Plain.json(lacuna("actions", "--format", "json", store: store).output)["actions"] as? [[String: Any]]
        )
        #expect(rows.map { $0["id"] } == list.map { $0["id"] as? String } && rows.count == 16)
        for (row, entry) in zip(rows, list) {
            #expect(row["state"] == entry["state"] as? String && row["what"] == entry["what"] as? String)
            #expect(row["for"] == (entry["for"] as? [String])?.joined(separator: " "))
        }
        let oscal = lacuna("actions", "--for", Self.gap, "--format", "oscal", store: store).output
        #expect(oscal == lacuna("actions", "--for", Self.gap, "--format", "oscal", store: store).output)
        let plan = try #require(try Plain.json(oscal)["plan-of-action-and-milestones"] as? [String: Any])
        let (items, risks) = (plan["poam-items"] as? [[String: Any]], plan["risks"] as? [[String: Any]])
        #expect(items?.count == 1 && risks?.first?["deadline"] as? String == "2022-12-31T00:00:00Z")
        #expect(lacuna("actions", "--for", "nothing", "--format", "oscal", store: store).status == 66)
    }

    @Test("A store without actions says how to begin, and shows no trace of them elsewhere")
    func none() throws {
        try FileManager.default.removeItem(atPath: store + "/actions")
        #expect(
            lacuna("actions", store: store).output.contains(
                "No action is on record. 'lacuna action open' records the first"
            )
        )
        #expect(!lacuna("explain", Self.gap, store: store).output.contains("Actions"))
        #expect(!lacuna("verify", store: store).output.contains("action"))
        #expect(!lacuna("gaps", "--format", "json", store: store).output.contains("no-owner"))
    }

    @Test("A damaged action is named by every command, which ends with status 1")
    func damaged() throws {
        try folder.write("<action/>", to: "store/actions/broken.1.xml")
        for words in [["status"], ["gaps"], ["actions"]] {
            let (status, _, errors) = lacuna(words, store: store)
            #expect(status == 1 && errors.contains("left out: actions/broken.1.xml"), "\(words): \(errors)")
        }
    }
}
