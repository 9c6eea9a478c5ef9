import Glibc
import Provision
import Synchronization
import System

/// Files that a command writes, gathered first and written together, each whole or not at all.
struct OutputFiles {
    private(set) var files: [(path: String, bytes: [UInt8])] = []

    mutating func add(_ path: String, _ bytes: [UInt8]) { files.append((path, bytes)) }

    /// Writes all files below `folder`, making folders as needed. A file that exists is replaced, except in a store:
    /// nothing may be written there but returns, by the commands that record them.
    func write(below folder: String, store: String) throws(CommandFailure) {
        try Self.refuseStore(folder, store)
        try replaceAll(below: folder, isDurable: true)
    }

    /// Writes all files below a new folder, without waiting for the disk: for a store that was made up and can be again.
    /// With `isDurable` it waits: for a store that people go on to fill.
    func writeNew(below folder: String, isDurable: Bool = false) throws(CommandFailure) {
        try replaceAll(below: folder, isDurable: isDurable)
    }

    /// After a failure no further file is begun.
    private func replaceAll(below folder: String, isDurable: Bool) throws(CommandFailure) {
        for parent in Set(files.map { Self.parent(of: "\(folder)/\($0.path)") }) { try Self.make(parent) }
        let hasFailed = Atomic(false)
        let failures = concurrentMap(files.count, stage: "writing files") { index -> CommandFailure? in
            guard !hasFailed.load(ordering: .relaxed) else { return nil }
            do throws(CommandFailure) {
                try Self.replace("\(folder)/\(files[index].path)", files[index].bytes, isDurable: isDurable)
                return nil
            } catch {
                hasFailed.store(true, ordering: .relaxed)
                return error
            }
        }
        if let failure = failures.lazy.compactMap({ $0 }).first { throw failure }
    }

    /// Writes one file.
    static func write(_ bytes: [UInt8], to path: String, store: String) throws(CommandFailure) {
        let parent = parent(of: path)
        try refuseStore(parent, store)
        try make(parent)
        try replace(path, bytes)
    }

    private static func parent(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// Makes a folder and those above it, as far as they are not there.
    private static func make(_ folder: String) throws(CommandFailure) {
        if unsafe mkdir(folder, 0o777) == 0 || errno == EEXIST { return }
        guard errno == ENOENT, let slash = folder.lastIndex(of: "/"), slash > folder.startIndex else {
            throw cannotWrite(folder)
        }
        try make(String(folder[..<slash]))
        guard unsafe mkdir(folder, 0o777) == 0 || errno == EEXIST else { throw cannotWrite(folder) }
    }

    /// Puts a file in place whole: written under another name beside it, then renamed, so that nobody sees half of it.
    ///
    /// - Parameters:
    ///   - mode: who may read and write it.
    ///   - isDurable: whether it waits for the disk.
    static func replace(
        _ path: String,
        _ bytes: [UInt8],
        mode: mode_t = 0o644,
        isDurable: Bool = true
    ) throws(CommandFailure) {
        let temporary = path + ".partial-\(getpid())"
        try Interruption.clearing(with: { unsafe unlink(temporary) }) { () throws(CommandFailure) in
            try replace(path, bytes, by: temporary, mode: mode, isDurable: isDurable)
        }
    }

    private static func replace(
        _ path: String,
        _ bytes: [UInt8],
        by temporary: String,
        mode: mode_t,
        isDurable: Bool
    ) throws(CommandFailure) {
        let descriptor = unsafe open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode)
        guard descriptor >= 0 else { throw cannotWrite(path) }
        let isWritten = Console.write(bytes, to: descriptor) && (!isDurable || fsync(descriptor) == 0)
        let isClosed = close(descriptor) == 0
        guard isWritten, isClosed, unsafe rename(temporary, path) == 0 else {
            let failure = cannotWrite(path)
            unsafe unlink(temporary)
            throw failure
        }
    }

    private static func cannotWrite(_ path: String) -> CommandFailure {
        let isFull = errno == ENOSPC || errno == EIO || errno == EDQUOT
        let reason = unsafe String(cString: strerror(errno))
        return CommandFailure(isFull ? .inputOutput : .cannotCreate, "lacuna: cannot write '\(path)': \(reason)")
    }

    private static func refuseStore(_ folder: String, _ store: String) throws(CommandFailure) {
        let target = resolved(folder)
        let root = resolved(store)
        if target == root || target.hasPrefix(root + "/") {
            throw CommandFailure(
                .cannotCreate,
                "lacuna: '\(folder)' lies in the store '\(store)', where nothing is overwritten. Name another folder with -o."
            )
        }
    }

    /// The path without links and dots, as far as it exists.
    private static func resolved(_ path: String) -> String {
        var missing: [Substring] = []
        var existing = path[...]
        while true {
            if let real = unsafe realpath(existing.isEmpty ? "." : String(existing), nil) {
                defer { unsafe free(real) }
                let base = unsafe String(cString: real)
                return missing.reversed().reduce(base == "/" ? "" : base) { "\($0)/\($1)" }
            }
            guard let slash = existing.lastIndex(of: "/") else {
                missing.append(existing)
                existing = ""
                if missing.count > 1, missing.last?.isEmpty == true { return path }
                continue
            }
            missing.append(existing[existing.index(after: slash)...])
            existing = slash == existing.startIndex ? "/" : existing[..<slash]
        }
    }
}
