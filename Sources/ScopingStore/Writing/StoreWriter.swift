import Glibc
public import Provision

/// Records returns: each a new file, checked before and durable after, never a change to an old one.
public struct StoreWriter: Sendable {
    /// The store's folder.
    public let folder: String
    /// How often a writer tries for the lock, 10 milliseconds apart.
    public let patience: Int
    /// Asked before each further try for the lock: false ends the waiting.
    let mayWait: @Sendable () -> Bool
    /// How what is written outlasts a power cut: the system's calls, unless a test looks on.
    package var flush = DurableFolder.Flush()

    public init(folder: String, patience: Int = 500, mayWait: @escaping @Sendable () -> Bool = { true }) {
        self.folder = folder
        self.patience = patience
        self.mayWait = mayWait
    }

    /// Who records a document, in what role, and why.
    public struct Author: Hashable, Sendable {
        public let name: String
        public let role: String
        public let note: String?

        public init(name: String, role: String, note: String? = nil) {
            self.name = name
            self.role = role
            self.note = note
        }
    }

    /// What was recorded.
    public struct Receipt: Hashable, Sendable {
        public let document: Return
        /// The path within the store.
        public let path: String
        /// False when the same content already was the latest revision, and nothing needed to be written.
        public let isNew: Bool
        /// The revision that stood before, and that a new one takes the place of; nil where there was none.
        public let latest: Return?
    }

    /// Records what `make` gives, as the revision after the latest.
    ///
    /// Under the lock: stale temporary files are swept, the store's reference files and this return's latest revision are
    /// read, the revision it is based on is compared, the new document is written out and checked as a reader would check
    /// it, and only then put in place. The same content again gives the same receipt. What was asked about the return before
    /// stays in it, and is answered by what changes a cell that it asks about (`Return.continuing`).
    ///
    /// - Parameters:
    ///   - basedOn: the revision that the author saw, 0 for none; nil to build on whatever is the latest. It need not be the
    ///     latest where nobody has said anything else of the area since (`References.isOutdated`).
    ///   - now: the moment to record; never earlier than the revision before.
    ///   - heedsNote: whether another note makes another revision, though all else is the same.
    ///   - rehearsing: does all but take the lock and write: what it refuses is what recording would refuse.
    ///   - make: the new content, made from the latest revision (nil where there is none). Its revision and what it says
    ///     of its recording are replaced.
    public func record(
        area: Area.ID,
        round: Round.ID,
        basedOn: Int?,
        by author: Author,
        now: Instant,
        heedsNote: Bool = false,
        rehearsing: Bool = false,
        _ make: (_ latest: Return?, _ store: References) throws(WriteFailure) -> Return
    ) throws(WriteFailure) -> Receipt {
        let lock = rehearsing ? nil : try StoreLock(root: folder, patience: patience, mayWait: mayWait)
        defer { lock?.release() }
        var references = try References(folder)
        guard references.areas.index(of: area) != nil else {
            throw .invalid([Self.unknown("area", area.text, references.areas.areas.map(\.id.text))])
        }
        guard let asking = references.rounds.first(where: { $0.id == round }) else {
            throw .invalid([Self.unknown("round", round.text, references.rounds.map(\.id.text))])
        }
        if let fault = Self.early(asking, now: now) { throw .invalid([fault]) }

        let (latest, bytes) = try latest(area: area, round: round, references)
        let latestRevision = latest?.revision ?? 0
        if let basedOn { references.isOutdated = try references.isOutdated(basedOn, latest: latest) }
        let moment = max(now, latest?.recorded.at ?? now)
        let counting = try latest.flatMap { latest throws(WriteFailure) in try references.counting(latest) }
        let content = try make(latest, references).continuing(
            latest,
            counting: counting,
            signed: Query.Signature(at: moment, by: author.name, role: author.role)
        )
        if let latest, latest.hasSameContent(as: content), !heedsNote || latest.recorded.note == author.note {
            return Receipt(document: latest, path: StoreLayout.path(of: latest), isNew: false, latest: latest)
        }
        if let basedOn, references.isOutdated {
            throw .conflict(area: area, round: round, basedOn: basedOn, latest: latestRevision)
        }
        let document = content.recorded(
            as: latestRevision + 1,
            area: area,
            round: round,
            Return.Recorded(
                at: moment,
                by: author.name,
                role: author.role,
                predecessor: bytes.map(digest(of:)),
                note: author.note
            )
        )
        let unkept = document.textFaults()
        guard unkept.isEmpty else {
            throw .invalid(
                unkept.map { DocumentFault(file: Self.label(area, round), message: $0.message, hint: $0.hint) }
            )
        }
        let path = StoreLayout.path(of: document)
        let written = ReturnWriter.bytes(of: document)
        try Self.checked(path) { () throws(DocumentFaults) in
            try ReturnDocument.read(
                written,
                file: path,
                framework: references.framework,
                areas: references.areas,
                rounds: references.rounds
            )
                == document
        }
        let receipt = Receipt(document: document, path: path, isNew: true, latest: latest)
        // All that can be refused has been refused: what follows is the disk's.
        if rehearsing { return receipt }
        // Only a round that exists gets a folder.
        _ = try DurableFolder(root: folder, path: StoreLayout.returns, flush: flush)
        let place = try DurableFolder(root: folder, path: "\(StoreLayout.returns)/\(round)", flush: flush)
        place.sweep()
        try place.add(StoreLayout.fileName(area: area, revision: document.revision), written)
        return receipt
    }

    /// Why nothing can be recorded of a round at a moment: it has not opened, by the day in England.
    public static func early(_ round: Round, now: Instant) -> DocumentFault? {
        guard !round.takesReturns(at: now) else { return nil }
        return DocumentFault(
            file: StoreLayout.returns,
            message: "round \(round.id) opens on \(round.opened.displayText), and it is \(now.displayText)",
            hint: "record its returns from that day on"
        )
    }

    /// Makes sure that what is to be written reads back to what was meant.
    static func checked(_ path: String, _ readsBack: () throws(DocumentFaults) -> Bool) throws(WriteFailure) {
        do {
            if try readsBack() { return }
        } catch {
            throw .invalid(error.faults)
        }
        throw .invalid([
            DocumentFault(
                file: path,
                message: "a text in it cannot be kept as it is",
                hint: "remove control characters and doubled or outer spaces"
            )
        ])
    }

    /// The latest revision of a return and its bytes. What is damaged is not built on.
    private func latest(
        area: Area.ID,
        round: Round.ID,
        _ references: References
    ) throws(WriteFailure) -> (Return?, [UInt8]?) {
        let revisions: [Int]
        do {
            revisions = try StoreReader.revisions(area: area, round: round, in: folder)
        } catch {
            throw .unreadable(error.code, error.faults)
        }
        guard let last = revisions.max() else { return (nil, nil) }
        let (document, bytes) = try references.document(area: area, round: round, revision: last)
        return (document, bytes)
    }

    /// How a return is called before it has a file.
    static func label(_ area: Area.ID, _ round: Round.ID) -> String { "\(area) in round \(round)" }

    static func unknown(_ what: String, _ id: String, _ known: [String]) -> DocumentFault {
        let nearest = Suggestion.nearest(to: id, among: known).map { "did you mean '\($0)'?" }
        return DocumentFault(file: StoreLayout.returns, message: "unknown \(what) '\(id)'", hint: nearest)
    }
}
