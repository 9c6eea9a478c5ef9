import Foundation
import JSONRPC
import LacunaService
import Provision
import ScopingStore
import Simulation
import TestSupport
import Testing

@testable import lacuna

/// One store, asked by every route that can answer: the command line, a server, and an assistant's tools.
struct Routes {
    let store: String
    let model: ProvisionModel
    private let client: Client
    private let folder: TemporaryFolder
    private let answers = Answers()

    /// What commands answered: the store is never written, and many questions are asked again.
    private final class Answers {
        var known: [[String]: String] = [:]
    }

    /// A gap as a route gives it: its id, and all of it as canonical JSON.
    struct Line: Equatable {
        let id: String
        let json: String
    }

    /// - Parameter store: a folder of documents; it is read, never written.
    init(_ store: String) throws {
        self.store = store
        model = try StoreReader.load(store).model
        let assistant = try ModelContext(version: "test", methods: contractMethods, allowsWriting: false)
        client = try TestServer(copying: store, adding: assistant.methods).client()
        folder = try TemporaryFolder()
    }

    // MARK: Asking

    func command(_ words: [String]) throws -> String {
        if let known = answers.known[words] { return known }
        let answer = try Self.command(words, store: store)
        answers.known[words] = answer
        return answer
    }

    static func command(_ words: [String], store: String, at moment: String = "2040-01-01T09:00:00Z") throws -> String {
        var console = Console(environment: ["LACUNA_STORE": store, "LACUNA_NOW": moment, "USER": "tester"])
        let status = Lacuna.run(words, &console)
        try #require(status == .done, "\(words): \(String(decoding: console.errors, as: UTF8.self))")
        return String(decoding: console.output, as: UTF8.self)
    }

    private func json(_ words: [String]) throws -> [String: Any] { try Self.object(try command(words)) }

