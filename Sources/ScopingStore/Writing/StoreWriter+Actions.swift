public import Provision

extension StoreWriter {
    /// What was recorded of an action.
    public struct ActionReceipt: Hashable, Sendable {
        public let action: Action
        /// The path within the store.
        public let path: String
        /// False when the same was on record already, and nothing needed to be written.
        public let isNew: Bool
        /// The revision before; nil where this is the first.
        public let latest: Action?
    }

    /// Records what `make` gives, as the revision of an action after the latest: as `record` does returns, in all its steps.
    ///
    /// - Parameters:
    ///   - basedOn: the revision that the author saw, 0 for none; nil to build on whatever is the latest.
    ///   - now: the moment to record; never earlier than the revision before. Nothing is recorded of a day after it.
    ///   - heedsDay: whether the same said of another day is another revision.
    ///   - rehearsing: does all but take the lock and write.
    ///   - make: the new content, made from the latest revision (nil where there is none). Its revision and what it says of its
    ///     recording are replaced.
    public func record(
        action id: Action.ID,
        basedOn: Int?,
        by author: Author,
        now: Instant,
        heedsDay: Bool = false,
        rehearsing: Bool = false,
        _ make: (_ latest: Action?, _ store: References) throws(WriteFailure) -> Action
    ) throws(WriteFailure) -> ActionReceipt {
        let lock = rehearsing ? nil : try StoreLock(root: folder, patience: patience, mayWait: mayWait)
        defer { lock?.release() }
        let references = try References(folder)
        let (latest, bytes) = try latest(action: id, references)
        let content = try make(latest, references)
        if let latest, latest.says(content, of: heedsDay), author.note == nil || author.note == latest.recorded.note {
            return ActionReceipt(action: latest, path: StoreLayout.path(of: latest), isNew: false, latest: latest)
        }
        let latestRevision = latest?.revision ?? 0
        if let basedOn, basedOn != latestRevision {
            throw .actionConflict(id, basedOn: basedOn, latest: latestRevision)
        }
        let action = content.recorded(
            as: latestRevision + 1,
            Return.Recorded(
                at: max(now, latest?.recorded.at ?? now),
                by: author.name,
                role: author.role,
                predecessor: bytes.map(digest(of:)),
                note: author.note
            )
        )
        try check(action, references, now: now)
        let path = StoreLayout.path(of: action)
        let written = ActionWriter.bytes(of: action)
        try Self.checked(path) { () throws(DocumentFaults) in
            try ActionDocument.read(written, file: path, framework: references.framework, areas: references.areas)
                == action
        }
        let receipt = ActionReceipt(action: action, path: path, isNew: true, latest: latest)
        // All that can be refused has been refused: what follows is the disk's.
        if rehearsing { return receipt }
        let place = try DurableFolder(root: folder, path: StoreLayout.actions, flush: flush)
        place.sweep()
        try place.add(StoreLayout.fileName(action: id, revision: action.revision), written)
        return receipt
    }

    /// Refuses what is wrong with an action, in words for whoever hands it in.
    private func check(_ action: Action, _ references: References, now: Instant) throws(WriteFailure) {
        var faults = action.textFaults()
        if faults.isEmpty { faults = action.faults(framework: references.framework, areas: references.areas) }
        if let today = now.dayInLondon, action.stated > today {
            faults.append(
                ModelFault(
                    .whole,
                    "it is stated of \(action.stated), and it is \(today)",
                    hint: "record it on that day"
                )
            )
        }
        guard faults.isEmpty else {
            throw .invalid(
                faults.map { DocumentFault(file: "action \(action.id)", message: $0.message, hint: $0.hint) }
            )
        }
    }

    /// The latest revision of an action and its bytes. What is damaged is not built on.
    private func latest(action id: Action.ID, _ references: References) throws(WriteFailure) -> (Action?, [UInt8]?) {
        let last: Int?
        do {
            last = try StoreReader.revisions(of: id, in: folder).max()
        } catch {
            throw .unreadable(error.code, error.faults)
        }
        guard let last else { return (nil, nil) }
        let path = "\(StoreLayout.actions)/\(StoreLayout.fileName(action: id, revision: last))"
        let bytes: [UInt8]
        do {
            bytes = try readFile(at: "\(folder)/\(path)", named: path, limit: Limits.returnBytes)
        } catch {
            throw .unreadable(.unreadable, [error])
        }
        do {
            let (framework, areas) = (references.framework, references.areas)
            return (try ActionDocument.read(bytes, file: path, framework: framework, areas: areas), bytes)
        } catch {
            throw .invalid(error.faults)
        }
    }
}

extension Action {
    /// The same content under another revision and recording, and stated of another day where one is given.
    package func recorded(as revision: Int, _ recorded: Return.Recorded, stated day: CalendarDate? = nil) -> Action {
        Action(
            id: id,
            revision: revision,
            opened: opened,
            stated: day ?? stated,
            isSimulated: isSimulated,
            recorded: recorded,
            targets: targets,
            areas: areas,
            what: what,
            owner: owner,
            due: due,
            milestones: milestones,
            cost: cost,
            state: state,
            evidence: evidence
        )
    }

    /// Whether another revision would say nothing else.
    ///
    /// - Parameter day: whether the day that it is stated of counts.
    fileprivate func says(_ other: Action, of day: Bool) -> Bool {
        // As bytes: equal strings may be composed and decomposed letters. Both as if stated of one day.
        let others = other.recorded(as: 1, recorded, stated: day ? nil : stated)
        return ActionWriter.bytes(of: recorded(as: 1, recorded)) == ActionWriter.bytes(of: others)
    }
}

extension StoreWriter {
    /// Opens an action: its first revision. One of the same id is left as it is, and so is the same action once more.
    public func open(
        _ action: Action,
        by author: Author,
        now: Instant,
        rehearsing: Bool = false
    ) throws(WriteFailure) -> ActionReceipt {
        try record(action: action.id, basedOn: 0, by: author, now: now, rehearsing: rehearsing) {
            latest,
            _ throws(WriteFailure) in
            guard let latest, !latest.says(action, of: false) else { return action }
            throw .invalid([
                DocumentFault(
                    file: "action \(action.id)",
                    message: "there is one of this id already: \(latest.what)",
                    hint: "update it with 'lacuna action update', or give another id"
                )
            ])
        }
    }

    /// Records what has become of an action.
    public func update(
        _ id: Action.ID,
        basedOn: Int?,
        by author: Author,
        now: Instant,
        heedsDay: Bool = false,
        rehearsing: Bool = false,
        _ change: (Action) throws(WriteFailure) -> Action
    ) throws(WriteFailure) -> ActionReceipt {
        try record(action: id, basedOn: basedOn, by: author, now: now, heedsDay: heedsDay, rehearsing: rehearsing) {
            latest,
            _ throws(WriteFailure) in
            guard let latest else {
                throw .invalid([
                    DocumentFault(file: "action \(id)", message: "there is no such action", hint: "open it first")
                ])
            }
            return try change(latest)
        }
    }
}
