import Foundation
import JSONRPC
import LacunaService
import Provision
import ScopingStore
import TestSupport
import Testing

@Suite("Every method over a real socket, on the real data")
struct MethodTests {
    @Test func referenceData() throws {
        let server = try TestServer()
        let client = try server.client()
        let status = try client.result("system.status")
        #expect(status["documents"] as? Int == 20)
        // Of the server and of documents.
        let limits = try #require(status["limits"] as? [String: Int])
        #expect(limits["lineBytes"] == ServerLimits().lineBytes && limits["connections"] == ServerLimits().connections)
        #expect(limits.count == 12 + Limits.described.count)
        #expect(try client.list("area.list").count == 34)
        #expect(try client.list("service.list").first?["id"] as? String == "parent-infant-mh")
        #expect((try client.list("round.list").first?["silent"] as? [String])?.count == 4)
        let levels = try client.result("framework.get")["levels"] as? [[String: Any]]
        #expect(levels?.compactMap { $0["code"] as? String } == ["G", "A", "R", "B"])
    }

    @Test("rating.get: a cell, one made of several areas, one that is not rated; nearest names for what is not known")
    func ratings() throws {
        let client = try TestServer().client()
        let halton = try client.result("rating.get", #"{"area":"Halton","service":"iapt-0-5"}"#)
        #expect(halton["value"] as? String == "R" && halton["source"] as? String == "return")
        #expect(halton["since"] as? String == "2022-05-01" && halton["revision"] as? Int == 1)
        let byPosition = try client.result("rating.get", #"["St. Helen's","IAPT 0-5s","2022-06-01"]"#)
        #expect(byPosition["area"] as? String == "ccg-st-helens")
        let place = try client.result(
            "rating.get",
            #"{"area":"place-sefton","service":"camhs-0-5","asOf":"2024-01-01"}"#
        )
        #expect(place["value"] as? String == "R")
        let before = try client.result("rating.get", #"{"area":"Halton","service":"iapt-0-5","asOf":"2020-01-01"}"#)
        #expect(before["value"] is NSNull && before["since"] is NSNull)
        let wrong = try client.ask("rating.get", #"{"area":"Haltn","service":"iapt-0-5"}"#)["error"] as? [String: Any]
        #expect(wrong?["code"] as? Int == 404)
        #expect((wrong?["data"] as? [String: Any])?["didYouMean"] as? String == "Halton")
        #expect(try client.code("rating.get", #"{"area":"Halton","service":"iapt-0-5","asOf":"yesterday"}"#) == -32_602)
        #expect(try client.code("rating.get", #"{"area":"Halton"}"#) == -32_602)
        let points = try client.result("rating.history", #"{"area":"place-sefton","service":"iapt-0-5"}"#)["points"]
        #expect((points as? [Any])?.count == 2)
    }

    @Test func snapshotsAndTrend() throws {
        let client = try TestServer().client()
        let snapshot = try client.result("snapshot.get", #"{"within":"L&SC"}"#)
        #expect((snapshot["areas"] as? [String])?.count == 8 && (snapshot["services"] as? [String])?.count == 11)
        #expect((snapshot["values"] as? [[String]])?.allSatisfy { $0.count == 11 } == true)
        let icss = try client.result("snapshot.get", #"{"level":"ics","rule":"best"}"#)
        #expect((icss["areas"] as? [String])?.count == 2)
        #expect(try client.code("snapshot.get", #"{"level":"parish"}"#) == -32_602)
        // A kind of area goes by its id, its name and its plural, as at the command line.
        for word in ["place", "Place", "Places", "PLACES"] {
            let places = try client.result("snapshot.get", #"{"asOf":"2024-01-01","level":"\#(word)"}"#)
            #expect((places["areas"] as? [String])?.count == 14)
        }
        #expect(try client.code("gap.list", #"{"level":"place","areasAsOf":"2024-01-01"}"#) == -32_602)
        let points = try client.result("trend.get", #"{"service":"iapt-0-5"}"#)["points"] as? [[String: Any]]
        #expect((points?.first?["levels"] as? [String: Int])?.values.reduce(0, +) == 17)
    }

    @Test("gap.list: filters and pages; a cursor of another time is refused")
    func gaps() throws {
        let client = try TestServer().client()
        let total = try #require(try client.result("gap.list")["total"] as? Int)
        var seen: [String] = []
        var sections: [String] = []
        var params = #"{"limit":50}"#
        while true {
            let page = try client.result("gap.list", params)
            #expect(page["total"] as? Int == total)
            #expect((page["provision"] as? Int ?? 0) + (page["record"] as? Int ?? 0) == total)
            sections += (page["gaps"] as? [[String: Any]] ?? []).compactMap { $0["register"] as? String }
            seen += (page["gaps"] as? [[String: Any]] ?? []).compactMap { $0["id"] as? String }
            guard let next = page["next"] as? String else { break }
            params = #"{"limit":50,"cursor":"\#(next)"}"#
        }
        #expect(seen.count == total && Set(seen).count == total)
        // Provision first, and nothing of it after the first gap in the record.
        let split = try #require(sections.firstIndex(of: "record"))
        #expect(Set(sections[..<split]) == ["provision"] && Set(sections[split...]) == ["record"])
        for section in ["provision", "record"] {
            let page = try client.result("gap.list", #"{"register":"\#(section)","limit":10000}"#)
            let found = page["gaps"] as? [[String: Any]] ?? []
            #expect(found.count == sections.count { $0 == section } && page["total"] as? Int == found.count)
            #expect(found.allSatisfy { $0["register"] as? String == section })
        }
        #expect(try client.code("gap.list", #"{"register":"both"}"#) == -32_602)
        #expect(try client.code("gap.changes", #"{"from":"2022-05-01","to":"2022-08-01","register":"x"}"#) == -32_602)
        let record = try client.result("gap.changes", #"{"from":"2022-05-01","to":"2022-08-01","register":"record"}"#)
        let persisting = record["persisting"] as? [[String: Any]] ?? []
        #expect(!persisting.isEmpty && persisting.allSatisfy { $0["register"] as? String == "record" })
        let none = try client.result("gap.list", #"{"kinds":["none"],"within":"Halton","minSeverity":40}"#)
        #expect((none["gaps"] as? [[String: Any]])?.allSatisfy { $0["area"] as? String == "ccg-halton" } == true)
        #expect(try client.code("gap.list", #"{"kinds":["nonsense"]}"#) == -32_602)
        #expect(try client.code("gap.list", #"{"cursor":"9-0"}"#) == 409)
        #expect(try client.code("gap.list", #"{"limit":0}"#) == -32_602)
        let gap = try client.result("gap.get", #"{"id":"none:ccg-halton:iapt-0-5"}"#)
        #expect(gap["line"] as? Int == 15 && gap["severity"] as? Int == 42)
        #expect(try client.code("gap.get", #"{"id":"none:ccg-halton:nothing"}"#) == 404)
        let changes = try client.result("gap.changes", #"{"from":"2022-05-01","to":"2022-08-01"}"#)
        #expect(
            (changes["opened"] as? [Any])?.isEmpty == true
                && (changes["closed"] as? [[String: Any]])?.allSatisfy { $0["kind"] as? String != "none" } == true
        )
        #expect(try client.code("gap.changes", #"{"from":"2022-05-01","to":"2022-05-01"}"#) == -32_602)
    }

    @Test func analyses() throws {
        let client = try TestServer().client()
        #expect((try client.result("equity.get")["measures"] as? [Any])?.count == 22)
        let published = try client.result("need.get")["published"] as? [[String: Any]]
        #expect((published?.last?["disagreements"] as? [String])?.first?.hasPrefix("6.5% of 111,629 is 7,256") == true)
        #expect((try client.result("plan.get", "[3]")["steps"] as? [Any])?.count == 3)
        #expect(try client.code("plan.get", #"{"steps":-1}"#) == -32_602)
        #expect(try client.code("plan.get", #"{"steps":1,"objective":"kind"}"#) == -32_602)
        for (objective, second) in [
            ("children", "ccg-cheshire"), ("worst-first", "ccg-cheshire"), ("fair", "ccg-knowsley"),
        ] {
            let plan = try client.result("plan.get", #"{"steps":3,"objective":"\#(objective)"}"#)
            #expect(plan["objective"] as? String == objective && plan["maximises"] is String)
            let steps = try #require(plan["steps"] as? [[String: Any]])
            #expect(steps[0]["area"] as? String == "ccg-liverpool" && steps[0]["from"] as? String == "R")
            // 2,894 in need, of whom some provision leaves 3 / 8, 1,085.
            #expect(steps[0]["inNeed"] as? Int == 2_894 && steps[0]["gain"] as? Int == 1_809)
            #expect(steps[1]["area"] as? String == second)
            #expect(plan["gain"] as? Int == steps.reduce(0) { $0 + ($1["gain"] as? Int ?? 0) })
        }
        let scenario = try client.result(
            "scenario.get",
            #"{"changes":[{"area":"Halton","service":"iapt-0-5","value":"G"}],"within":"Halton"}"#
        )
        let kinds = (scenario["gaps"] as? [[String: Any]])?.compactMap { $0["id"] as? String }
        #expect(kinds?.contains("none:ccg-halton:iapt-0-5") == false)
        #expect(
            try client.code("scenario.get", #"{"changes":[{"area":"Halton","service":"iapt-0-5","value":"X"}]}"#)
                == -32_602
        )
        #expect((try client.result("heatmap.get", #"{"within":"L&SC"}"#)["svg"] as? String)?.contains("</svg>") == true)
    }

    @Test func documents() throws {
        let server = try TestServer()
        let client = try server.client()
        #expect(try client.list("return.list").count == 20)
        #expect(
            try client.list("return.list", #"{"area":"Morecambe Bay"}"#).compactMap { $0["standing"] as? Bool } == [
                false, true,
            ]
        )
        let file = try text(of: Repository.scoping + "/returns/2022-05/ccg-halton.1.xml")
        #expect(try client.result("return.get", #"{"area":"Halton","round":"2022-05"}"#)["xml"] as? String == file)
        #expect(try client.result("export.get", #"{"area":"Halton","round":"2022-05"}"#)["content"] as? String == file)
        let csv =
            try client.result("export.get", #"{"area":"Halton","round":"2022-05","format":"csv"}"#)["content"]
            as? String
        #expect(csv?.split(separator: "\r\n").count == 12)
        #expect(try client.code("return.get", #"{"area":"Halton","round":"2022-05","revision":9}"#) == 404)
    }

    @Test("rpc.discover describes exactly what can be called")
    func discover() throws {
        let client = try TestServer().client()
        let methods = try client.result("rpc.discover")["methods"] as? [[String: Any]] ?? []
        #expect(methods.count == 43)
        for method in methods.compactMap({ $0["name"] as? String }) {
            #expect(try client.code(method, "{}") != -32_601)
        }
    }
}

@Suite("Recording over a real socket")
struct RecordingMethodTests {
    @Test("A correction is a new revision, on disk when it is answered; a stale one is refused with both revisions")
    func correction() throws {
        let server = try TestServer()
        let client = try server.client()
        let params =
            #"{"area":"Halton","service":"iapt-0-5","value":"A","round":"2022-05","evidence":"Two posts.","basedOn":1}"#
        let receipt = try client.result("rating.set", params)
        #expect(receipt["revision"] as? Int == 2)
        #expect(try text(of: server.store + "/returns/2022-05/ccg-halton.2.xml").contains("Two posts."))
        #expect(try client.result("rating.set", params)["isNew"] as? Bool == false)
        #expect(try client.result("rating.get", #"{"area":"Halton","service":"iapt-0-5"}"#)["value"] as? String == "A")
        let conflict = try client.ask("rating.set", params.replacing("\"A\"", with: "\"G\""))["error"] as? [String: Any]
        #expect(conflict?["code"] as? Int == 409)
        #expect((conflict?["data"] as? [String: Any])?["latest"] as? Int == 2)
        #expect(try client.code("rating.set", params.replacing("\"A\"", with: "\"X\"")) == -32_602)
    }

    @Test("A return as XML or as fields: checked without recording, problems with their places, then recorded")
    func submit() throws {
        let server = try TestServer()
        let client = try server.client()
        let fields =
            #"{"area":"West Lancashire","round":"2022-05","role":"Commissioner","ratings":[{"service":"iapt-0-5","value":"R"},{"service":"health-visiting","value":"G"}],"drop":true}"#
        let check = try client.result("return.check", fields)
        #expect(check["ok"] as? Bool == true)
        #expect((check["problems"] as? [String])?.isEmpty == true)
        let wrong = fields.replacing(#""value":"G""#, with: #""value":"Q""#)
        let problems = try client.result("return.check", wrong)["problems"] as? [String]
        #expect(
            problems == [
                "ratings[1]: 'Q' is no level of the rating scale (rating of 'health-visiting') (the levels are G, A, R, B)"
            ]
        )
        let refused = try client.ask("return.submit", wrong)["error"] as? [String: Any]
        #expect(refused?["code"] as? Int == 422)
        #expect(files(below: server.store).count == 39)
        let receipt = try client.result("return.submit", fields)
        #expect(receipt["area"] as? String == "ccg-west-lancashire" && receipt["revision"] as? Int == 2)
        #expect(try client.code("return.submit", #"{"xml":"<return/>"}"#) == 422)
    }

    @Test("Subscribers are told of every document, whoever recorded it; those who left are not")
    func subscriptions() throws {
        let server = try TestServer()
        let (watcher, writer) = (try server.client(), try server.client())
        _ = try watcher.result("change.subscribe")
        _ = try writer.result(
            "rating.set",
            #"{"area":"Halton","service":"iapt-0-5","value":"A","round":"2022-05","evidence":"One."}"#
        )
        let change = try watcher.next()
        #expect(change["method"] as? String == "change.recorded" && change["id"] == nil)
        #expect((change["params"] as? [String: Any])?["revision"] as? Int == 2)
        // Another program adds a document.
        let source = server.store + "/returns/2022-05/ccg-west-lancashire"
        let text = try text(of: source + ".1.xml").replacing("revision=\"1\"", with: "revision=\"2\"")
        try Data(text.utf8).write(to: URL(filePath: source + ".2.xml"))
        let other = try watcher.next()
        #expect((other["params"] as? [String: Any])?["area"] as? String == "ccg-west-lancashire")
        #expect(try writer.list("return.list").count == 22)
        _ = try watcher.result("change.unsubscribe")
        _ = try writer.result(
            "rating.set",
            #"{"area":"Wirral","service":"iapt-0-5","value":"A","round":"2022-05","evidence":"One."}"#
        )
        #expect(throws: (any Error).self) { try watcher.next(milliseconds: 300) }
    }

    @Test("A document that another program adds just before this server records one is not overlooked")
    func addedMeanwhile() throws {
        let server = try TestServer()
        let client = try server.client()
        _ = try client.result("change.subscribe")
        let source = server.store + "/returns/2022-05/ccg-west-lancashire"
        let text = try text(of: source + ".1.xml").replacing("revision=\"1\"", with: "revision=\"2\"")
        try Data(text.utf8).write(to: URL(filePath: source + ".2.xml"))
        let set = #"{"area":"Halton","service":"iapt-0-5","value":"A","round":"2022-05","evidence":"One."}"#
        try client.send(#"{"jsonrpc":"2.0","id":"set","method":"rating.set","params":\#(set)}"#)
        var told: Set<String> = []
        while told.count < 2 {
            guard let area = (try client.next()["params"] as? [String: Any])?["area"] as? String else { continue }
            told.insert(area)
        }
        #expect(told == ["ccg-halton", "ccg-west-lancashire"])
        #expect(try client.list("return.list").count == 22)
    }
}

@Suite("Who may do what")
struct AccessTests {
    private let set = #"{"area":"Halton","service":"iapt-0-5","value":"A","round":"2022-05","evidence":"One."}"#

    @Test("Over TCP with tokens nothing is answered before one is given; then what its role allows, in its name")
    func tokens() throws {
        let hash = SHA256.hexadecimal(of: Array("secret".utf8))
        let viewer = SHA256.hexadecimal(of: Array("looker".utf8))
        let server = try TestServer(
            access: "token anna manager ccg-halton \(hash)\ntoken bob viewer - \(viewer)\n",
            tcp: true
        )
        let client = try server.tcpClient()
        #expect(try client.code("system.status") == 401)
        #expect(try client.code("session.authenticate", #"["wrong"]"#) == 401)
        #expect(try client.result("session.authenticate", #"["secret"]"#)["name"] as? String == "anna")
        #expect(try client.result("system.status")["version"] as? String == "test")
        #expect(try client.result("rating.set", set)["revision"] as? Int == 2)
        #expect(try text(of: server.store + "/returns/2022-05/ccg-halton.2.xml").contains(#"by="anna" role="manager""#))
        #expect(try client.code("rating.set", set.replacing("Halton", with: "Wirral")) == 403)
        let other = try server.tcpClient()
        _ = try other.result("session.authenticate", #"["looker"]"#)
        #expect(try other.code("rating.set", set) == 403)
        #expect(try other.code("gap.list") == nil)
    }

    @Test("Over TCP without tokens everyone may read, and nobody may write")
    func withoutTokens() throws {
        let server = try TestServer(tcp: true)
        let client = try server.tcpClient()
        #expect(try client.code("gap.list") == nil)
        #expect(try client.code("rating.set", set) == 403)
    }

    @Test("A revoked token opens nothing more, on connections that had given it either")
    func revoked() throws {
        func line(_ name: String, _ token: String) -> String {
            "token \(name) viewer - \(SHA256.hexadecimal(of: Array(token.utf8)))\n"
        }
        let server = try TestServer(access: line("bob", "looker"), tcp: true)
        let client = try server.tcpClient()
        #expect(try client.result("session.authenticate", #"["looker"]"#)["name"] as? String == "bob")
        #expect(try client.code("round.list") == nil)
        try server.changeAccess(line("eve", "other"))
        #expect(try client.code("round.list") == 401)
        try server.changeAccess("nonsense\n")
        #expect(try client.result("session.authenticate", #"["other"]"#)["name"] as? String == "eve")
    }

    @Test(
        "The access file is read whole or not at all",
        arguments: [
            "user alice", "token a viewer - 12", "guest a viewer -", "user a king -",
            "token a viewer - \(String(repeating: "Z", count: 64))",
        ]
    )
    func accessFile(_ line: String) {
        #expect(throws: AccessList.Fault.self) { try AccessList(reading: "# names\n\(line)\n", file: "access") }
    }
}
