import Provision

/// Seals documents that were written by hand: what `lacuna seal` does.
///
/// A seal and the digest of a predecessor are put into the bytes as they are; nothing else of a document changes.
public struct StoreSealer: Sendable {
    public let folder: String
    /// How often to try for the store's lock, 10 milliseconds apart.
    public let patience: Int

    public init(folder: String, patience: Int = 500) {
        self.folder = folder
        self.patience = patience
    }

    /// Seals every document that has no seal. A revision that a sealed one was built on needs none, and is left as it is.
    ///
    /// - Parameter again: also documents that were altered after they were sealed, and the digests by which revisions name
    ///   those before them: for data that is still being transcribed.
    /// - Returns: the paths of the documents that were changed.
    /// - Throws: without `again`, where a document was altered after it was recorded; where one is damaged or cannot be read.
    ///   Then nothing is changed.
    public func seal(again: Bool) throws(WriteFailure) -> [String] {
        let lock = try locked()
        defer { lock.release() }
        let store = try load()
        guard store.leftOut.isEmpty else {
            let faults = store.leftOut.flatMap(\.faults)
            throw faults.contains(where: \.isUnreadable) ? .unreadable(.unreadable, faults) : .invalid(faults)
        }
        var changes: [(path: String, bytes: [UInt8])] = []
        var altered: [DocumentFault] = []
        for name in try references() {
            let bytes = try read(name, limit: Limits.referenceBytes)
            let state = Seal.state(of: bytes)
            if state == .altered, !again { altered.append(StoreVerifier.altered(name)) }
            if state != .intact { changes.append((name, Seal.applied(to: bytes))) }
        }
        var chain: [Link] = []
        for (index, document) in store.model.returns.enumerated() {
            chain.append(Link(path: StoreLayout.path(of: document), predecessor: document.recorded.predecessor))
            let next = index + 1 < store.model.returns.count ? store.model.returns[index + 1] : nil
            if next?.area == document.area, next?.round == document.round { continue }
            try seal(chain, again: again, &changes, &altered)
            chain = []
        }
        for id in store.model.actions.ids {
            let revisions = store.model.actions.revisions(of: id)
            try seal(
                revisions.map { Link(path: StoreLayout.path(of: $0), predecessor: $0.recorded.predecessor) },
                again: again,
                &changes,
                &altered
            )
        }
        guard altered.isEmpty else { throw .invalid(altered) }
        for change in changes {
            let cut = change.path.lastIndex(of: "/")
            let place = try DurableFolder(root: folder, path: cut.map { String(change.path[..<$0]) } ?? "")
            try place.replace(
                cut.map { String(change.path[change.path.index(after: $0)...]) } ?? change.path,
                change.bytes
            )
        }
        return changes.map(\.path)
    }

    /// A revision: where it lies, and the digest that it states of the one before.
    private struct Link {
        let path: String
        let predecessor: String?
    }

    /// Seals the revisions of one document, from the first on: each states the digest of the one before as that now is.
    private func seal(
        _ chain: [Link],
        again: Bool,
        _ changes: inout [(path: String, bytes: [UInt8])],
        _ altered: inout [DocumentFault]
    ) throws(WriteFailure) {
        var documents: [(link: Link, bytes: [UInt8], state: Seal.State)] = []
        for link in chain {
            let bytes = try read(link.path, limit: Limits.returnBytes)
            documents.append((link, bytes, Seal.state(of: bytes)))
        }
        let lastSealed = documents.lastIndex { $0.state != .unsealed } ?? -1
        var before: (old: [UInt8], new: [UInt8])?
        for (index, entry) in documents.enumerated() {
            let path = entry.link.path
            if entry.state == .altered, !again { altered.append(StoreVerifier.altered(path)) }
            var new = entry.bytes
            if again || index > lastSealed {
                if let before, let stated = entry.link.predecessor,
                    again || isDigest(stated, of: before.old)
                {
                    new = Self.replacing(stated, by: digest(of: before.new), in: new)
                }
                if new != entry.bytes || entry.state != .intact { new = Seal.applied(to: new) }
            }
            if new != entry.bytes { changes.append((path, new)) }
            before = (entry.bytes, new)
        }
    }

    /// The document with another digest of its predecessor.
    private static func replacing(_ stated: String, by digest: String, in bytes: [UInt8]) -> [UInt8] {
        guard let attribute = bytes.firstRange(of: Array("predecessor=".utf8)),
            let value = bytes[attribute.upperBound...].firstRange(of: Array(stated.utf8))
        else { return bytes }
        var changed = bytes
        changed.replaceSubrange(value, with: Array(digest.utf8))
        return changed
    }

    /// The store's lock. A folder that is not there is told as every reader tells it, not as a lock that cannot be made.
    private func locked() throws(WriteFailure) -> StoreLock {
        do {
            return try StoreLock(root: folder, patience: patience)
        } catch {
            if case .cannotCreate = error { _ = try load() }
            throw error
        }
    }

    private func references() throws(WriteFailure) -> [String] {
        do {
            return try StoreReader.referenceNames(in: folder)
        } catch {
            throw .unreadable(error.code, error.faults)
        }
    }

    private func load() throws(WriteFailure) -> LoadedStore {
        do {
            return try StoreReader.load(folder)
        } catch {
            throw .unreadable(error.code, error.faults)
        }
    }

    private func read(_ path: String, limit: Int) throws(WriteFailure) -> [UInt8] {
        do {
            return try readFile(at: "\(folder)/\(path)", named: path, limit: limit)
        } catch {
            throw .unreadable(.unreadable, [error])
        }
    }
}
