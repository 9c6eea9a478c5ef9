import Forms
import Foundation
import Provision
import ScopingStore
import TestSupport
import Testing

@Suite("return.check and return.submit say the same")
struct ReturnMethodTests {
    private func json(_ members: [String: Any]) throws -> String {
        String(decoding: try JSONSerialization.data(withJSONObject: members), as: UTF8.self)
    }

    /// The problems that submitting names; nil where it was recorded.
    private func problems(_ answer: [String: Any]) -> [String]? {
        guard let error = answer["error"] as? [String: Any] else { return nil }
        let data = error["data"] as? [String: Any]
        return data?["problems"] as? [String] ?? [data?["message"] as? String ?? "\(error)"]
    }

    /// What the code that commands call says of a form.
    private func said(_ form: [UInt8], _ terms: Submission.Terms, _ model: ProvisionModel, _ store: String) -> [String]
    {
        let submission: Submission
        do throws(DocumentFaults) {
            submission = try ReturnForm.read(form, file: "form", terms: terms, model: model)
        } catch {
            return error.faults.map(\.description)
        }
        do throws(WriteFailure) {
            _ = try StoreWriter(folder: store).submit(submission, rehearsing: true)
            return []
        } catch {
            return submission.faults(of: error)?.map(\.description) ?? ["\(error)"]
        }
    }

    @Test("Over forms changed in every way, and as the command's own code says")
    func forms() throws {
        let server = try TestServer()
        let client = try server.client()
        let model = try StoreReader.load(server.store).model
        let area = try #require(model.areas.area(try SmallWorld.id("ccg-halton")))
        let round = try #require(model.rounds.first)
        let rows = FormSample.answered(ReturnForm(area: area, round: round, model: model).rows)
        var revision = 1
        var (taken, refused, noted) = (0, 0, 0)
        for (name, bytes) in FormMutations.some(rows) {
            guard let form = String(validating: bytes, as: UTF8.self) else { continue }
            let check = try client.result("return.check", json(["form": form, "basedOn": revision]))
            let found = try #require(check["problems"] as? [String])
            #expect(check["ok"] as? Bool == found.isEmpty)
            let terms = Submission.Terms(recorded: FormSample.terms().recorded, basedOn: revision)
            #expect(found == said(bytes, terms, model, server.store), "\(name)")
            let notes = try #require(check["notes"] as? [String])
            if found.isEmpty {
                let remarks = try ReturnForm.read(bytes, file: "form", terms: terms, model: model).remarks
                #expect(notes.starts(with: remarks.map(\.description)), "\(name)")
                noted += notes.isEmpty ? 0 : 1
            }
            let answer = try client.ask("return.submit", json(["form": form, "basedOn": revision]))
            #expect(problems(answer) ?? [] == found, "\(name)")
            #expect((problems(answer) == nil) == found.isEmpty, "\(name)")
            if let result = answer["result"] as? [String: Any] {
                taken += 1
                revision = result["revision"] as? Int ?? -1
            } else {
                refused += 1
            }
        }
        let least = Thorough.isAsked ? (taken: 20, refused: 80) : (taken: 4, refused: 15)
        #expect(taken > least.taken && refused > least.refused, "\(taken) taken, \(refused) refused")
        #expect(noted > 0)
    }

    private let fields: [String: Any] = [
        "area": "Halton", "round": "2022-05", "role": "Commissioner", "drop": true,
    ]

    private func rating(_ members: [String: Any]) -> [String: Any] {
        fields.merging(["ratings": [members.merging(["service": "iapt-0-5", "value": "A"]) { first, _ in first }]]) {
            first,
            _ in first
        }
    }

