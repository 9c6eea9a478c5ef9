import Provision
import ScopingStore

/// Opening the store that a call is about, and finding in it what the call names.
struct StoreAccess {
    let store: LoadedStore
    private let names: NameIndex

    /// The folder a call is about: `--store`, else `LACUNA_STORE`, else `Scoping`.
    static func folder(_ invocation: Invocation, _ console: Console) -> String {
        if let named = invocation.value(Options.store) { return named }
        if let named = console.environment["LACUNA_STORE"], !named.isEmpty { return named }
        return "Scoping"
    }

    /// Reads the store, and names on standard error every return that had to be left out.
    init(_ invocation: Invocation, _ console: inout Console) throws(CommandFailure) {
        store = try Self.load(invocation, console)
        names = NameIndex(store.model)
        for document in store.leftOut {
            for fault in document.faults { console.note("left out: \(fault)") }
        }
    }

    static func load(_ invocation: Invocation, _ console: Console) throws(CommandFailure) -> LoadedStore {
        do {
            return try StoreReader.load(folder(invocation, console))
        } catch {
            let status: ExitStatus =
                switch error.code {
                case .missing: .noInput
                case .unreadable: .inputOutput
                case .badDocument: .badData
                }
            throw CommandFailure(status, error.faults.map { "lacuna: \($0)" })
        }
    }

    var model: ProvisionModel { store.model }

    /// How a call that did what was asked ends.
    var status: ExitStatus { store.leftOut.isEmpty ? .done : .findings }

    var leftOutFiles: [String] { store.leftOut.map(\.file) }

    // MARK: What a call names

    func date(_ invocation: Invocation) throws -> CalendarDate {
        guard let text = invocation.value(Options.asOf) else { return try latestDate() }
        guard let date = CalendarDate(iso: text) else {
            throw invocation.refusal(ofOption: Options.asOf.name, expected: "Expected a date such as 2022-05-01.")
        }
        return date
    }

    /// The latest round's reference date.
    func latestDate() throws(CommandFailure) -> CalendarDate {
        guard let latest = model.latestReferenceDate else {
            throw CommandFailure(
                .noInput,
                "lacuna: the store '\(store.folder)' has no rounds yet, so nothing is rated."
            )
        }
        return latest
    }

    func knownAt(_ invocation: Invocation) throws -> Instant? {
        guard let text = invocation.value(Options.knownAt) else { return nil }
        if let instant = Instant(rfc3339: text) { return instant }
        if let date = CalendarDate(iso: text) { return Instant(endOf: date) }
        throw invocation.refusal(
            ofOption: Options.knownAt.name,
            expected: "Expected 2022-06-30 or 2022-06-30T12:00:00Z."
        )
    }

    /// The area a call names, by its place in the hierarchy. Where several areas share a name, those with a row at the
    /// date go before those without.
    func area(_ option: OptionSpec, of invocation: Invocation, asOf date: CalendarDate) throws -> Int? {
        guard let word = invocation.value(option) else { return nil }
        let areas = model.areas.areas
        switch names.area(word) {
        case .one(let index):
            return index
        case .none(let nearest):
            throw invocation.refusal(
                ofOption: option.name,
                expected: nearest == nil ? "Expected an area's id, name or code." : "",
                nearest: nearest.map { [$0] } ?? []
            )
        case .several(let found):
            let rows = model.snapshot(asOf: date).rows
            for narrowed in [found.filter(rows.contains), found.filter { areas[$0].isValid(on: date) }] {
                if let only = narrowed.first, narrowed.count == 1 { return only }
            }
            let ids = found.map { areas[$0].id.text }.joined(separator: " or ")
            throw invocation.refusal(ofOption: option.name, expected: "It names several areas; write \(ids).")
        }
    }

    func service(_ invocation: Invocation) throws -> Int? {
        guard let word = invocation.value(Options.service) else { return nil }
        let types = model.framework.serviceTypes
        switch names.service(word) {
        case .one(let index):
            return index
        case .several(let found):
            let ids = found.map { types[$0].id.text }.joined(separator: " or ")
            throw invocation.refusal(
                ofOption: Options.service.name,
                expected: "It names several service types; write \(ids)."
            )
        case .none(let nearest):
            throw invocation.refusal(
                ofOption: Options.service.name,
                expected: "The service types are \(types.map(\.id.text).joined(separator: ", ")).",
                nearest: nearest.map { [$0] } ?? []
            )
        }
    }

    // MARK: Snapshots

    /// The snapshot a call asks for, and what to call the part of the map it shows.
    func snapshot(
        _ invocation: Invocation,
        _ console: inout Console
    ) throws -> (snapshot: Snapshot, heading: String) {
        let date = try date(invocation)
        let knownAt = try knownAt(invocation)
        guard let area = try area(Options.within, of: invocation, asOf: date) else {
            return (model.snapshot(asOf: date, knownAt: knownAt), networkName)
        }
        let snapshot = model.snapshot(asOf: date, knownAt: knownAt, within: area)
        if snapshot.rows.isEmpty { console.note(emptyNote(area, date)) }
        return (snapshot, model.areas.areas[area].name)
    }

    /// What the whole map is called: its only root's name, or the network's.
    var networkName: String {
        let roots = model.areas.roots
        if let root = roots.first, roots.count == 1 { return model.areas.areas[root].name }
        return model.framework.network
    }

    private func emptyNote(_ area: Int, _ date: CalendarDate) -> String {
        let predecessors = model.areas.predecessors(of: area)
        let names = predecessors.map { "\($0.name) (\($0.id))" }.joined(separator: ", ")
        let hint = predecessors.isEmpty ? "" : " It continues \(names), which may be."
        return
            "No area in or below \(model.areas.areas[area].name) (\(model.areas.areas[area].id)) was asked or rated by \(date).\(hint)"
    }
}
