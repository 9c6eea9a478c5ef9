import Foundation
import GapDetection
import Provision
import ScopingStore
import TestSupport
import Testing

@testable import lacuna

/// A question has one answer, whoever asks it: a command, a server's method, an assistant's tool, a report's page.
@Suite("One question, one answer")
struct RoutesAgreeTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// The real data while the CCGs were there, after them, and in a round that half of the Places answered with the form as it
    /// came: none of those returns lists a service.
    private func realStore() throws -> String {
        let store = try RouteStores.real(in: folder)
        for area in ["place-halton", "place-sefton", "place-cheshire-east", "place-fylde-coast", "place-morecambe-bay"]
        {
            try submitForm(area, store)
        }
        return store
    }

    private func submitForm(_ area: String, _ store: String, dryRun: Bool = false) throws {
        _ = try Routes.command(["return", "submit", try form(area, store)], store: store, at: "2026-11-10T09:00:00Z")
    }

    private func form(_ area: String, _ store: String, _ edit: (String) -> String = { $0 }) throws -> String {
        let path = folder.path + "/\(area).csv"
        _ = try Routes.command(
            ["return", "form", "--area", area, "--round", "2026-11", "-o", path],
            store: store,
            at: "2026-11-01T09:00:00Z"
        )
        let filled = try text(of: path).replacing("In the role of,,", with: "In the role of,Commissioner,")
        try folder.write(edit(filled), to: "\(area).csv")
        return path
    }

    private func expectOneRegister(_ routes: Routes, _ asOf: String, knownAt: String? = nil, kind: String? = nil) throws
    {
        let found = try routes.registers(asOf, knownAt: knownAt, kind: kind)
        let first = try #require(found.first)
        for other in found.dropFirst() {
            #expect(other.gaps == first.gaps, "\(other.route) and \(first.route) differ as of \(asOf)")
        }
    }

    private func expectOneCourse(_ routes: Routes, _ from: String, _ to: String) throws {
        let found = try routes.changes(from, to)
        let first = try #require(found.first)
        for other in found.dropFirst() { #expect(other.lists == first.lists, "\(other.route), \(from) to \(to)") }
        let lists = try first.lists.mapValues { try Routes.ids($0) }
        func ids(_ asOf: String) throws -> Set<String> {
            try Routes.ids(
                Routes.object(
                    try routes.command(["gaps", "--as-of", asOf, "--areas-as-of", to, "--format", "json"])
                )["gaps"]
            )
        }
        let (before, after) = (try ids(from), try ids(to))
        let opened = try #require(lists["opened"]).union(lists["reopened"] ?? [])
        let (closed, persisting) = (try #require(lists["closed"]), try #require(lists["persisting"]))
        #expect(opened.union(persisting) == after && opened.isDisjoint(with: persisting), "\(from) to \(to)")
        #expect(closed.isSubset(of: before) && closed.isDisjoint(with: after), "\(from) to \(to)")
        // What is neither closed nor there by its own name goes on under a successor's.
        for id in before.subtracting(closed).subtracting(after) {
            let heirs = try heirs(of: id, routes.model)
            #expect(!heirs.isDisjoint(with: persisting), "\(id) vanished, \(from) to \(to)")
        }
        for id in closed { #expect(try heirs(of: id, routes.model).isDisjoint(with: after), "\(id) goes on") }
    }

    /// Each date with the next, and the first with the last; where tests are `Thorough`, each with all later ones.
    private func pairs(_ dates: [String]) -> [(from: String, to: String)] {
        let all = dates.indices.flatMap { from in dates.indices[(from + 1)...].map { (from, $0) } }
        let some = all.filter { from, to in to == from + 1 || from == 0 && to == dates.count - 1 }
        return (Thorough.isAsked ? all : some).map { (dates[$0.0], dates[$0.1]) }
    }

    private func heirs(of id: String, _ model: ProvisionModel) throws -> Set<String> {
        let parts = id.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
        let area = try #require(Area.ID(parts[1]).flatMap { model.areas.index(of: $0) })
        var found: Set<String> = []
        var pending = model.areas.successors(of: area)
        while let next = pending.popLast() {
            found.insert("\(parts[0]):\(model.areas.areas[next].id):\(parts[2])")
            pending += model.areas.successors(of: next)
        }
        return found
    }

    private func expectOneTrend(_ routes: Routes) throws {
        let found = try routes.trends()
        let first = try #require(found.first)
        for other in found.dropFirst() { #expect(other.rounds == first.rounds, "\(other.route)") }
        let dates = routes.model.rounds.map(\.referenceDate.description)
        #expect(first.rounds.count == dates.count)
        let latest = try #require(dates.last)
        for (index, (date, counts)) in zip(dates, first.rounds).enumerated() {
            let register = try Routes.object(
                try routes.command(["gaps", "--as-of", date, "--areas-as-of", latest, "--format", "json"])
            )
            // Trends count gaps in provision, those in the record beside them.
            #expect(counts["open"] == register["provision"] as? Int, "round of \(date)")
            guard index > 0 else { continue }
            let changes = try Routes.lists(
                Routes.object(
                    try routes.command([
                        "gaps", "--between", dates[index - 1], date, "--areas-as-of", latest, "--register",
                        "provision", "--format", "json",
                    ])
                )
            )
            for (name, gaps) in changes { #expect(counts[name] == gaps.count, "\(name), round of \(date)") }
        }
    }

    @Test("The real data: before, at and after the change of boundaries, and in a round of Places")
    func realData() throws {
        let routes = try Routes(try realStore())
        let dates = ["2022-05-01", "2022-06-30", "2022-07-01", "2023-11-01", "2024-03-01", "2026-11-01", "2027-12-01"]
        for date in dates { try expectOneRegister(routes, date, kind: date >= "2022-07-01" ? "Place" : "CCG area") }
        try expectOneRegister(routes, "2026-11-01", knownAt: "2026-11-05")
        for (from, to) in pairs(dates) { try expectOneCourse(routes, from, to) }
        try expectOneTrend(routes)
    }

    @Test(
        "The report of a date holds the register of that date, on its page too",
        arguments: ["2022-05-01", "2026-11-01"]
    )
    func report(asOf: String) throws {
        let routes = try Routes(try realStore())
        let register = try #require(try routes.registers(asOf).first).gaps
        let report = try routes.report(asOf)
        #expect(report.json == register)
        #expect(Set(report.csvIDs) == (try Routes.ids(register)) && report.csvIDs.count == register.count)
        #expect(report.pageRows == register.count)
        let record = register.count { $0.json.contains(#""register":"record""#) }
        #expect(report.pageSays.contains("\(register.count - record) gaps in provision"))
        #expect(report.pageSays.contains("\(record) gaps in the record"))
    }

    @Test(
        "Simulated histories with areas joined and divided, successors that list no services, silence and drafts",
        arguments: Thorough.isAsked ? [2, 11] : [2] as [UInt64]
    )
    func simulated(seed: UInt64) throws {
        let routes = try Routes(try RouteStores.simulated(seed: seed, in: folder))
        #expect(routes.model.areas.areas.contains { $0.successors.count > 1 || $0.until != nil })
        let dates = routes.model.rounds.map(\.referenceDate.description)
        for date in dates { try expectOneRegister(routes, date, kind: "place") }
        let last = try #require(routes.model.rounds.last)
        try expectOneRegister(routes, dates[dates.count - 1], knownAt: last.opened.description)
        for (from, to) in pairs(dates) { try expectOneCourse(routes, from, to) }
        try expectOneTrend(routes)
    }

    // MARK: Dry runs

    /// What submitting did, by the registers before and after it.
    ///
    /// - Parameter before: the register before it, by ids, where it is known.
    /// - Returns: the register after it.
    @discardableResult
    private func expectTrueForecast(
        _ path: String,
        asOf: String,
        _ store: String,
        at moment: String,
        before known: Set<String>? = nil
    ) throws -> Set<String> {
        func ids() throws -> Set<String> {
            try Routes.ids(
                Routes.object(try Routes.command(["gaps", "--as-of", asOf, "--format", "json"], store: store))["gaps"]
            )
        }
        func documents() throws -> [String: [UInt8]] {
            Dictionary(
                try files(below: store).map { ($0, try bytes(of: store + "/" + $0)) },
                uniquingKeysWith: { $1 }
            )
        }
        let before = try known ?? ids()
        let documentsBefore = try documents()
        let forecast = try Routes.object(
            try Routes.command(["return", "submit", path, "--dry-run", "--format", "json"], store: store, at: moment)
        )
        #expect(try documents() == documentsBefore, "a dry run writes nothing")
        _ = try Routes.command(["return", "submit", path], store: store, at: moment)
        let after = try ids()
        let opened = try Routes.ids(forecast["opened"])
        let closed = try Routes.ids(forecast["closed"])
        #expect(opened == after.subtracting(before), "\(path)")
        #expect(closed == before.subtracting(after), "\(path)")
        #expect(forecast["asOf"] as? String == asOf)
        return after
    }

    @Test(
        "What a dry run says closes and opens is what closes and opens on submitting: forms of the real data's Places"
    )
    func dryRunsOfForms() throws {
        let store = try RouteStores.real(in: folder)
        let moment = "2026-11-10T09:00:00Z"
        let model = try StoreReader.load(store).model
        let changes: [String: (String, String)] = [
            "place-sefton": ("Maternal MH Service,R,,", "Maternal MH Service,G,,"),
            "place-halton": ("0-5s Pathway in CAMHS,R,,", "0-5s Pathway in CAMHS,A,,"),
            "place-morecambe-bay": ("Health Visiting,G,,", "Health Visiting,R,staff,"),
        ]
        var register: Set<String>?
        let places = model.areas.areas.filter { $0.kind.text == "place" }
        #expect(places.count == 14)
        // Those whose form is changed, and of the others every third where tests are not `Thorough`.
        for (index, area) in places.enumerated()
        where changes[area.id.text] != nil || index.isMultiple(of: 3) || Thorough.isAsked {
            let path = try form(area.id.text, store) { text in
                changes[area.id.text].map { text.replacing($0.0, with: $0.1) } ?? text
            }
            register = try expectTrueForecast(path, asOf: "2026-11-01", store, at: moment, before: register)
        }
    }

    @Test("Halton's form as it came: its register stays, and the missing return is all that closes")
    func haltonsForm() throws {
        let store = try RouteStores.real(in: folder)
        let path = try form("place-halton", store)
        let dry = try Routes.command(["return", "submit", path, "--dry-run"], store: store, at: "2026-11-10T09:00:00Z")
        #expect(dry.contains("Gaps in provision that would open: none.\n"))
        #expect(dry.contains("Gaps in provision that would close: none.\n"))
        #expect(dry.contains("Gaps in the record that would open: none.\n"))
        #expect(
            dry.contains(
                "Gaps in the record that would close: 1\n  Halton was asked in the round of 1 November 2026"
            )
        )
        try submitForm("place-halton", store)
        let routes = try Routes(store)
        func count(_ words: [String]) throws -> [String: Int] {
            let words = ["gaps", "--within", "place-halton", "--as-of", "2026-11-01", "--format", "json"] + words
            let gaps = try Routes.object(try routes.command(words))["gaps"] as? [[String: Any]] ?? []
            return Dictionary(grouping: gaps) { $0["kind"] as? String ?? "" }.mapValues(\.count)
        }
        let plain = try count([])
        #expect(plain["masked"] == 1)
        #expect(try count(["--areas-as-of", "2026-11-01"]) == plain)
        #expect(try count(["--level", "place"]) == plain)
        let between = try Routes.object(
            try routes.command([
                "gaps", "--within", "place-halton", "--between", "2022-07-01", "2026-11-01", "--format", "json",
            ])
        )
        #expect(Routes.lines(between["closed"]).isEmpty)
    }

    @Test(
        "Dry runs of a simulated round, one return after the other",
        arguments: Thorough.isAsked ? [3, 7] : [3] as [UInt64]
    )
    func dryRunsOfSimulations(seed: UInt64) throws {
        let store = try RouteStores.simulated(seed: seed, in: folder)
        let model = try StoreReader.load(store).model
        let round = try #require(
            model.rounds.dropFirst(2).first { round in
                round.asked.contains { model.areas.area($0)?.from != nil }
            }
        )
        let heirs = round.asked.filter { model.areas.area($0)?.from != nil }
        let others = round.asked.filter { model.areas.area($0)?.from == nil }.prefix(4)
        for area in heirs + others {
            let name = StoreLayout.path(area: area, round: round.id, revision: 1)
            let document = model.returns.first { $0.area == area && $0.round == round.id }
            guard let document, document.state != .draft, document.source == .areaReturn else { continue }
            let path = folder.path + "/incoming.xml"
            try FileManager.default.moveItem(atPath: store + "/" + name, toPath: folder.path + "/taken.xml")
            // A level that leaves a gap asks for a reason.
            let reasoned = document.with(
                ratings: document.ratings.map { rating in
                    Rating(service: rating.service, value: rating.value, evidence: [Evidence(text: "Made up.")])
                }
            )
            try folder.write(ReturnWriter.bytes(of: reasoned), to: "incoming.xml")
            try expectTrueForecast(path, asOf: round.referenceDate.description, store, at: "2040-01-01T09:00:00Z")
            try FileManager.default.removeItem(atPath: folder.path + "/taken.xml")
        }
    }
}
