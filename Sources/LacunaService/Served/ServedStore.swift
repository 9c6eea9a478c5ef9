import Answers
package import GapDetection
package import Provision
package import ScopingStore

/// The store as a server knows it: a model that never changes, replaced by a new one when documents are added; and what was
/// worked out from it, kept until then.
package final class ServedStore {
    package let folder: String
    private var memory: StoreMemory
    private var names: NameIndex
    private var areaIDs: WordTable
    private var serviceIDs: WordTable
    /// Counts up with every change, so that a cursor can tell that it is of another time.
    package private(set) var version = 1
    /// Why the store, or something of it, could not be read when it was last looked at; what was read before is served on.
    package private(set) var trouble: Trouble?
    /// What the store's folders were like when they were last looked at.
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

    /// - Parameter cache: where what was read before may be at hand.
    package init(folder: String, cache: StoreCache? = nil) throws(StoreFailure) {
        self.folder = folder
        memory = try StoreMemory(reading: folder, cache: cache)
        fingerprint = memory.fingerprint
        let model = memory.store.model
        names = NameIndex(model)
        areaIDs = WordTable(model.areas.areas.map(\.id.text))
        serviceIDs = WordTable(model.framework.serviceTypes.map(\.id.text))
    }

    package var loaded: LoadedStore { memory.store }
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

    /// Takes in a document that was recorded. It is not read again when the folder is looked at.
    ///
    /// - Returns: false where that look came first, and it is known already.
    package func add(_ document: Return) -> Bool {
        guard memory.add(document) else { return false }
        keepAnswers(untouchedBy: [document])
        return true
    }

    /// Takes in a revision of an action that was recorded. Registers say otherwise from then on: nothing of them is kept.
    package func add(_ action: Action) {
        guard memory.add(action) else { return }
        version += 1
        forget()
    }

    /// Looks at the store again if something in it changed, or could not be read before, or at all events.
    ///
    /// Where something that is served cannot be read now, what was read before is served on, and `trouble` says why.
    ///
    /// - Parameter now: the moment since when there is trouble, where there was none.
    /// - Returns: documents that were not there before.
    package func refresh(at now: Instant, always: Bool = false) -> [Return] {
        let seen: StoreFingerprint
        do {
            seen = try StoreMemory.fingerprint(of: folder)
        } catch {
            note(error.faults, at: now)
            return []
        }
        if !always, seen == fingerprint {
            guard trouble != nil else { return [] }
            paused += 1
            guard paused > pause else { return [] }
        }
        fingerprint = seen
        paused = 0
        let look: StoreMemory.Look
        do {
            look = try memory.look(at: seen, isThorough: always || trouble != nil)
        } catch {
            pause = min(Self.longestPause, pause * 2 + 1)
            note(error.faults, at: now)
            return []
        }
        let unreadable = look.memory.store.leftOut.filter(\.isUnreadable)
        if unreadable.isEmpty {
            (trouble, pause) = (nil, 0)
        } else {
            pause = min(Self.longestPause, pause * 2 + 1)
            note(unreadable.flatMap(\.faults), at: now)
            // Others are in nobody's answers yet: they are left out and named.
            if unreadable.contains(where: { memory.knows($0.file) }) { return [] }
        }
        memory = look.memory
        guard look.isNew else { return [] }
        if look.onlyAdds { keepAnswers(untouchedBy: look.added) } else { forgetAll() }
        return look.added
    }

    private func note(_ faults: [DocumentFault], at now: Instant) {
        let message = faults.prefix(Limits.faults).map(\.description).joined(separator: "; ")
        trouble = Trouble(message: message, since: trouble?.since ?? now)
    }

    /// After a change of more than a few returns.
    private func forgetAll() {
        names = NameIndex(model)
        areaIDs = WordTable(model.areas.areas.map(\.id.text))
        serviceIDs = WordTable(model.framework.serviceTypes.map(\.id.text))
        version += 1
        forget()
    }

    /// After returns were added: keeps those answers that the same question would be given now.
    ///
    /// A return is about its round's reference date and later ones, and it was not on record before it was recorded. On a later date it
    /// speaks for its own area and those of its succession.
    private func keepAnswers(untouchedBy added: [Return]) {
        version += 1
        let dates = added.map { model.round($0.round)?.referenceDate }
        let areas = added.reduce(into: Set<Int>()) { areas, document in
            if let area = model.areas.index(of: document.area) { areas.formUnion(model.areas.succession(of: area)) }
        }
        func isUntouched(_ query: SnapshotQuery) -> Bool {
            zip(added, dates).allSatisfy { document, date in
                date.map { query.asOf < $0 } ?? false || query.knownAt.map { $0 < document.recorded.at } ?? false
            }
        }
        worked = worked.filter { isUntouched($0.key) }.mapValues { $0.ofAnotherModel(without: []) }
        plain = Dictionary(
            uniqueKeysWithValues: plain.map { date, answers in
                let isUntouched = isUntouched(SnapshotQuery(asOf: date))
                return (date, isUntouched ? answers.ofAnotherModel(without: []) : answers.cellsAlone(without: areas))
            }
        )
    }
}
