package import GapDetection
package import Provision
package import ScopingStore

/// The store as a server knows it: a model that never changes, replaced by a new one when documents are added; and what was
/// worked out from it, kept until then.
package final class ServedStore {
    package let folder: String
    package private(set) var loaded: LoadedStore
    private var names: NameIndex
    /// Counts up with every change, so that a cursor can tell that it is of another time.
    package private(set) var version = 1
    /// Why the store could not be read again; what was read before is served on.
    package private(set) var trouble: String?
    private var fingerprint: StoreFingerprint

    private var snapshots: [Question: Snapshot] = [:]
    private var histories: [Question: ProvisionHistory] = [:]
    private var audits: [Question: GapAudit] = [:]

    /// The most answers of each kind that are kept.
    private static let mostKept = 64

    /// What a snapshot is asked for with.
    package struct Question: Hashable {
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
    }

    package init(folder: String) throws(StoreFailure) {
        self.folder = folder
        fingerprint = StoreFingerprint(of: folder)
        loaded = try StoreReader.load(folder)
        names = NameIndex(loaded.model)
    }

    package var model: ProvisionModel { loaded.model }

    package func area(_ word: String) -> NameIndex.Match { names.area(word) }
    package func service(_ word: String) -> NameIndex.Match { names.service(word) }

    // MARK: What is worked out

    package func snapshot(_ question: Question) -> Snapshot {
        kept(question, \.snapshots) {
            model.snapshot(
                asOf: question.asOf,
                knownAt: question.knownAt,
                basis: question.basis,
                rule: question.rule
            )
        }
    }

    package func history(_ question: Question) -> ProvisionHistory {
        kept(question, \.histories) {
            ProvisionHistory(
                model,
                upTo: question.asOf,
                knownAt: question.knownAt,
                basis: question.basis,
                rule: question.rule
            )
        }
    }

    package func audit(_ question: Question) -> GapAudit {
        kept(question, \.audits) {
            GapAudit(model, at: snapshot(question), history: history(question))
        }
    }

    private func kept<Value>(
        _ question: Question,
        _ shelf: ReferenceWritableKeyPath<ServedStore, [Question: Value]>,
        _ make: () -> Value
    ) -> Value {
        if let value = self[keyPath: shelf][question] { return value }
        let value = make()
        if self[keyPath: shelf].count >= Self.mostKept { self[keyPath: shelf].removeAll() }
        self[keyPath: shelf][question] = value
        return value
    }

    // MARK: Change

    /// Takes in a document that was recorded. What another program added meanwhile is found by the next look, which reads the
    /// store again: the fingerprint stays that of the last reading.
    package func add(_ document: Return) {
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
    }

    /// Reads the store again if something in it changed, or at all events.
    ///
    /// - Returns: documents that were not there before.
    package func refresh(always: Bool = false) -> [Return] {
        let now = StoreFingerprint(of: folder)
        guard always || now != fingerprint else { return [] }
        fingerprint = now
        do {
            let fresh = try StoreReader.load(folder)
            let known = Set(model.returns.map(StoreLayout.path(of:)))
            trouble = nil
            replace(fresh)
            return model.returns.filter { !known.contains(StoreLayout.path(of: $0)) }
        } catch {
            trouble = error.faults.map(\.description).joined(separator: "; ")
            return []
        }
    }

    private func replace(_ store: LoadedStore) {
        loaded = store
        names = NameIndex(store.model)
        version += 1
        snapshots = [:]
        histories = [:]
        audits = [:]
    }
}
