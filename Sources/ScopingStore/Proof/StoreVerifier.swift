import Provision

/// Looks at what reading a store document by document cannot see: whether each is as it was recorded, and the chain of
/// revisions.
///
/// A document that was altered and sealed anew, together with all that followed it, is seen by none of this, and neither is a
/// latest revision that is gone: a list of heads (`StoreHeads`) kept elsewhere shows both.
public enum StoreVerifier {
    /// What was found.
    public struct Report: Sendable {
        /// In the order of the store: an altered document, a revision that is missing, a moment of recording before the one
        /// before, simulated documents among real ones, copies of reference files, and what could not be read.
        public internal(set) var faults: [DocumentFault] = []
        /// The paths of documents that state no SHA-256 of their content, and are otherwise sound.
        public fileprivate(set) var unsealed: [String] = []
    }

    /// The faults of the report alone.
    public static func faults(in store: LoadedStore) throws(StoreFailure) -> [DocumentFault] {
        try report(on: store).faults
    }

    /// Reads every document of the store again.
    ///
    /// - Throws: where the store's folder cannot be listed. A document that cannot be read is among the faults.
    public static func report(on store: LoadedStore) throws(StoreFailure) -> Report {
        var report = Report()
        report.faults += try StoreReader.copiesOfParts(in: store.folder)
        for name in try StoreReader.referenceNames(in: store.folder) {
            switch Facts.read(name, in: store.folder, limit: Limits.referenceBytes) {
            case .failure(let fault): report.faults.append(fault)
            case .success(let facts): report.note(name, facts, hint: Self.mendOfReference)
            }
        }
        if let voice = store.model.voice, voice.isSimulated != store.model.framework.isSimulated {
            report.faults.append(strange(StoreLayout.voice, isSimulated: voice.isSimulated))
        }
        let returns = store.model.returns
        let facts = concurrentMap(returns.count, chunkSize: 16, stage: "verifying returns") { index in
            Facts.read(StoreLayout.path(of: returns[index]), in: store.folder, limit: Limits.returnBytes)
        }
        let leftOut = Set(store.leftOut.map(\.file))
        var previous: Revision?
        for (document, facts) in zip(returns, facts) {
            let path = StoreLayout.path(of: document)
            let before = previous.flatMap {
                $0.document.area == document.area && $0.document.round == document.round ? $0 : nil
            }
            previous = Revision(document: document, facts: try? facts.get())
            if document.isSimulated != store.model.framework.isSimulated {
                report.faults.append(strange(path, isSimulated: document.isSimulated))
            }
            switch facts {
            case .failure(let fault): report.faults.append(fault)
            case .success(let facts):
                report.note(path, facts, predecessor: document.recorded.predecessor, hint: mendOfReturn)
            }
            report.faults += chainFaults(document, path, before: before, leftOut: leftOut)
        }
        noteActions(of: store, in: &report)
        return report
    }

    /// A made-up document among real ones, or the reverse.
    static func strange(_ file: String, isSimulated: Bool) -> DocumentFault {
        DocumentFault(
            file: file,
            message: isSimulated ? "simulated, in a store that is not" : "not simulated, in a store that is",
            hint: "keep real and simulated data in stores of their own"
        )
    }

    static let mendOfReturn: StaticString = "restore it from a copy; a correction is a new revision"
    private static let mendOfReference: StaticString =
        "restore it from a copy; if the change is meant, 'lacuna seal --again' seals it anew"

    /// A revision, and what its bytes say of it; nil where they could not be read a second time.
    private struct Revision {
        let document: Return
        let facts: Facts?
    }

    /// What the bytes of a document say of it.
    struct Facts: Sendable {
        let seal: Seal.State
        let digest: String
        let earlierDigest: String

        init(_ bytes: [UInt8]) {
            seal = Seal.state(of: bytes)
            digest = ScopingStore.digest(of: bytes)
            earlierDigest = ScopingStore.earlierDigest(of: bytes)
        }

        static func read(_ path: String, in folder: String, limit: Int) -> Result<Facts, DocumentFault> {
            Result { () throws(DocumentFault) in
                Facts(try readFile(at: "\(folder)/\(path)", named: path, limit: limit))
            }
        }

