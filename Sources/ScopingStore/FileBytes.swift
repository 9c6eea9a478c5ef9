import Glibc

/// Reads a regular file whole, but never more than `limit` bytes.
///
/// Named pipes and devices are refused rather than waited for.
///
/// - Parameter name: the file's name for messages.
func readFile(at path: String, named name: String, limit: Int) throws(DocumentFault) -> [UInt8] {
    let descriptor = retryingInterrupts { unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK) }
    guard descriptor >= 0 else { throw cannotRead(name) }
    defer { close(descriptor) }
    var facts = stat()
    guard unsafe fstat(descriptor, &facts) == 0 else { throw cannotRead(name) }
    guard facts.st_mode & S_IFMT == S_IFREG else {
        throw DocumentFault(file: name, message: "not a regular file", mend: "a store holds plain files and folders")
    }
    let tooLarge = DocumentFault(
        file: name,
        message: "larger than \(limit) bytes",
        mend: "no document of this kind needs as many; is it the right file?"
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

private func cannotRead(_ name: String) -> DocumentFault {
    let reason = unsafe String(cString: strerror(errno))
    return DocumentFault(file: name, message: "cannot be read: \(reason)")
}

/// Repeats a system call that a signal interrupted.
private func retryingInterrupts(_ call: () -> Int32) -> Int32 {
    var result = call()
    while result < 0, errno == EINTR { result = call() }
    return result
}

/// Reads a file that a user named: a return or a form.
public func readDocument(at path: String) throws(DocumentFault) -> [UInt8] {
    try readFile(at: path, named: path, limit: Limits.spreadsheetBytes)
}

/// Reads another file that a user named: boundaries, a layout of tiles.
public func readDocument(at path: String, mostBytes: Int) throws(DocumentFault) -> [UInt8] {
    try readFile(at: path, named: path, limit: mostBytes)
}
