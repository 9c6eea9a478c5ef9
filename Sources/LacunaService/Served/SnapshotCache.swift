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
    /// How many service types there are.
    private var services = 0
    private var index: GapIndex?
    /// The gaps as they are written into answers, in the order of the audit; empty where none was.
    private var gaps: [[UInt8]] = []

    /// Dates since which single cells have been as they are, that were looked up without a whole history.
    private var lookedUp = 0

    init(_ query: ServedStore.SnapshotQuery) { self.query = query }

    /// What was written, for a model that gives the same answers; what it was made from is made again where it is needed.
    func ofAnotherModel(without areas: Set<Int>) -> SnapshotCache {
        let next = cellsAlone(without: areas)
        (next.index, next.gaps) = (index, gaps)
        return next
    }

    /// The answers about single cells alone, but for those of some areas.
    func cellsAlone(without areas: Set<Int>) -> SnapshotCache {
        let next = SnapshotCache(query)
        next.cells = cells
        next.services = services
        for area in areas {
            for place in area * services..<(area + 1) * services where next.cells.indices.contains(place) {
                next.cells[place] = []
            }
        }
        return next
    }

    /// Since when an area's cell has been in a state. A whole history is worth while only where many cells are asked about.
    func since(ofArea area: Int, column: Int, state: CellState, in model: ProvisionModel) -> CalendarDate? {
        if history == nil, query.isPlain, lookedUp < Self.maxLookedUp {
            lookedUp += 1
            return ProvisionHistory.since(model, ofArea: area, column: column, state: state, upTo: query.asOf)
        }
        return history(model).since(ofArea: area, column: column, state: state)
    }

    private static let maxLookedUp = 64

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
            services = model.framework.serviceTypes.count
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
