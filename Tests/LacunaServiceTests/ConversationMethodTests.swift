import Foundation
import Provision
import ScopingStore
import TestSupport
import Testing

@Suite("The conversation about a return over RPC")
struct ConversationMethodTests {
    /// The access file's roles, and whether each speaks for the network, for Halton, or for neither.
    private static let people: [(token: String, line: String, isNetwork: Bool, isArea: Bool)] = [
        ("viewer", "viewer -", false, false), ("own", "manager ccg-halton", false, true),
        ("other", "manager ccg-wirral", false, false), ("both", "manager ccg-wirral,ccg-halton", false, true),
        ("all", "manager -", true, true), ("head", "administrator -", true, true),
    ]

    private static func server() throws -> TestServer {
        try TestServer(
            access: people.map { person in
                "token \(person.token) \(person.line) \(SHA256.hexadecimal(of: Array(person.token.utf8)))\n"
            }.joined(),
            tcp: true
        )
    }

    private func params(_ more: String) -> String { #"{"area":"Halton","round":"2022-05"\#(more)}"# }

    private func requests(_ step: ReturnStep) -> (method: String, params: String)? {
        switch step {
        case .query: ("return.query", params(#","service":"iapt-0-5","text":"Why \#(UInt32.random(in: 0 ... .max))?""#))
        case .answer: ("return.answer", params(#","query":1,"text":"So.""#))
        case .requestChanges: ("return.requestChanges", params(#","note":"This \#(UInt32.random(in: 0 ... .max)).""#))
        case .accept: ("return.accept", params(""))
        case .correct: ("rating.set", params(#","service":"camhs-0-5","value":"G","evidence":"Seen.""#))
        case .draft, .submit: nil
        }
    }

    @Test(
        "Every step from every state by every role: who may not is refused with 403, what cannot be with 422",
        arguments: ReturnState.allCases
    )
    func everyStep(_ state: ReturnState) throws {
        let server = try Self.server()
        let writer = StoreWriter(folder: server.store)
        let halton = try #require(
            try StoreReader.load(server.store).model.returns.first { $0.area.text == "ccg-halton" }
        )
        let author = StoreWriter.Author(name: "tester", role: "test")
        let asked = Query(
            number: 1,
            service: nil,
            asked: Query.Signature(at: halton.recorded.at, by: "tester", role: "test"),
            text: "Why?"
        )
        for person in Self.people {
            let client = try server.tcpClient()
            _ = try client.result("session.authenticate", #"["\#(person.token)"]"#)
            for step in ReturnStep.allCases {
                guard let (method, params) = requests(step) else { continue }
                // Back to the state of this trial, with a query that is open.
                let before = try writer.record(
                    area: halton.area,
                    round: halton.round,
                    basedOn: nil,
                    by: author,
                    now: Instant(secondsSince1970: 1_790_000_000)
                ) { latest, _ in
                    let number = (latest?.queries.last?.number ?? 0) + 1
                    let queries = [Query(number: number, service: nil, asked: asked.asked, text: asked.text)]
                    return halton.with(state: state).with(queries: queries)
                }.document
                let open = try #require(before.openQueries.last?.number)
                let isAllowed = step.isOfTheNetwork ? person.isNetwork : person.isArea
                let next = try? step.after(state)
                let note = "\(person.token): \(step) from \(state)"
                let answer = try client.ask(method, params.replacing("\"query\":1", with: "\"query\":\(open)"))
                let code = (answer["error"] as? [String: Any])?["code"] as? Int
                #expect(code == (!isAllowed ? 403 : next == nil ? 422 : nil), "\(note): \(answer)")
                guard code == nil, let result = answer["result"] as? [String: Any] else { continue }
                let recorded = try #require(
                    try StoreReader.load(server.store).model.revisions(area: halton.area, round: halton.round).last
                )
                #expect(recorded.state == next && recorded.revision == result["revision"] as? Int, "\(note)")
                #expect(result["isNew"] as? Bool == (step != .accept || state != .accepted), "\(note)")
                guard recorded.revision > before.revision else { continue }
                #expect(recorded.recorded.by == person.token, "\(note)")
                guard step != .correct else { continue }
                #expect(result["state"] as? String == next?.rawValue, "\(note)")
                let count = (result["openQueries"] as? [[String: Any]])?.count
                #expect(count == recorded.openQueries.count, "\(note)")
            }
        }
    }

    @Test("return.list tells states and open queries; the served model has them at once")
    func list() throws {
        let server = try TestServer()
        let client = try server.client()
        let asked = try client.result("return.query", params(#","service":"iapt-0-5","text":"Who  runs it?""#))
        #expect(asked["revision"] as? Int == 2 && asked["state"] as? String == "submitted")
        func standing() throws -> [String: Any] {
            try #require(
                try client.list("return.list", #"{"area":"Halton"}"#).first { $0["standing"] as? Bool == true }
            )
        }
        let queries = try #require(try standing()["openQueries"] as? [[String: Any]])
        #expect(queries.count == 1 && queries[0]["number"] as? Int == 1)
        #expect(queries[0]["service"] as? String == "iapt-0-5" && queries[0]["text"] as? String == "Who runs it?")
        #expect(try client.result("return.requestChanges", params(#","note":"Say who.""#))["revision"] as? Int == 3)
        #expect(try standing()["state"] as? String == "changes-requested")
        let set = params(#","service":"iapt-0-5","value":"A","evidence":"Two.","basedOn":1"#)
        #expect(try client.result("rating.set", set)["revision"] as? Int == 4)
        #expect((try standing()["openQueries"] as? [Any])?.isEmpty == true)
        let xml = try #require(try client.result("return.get", params(""))["xml"] as? String)
        #expect(xml.contains("Rating changed from R to A. Evidence changed.</answer>"))
        #expect(try client.code("return.answer", params(#","text":"I.""#)) == -32_602)
        #expect(try client.code("return.answer", params(#","text":"I.","query":1,"service":"iapt-0-5""#)) == -32_602)
        #expect(try client.code("return.answer", params(#","text":"I.","query":1"#)) == 422)
        #expect(try client.code("return.requestChanges", params("")) == -32_602)
        #expect(try client.code("return.accept", params(#","basedOn":1"#)) == 409)
    }
}
