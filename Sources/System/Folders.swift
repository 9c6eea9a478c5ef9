import CSystem
import Glibc

/// What lies at a path.
package enum FileKind {
    case file, folder, link
    /// A named pipe, socket or device.
    case other
}

/// What lies at a path; nil where nothing does.
///
/// - Parameters:
///   - name: the path for messages.
///   - followsLinks: whether a symbolic link counts as what it leads to.
/// - Throws: where the system does not tell.
package func fileKind(at path: String, named name: String, followsLinks: Bool) throws(SystemFault) -> FileKind? {
    var facts = stat()
    let outcome = retryingInterrupts {
        followsLinks ? unsafe stat(path, &facts) : unsafe lstat(path, &facts)
    }
    guard outcome == 0 else {
        let code = errno
        if code == ENOENT || code == ENOTDIR { return nil }
        throw SystemFault(path: name, code: code)
    }
    return switch facts.st_mode & S_IFMT {
    case S_IFREG: .file
    case S_IFDIR: .folder
    case S_IFLNK: .link
    default: .other
    }
}

/// The names in a folder, in the order of their bytes, without "." and "..".
///
/// A folder that is not there, too, is a fault: who asks has seen that it is. So is a listing that ends before its end.
///
/// - Parameters:
///   - name: the folder's path for messages.
///   - followsLinks: whether the folder may be reached by a symbolic link.
///   - most: asks no further once it has as many.
package func fileNames(
    in path: String,
    named name: String,
    followsLinks: Bool = false,
    most: Int = .max,
    where isWanted: (String) -> Bool = { _ in true }
) throws(SystemFault) -> [String] {
    let link = followsLinks ? 0 : O_NOFOLLOW
    let descriptor = retryingInterrupts { unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | link) }
    guard descriptor >= 0 else { throw SystemFault(path: name, code: errno) }
    defer { close(descriptor) }
    return try fileNames(of: descriptor, named: name, most: most, where: isWanted)
}

/// The names in a folder that is open for reading, and was not read before; as `fileNames(in:)` gives them.
package func fileNames(
    of descriptor: Int32,
    named name: String,
    most: Int = .max,
    where isWanted: (String) -> Bool = { _ in true }
) throws(SystemFault) -> [String] {
    var names: [String] = []
    while names.count < most {
        var outcome = 0
        // Room for some hundred names: a folder of any size takes several rounds.
        let entries = unsafe [UInt8](unsafeUninitializedCapacity: 32 << 10) { buffer, count in
            repeat {
                outcome = unsafe lacuna_read_entries(descriptor, buffer.baseAddress, buffer.count)
            } while outcome < 0 && errno == EINTR
            count = max(0, outcome)
        }
        guard outcome >= 0 else { throw SystemFault(path: name, code: errno) }
        if outcome == 0 { break }
        names += folderEntries(in: entries).filter { $0 != "." && $0 != ".." && isWanted($0) }
    }
    return names.prefix(most).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
}

/// The names in what the kernel writes of a folder: each entry has its length in bytes 16 and 17, lowest first, and from byte 19 on its name,
/// which a zero ends (`struct linux_dirent64`, getdents(2)).
private func folderEntries(in bytes: [UInt8]) -> [String] {
    var names: [String] = []
    var start = 0
    while start + 19 < bytes.count {
        let length = Int(bytes[start + 16]) | Int(bytes[start + 17]) << 8
        let end = start + length
        guard length > 19, end <= bytes.count else { break }
        names.append(String(decoding: bytes[start + 19..<end].prefix { $0 != 0 }, as: UTF8.self))
        start = end
    }
    return names
}

/// What is at a path where a folder is to be made.
package enum FolderState: Hashable, Sendable {
    case absent
    case empty
    case taken

    /// - Throws: where something is there that is no folder, or that the system does not let be read.
    package init(of path: String) throws(SystemFault) {
        guard let kind = try fileKind(at: path, named: path, followsLinks: true) else {
            self = .absent
            return
        }
        guard kind == .folder else { throw SystemFault(path: path, code: ENOTDIR) }
        self = try fileNames(in: path, named: path, followsLinks: true, most: 1).isEmpty ? .empty : .taken
    }
}

/// Moves a file or folder within a file system, never over another. False where the system refuses; `errno` says why.
package func moveWithoutReplacing(_ path: String, to place: String) -> Bool {
    if unsafe lacuna_rename_noreplace(AT_FDCWD, path, place) == 0 { return true }
    // Some file systems have no such call; nobody else knows of this place yet.
    guard errno == EINVAL || errno == ENOSYS, unsafe access(place, F_OK) != 0 else { return false }
    return unsafe rename(path, place) == 0
}

/// Removes a folder that this program, or one that it started, made, with all that is in it, as far as the system lets it. It follows no
/// link, and goes no deeper than any such folder is.
package func removeFolder(_ path: String, levels: Int = 32) {
    for name in levels > 0 ? (try? fileNames(in: path, named: path)) ?? [] : [] {
        let inner = "\(path)/\(name)"
        if (try? fileKind(at: inner, named: inner, followsLinks: false)) == .folder {
            removeFolder(inner, levels: levels - 1)
        } else {
            unsafe unlink(inner)
        }
    }
    unsafe rmdir(path)
}
