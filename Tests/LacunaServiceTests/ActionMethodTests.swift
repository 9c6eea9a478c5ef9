import Foundation
import Provision
import ScopingStore
import TestSupport
import Testing

@Suite("Actions over RPC")
struct ActionMethodTests {
    private static let people = [
        "viewer -", "manager ccg-halton", "manager ccg-wirral", "manager -", "administrator -",
    ]

    private static func server() throws -> TestServer {
        try TestServer(
            access: people.enumerated().map { place, line in
                "token \(place) \(line) \(SHA256.hexadecimal(of: Array("\(place)".utf8)))\n"
            }.joined(),
            tcp: true
        )
    }

    private static let opening =
        #"{"for":["none:ccg-halton:iapt-0-5"],"what":"Fund a post","role":"Lead","opened":"2022-05-10"}"#

    private func code(_ answer: [String: Any]) -> Int? { (answer["error"] as? [String: Any])?["code"] as? Int }

    @Test("Who may record an area's return may record its actions, and for the network's only who speaks for it")
    func roles() throws {
        for (place, expected) in [403, nil, 403, nil, nil].enumerated() {
            let server = try Self.server()
            let client = try server.tcpClient()
            _ = try client.result("session.authenticate", #"["\#(place)"]"#)
            #expect(code(try client.ask("action.record", Self.opening)) == expected, "\(Self.people[place])")
            let own = try client.ask("action.record", #"{"id":"recommendation-3a","state":"in-progress"}"#)
            #expect(code(own) == (place < 3 ? 403 : nil), "\(Self.people[place]): \(own)")
            #expect(code(try client.ask("action.list", "{}")) == nil)
        }
    }

    @Test("What was left out is not said not to be on record: an action, a return, one revision of it")
    func leftOut() throws {
        let folder = try TemporaryFolder()
        let store = try folder.copy(Repository.scoping, to: "store")
        try folder.write("<action/>", to: "store/actions/recommendation-1a.1.xml")
        try folder.write("<return/>", to: "store/returns/2022-05/ccg-halton.1.xml")
        let client = try TestServer(copying: store).client()
        let asked = [
            ("action.get", #"{"id":"recommendation-1a"}"#), ("return.get", #"{"area":"Halton","round":"2022-05"}"#),
            ("action.record", #"{"id":"recommendation-1a","state":"done","role":"Lead"}"#),
            ("return.get", #"{"area":"Halton","round":"2022-05","revision":1}"#),
        ]
        for (method, params) in asked {
            let error = try #require(try client.ask(method, params)["error"] as? [String: Any])
            #expect(error["code"] as? Int == 503, "\(method): \(error)")
            let file = method.hasPrefix("action") ? "actions/recommendation-1a.1.xml" : "ccg-halton.1.xml"
            #expect("\(error["data"] ?? "")".contains(file), "\(error)")
        }
        #expect(try client.code("return.get", #"{"area":"Halton","round":"2022-05","revision":2}"#) == 404)
        #expect(try client.code("action.get", #"{"id":"recommendation-1"}"#) == 404)
    }

    @Test("Recorded, served at once, the same again the same receipt, an old revision a conflict")
    func recording() throws {
        let client = try TestServer().client()
        let first = try client.result("action.record", Self.opening)
        #expect(
            first["id"] as? String == "fund-a-post" && first["revision"] as? Int == 1 && first["isNew"] as? Bool == true
        )
        let again = try client.result("action.record", Self.opening)
        #expect(again["revision"] as? Int == 1 && again["isNew"] as? Bool == false)
        let listed = try client.result("action.list", #"{"for":"none:ccg-halton:iapt-0-5"}"#)
        #expect((listed["actions"] as? [[String: Any]])?.map { $0["id"] as? String } == ["fund-a-post"])
        let gap = try client.result("gap.get", #"{"id":"none:ccg-halton:iapt-0-5","asOf":"2022-05-20"}"#)
        #expect((gap["actions"] as? [[String: Any]])?.count == 1)
        let done = #"{"id":"fund-a-post","state":"done","done":"2022-08-01","basedOn":1}"#
        #expect(try client.result("action.record", done)["revision"] as? Int == 2)
        #expect(try client.result("action.record", done)["isNew"] as? Bool == false)
        let late = try client.ask("action.record", #"{"id":"fund-a-post","state":"planned","basedOn":1}"#)
        #expect(code(late) == 409, "\(late)")
        let shown = try client.result("action.get", #"{"id":"fund-a-post"}"#)
        #expect((shown["revisions"] as? [[String: Any]])?.count == 2)
    }

    @Test("What cannot be is refused with its reasons, and nothing is recorded")
    func refused() throws {
        let client = try TestServer().client()
        let wrong = [
            (#"{"for":["none:ccg-halton:nothing"],"what":"x","opened":"2022-05-10"}"#, 422),
            (#"{"for":["principle-2"],"what":"x","organisation":"NHS"}"#, 422), (#"{"for":[],"what":"x"}"#, 422),
            (#"{"for":["principle-2"],"what":"x","state":"done"}"#, -32602), (#"{"state":"done"}"#, -32602),
            (#"{"id":"nothing","state":"done"}"#, 404), (#"{"id":"../x","state":"done"}"#, -32602),
            (#"{"id":"recommendation-1a","state":"finished"}"#, 422),
            (#"{"id":"recommendation-1a","state":"deferred"}"#, 422),
            (#"{"for":["principle-2"],"what":"x","due":"2001-01-01"}"#, 422),
        ]
        for (params, expected) in wrong {
            let answer = try client.ask("action.record", params)
            #expect(code(answer) == expected, "\(params): \(answer)")
        }
        #expect((try client.result("action.list", "{}")["actions"] as? [Any])?.count == 15)
        #expect(code(try client.ask("action.get", #"{"id":"recommendation-9z"}"#)) == 404)
    }
}
