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

    /// Writes all files under other names first, then gives each its own, so that a failure or an interruption before that leaves
    /// everything as it was. After a failure no further file is begun.
    private func replaceAll(below folder: String, isDurable: Bool) throws(CommandFailure) {
        let suffix = Self.temporarySuffix
        let paths = files.map { "\(folder)/\($0.path)" }
        let made = Mutex<[String]>([])
        let clear: @Sendable () -> Void = {
            for path in paths { unsafe unlink(path + suffix) }
            // Folders that hold something by now stay.
            for folder in made.withLock({ $0 }).reversed() { unsafe rmdir(folder) }
        }
        try Interruption.clearing(with: clear) { () throws(CommandFailure) in
            do throws(CommandFailure) {
                for parent in Set(paths.map(Self.parent(of:))).sorted() {
                    try Self.make(parent) { folder in made.withLock { $0.append(folder) } }
                }
                let hasFailed = Atomic(false)
                let failures = concurrentMap(files.count, stage: "writing files") { index -> CommandFailure? in
                    guard !hasFailed.load(ordering: .relaxed) else { return nil }
                    do throws(CommandFailure) {
                        try Self.stage(paths[index], files[index].bytes, mode: 0o644, isDurable: isDurable)
                        return nil
                    } catch {
                        hasFailed.store(true, ordering: .relaxed)
                        return error
                    }
                }
                if let failure = failures.lazy.compactMap({ $0 }).first { throw failure }
                for path in paths { try Self.put(path) }
            } catch {
                clear()
                throw error
            }
        }
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
    ///
    /// - Parameter note: is told of each that was made.
    private static func make(_ folder: String, note: (String) -> Void = { _ in }) throws(CommandFailure) {
        if unsafe mkdir(folder, 0o777) == 0 { return note(folder) }
        if errno == EEXIST { return }
        guard errno == ENOENT, let slash = folder.lastIndex(of: "/"), slash > folder.startIndex else {
            throw cannotWrite(folder)
        }
        try make(String(folder[..<slash]), note: note)
        if unsafe mkdir(folder, 0o777) == 0 { return note(folder) }
        guard errno == EEXIST else { throw cannotWrite(folder) }
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
        let temporary = path + temporarySuffix
        let clear: @Sendable () -> Void = {
            unsafe unlink(temporary)
        }
        try Interruption.clearing(with: clear) { () throws(CommandFailure) in
            try stage(path, bytes, mode: mode, isDurable: isDurable)
            try put(path)
            if isDurable { try synchronise(parent(of: path), path) }
        }
    }

    /// Has the disk keep the name, too: what was taken back would otherwise be there again after a power cut.
    private static func synchronise(_ folder: String, _ path: String) throws(CommandFailure) {
        let descriptor = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        defer { if descriptor >= 0 { close(descriptor) } }
        guard descriptor >= 0, fsync(descriptor) == 0 else {
            let reason = unsafe String(cString: strerror(errno))
            throw CommandFailure(
                .inputOutput,
                "lacuna: '\(path)' is written, but not known to be durable: \(reason); look at it after a restart"
            )
        }
    }

    /// What follows the name of a file that is not yet in its place.
    private static var temporarySuffix: String { ".partial-\(getpid())" }

    /// Writes a file under another name beside its own.
    private static func stage(
        _ path: String,
        _ bytes: [UInt8],
        mode: mode_t,
        isDurable: Bool
    ) throws(CommandFailure) {
        let temporary = path + temporarySuffix
        let descriptor = Interruption.beginning {
            unsafe open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode)
        }
        guard descriptor >= 0 else { throw cannotWrite(path) }
        let isWritten = Console.write(bytes, to: descriptor) && (!isDurable || fsync(descriptor) == 0)
        let failure = isWritten ? nil : cannotWrite(path)
        let isClosed = close(descriptor) == 0
        guard isWritten, isClosed else {
            let failure = failure ?? cannotWrite(path)
            unsafe unlink(temporary)
            throw failure
        }
    }

    /// Gives a file its own name.
    private static func put(_ path: String) throws(CommandFailure) {
        let temporary = path + temporarySuffix
        guard unsafe rename(temporary, path) == 0 else {
            let failure = cannotWrite(path)
            unsafe unlink(temporary)
            throw failure
        }
    }

    private static func cannotWrite(_ path: String) -> CommandFailure {
        let isFull = [ENOSPC, EIO, EDQUOT, EFBIG].contains(errno)
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
