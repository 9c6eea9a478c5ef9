import CSystem
import Glibc

/// A socket file that this process made, known by its inode: what another made in its stead is left alone.
struct SocketPath {
    let path: String
    private let device: UInt
    private let inode: UInt

    init?(_ path: String) {
        guard let status = Self.status(of: path) else { return nil }
        self.path = path
        (device, inode) = (status.st_dev, status.st_ino)
    }

    /// Removes the file, if it is still the same.
    func remove() {
        guard let status = Self.status(of: path), status.st_dev == device, status.st_ino == inode else { return }
        unsafe unlink(path)
    }

    /// What lies at a path, if it is a socket. Links are not followed.
    private static func status(of path: String) -> stat? {
        var status = stat()
        guard unsafe lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFSOCK else { return nil }
        return status
    }
}

extension Listener {
    /// Listens on a Unix-domain socket.
    ///
    /// A socket file that a server left behind when it was killed is replaced; one that a server still answers at, and
    /// any other file, is not.
    ///
    /// - Parameter mode: who may connect: 0600 is the user who runs the server. The file never is more open than that.
    public static func unix(path: String, mode: UInt32 = 0o600) throws(TransportFault) -> Listener {
        // While the folder is locked no other server of this kind looks at the same stale file.
        let folder = unsafe lacuna_open_at(AT_FDCWD, parent(of: path), O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0)
        if folder >= 0 {
            // Not for ever: anybody may hold a lock on a folder such as /tmp.
            var patience = 100
            while lacuna_try_lock(folder) != 0, patience > 0 {
                patience -= 1
                usleep(10_000)
            }
        }
        defer { if folder >= 0 { close(folder) } }

        let descriptor = lacuna_socket(AF_UNIX, 0)
        guard descriptor >= 0 else { throw .lastError(path, "cannot make a socket") }
        do throws(TransportFault) {
            // Before the file exists, so that at no moment anybody else can connect. The umask may still narrow it.
            guard fchmod(descriptor, mode & 0o777) == 0 else { throw .lastError(path, "cannot set its mode") }
            if unsafe lacuna_bind_unix(descriptor, path) != 0 {
                guard errno == EADDRINUSE else { throw bindFault(path) }
                try removeStale(path)
                guard unsafe lacuna_bind_unix(descriptor, path) == 0 else { throw bindFault(path) }
            }
            let made = SocketPath(path)
            guard unsafe chmod(path, mode & 0o777) == 0, listen(descriptor, backlog) == 0 else {
                let fault = TransportFault.lastError(path, "cannot listen")
                made?.remove()
                throw fault
            }
            return Listener(descriptor: descriptor, address: path, isUnix: true, madePath: made)
        } catch {
            close(descriptor)
            throw error
        }
    }

    private static func bindFault(_ path: String) -> TransportFault {
        errno == ENAMETOOLONG
            ? TransportFault(.invalidAddress, path, "the path is empty or longer than 107 bytes")
            : .lastError(path, "cannot listen")
    }

    /// Removes a socket file at which no server answers.
    private static func removeStale(_ path: String) throws(TransportFault) {
        guard let left = SocketPath(path) else {
            throw TransportFault(.inUse, path, "there is a file that is no socket")
        }
        let probe = lacuna_socket(AF_UNIX, 0)
        guard probe >= 0 else { throw .lastError(path, "cannot make a socket") }
        defer { close(probe) }
        guard unsafe lacuna_connect_unix(probe, path) != 0, errno == ECONNREFUSED else {
            throw TransportFault(.inUse, path, "a server already answers there")
        }
        left.remove()
    }

    private static func parent(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}
