import Bytes
import Glibc

/// The digests by which documents are told apart: SHA-256 (FIPS 180-4) over a document's bytes with line ends as LF, so that
/// a copy on a machine that writes CR LF has the same.
///
/// A document has two. Its *digest* is over all of it: by it the next revision, and a list of heads, name it; on a copy with
/// LF it is what `sha256sum` prints. Its *seal* is what it states of itself, in the attribute `sha256` of its root: the digest
/// it has while that attribute's value is empty. So anybody can check a seal by hand:
///
///     sed 's/ sha256="[0-9a-f]*"/ sha256=""/' FILE | sha256sum

/// A document's digest as 64 hexadecimal digits.
public func digest(of bytes: [UInt8]) -> String {
    SHA256.hexadecimal(of: withLineFeeds(bytes))
}

/// The same bytes with each CR LF as LF.
func withLineFeeds(_ bytes: [UInt8]) -> [UInt8] {
    let hasReturn = unsafe bytes.withUnsafeBytes { buffer in
        guard let start = buffer.baseAddress else { return false }
        return unsafe memchr(start, 0x0D, buffer.count) != nil
    }
    guard hasReturn else { return bytes }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    for (index, byte) in bytes.enumerated() {
        if byte == 0x0D, index + 1 < bytes.count, bytes[index + 1] == 0x0A { continue }
        result.append(byte)
    }
    return result
}

/// The digest by which revisions named the one before until SHA-256 took its place: 64-bit FNV-1a, as 16 hexadecimal digits.
/// Documents that state it stay readable.
func earlierDigest(of bytes: [UInt8]) -> String {
    var hash = FNV1a()
    for byte in withLineFeeds(bytes) { hash.add(byte) }
    let digits = String(hash.value, radix: 16)
    return String(repeating: "0", count: 16 - digits.utf8.count) + digits
}

/// Whether a digest that a successor states is this document's, in the old form or the new.
func isDigest(_ stated: String, of bytes: [UInt8]) -> Bool {
    stated == (stated.utf8.count == 16 ? earlierDigest(of: bytes) : digest(of: bytes))
}
