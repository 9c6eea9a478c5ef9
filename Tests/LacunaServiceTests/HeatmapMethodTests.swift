import Exhibits
import Foundation
import Provision
import ScopingStore
import TestSupport
import Testing

@Suite("Pictures over the wire")
struct HeatmapMethodTests {
    @Test("heatmap.get draws what the command's options draw, byte for byte")
    func sameAsRequest() throws {
        let client = try TestServer().client()
        let model = try RealData.model()
        let service = try #require(model.framework.serviceTypes.firstIndex { $0.id.text == "iapt-0-5" })
        let halton = try #require(model.areas.areas.firstIndex { $0.name == "Halton" })
        let cases: [(String, (inout HeatmapRequest) -> Void)] = [
            ("{}", { _ in }),
            (
                #"{"order":"severity","rowsByChildren":true,"palette":"nhs"}"#,
                {
                    $0.order = .severity
                    $0.rowsByChildren = true
                    $0.palette = .nhs
                }
            ),
            (
                #"{"layout":"tiles","service":"iapt-0-5"}"#,
                {
                    $0.layout = .tiles
                    $0.service = service
                }
            ),
            (
                #"{"layout":"timeline","within":"Halton"}"#,
                {
                    $0.layout = .timeline
                    $0.within = halton
                }
            ),
        ]
        for (params, change) in cases {
            var request = HeatmapRequest(asOf: try date("2022-05-01"))
            change(&request)
            let drawn = String(decoding: try request.answer(model, leftOut: []).svg, as: UTF8.self)
            #expect(try client.result("heatmap.get", params)["svg"] as? String == drawn, "\(params)")
        }
    }

    @Test("rpc.discover names the very words that are taken")
    func words() throws {
        let methods = try TestServer().client().result("rpc.discover")["methods"] as? [[String: Any]] ?? []
        let method = try #require(methods.first { $0["name"] as? String == "heatmap.get" })
        let schemas = (method["params"] as? [[String: Any]] ?? []).compactMap { parameter in
            ((parameter["schema"] as? [String: Any])?["enum"] as? [String]).map {
                (parameter["name"] as? String ?? "", $0)
            }
        }
        let listed = Dictionary(schemas, uniquingKeysWith: { first, _ in first })
        #expect(listed["layout"] == HeatmapRequest.Layout.allCases.map(\.rawValue))
        #expect(listed["order"] == HeatmapOrder.allCases.map(\.rawValue))
        #expect(listed["palette"] == Palette.words)
    }

    @Test("The table's gaps are those of the register")
    func table() throws {
        let client = try TestServer().client()
        let svg = try #require(try client.result("heatmap.get")["svg"] as? String)
        func total(_ within: String) throws -> Int {
            let page = try client.result("gap.list", #"{"within":"\#(within)","register":"provision"}"#)
            return try #require(page["total"] as? Int)
        }
        #expect(svg.contains("<title>Halton: \(try total("Halton")) open gaps in provision</title>"))
        // Those of the areas and those of the two ICSs are all of the register.
        let all = try #require(try client.result("gap.list")["provision"] as? Int)
        let listed = try #require(
            try client.result("gap.list", #"{"register":"provision","limit":10000}"#)["gaps"] as? [[String: Any]]
        )
        let ofAreas = listed.count { ($0["area"] as? String)?.hasPrefix("ccg-") == true }
        let (cm, lsc) = (
            listed.count { $0["area"] as? String == "ics-cheshire-and-merseyside" },
            listed.count { $0["area"] as? String == "ics-lancashire-and-south-cumbria" }
        )
        #expect(ofAreas + cm + lsc == all)
        // A note may run over several lines.
        let words = svg.replacing(/<[^>]*>/, with: " ").split(separator: /\s+/).joined(separator: " ")
        #expect(
            svg.contains(">\(ofAreas) in all<")
                && words.contains("Cheshire and Merseyside \(cm) and Lancashire and South Cumbria \(lsc).")
        )
    }

    @Test(
        "What does not go together, or is unknown, is refused with the parameter and the mend",
        arguments: [
            (#"{"layout":"round"}"#, "layout", "expected table, tiles, timeline"),
            (#"{"order":"colour"}"#, "order", "expected given, name, severity, similarity"),
            (#"{"palette":"pink"}"#, "palette", "expected default or nhs"),
            (#"{"compare":"2021-01-01"}"#, "compare", "nothing is rated before 2022-05-01"),
            (#"{"layout":"tiles","from":"2022-01-01"}"#, "from", "It goes with the layout timeline."),
            (#"{"rowsByChildren":1}"#, "rowsByChildren", "true or false"),
        ]
    )
    func refused(params: String, name: String, words: String) throws {
        let error = try #require(try TestServer().client().ask("heatmap.get", params)["error"] as? [String: Any])
        let data = try #require(error["data"] as? [String: Any])
        #expect(error["code"] as? Int == -32_602 && data["parameter"] as? String == name)
        #expect("\(data)".contains(words), "\(data)")
    }
}
