import CSystem
import Glibc
import System

/// The lock on a store that one writer holds at a time. The kernel frees it when the writer dies.
///
/// It lies on a file of its own, `.lock`, that only those may open who may write the store: a lock on the folder, or on a
/// document, could be held by anybody who may read it, and would keep every writer out. The file says nothing and is
/// never removed; its mode follows the folder's, so that the members of a group who share a store share its lock.
package struct StoreLock: ~Copyable {
    /// Within the store. Readers pass over names that begin with a full stop.
    package static let fileName = ".lock"

    private let folder: Int32
    private let file: Int32

    /// Waits for the lock.
    ///
    /// - Parameters:
    ///   - root: the store's folder.
    ///   - patience: how often to try, 10 milliseconds apart.
    ///   - mayWait: asked before each further try; who is stopped waits no longer.
    /// - Throws: `locked` when the time is over; `cannotCreate` where this user may not write the store.
    package init(
        root: String,
        patience: Int,
        mayWait: () -> Bool = { true }
    ) throws(WriteFailure) {
        var tries = 0
        while true {
            let (folder, file) = try Self.open(root)
            while lacuna_try_lock(file) != 0 {
                let code = errno
                guard code == EWOULDBLOCK || code == EINTR else {
                    Self.close(folder, file)
                    throw .cannotCreate(Self.fileName, reason: Self.reason(code))
                }
                guard tries < patience, mayWait() else {
                    Self.close(folder, file)
                    throw .locked
                }
                tries += 1
                usleep(10_000)
            }
            // Who removed the file meanwhile made room for a second one: only the one that lies there counts.
            guard Self.isInPlace(file, folder) else {
                Self.close(folder, file)
                guard tries < patience, mayWait() else { throw .locked }
                tries += 1
                continue
            }
            self.folder = folder
            self.file = file
            Self.waitForOlder(folder)
            return
        }
    }

    deinit { Self.close(folder, file) }

    /// Gives the lock back before its end of life does.
    package func release() {
        lacuna_unlock(folder)
        lacuna_unlock(file)
    }

    /// Versions before this one lock the folder. Theirs is waited for as long as such a write takes, and is held against
    /// them; but since everybody who may read the folder can hold it, it keeps nobody out: a document is never replaced,
    /// whoever writes beside.
    private static func waitForOlder(_ folder: Int32) {
        for attempt in 0..<olderPatience {
            if lacuna_try_lock(folder) == 0 { return }
            if attempt + 1 < olderPatience { usleep(10_000) }
        }
    }

    /// How often the folder's own lock is tried, 10 milliseconds apart.
    private static let olderPatience = 5

    private static func open(_ root: String) throws(WriteFailure) -> (folder: Int32, file: Int32) {
        let folder = retryingInterrupts { unsafe Glibc.open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
        guard folder >= 0 else { throw .cannotCreate(root, reason: reason(errno)) }
        let file = retryingInterrupts {
            // Neither through a link nor waiting for the other end of a pipe.
            unsafe lacuna_open_at(folder, fileName, O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0o600)
        }
        guard file >= 0 else {
            let code = errno
            Glibc.close(folder)
            // A link, a folder, a socket.
            if [ELOOP, EISDIR, ENXIO].contains(code) { throw notPlain }
            let hint = code == EACCES || code == EPERM ? " (who may write the store must be able to open it)" : ""
            throw .cannotCreate(fileName, reason: reason(code) + hint)
        }
        var (status, around) = (stat(), stat())
        guard unsafe fstat(file, &status) == 0, unsafe fstat(folder, &around) == 0 else {
            let code = errno
            close(folder, file)
            throw .cannotCreate(fileName, reason: reason(code))
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            close(folder, file)
            throw notPlain
        }
        // What root makes in another's store is the other's, or they could not write there any more.
        if geteuid() == 0, status.st_uid != around.st_uid { _ = fchown(file, around.st_uid, around.st_gid) }
        // As open as the folder is to writers, and no more; only its owner may say so.
        if status.st_uid == geteuid() || geteuid() == 0 {
            let shared = around.st_mode & 0o022
            let mode = 0o600 | shared | shared << 1
            if status.st_gid != around.st_gid, shared & 0o020 != 0 { _ = fchown(file, uid_t.max, around.st_gid) }
            if status.st_mode & 0o777 != mode { _ = fchmod(file, mode) }
        }
        return (folder, file)
    }

    private static let notPlain = WriteFailure.cannotCreate(fileName, reason: "it is no plain file; remove it")

    private static func isInPlace(_ file: Int32, _ folder: Int32) -> Bool {
        var (held, found) = (stat(), stat())
        return unsafe fstat(file, &held) == 0 && fstatat(folder, fileName, &found, AT_SYMLINK_NOFOLLOW) == 0
            && held.st_ino == found.st_ino && held.st_dev == found.st_dev
    }

    private static func close(_ folder: Int32, _ file: Int32) {
        Glibc.close(file)
        Glibc.close(folder)
    }

    private static func reason(_ code: Int32) -> String { unsafe String(cString: strerror(code)) }
}
