import Foundation
import Glibc
import ScopingStore
import Synchronization
import TestSupport

/// What of a folder outlasts a power cut, worked out from which files and folders were flushed.
///
/// A file's bytes are safe once the file was flushed, and its name is safe once its folder was flushed with that name in it. What is not
/// safe may be there afterwards or not, and bytes may be torn: the dice decide. That is the worst that POSIX allows, and harsher than
/// most file systems are.
final class WorldDisk: Sendable {
    private let root: String

    /// A name in a folder: a file by its number, or a folder.
    private enum Entry: Equatable {
        case file(UInt64)
        case folder
    }

    private struct State {
        /// By number the bytes of files as they were flushed.
        var bytes: [UInt64: [UInt8]] = [:]
        /// By path the names of folders as they were flushed.
        var names: [String: [String: Entry]] = [:]
        /// How many flushes succeed before one fails; nil where none is to.
        var failing: Int?
        var arrival: (path: String, bytes: [UInt8])?
    }

    private let state = Mutex(State())

    /// - Parameter root: a folder; what is in it now is safe.
    init(root: String) throws {
        self.root = root
        try settle()
    }

    /// What a writer calls in place of the system's calls.
    var flush: DurableFolder.Flush {
        var flush = DurableFolder.Flush()
        flush.one = { self.flushed($0) }
        return flush
    }

    /// The flush after so many others fails, as on a failing disk.
    func fail(after count: Int) { state.withLock { $0.failing = count } }

    /// At the next flush of a file another program puts this one in place.
    func expect(_ bytes: [UInt8], at path: String) { state.withLock { $0.arrival = (path, bytes) } }

    /// Forgets what was planned and has not come to pass.
    func endPlans() { state.withLock { ($0.failing, $0.arrival) = (nil, nil) } }

    private var failsNow: Bool {
        state.withLock {
            guard let left = $0.failing else { return false }
            $0.failing = left == 0 ? nil : left - 1
            return left == 0
        }
    }

    private static func failed() -> Int32 {
        errno = EIO
        return -1
    }

    private func flushed(_ descriptor: Int32) -> Int32 {
        let link = "/proc/self/fd/\(descriptor)"
        guard !failsNow, let path = try? FileManager.default.destinationOfSymbolicLink(atPath: link),
            (try? note(path)) != nil
        else { return Self.failed() }
        return 0
    }

    /// Notes a file or folder as flushed; a file that was to arrive arrives.
    private func note(_ path: String) throws {
        guard let entry = Self.entry(at: path) else { return }
        switch entry {
        case .folder:
            let names = try Self.names(in: path)
            state.withLock { $0.names[path] = names }
        case .file(let number):
            let flushed = try bytes(of: path)
            let arrival = state.withLock { state in
                state.bytes[number] = flushed
                defer { state.arrival = nil }
                return state.arrival
            }
            guard let arrival, Self.entry(at: "\(root)/\(arrival.path)") == nil else { return }
            try Data(arrival.bytes).write(to: URL(fileURLWithPath: "\(root)/\(arrival.path)"))
        }
    }

    /// Makes safe all that is there.
    func settle() throws { try settle(root) }

    private func settle(_ path: String) throws {
        try note(path)
        guard Self.entry(at: path) == .folder else { return }
        for name in try Self.names(in: path).keys { try settle("\(path)/\(name)") }
    }

    /// Cuts the power: what is not safe is lost or torn, as the dice fall, and what is left is safe.
    func cut(_ dice: inout Dice) throws {
        try cut(root, &dice)
        try settle()
    }

    private func cut(_ folder: String, _ dice: inout Dice) throws {
        let there = try Self.names(in: folder)
        let safe = state.withLock { $0.names[folder] ?? [:] }
        for name in Set(there.keys).union(safe.keys).sorted() {
            let path = "\(folder)/\(name)"
            if there[name] != safe[name], dice.roll(2) == 0 {
                // The name is as it was before.
                try? FileManager.default.removeItem(atPath: path)
                switch safe[name] {
                case .file(let number):
                    let old = state.withLock { $0.bytes[number] ?? [] }
                    try Data(old).write(to: URL(fileURLWithPath: path))
                case .folder:
                    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
                case nil: break
                }
                continue
            }
            switch there[name] {
            case .folder: try cut(path, &dice)
            case .file(let number):
                let now = try bytes(of: path)
                guard state.withLock({ $0.bytes[number] }) != now else { continue }
                let torn = [now, Array(now.prefix(now.count / 2)), []][dice.roll(3)]
                try Data(torn).write(to: URL(fileURLWithPath: path))
            case nil: break
            }
        }
    }

    private static func entry(at path: String) -> Entry? {
        var facts = stat()
        guard unsafe lstat(path, &facts) == 0 else { return nil }
        return facts.st_mode & S_IFMT == S_IFDIR ? .folder : .file(UInt64(facts.st_ino))
    }

    private static func names(in folder: String) throws -> [String: Entry] {
        var names: [String: Entry] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
            names[name] = entry(at: "\(folder)/\(name)")
        }
        return names
    }
}
