import Glibc
import System

/// Reads a regular file whole, but never more than `limit` bytes.
///
/// Named pipes and devices are refused rather than waited for, and symbolic links within a store are not followed.
///
/// - Parameters:
///   - name: the file's name for messages.
///   - followsLinks: for files that a user named, which may be links.
/// - Throws: with `systemCode` where the system does not let it be read.
func readFile(
    at path: String,
    named name: String,
    limit: Int,
    followsLinks: Bool = false
) throws(DocumentFault) -> [UInt8] {
    let link = followsLinks ? 0 : O_NOFOLLOW
    let descriptor = retryingInterrupts { unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | link) }
    guard descriptor >= 0 else {
        let code = errno
        if code == ELOOP, (try? fileKind(at: path, named: name, followsLinks: false)) == .link {
            throw symbolicLink(name)
        }
        // A socket, or a device that is not there.
        if code == ENXIO { throw notRegular(name) }
        throw SystemFault(path: name, code: code).fault
    }
    defer { close(descriptor) }
    var facts = stat()
    guard unsafe fstat(descriptor, &facts) == 0 else { throw cannotRead(name) }
    guard facts.st_mode & S_IFMT == S_IFREG else {
        throw notRegular(name)
    }
    let tooLarge = DocumentFault(
        file: name,
        message: "larger than \(limit) bytes",
        hint: "no document of this kind needs as many; is it the right file?"
    )
    guard facts.st_size <= limit else { throw tooLarge }
    // One byte more than the file has: a short read is its end, and a file that grows meanwhile is seen to.
    var room = Int(facts.st_size) + 1
    var bytes: [UInt8] = []
    while true {
        var failed = false
        let piece = unsafe [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
            let got = retryingInterrupts { unsafe Int32(clamping: read(descriptor, buffer.baseAddress, room)) }
            failed = got < 0
            count = max(0, Int(got))
        }
        if failed { throw cannotRead(name) }
        if bytes.isEmpty { bytes = piece } else { bytes += piece }
        guard bytes.count <= limit else { throw tooLarge }
        if piece.isEmpty || bytes.count == Int(facts.st_size) { return bytes }
        room = 1 << 16
    }
}

private func cannotRead(_ name: String) -> DocumentFault { SystemFault(path: name, code: errno).fault }

private func notRegular(_ name: String) -> DocumentFault {
    DocumentFault(file: name, message: "not a regular file", hint: "a store holds plain files and folders")
}

/// A link in a store might lead out of it.
func symbolicLink(_ name: String) -> DocumentFault {
    DocumentFault(
        file: name,
        message: "a symbolic link, which is not followed",
        hint: "a store holds plain files and folders: put the file itself there"
    )
}

/// Reads a file that a user named: a return, or a form, which may be a workbook.
public func readDocument(at path: String) throws(DocumentFault) -> [UInt8] {
    try readFile(at: path, named: path, limit: Limits.handedInBytes, followsLinks: true)
}

/// Reads another file that a user named: boundaries, a layout of tiles.
public func readDocument(at path: String, maxBytes: Int) throws(DocumentFault) -> [UInt8] {
    try readFile(at: path, named: path, limit: maxBytes, followsLinks: true)
}
