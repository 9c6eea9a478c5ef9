import GapDetection
import Provision

/// What was worked out for one question, as far as anybody asked. It is of one model: a changed store begins anew.
final class SnapshotCache {
    private let query: ServedStore.SnapshotQuery
    private var snapshot: Snapshot?
    private var history: ProvisionHistory?
    private var audit: GapAudit?
    /// The answers of `rating.get` that were given, by area and service type; empty where none was.
    private var cells: [[UInt8]] = []
    private var index: GapIndex?
    /// The gaps as they are written into answers, in the order of the audit; empty where none was.
    private var gaps: [[UInt8]] = []

    init(_ query: ServedStore.SnapshotQuery) { self.query = query }

    func snapshot(_ model: ProvisionModel) -> Snapshot {
        if let snapshot { return snapshot }
        let made = model.snapshot(
            asOf: query.asOf,
            knownAt: query.knownAt,
            basis: query.basis,
            rule: query.rule
        )
        snapshot = made
        return made
    }

    func history(_ model: ProvisionModel) -> ProvisionHistory {
        if let history { return history }
        let made = ProvisionHistory(
            model,
            upTo: query.asOf,
            knownAt: query.knownAt,
            basis: query.basis,
            rule: query.rule
        )
        history = made
        return made
    }

    func audit(_ model: ProvisionModel) -> GapAudit {
        if let audit { return audit }
        let made = GapAudit(model, at: snapshot(model), history: history(model))
        audit = made
        return made
    }

    /// The places in the audit of the gaps that a filter leaves.
    func gaps(_ filter: GapIndex.Filter, in store: ServedStore) -> [Int] {
        let before = index?.bytes ?? 0
        if index == nil { index = GapIndex(audit(store.model).findings) }
        let found = index?.places(filter, in: store.model.areas, on: snapshot(store.model).areasAsOf) ?? []
        store.keeps(bytes: (index?.bytes ?? 0) - before)
        return found
    }

    /// How many of some gaps, by their places in the audit, stand in each register.
    func tally(_ places: [Int]) -> GapTally { index?.tally(places) ?? GapTally(provision: 0, record: 0) }

    /// The answer about one cell: written once, and kept.
    func cell(area: Int, service: Int, in store: ServedStore, _ write: () -> [UInt8]) -> [UInt8] {
        let model = store.model
        if cells.isEmpty {
            cells = Array(repeating: [], count: model.areas.areas.count * model.framework.serviceTypes.count)
        }
        return Self.kept(&cells, area * model.framework.serviceTypes.count + service, store, write)
    }

    /// One gap of the audit as it stands in answers: written once, and kept.
    func gap<Failure>(
        _ index: Int,
        in store: ServedStore,
        _ write: () throws(Failure) -> [UInt8]
    ) throws(Failure) -> [UInt8] {
        if gaps.isEmpty { gaps = Array(repeating: [], count: audit(store.model).findings.count) }
        return try Self.kept(&gaps, index, store, write)
    }

    private static func kept<Failure>(
        _ shelf: inout [[UInt8]],
        _ place: Int,
        _ store: ServedStore,
        _ write: () throws(Failure) -> [UInt8]
    ) throws(Failure) -> [UInt8] {
        guard shelf.indices.contains(place) else { return try write() }
        if shelf[place].isEmpty {
            shelf[place] = try write()
            store.keeps(bytes: shelf[place].count + 64)
        }
        return shelf[place]
    }
}
