import CSystem
import Glibc
import System

/// A folder of the store, open for writing: files go in whole, once, and durably.
///
/// The order of a write, after restic's local backend: a temporary file in the same folder (never an existing one, never
/// through a link), all bytes, fsync, close (checked), rename that does not replace, fsync of the folder. Only then is the
/// file acknowledged. After a failed fsync nothing is tried again on that descriptor: the kernel may have dropped the pages.
package struct DurableFolder: ~Copyable {
    private let descriptor: Int32
    private let flush: Flush
    /// Its path within the store, for messages.
    let path: String

    /// The name of every temporary file begins so. Readers pass over names that begin with a full stop.
    static let temporaryPrefix = ".lacuna-"

    /// How what was written is made to outlast a power cut: the system's calls, unless a test looks on.
    package struct Flush: Sendable {
        /// Flushes a file or folder; 0 when it is on disk.
        package var one: @Sendable (Int32) -> Int32 = { fsync($0) }

        package init() {}
    }

    /// Opens a folder, making it where it is missing, and then making its parent durable.
    ///
    /// - Parameters:
    ///   - root: the store.
    ///   - path: a path within it, made of ids; empty for the store itself.
    package init(root: String, path: String, flush: Flush = Flush()) throws(WriteFailure) {
        let opened = try Self.open(root, path, flush)
        descriptor = opened
        self.flush = flush
        self.path = path.isEmpty ? root : path
    }

    private static func open(_ root: String, _ path: String, _ flush: Flush) throws(WriteFailure) -> Int32 {
        let full = path.isEmpty ? root : "\(root)/\(path)"
        if !path.isEmpty {
            let isNew = unsafe mkdir(full, 0o755) == 0
            if !isNew, errno != EEXIST { throw .cannotCreate(path, reason: reason()) }
            // A folder that holds nothing may be one that a writer made and was killed before it made it durable. One that
            // holds a document is durable: no writer adds one before.
            let isUncertain = isNew ? true : try isEmpty(full, path)
            if isUncertain {
                try synchronise(path.lastIndex(of: "/").map { "\(root)/\(path[..<$0])" } ?? root, flush)
            }
        }
        let link = path.isEmpty ? 0 : O_NOFOLLOW
        let descriptor = retryingInterrupts { unsafe Glibc.open(full, O_RDONLY | O_DIRECTORY | O_CLOEXEC | link) }
        if descriptor < 0 {
            let fault = SystemFault(path: path.isEmpty ? root : path, code: errno).fault
            throw .unreadable(fault.isAbsent ? .missing : .unreadable, [fault])
        }
        return descriptor
    }

    /// Whether a folder holds nothing but hidden files.
    private static func isEmpty(_ folder: String, _ path: String) throws(WriteFailure) -> Bool {
        do {
            return try fileNames(in: folder, named: path, most: 1) { !$0.hasPrefix(".") }.isEmpty
        } catch {
            throw .unreadable(.unreadable, [error.fault])
        }
    }

    deinit { close(descriptor) }

    /// Removes the temporary files that killed writers left. Only who holds the store's lock may do so.
    ///
    /// Where the folder cannot be listed they stay for the next writer: they are hidden, and do no harm.
    func sweep() {
        let again = retryingInterrupts { unsafe lacuna_open_at(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0) }
        guard again >= 0 else { return }
        defer { close(again) }
        let left = (try? fileNames(of: again, named: path) { $0.hasPrefix(Self.temporaryPrefix) }) ?? []
        for name in left { unsafe unlinkat(descriptor, name, 0) }
    }

    /// Puts a new file in place, durably. A file of that name is never replaced.
    ///
    /// - Throws: `inputOutput` or `cannotCreate` when nothing is there, `outcomeUnknown` when it may or may not be.
    package func add(_ name: String, _ bytes: [UInt8]) throws(WriteFailure) {
        let temporary = temporaryName(of: name)
        let clear: @Sendable () -> Void = { [descriptor] in unsafe unlinkat(descriptor, temporary, 0) }
        try Interruption.clearing(with: clear) { () throws(WriteFailure) in try place(name, bytes, by: temporary) }
    }

    private func place(_ name: String, _ bytes: [UInt8], by temporary: String) throws(WriteFailure) {
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
        let file = Interruption.beginning {
            retryingInterrupts { unsafe lacuna_open_at(descriptor, temporary, flags, 0o644) }
        }
        guard file >= 0 else { throw Self.failure(target(of: name)) }
        guard writeAll(bytes, to: file), flush.one(file) == 0 else { throw discarded(name, temporary, closing: file) }
        guard close(file) == 0, unsafe lacuna_rename_noreplace(descriptor, temporary, name) == 0 else {
            throw discarded(name, temporary, closing: nil)
        }
        guard flush.one(descriptor) == 0 else { throw .outcomeUnknown(target(of: name), reason: Self.reason()) }
    }

    private func temporaryName(of name: String) -> String { "\(Self.temporaryPrefix)\(getpid())-\(name)" }

    private func target(of name: String) -> String { "\(path)/\(name)" }

    /// Why a file cannot be put in place; its temporary file is removed.
    private func discarded(_ name: String, _ temporary: String, closing file: Int32?) -> WriteFailure {
        let failure = Self.failure(target(of: name))
        if let file { close(file) }
        unsafe unlinkat(descriptor, temporary, 0)
        return failure
    }

    /// Replaces a file whole, durably: who reads sees the old or the new one.
    func replace(_ name: String, _ bytes: [UInt8]) throws(WriteFailure) {
        let new = Self.temporaryPrefix + "new-" + name
        unsafe unlinkat(descriptor, new, 0)
        do throws(WriteFailure) {
            try add(new, bytes)
        } catch {
            unsafe unlinkat(descriptor, new, 0)
            // It never had its own name, so that nobody saw it.
            if case .outcomeUnknown(_, let reason) = error { throw .inputOutput("\(path)/\(name)", reason: reason) }
            throw error
        }
        guard unsafe renameat(descriptor, new, descriptor, name) == 0 else {
            let failure = Self.failure("\(path)/\(name)")
            unsafe unlinkat(descriptor, new, 0)
            throw failure
        }
        guard flush.one(descriptor) == 0 else { throw .outcomeUnknown("\(path)/\(name)", reason: Self.reason()) }
    }

    private static func synchronise(_ folder: String, _ flush: Flush) throws(WriteFailure) {
        let descriptor = retryingInterrupts { unsafe Glibc.open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
        guard descriptor >= 0 else { throw .cannotCreate(folder, reason: reason()) }
        defer { close(descriptor) }
        if flush.one(descriptor) != 0 { throw .inputOutput(folder, reason: reason()) }
    }

    private static func failure(_ target: String) -> WriteFailure {
        switch errno {
        case EACCES, EPERM, EROFS, EEXIST, ELOOP, ENOENT, EMFILE, ENFILE: .cannotCreate(target, reason: reason())
        default: .inputOutput(target, reason: reason())
        }
    }

    private static func reason() -> String { unsafe String(cString: strerror(errno)) }
}
