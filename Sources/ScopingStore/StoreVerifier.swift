import Provision

/// Looks at what reading a store document by document cannot see: the chain of revisions.
public enum StoreVerifier {
    /// Every break in a chain: a revision that is missing, a document that was altered after the next was recorded on it,
    /// a moment of recording before the one before, and simulated documents among real ones.
    ///
    /// A return's last revision has no successor to hold its digest, so that an alteration of it that leaves it valid
    /// cannot be seen.
    public static func faults(in store: LoadedStore) -> [DocumentFault] {
        let model = store.model
        let leftOut = Set(store.leftOut.map(\.file))
        var faults: [DocumentFault] = []
        var previous: Return?
        for document in model.returns {
            let path = StoreLayout.path(of: document)
            let before = previous.flatMap { $0.area == document.area && $0.round == document.round ? $0 : nil }
            defer { previous = document }
            if document.isSimulated != model.framework.isSimulated {
                faults.append(
                    DocumentFault(
                        file: path,
                        message: document.isSimulated
                            ? "simulated, in a store that is not" : "not simulated, in a store that is",
                        mend: "keep real and simulated data in stores of their own"
                    )
                )
            }
            guard document.revision > 1 else {
                if document.recorded.predecessor != nil {
                    faults.append(
                        DocumentFault(
                            file: path,
                            element: "recorded",
                            message: "revision 1 states a predecessor",
                            mend: "was the file renamed? Restore it from a copy"
                        )
                    )
                }
                continue
            }
            faults += chainFaults(document, path, before: before, leftOut: leftOut, folder: store.folder)
        }
        return faults
    }

    /// Every round that asks nobody, or whom it cannot ask: earlier versions let such rounds through, and they are read.
    public static func doubts(in store: LoadedStore) -> [DocumentFault] {
        store.model.rounds.flatMap { round in
            round.doubts(areas: store.model.areas).map {
                DocumentFault(file: StoreLayout.rounds, element: "round", message: $0.message, mend: $0.mend)
            }
        }
    }

    private static func chainFaults(
        _ document: Return,
        _ path: String,
        before: Return?,
        leftOut: Set<String>,
        folder: String
    ) -> [DocumentFault] {
        let expected = StoreLayout.path(area: document.area, round: document.round, revision: document.revision - 1)
        // A damaged predecessor is named for itself.
        if leftOut.contains(expected) { return [] }
        guard let before, before.revision == document.revision - 1 else {
            return [
                DocumentFault(
                    file: path,
                    message: "the revision before it, \(expected), is missing",
                    mend: "restore it from a copy: revisions are never removed"
                )
            ]
        }
        var faults: [DocumentFault] = []
        if document.recorded.at < before.recorded.at {
            faults.append(
                DocumentFault(
                    file: path,
                    element: "recorded",
                    message:
                        "recorded at \(document.recorded.at), before revision \(before.revision) (\(before.recorded.at))",
                    mend: "a clock was wrong; what was known when cannot be told for this return"
                )
            )
        }
        guard let stated = document.recorded.predecessor else {
            faults.append(
                DocumentFault(
                    file: path,
                    element: "recorded",
                    message: "does not state the digest of its predecessor",
                    mend: "record corrections with 'lacuna return', not by hand"
                )
            )
            return faults
        }
        if let bytes = try? readFile(at: "\(folder)/\(expected)", named: expected, limit: Limits.returnBytes),
            digest(of: bytes) != stated
        {
            faults.append(
                DocumentFault(
                    file: expected,
                    message:
                        "altered after it was recorded: its digest is \(digest(of: bytes)), revision \(document.revision) was built on \(stated)",
                    mend: "restore it from a copy; a correction is a new revision"
                )
            )
        }
        return faults
    }
}