        /// The digest in the form in which a successor states it.
        func digest(like stated: String) -> String { stated.utf8.count == 16 ? earlierDigest : digest }
    }

    static func altered(_ path: String, hint: StaticString = mendOfReference) -> DocumentFault {
        DocumentFault(
            file: path,
            message: "altered after it was recorded: its content does not give the SHA-256 that it states",
            hint: "\(hint)"
        )
    }

    /// Every round that asks nobody, or whom it cannot ask: earlier versions let such rounds through, and they are read.
    public static func doubts(in store: LoadedStore) -> [DocumentFault] {
        store.model.rounds.flatMap { round in
            round.doubts(areas: store.model.areas).map {
                DocumentFault(file: StoreLayout.rounds, element: "round", message: $0.message, hint: $0.hint)
            }
        }
    }

    private static func chainFaults(
        _ document: Return,
        _ path: String,
        before: Revision?,
        leftOut: Set<String>
    ) -> [DocumentFault] {
        guard document.revision > 1 else {
            guard document.recorded.predecessor != nil else { return [] }
            return [
                DocumentFault(
                    file: path,
                    element: "recorded",
                    message: "revision 1 states a predecessor",
                    hint: "was the file renamed? Restore it from a copy"
                )
            ]
        }
        let expected = StoreLayout.path(area: document.area, round: document.round, revision: document.revision - 1)
        // A damaged predecessor is named for itself.
        if leftOut.contains(expected) { return [] }
        guard let before, before.document.revision == document.revision - 1 else {
            return [
                DocumentFault(
                    file: path,
                    message: "the revision before it, \(expected), is missing",
                    hint: "restore it from a copy: revisions are never removed"
                )
            ]
        }
        let earlier = before.document
        var faults: [DocumentFault] = []
        if document.recorded.at < earlier.recorded.at {
            faults.append(
                DocumentFault(
                    file: path,
                    element: "recorded",
                    message:
                        "recorded at \(document.recorded.at), before revision \(earlier.revision) (\(earlier.recorded.at))",
                    hint: "a clock was wrong; what was known when cannot be told for this return"
                )
            )
        }
        if let lost = earlier.queries.first(where: { !document.keeps($0) }) {
            faults.append(
                DocumentFault(
                    file: path,
                    element: "queries",
                    message: "query \(lost.number) of revision \(earlier.revision) is gone, or altered",
                    hint: "record corrections with 'lacuna return', not by hand"
                )
            )
        }
        guard let stated = document.recorded.predecessor else {
            faults.append(
                DocumentFault(
                    file: path,
                    element: "recorded",
                    message: "does not state the digest of its predecessor",
                    hint: "record corrections with 'lacuna return', not by hand"
                )
            )
            return faults
        }
        // One that could not be read, or does not fit its own seal, is named for that.
        guard let facts = before.facts, facts.seal != .altered else { return faults }
        let found = facts.digest(like: stated)
        if found != stated {
            faults.append(
                DocumentFault(
                    file: expected,
                    message:
                        "altered after it was recorded: its digest is \(found), revision \(document.revision) was built on \(stated)",
                    hint: "\(mendOfReturn)"
                )
            )
        }
        return faults
    }
}

extension StoreVerifier.Report {
    /// Notes what a document's seal tells. One that names its predecessor by SHA-256 was recorded by a program that seals what
    /// it records, so that its own seal was taken away.
    mutating func note(
        _ path: String,
        _ facts: StoreVerifier.Facts,
        predecessor: String? = nil,
        hint: StaticString
    ) {
        switch facts.seal {
        case .intact: break
        case .altered: faults.append(StoreVerifier.altered(path, hint: hint))
        case .unsealed where (predecessor?.utf8.count ?? 0) > 16:
            faults.append(
                DocumentFault(
                    file: path,
                    message: "altered after it was recorded: the SHA-256 of its content was taken away",
                    hint: "\(hint)"
                )
            )
        case .unsealed: unsealed.append(path)
        }
    }
}
