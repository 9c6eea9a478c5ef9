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

    func date(_ invocation: Invocation) throws(CommandFailure) -> CalendarDate {
        guard let text = invocation.value(Options.asOf) else {
            guard let latest = model.latestReferenceDate else {
                throw CommandFailure(.noInput, "lacuna: the store '\(store.folder)' has no rounds yet, so nothing is rated.")
            }
            return latest
        }
        guard let date = CalendarDate(iso: text) else {
            throw CommandFailure(.usage, "lacuna \(invocation.command): '\(text)' is not a date. Write it as 2022-05-01.")
        }
        return date
    }

    func knownAt(_ invocation: Invocation) throws(CommandFailure) -> Instant? {
        guard let text = invocation.value(Options.knownAt) else { return nil }
        if let instant = Instant(rfc3339: text) { return instant }
        if let date = CalendarDate(iso: text) { return Instant(endOf: date) }
        throw CommandFailure(
            .usage,
            "lacuna \(invocation.command): '\(text)' is not a moment. Write it as 2022-06-30 or 2022-06-30T12:00:00Z.")
    }

    /// The area a call names, by its place in the hierarchy. Where several areas share a name, those with a row at the
    /// date go before those without.
    func area(_ word: String, asOf date: CalendarDate) throws(CommandFailure) -> Int {
        let areas = model.areas.areas
        switch names.area(word) {
        case .one(let index):
            return index
        case .none(let nearest):
            let hint = nearest.map { " Did you mean '\($0)'?" } ?? ""
            throw CommandFailure(.usage, "lacuna: no area is called '\(word)'.\(hint)")
        case .several(let found):
            let rows = model.snapshot(asOf: date).rows
            let present = found.filter(rows.contains)
            let valid = found.filter { areas[$0].isValid(on: date) }
            for narrowed in [present, valid] {
                if let only = narrowed.first, narrowed.count == 1 { return only }
            }
            let ids = ArgumentParser.listed(found.map { areas[$0].id.text })
            throw CommandFailure(.usage, "lacuna: '\(word)' names several areas. Write \(ids).")
        }
    }

    func service(_ invocation: Invocation) throws(CommandFailure) -> Int? {
        guard let word = invocation.value(Options.service) else { return nil }
        let types = model.framework.serviceTypes
        switch names.service(word) {
        case .one(let index):
            return index
        case .several(let found):
            let ids = ArgumentParser.listed(found.map { types[$0].id.text })
            throw CommandFailure(.usage, "lacuna: '\(word)' names several service types. Write \(ids).")
        case .none(let nearest):
            let hint = nearest.map { " Did you mean '\($0)'?" } ?? ""
            throw CommandFailure(.usage, "lacuna: no service type is called '\(word)'.\(hint)", "They are: \(types.map(\.id.text).joined(separator: ", ")).")
        }
    }

    // MARK: Snapshots

    /// The snapshot a call asks for, and what to call the part of the map it shows.
    func snapshot(
        _ invocation: Invocation, _ console: inout Console
    ) throws(CommandFailure) -> (snapshot: Snapshot, heading: String) {
        let date = try date(invocation)
        let knownAt = try knownAt(invocation)
        guard let word = invocation.value(Options.within) else {
            return (model.snapshot(asOf: date, knownAt: knownAt), networkName)
        }
        let area = try area(word, asOf: date)
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
        return "No area in or below \(model.areas.areas[area].name) (\(model.areas.areas[area].id)) was asked or rated by \(date).\(hint)"
    }
}
