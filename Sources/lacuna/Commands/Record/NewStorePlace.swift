import Glibc
import ScopingStore
import System

/// Where a new store goes, and where it is made until it is complete.
///
/// A folder that is not there yet is made beside its place and renamed. One that is there and empty may be a mount or where
/// the user stands, and cannot be replaced: the store is made in a hidden folder within, and its parts are moved out in
/// such an order that the framework, without which nothing is a store, comes last.
struct NewStorePlace {
    let target: String
    let workshop: String
    /// What git needs to know of a store; see `initCommand`.
    static let attributesFile = ".gitattributes"
    private let isThere: Bool

    /// - Parameters:
    ///   - command: who makes it, which names the hidden folder.
    ///   - hint: what to name where the place is taken: "a new folder with -o".
    ///   - refusal: the error for a path that is none, from what was expected.
    /// - Throws: where the place is taken, or its folder cannot be read.
    init(_ path: String, by command: String, naming hint: String, refusal: (_ expected: String) -> UsageError) throws {
        var target = path[...]
        while target.count > 1, target.last == "/" { target.removeLast() }
        guard !target.isEmpty else {
            throw refusal("Expected the name of a folder.")
        }
        self.target = String(target)
        let name = ".lacuna-\(command)-\(getpid())"
        let found: FolderState
        do throws(SystemFault) {
            found = try FolderState(of: self.target)
        } catch {
            throw CommandFailure(
                .cannotCreate,
                "lacuna: '\(target)' is not a folder that can be read. Name \(hint)."
            )
        }
        isThere = found != .absent
        if isThere {
            guard found == .empty else {
                throw CommandFailure(.cannotCreate, "lacuna: '\(target)' is not empty. Name \(hint).")
            }
            workshop = "\(target)/\(name)"
        } else {
            let parent = target.lastIndex(of: "/").map { target[...$0] } ?? ""
            workshop = parent + name
        }
        // Left by a run that was killed: what lies in it must not get into this store.
        let left: FolderState
        do throws(SystemFault) {
            left = try FolderState(of: workshop)
        } catch {
            throw CommandFailure(.cannotCreate, "lacuna: '\(workshop)' cannot be looked at: \(error.reason).")
        }
        guard left == .absent else {
            throw CommandFailure(.cannotCreate, "lacuna: '\(workshop)' is left from an earlier run. Remove it.")
        }
    }

    /// Puts the complete store in its place.
    func open() throws(CommandFailure) {
        guard isThere else { return try move(workshop, to: target) }
        let parts: [String]
        do throws(SystemFault) {
            parts = try fileNames(in: workshop, named: workshop)
        } catch {
            throw CommandFailure(.cannotCreate, "lacuna: '\(workshop)' cannot be read: \(error.reason).")
        }
        // Whatever was made; the framework last, without which a folder is no store.
        for part in parts.filter({ $0 != StoreLayout.framework }).sorted() + [StoreLayout.framework] {
            try move("\(workshop)/\(part)", to: "\(target)/\(part)")
        }
        removeFolder(workshop)
    }

    /// Takes away what was made of a store that could not be completed.
    func abandon() {
        removeFolder(workshop)
    }

    private func move(_ path: String, to place: String) throws(CommandFailure) {
        guard moveWithoutReplacing(path, to: place) else {
            throw CommandFailure(
                .cannotCreate,
                "lacuna: cannot put '\(place)' in place: something is there, or it may not be written."
            )
        }
    }
}