    static func object(_ text: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    func method(_ name: String, _ params: [String: Any]) throws -> [String: Any] {
        try client.result(name, Self.encoded(params))
    }

    func tool(_ name: String, _ arguments: [String: Any]) throws -> [String: Any] {
        let meta: [String: Any] = [
            "io.modelcontextprotocol/protocolVersion": "2026-07-28",
            "io.modelcontextprotocol/clientCapabilities": [String: Any](),
        ]
        let params: [String: Any] = ["name": name, "arguments": arguments, "_meta": meta]
        let result = try client.result("tools/call", Self.encoded(params))
        return try #require(result["structuredContent"] as? [String: Any], "\(result)")
    }

    private static func encoded(_ params: [String: Any]) throws -> String {
        String(decoding: try JSONSerialization.data(withJSONObject: params, options: [.sortedKeys]), as: UTF8.self)
    }

    // MARK: Which gaps are open

    /// The registers that each route gives for a date, as lines of JSON, one a gap, in order; by the route's name.
    func registers(_ asOf: String, knownAt: String? = nil, kind: String? = nil) throws -> [(
        route: String, gaps: [Line]
    )] {
        let known = knownAt.map { ["--known-at", $0] } ?? []
        var params: [String: Any] = ["asOf": asOf, "limit": 10_000]
        if let knownAt { params["knownAt"] = knownAt }
        func gaps(_ more: [String]) throws -> [Line] {
            try Self.lines(json(["gaps", "--as-of", asOf, "--format", "json"] + known + more)["gaps"])
        }
        func asked(_ more: [String: Any], _ ask: (String, [String: Any]) throws -> [String: Any], _ name: String) throws
            -> [Line]
        {
            Self.lines(try ask(name, params.merging(more) { $1 })["gaps"])
        }
        var found = [
            ("gaps", try gaps([])), ("gaps --areas-as-of", try gaps(["--areas-as-of", asOf])),
            ("gap.list", try asked([:], method, "gap.list")),
            ("gap.list areasAsOf", try asked(["areasAsOf": asOf], method, "gap.list")),
            ("gap_list", try asked([:], tool, "gap_list")),
        ]
        if let kind {
            found.append(("gaps --level", try gaps(["--level", kind])))
            found.append(("gap.list level", try asked(["level": kind], method, "gap.list")))
        }
        if knownAt == nil {
            let scenario: [String: Any] = ["asOf": asOf, "changes": [Any]()]
            found.append(("scenario.get", Self.lines(try method("scenario.get", scenario)["gaps"])))
            found.append(("scenario_get", Self.lines(try tool("scenario_get", scenario)["gaps"])))
        }
        return found
    }

    /// What the report of a date holds: the register as JSON and as CSV, and what its page shows.
    func report(_ asOf: String) throws -> (json: [Line], csvIDs: [String], pageRows: Int, pageSays: String) {
        let output = folder.path + "/report-" + asOf
        _ = try command(["report", "--as-of", asOf, "-o", output])
        let page = try text(of: output + "/index.html")
        // A line within quotation marks begins with no id of a gap.
        let csv = try text(of: output + "/gaps.csv").split(whereSeparator: \.isNewline)
            .map { String($0.prefix { $0 != "," }) }.filter { $0.split(separator: ":").count >= 3 }
        let bodies = page.components(separatedBy: "gaps\" class=\"register\"").dropFirst().map { table in
            table.components(separatedBy: "</table>").first ?? ""
        }
        let section = page.components(separatedBy: "id=\"register\"").dropFirst().first ?? ""
        return (
            try Self.lines(Self.object(try text(of: output + "/gaps.json"))["gaps"]),
            csv, bodies.reduce(0) { $0 + $1.components(separatedBy: "<tr data-").count - 1 },
            String(section.prefix(20_000))
        )
    }

    /// The report's page of the latest date.
    func reportPage() throws -> String {
        _ = try command(["report", "-o", folder.path + "/report"])
        return try text(of: folder.path + "/report/index.html")
    }

    // MARK: What became of them

    /// The four lists that each route gives for two dates, each as ids in order.
    func changes(_ from: String, _ to: String) throws -> [(route: String, lists: [String: [Line]])] {
        let params: [String: Any] = ["from": from, "to": to]
        return [
            ("gaps --between", Self.lists(try json(["gaps", "--between", from, to, "--format", "json"]))),
            ("gap.changes", Self.lists(try method("gap.changes", params))),
            ("gap_changes", Self.lists(try tool("gap_changes", params))),
        ]
    }

    /// For each round how many gaps are open, opened, closed, persist and reopened, by every route.
    func trends() throws -> [(route: String, rounds: [[String: Int]])] {
        func rounds(_ answer: [String: Any]) -> [[String: Int]] {
            (answer["rounds"] as? [[String: Any]] ?? []).map { $0.compactMapValues { $0 as? Int } }
        }
        return [
            ("trend --gaps", rounds(try json(["trend", "--gaps", "--format", "json"]))),
            ("trend.get", rounds(try method("trend.get", ["gaps": true]))),
            ("trend_get", rounds(try tool("trend_get", ["gaps": true]))),
        ]
    }

    static func lists(_ answer: [String: Any]) -> [String: [Line]] {
        Dictionary(
            ["opened", "closed", "persisting", "reopened"].map { ($0, lines(answer[$0])) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// The gaps of an answer.
    static func lines(_ gaps: Any?) -> [Line] {
        (gaps as? [[String: Any]] ?? []).map { gap in
            var json = ""
            write(gap, to: &json)
            return Line(id: gap["id"] as? String ?? "", json: json)
        }
    }

    static func ids(_ lines: [Line]) throws -> Set<String> {
        Set(try lines.map { try #require($0.id.isEmpty ? nil : $0.id) })
    }

    static func ids(_ gaps: Any?) throws -> Set<String> {
        Set(try (gaps as? [[String: Any]] ?? []).map { try #require($0["id"] as? String) })
    }

    /// Members in the order of their names, without spaces. Foundation's own sorted output compares names as words of a language,
    /// which takes as long as all the rest.
    private static func write(_ value: Any, to json: inout String) {
        switch value {
        case let text as String:
            json += "\""
            json += text
            json += "\""
        case let object as [String: Any]:
            json += "{"
            for (name, member) in object.sorted(by: { $0.key < $1.key }) {
                json += "\"\(name)\":"
                write(member, to: &json)
                json += ","
            }
            json += "}"
        case let list as [Any]:
            json += "["
            for element in list {
                write(element, to: &json)
                json += ","
            }
            json += "]"
        case let number as NSNumber:
            // A truth value is a number of one byte.
            json += unsafe number.objCType.pointee == 0x63 ? "\(number.boolValue)" : "\(number)"
        default: json += "null"
        }
    }
}

/// Stores for the routes: the real data with a further round, and simulated histories whose boundaries move.
enum RouteStores {
    /// The real data, and a round of Places in 2026 that nobody has answered.
    static func real(in folder: TemporaryFolder) throws -> String {
        let store = try folder.copy(Repository.scoping, to: "real")
        _ = try Routes.command(
            [
                "round", "open", "2026-11", "--reference-date", "2026-11-01", "--opened", "2026-10-01", "--due",
                "2026-11-20", "--asks", "place",
            ],
            store: store
        )
        return store
    }

    /// A simulated history in which areas were joined and divided. As people do, successors answer first with the form, which lists
    /// no services; every seventh return is a draft, and some successors never answer.
    static func simulated(seed: UInt64, in folder: TemporaryFolder) throws -> String {
        let network = try SimulatedNetwork(
            .init(areas: 24, services: 5, rounds: 5, monthsBetweenRounds: 9),
            seed: seed,
            maxElements: Limits.elements
        )
        let name = "simulated-\(seed)"
        try folder.write(FrameworkWriter.bytes(of: network.framework), to: name + "/" + StoreLayout.framework)
        try folder.write(
            AreasWriter.bytes(of: network.areas, isSimulated: true),
            to: name + "/" + StoreLayout.areas
        )
        try folder.write(
            RoundsWriter.bytes(of: network.rounds, isSimulated: true),
            to: name + "/" + StoreLayout.rounds
        )
        var written: [Return] = []
        network.makeReturns(digest: { _ in "0000000000000000" }) { written += $1 }
        var seen: Set<Area.ID> = []
        for (index, document) in written.enumerated() where document.revision == 1 {
            let isHeir = network.areas.area(document.area)?.from != nil
            let isFirst = seen.insert(document.area).inserted
            if isHeir, isFirst, index.isMultiple(of: 5) { continue }
            let changed = Return(
                area: document.area,
                round: document.round,
                revision: 1,
                source: document.source,
                state: index.isMultiple(of: 7) ? .draft : .submitted,
                isSimulated: true,
                recorded: document.recorded,
                respondent: document.respondent,
                ratings: document.ratings,
                services: isHeir && isFirst ? [] : document.services,
                interventions: isHeir && isFirst ? [] : document.interventions
            )
            try folder.write(ReturnWriter.bytes(of: changed), to: name + "/" + StoreLayout.path(of: changed))
        }
        return folder.path + "/" + name
    }
}
