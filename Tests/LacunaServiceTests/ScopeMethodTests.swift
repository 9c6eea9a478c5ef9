import Foundation
import LacunaService
import Provision
import ScopingStore
import TestSupport
import Testing

@Suite("Methods about areas that are no more, or not yet")
struct ScopeMethodTests {
    private static let methods = [
        ("gap.list", ""), ("snapshot.get", ""), ("need.get", ""), ("plan.get", #","steps":2"#), ("heatmap.get", ""),
        ("scenario.get", #","changes":[]"#),
    ]

    @Test("An ended area is not found, and its successor is named; before an area began a note names its predecessors")
    func within() throws {
        let client = try TestServer().client()
        for (method, more) in Self.methods {
            let ended = try client.ask(method, #"{"within":"ccg-halton","asOf":"2025-05-01"\#(more)}"#)["error"]
            let error = try #require(ended as? [String: Any], "\(method)")
            let data = error["data"] as? [String: Any]
            #expect((data?["message"] as? String)?.contains("succeeded by Halton (place-halton)") == true, "\(method)")
            let early = try client.result(method, #"{"within":"place-sefton","asOf":"2022-05-01"\#(more)}"#)
            let said =
                [early["note"] as? String].compactMap { $0 } + (early["notes"] as? [String] ?? [])
                + (early["remarks"] as? [String] ?? [])
            #expect(
                said.contains(
                    "Sefton began on 1 July 2022; shown: its predecessors South Sefton and Southport & Formby."
                ),
                "\(method)"
            )
        }
        let place = try client.result("gap.list", #"{"within":"place-sefton","asOf":"2022-05-01"}"#)
        let parts = try ["ccg-south-sefton", "ccg-southport-and-formby"].map {
            try client.result("gap.list", #"{"within":"\#($0)","asOf":"2022-05-01"}"#)["total"] as? Int ?? 0
        }
        #expect(place["total"] as? Int == parts.reduce(0, +) && parts.allSatisfy { $0 > 5 })
        let changes = try client.ask("gap.changes", #"{"from":"2022-05-01","to":"2025-05-01","within":"ccg-halton"}"#)
        #expect((changes["error"] as? [String: Any])?["code"] as? Int == 404)
        let trend = try client.result("trend.get", #"{"within":"Sefton"}"#)
        #expect((trend["points"] as? [[String: Any]])?.first?["areas"] as? Int == 2)
        #expect((trend["notes"] as? [String])?.count == 1)
        let cell = #"{"area":"ccg-halton","service":"iapt-0-5","asOf":"2025-05-01"}"#
        #expect(
            try client.result("rating.get", cell)["note"] as? String
                == "Halton (ccg-halton) ended on 30 June 2022; succeeded by Halton (place-halton)."
        )
    }

    @Test("area.list tells parents with their dates, and children inherited, on a date")
    func areas() throws {
        let client = try TestServer().client()
        let list = try client.list("area.list")
        let coast = try #require(list.first { $0["id"] as? String == "place-fylde-coast" })
        #expect(coast["parent"] as? String == "ics-lancashire-and-south-cumbria")
        #expect((coast["parents"] as? [[String: Any]])?.count == 1)
        #expect(coast["children"] as? Int == 16_216 && coast["childrenFrom"] as? String == "predecessors")
    }

    @Test("A return before its round opens is refused over RPC as on the command line")
    func early() throws {
        let server = try TestServer()
        let rounds = try text(of: server.store + "/rounds.xml").replacing(
            "</rounds>",
            with:
                "<round id=\"later\" name=\"Later\" opened=\"2999-01-01\" reference-date=\"2999-01-01\"><asked area=\"place-halton\"/></round></rounds>"
        )
        try server.folder.write(rounds, to: "store/rounds.xml")
        let client = try server.client()
        Thread.sleep(forTimeInterval: 1.5)
        let params =
            #"{"area":"place-halton","round":"later","role":"Commissioner","ratings":[{"service":"iapt-0-5","value":"G"}]}"#
        let error = try #require(try client.ask("return.submit", params)["error"] as? [String: Any])
        #expect(error["code"] as? Int == 422)
        #expect("\(error["data"] ?? "")".contains("round later opens on 1 January 2999"))
    }
}
