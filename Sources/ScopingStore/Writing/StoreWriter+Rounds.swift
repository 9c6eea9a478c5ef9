public import Provision

extension StoreWriter {
    /// Adds a round to `rounds.xml`: the one file that grows. A round that speaks against itself (`Round.doubts`) is refused.
    public func open(_ round: Round, isSimulated: Bool = false) throws(WriteFailure) {
        try replaceRounds(isSimulated: isSimulated) { references throws(WriteFailure) in
            let rounds = references.rounds + [round]
            let faults = Round.faults(in: rounds, areas: references.areas) + round.doubts(areas: references.areas)
            guard faults.isEmpty else { throw Self.invalidRounds(faults) }
            return rounds
        }
    }

    /// Gives a round other contacts. They are no part of what was asked or answered, and nothing refers to them.
    public func replaceContacts(of id: Round.ID, with contacts: [Contact]) throws(WriteFailure) {
        try replaceRounds { references throws(WriteFailure) in
            guard references.rounds.contains(where: { $0.id == id }) else {
                throw .invalid([Self.unknown("round", id.text, references.rounds.map(\.id.text))])
            }
            return references.rounds.map { $0.id == id ? $0.with(contacts: contacts) : $0 }
        }
    }

    /// Replaces `rounds.xml` whole, under the lock, by rounds that read back as they were meant.
    private func replaceRounds(
        isSimulated: Bool = false,
        _ change: (References) throws(WriteFailure) -> [Round]
    ) throws(WriteFailure) {
        let lock = try StoreLock(root: folder, patience: patience, mayWait: mayWait)
        defer { lock.release() }
        let store = try DurableFolder(root: folder, path: "", flush: flush)
        store.sweep()
        let references = try References(folder)
        try refuseAltered(StoreLayout.rounds)
        let rounds = try change(references)
        let faults = Round.faults(in: rounds, areas: references.areas)
        guard faults.isEmpty else { throw Self.invalidRounds(faults) }
        let bytes = RoundsWriter.bytes(of: rounds, isSimulated: isSimulated || references.framework.isSimulated)
        try Self.checked(StoreLayout.rounds) { () throws(DocumentFaults) in
            try RoundsDocument.read(bytes, file: StoreLayout.rounds, areas: references.areas) == rounds
        }
        try store.replace(StoreLayout.rounds, bytes)
    }

    private static func invalidRounds(_ faults: [ModelFault]) -> WriteFailure {
        .invalid(faults.map { DocumentFault(file: StoreLayout.rounds, message: $0.message, hint: $0.hint) })
    }

    /// A file that was altered after it was recorded is not replaced: the alteration would be hidden under a new seal.
    private func refuseAltered(_ name: String) throws(WriteFailure) {
        let bytes: [UInt8]
        do {
            bytes = try readFile(at: "\(folder)/\(name)", named: name, limit: Limits.referenceBytes)
        } catch {
            throw .unreadable(.unreadable, [error])
        }
        if Seal.state(of: bytes) == .altered { throw .invalid([StoreVerifier.altered(name)]) }
    }
}