    @Test("Fields that are not what they must be are problems with their path, none passed over")
    func strict() throws {
        let server = try TestServer()
        let client = try server.client()
        let causes = "(the causes are staff, training, supplies, equipment, estates, finances, commissioning)"
        let cases: [([String: Any], String)] = [
            (["causes": ["Not A Slug"]], "ratings[0].causes[0]: no cause's id \(causes)"),
            (["causes": ["staff", 7]], "ratings[0].causes[1]: no cause's id \(causes)"),
            (["causes": "staff"], "ratings[0].causes: expected an array of causes' ids"),
            (["evidence": 5], "ratings[0].evidence: expected a string"),
            (["evidence": ["text": "x"]], "ratings[0].evidence: expected a string"),
            (["evidnce": "x"], "ratings[0].evidnce: not known here (a rating has service, value, evidence and causes)"),
            (
                ["evidence": "a\u{1}"],
                "ratings[0]: the evidence for 'iapt-0-5' holds a character that no document can keep (U+0001) (remove it)"
            ),
            (["evidence": ""], "ratings[0]: the evidence for 'iapt-0-5' is empty (write something, or leave it out)"),
            (
                ["evidence": String(repeating: "y", count: 4_001)],
                "ratings[0]: the evidence for 'iapt-0-5' is longer than 4000 characters, at 4001 (shorten it to what a board needs to know)"
            ),
            (["causes": ["weather"]], "ratings[0]: unknown cause 'weather'"),
        ]
        for (members, expected) in cases {
            let check = try client.result("return.check", json(rating(members)))
            let found = check["problems"] as? [String] ?? []
            #expect(found.count == 1 && found[0].hasPrefix(expected), "\(found)")
            let answer = try client.ask("return.submit", json(rating(members)))
            #expect(problems(answer) == found)
            #expect((answer["error"] as? [String: Any])?["code"] as? Int == 422)
        }
        // More ratings than a framework can have service types are not looked at one by one.
        for (count, code) in [(Framework.maxServiceTypes, 422), (Framework.maxServiceTypes + 1, -32_602)] {
            let many = [[String: String]](repeating: ["service": "iapt-0-5", "value": "A"], count: count)
            let members = fields.merging(["ratings": many]) { first, _ in first }
            #expect(try client.code("return.submit", json(members)) == code)
        }
        #expect(!files(below: server.store).contains("returns/2022-05/ccg-halton.2.xml"))
    }

    @Test(
        "Fields keep the services, interventions, joint areas and respondent that they cannot state; ratings left out want drop"
    )
    func kept() throws {
        let server = try TestServer()
        let client = try server.client()
        let before = try #require(
            try StoreReader.load(server.store).model.returns.first { $0.area.text == "ccg-blackpool" }
        )
        #expect(
            !before.services.isEmpty && !before.interventions.isEmpty
                && before.jointWith.map(\.text) == ["ccg-fylde-and-wyre"]
        )
        var fields: [String: Any] = [
            "area": "ccg-blackpool", "round": "2022-05",
            "ratings": [
                ["service": "iapt-0-5", "value": "A", "evidence": "cafe\u{301}  \u{301}x", "causes": ["staff"]]
            ],
        ]
        let refused = try #require(problems(try client.ask("return.submit", json(fields))))
        #expect(refused.count == 10 && refused[0].hasPrefix("return: Parent Infant MH Service has no rating here"))
        #expect(try client.result("return.check", json(fields))["problems"] as? [String] == refused)
        fields["drop"] = true
        let receipt = try client.result("return.submit", json(fields))
        #expect(receipt["revision"] as? Int == 2 && receipt["replaces"] as? Int == 1)
        let notes = try #require(receipt["notes"] as? [String])
        #expect(notes[0].contains("Parent Infant MH Service, which was ") && notes[0].contains("left out"))
        #expect(notes.contains("It was given jointly with Fylde & Wyre, whose own return (revision 1) stays as it is."))
        let after = try #require(
            try StoreReader.load(server.store).model.standingReturn(area: before.area, round: before.round)
        )
        #expect(after.services == before.services && after.interventions == before.interventions)
        #expect(after.jointWith == before.jointWith && after.respondent == before.respondent)
        #expect(after.ratings.map { Array($0.evidence[0].text.utf8) } == [Array("cafe\u{301} \u{301}x".utf8)])
        #expect(after.ratings[0].causes.map(\.text) == ["staff"])
    }

    @Test("XML says which revision it was made from; what was recorded since is not overwritten")
    func stale() throws {
        let server = try TestServer()
        let client = try server.client()
        let xml = try text(of: server.store + "/returns/2022-05/ccg-halton.1.xml")
        let second = xml.replacing("revision=\"1\"", with: "revision=\"2\"").replacing(
            "<rating service=\"iapt-0-5\" value=\"R\"/>",
            with: "<rating service=\"iapt-0-5\" value=\"G\"/>"
        )
        #expect(try client.result("return.submit", json(["xml": second]))["revision"] as? Int == 2)
        let stale = second.replacing(
            "service=\"iapt-0-5\" value=\"G\"/>",
            with: "service=\"iapt-0-5\" value=\"A\"><cause ref=\"staff\"/></rating>"
        )
        #expect(try client.code("return.submit", json(["xml": stale])) == 409)
        #expect(try client.result("return.check", json(["xml": stale]))["ok"] as? Bool == false)
        #expect(try client.code("return.submit", json(["xml": stale, "form": "x"])) == -32_602)
        #expect(try client.code("return.submit", json(["xml": stale, "role": "x"])) == -32_602)
    }
}
