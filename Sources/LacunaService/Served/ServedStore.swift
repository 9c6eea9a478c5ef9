import Answers
package import GapDetection
package import Provision
package import ScopingStore

/// The store as a server knows it: a model that never changes, replaced by a new one when documents are added; and what was
/// worked out from it, kept until then.
package final class ServedStore {
    package let folder: String
    package private(set) var loaded: LoadedStore
    private var names: NameIndex
    private var areaIDs: WordTable
    private var serviceIDs: WordTable
    /// Counts up with every change, so that a cursor can tell that it is of another time.
    package private(set) var version = 1
    /// Why the store, or something of it, could not be read when it was last looked at; what was read before is served on.
    package private(set) var trouble: Trouble?
    private var fingerprint: StoreFingerprint
    /// After a reading that failed: how many looks to let pass before the next, and how many were let pass by now. Each failure
    /// doubles them, since reading a large store again and again would keep others waiting.
    private var (pause, paused) = (0, 0)
    private static let longestPause = 60

    private var worked: [SnapshotQuery: SnapshotCache] = [:]
    /// Those of plain questions, which are nearly all, by their date.
    private var plain: [CalendarDate: SnapshotCache] = [:]

    /// The most questions whose answers are kept.
    private static let maxKept = 64
    /// The most bytes of written answers that are kept; then all are forgotten.
    private static let maxBytesKept = 64 << 20
    private var bytesKept = 0

    /// What keeps the store from being read.
    package struct Trouble: Hashable, Sendable {
        /// What could not be read, and why; or which file is damaged.
        package let message: String
        package let since: Instant
    }

    /// What a snapshot is asked for with.
    package struct SnapshotQuery: Hashable {
        package var asOf: CalendarDate
        package var knownAt: Instant?
        package var basis: AreaBasis
        package var rule: CombinationRule

        package init(
            asOf: CalendarDate,
            knownAt: Instant? = nil,
            basis: AreaBasis = .current,
            rule: CombinationRule = .worst
        ) {
            self.asOf = asOf
            self.knownAt = knownAt
            self.basis = basis
            self.rule = rule
        }

        /// Whether it asks for a date alone.
        var isPlain: Bool { knownAt == nil && basis == .current && rule == .worst }
    }

    package init(folder: String) throws(StoreFailure) {
        self.folder = folder
        do throws(SystemFault) {
            fingerprint = try StoreFingerprint(of: folder)
        } catch {
            throw StoreFailure(code: .unreadable, faults: [error.fault])
        }
        loaded = try StoreReader.load(folder)
        names = NameIndex(loaded.model)
        areaIDs = WordTable(loaded.model.areas.areas.map(\.id.text))
        serviceIDs = WordTable(loaded.model.framework.serviceTypes.map(\.id.text))
    }

    package var model: ProvisionModel { loaded.model }

    /// Finds what a request names by a word.
    var lookup: Lookup { Lookup(model, names: names) }

    /// The area of exactly this id, which is how programs ask.
    func area(id: Span<UInt8>) -> Int? { areaIDs[id] }
    func service(id: Span<UInt8>) -> Int? { serviceIDs[id] }

    // MARK: What is worked out

    func answers(_ query: SnapshotQuery) -> SnapshotCache {
        if bytesKept > Self.maxBytesKept { forget() }
        if query.isPlain {
            if let found = plain[query.asOf] { return found }
        } else if let found = worked[query] {
            return found
        }
        if worked.count + plain.count >= Self.maxKept { forget() }
        let made = SnapshotCache(query)
        if query.isPlain { plain[query.asOf] = made } else { worked[query] = made }
        return made
    }

    package func snapshot(_ query: SnapshotQuery) -> Snapshot { answers(query).snapshot(model) }
    package func history(_ query: SnapshotQuery) -> ProvisionHistory { answers(query).history(model) }
    package func audit(_ query: SnapshotQuery) -> GapAudit { answers(query).audit(model) }

    /// Counts what was written and is kept.
    func keeps(bytes: Int) { bytesKept += bytes }

    private func forget() {
        worked = [:]
        plain = [:]
        bytesKept = 0
    }

    // MARK: Change

    /// Takes in a document that was recorded. What another program added meanwhile is found by the next look, which reads the
    /// store again: the fingerprint stays that of the last reading.
    ///
    /// - Returns: false where that look came first, and it is known already.
    package func add(_ document: Return) -> Bool {
        let isKnown = model.returns.contains {
            $0.revision == document.revision && $0.area == document.area && $0.round == document.round
        }
        guard !isKnown else { return false }
        replace(
            LoadedStore(
                folder: folder,
                model: ProvisionModel(
                    framework: model.framework,
                    areas: model.areas,
                    rounds: model.rounds,
                    returns: model.returns + [document]
                ),
                leftOut: loaded.leftOut
            )
        )
        return true
    }

    /// Reads the store again if something in it changed, or could not be read before, or at all events.
    ///
    /// Where something that is served cannot be read now, what was read before is served on, and `trouble` says why.
    ///
    /// - Parameter now: the moment since when there is trouble, where there was none.
    /// - Returns: documents that were not there before.
    package func refresh(at now: Instant, always: Bool = false) -> [Return] {
        let seen: StoreFingerprint
        do {
            seen = try StoreFingerprint(of: folder)
        } catch {
            note([error.fault], at: now)
            return []
        }
        if !always, seen == fingerprint {
            guard trouble != nil else { return [] }
            paused += 1
            guard paused > pause else { return [] }
        }
        fingerprint = seen
        paused = 0
        let fresh: LoadedStore
        do {
            fresh = try StoreReader.load(folder)
        } catch {
            pause = min(Self.longestPause, pause * 2 + 1)
            note(error.faults, at: now)
            return []
        }
        let unreadable = fresh.leftOut.filter(\.isUnreadable)
        let known = Set(model.returns.map(StoreLayout.path(of:)))
        if unreadable.isEmpty {
            (trouble, pause) = (nil, 0)
        } else {
            pause = min(Self.longestPause, pause * 2 + 1)
            note(unreadable.flatMap(\.faults), at: now)
            // Others are in nobody's answers yet: they are left out and named.
            if unreadable.contains(where: { known.contains($0.file) }) { return [] }
        }
        replace(fresh)
        return model.returns.filter { !known.contains(StoreLayout.path(of: $0)) }
    }

    private func note(_ faults: [DocumentFault], at now: Instant) {
        let message = faults.prefix(Limits.faults).map(\.description).joined(separator: "; ")
        trouble = Trouble(message: message, since: trouble?.since ?? now)
    }

    private func replace(_ store: LoadedStore) {
        loaded = store
        names = NameIndex(store.model)
        areaIDs = WordTable(store.model.areas.areas.map(\.id.text))
        serviceIDs = WordTable(store.model.framework.serviceTypes.map(\.id.text))
        version += 1
        forget()
    }
}
