import Bytes
import Glibc
package import System

/// When the folders and reference files of a store last changed: documents are only ever added, and adding one changes its folder.
package struct StoreFingerprint: Equatable, Sendable {
    /// By path within the store.
    private(set) var times: [String: [Int]] = [:]

    /// - Throws: where the system does not tell; a file or folder that is not there is a state like any other.
    package init(of folder: String) throws(SystemFault) {
        for name in StoreLayout.parts { try note(name, in: folder) }
        guard times[StoreLayout.returns] != nil else { return }
        for round in try fileNames(in: "\(folder)/\(StoreLayout.returns)", named: StoreLayout.returns) {
            try note("\(StoreLayout.returns)/\(round)", in: folder)
        }
    }

    private mutating func note(_ name: String, in folder: String) throws(SystemFault) {
        var facts = stat()
        guard retryingInterrupts({ unsafe lstat("\(folder)/\(name)", &facts) }) == 0 else {
            let code = errno
            if code == ENOENT || code == ENOTDIR { return }
            throw SystemFault(path: onOneLine(name), code: code)
        }
        times[name] = [facts.st_mtim.tv_sec, facts.st_mtim.tv_nsec, Int(facts.st_size), Int(facts.st_ino)]
    }
}
