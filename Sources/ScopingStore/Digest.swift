/// The digest by which a revision names the one before it: 64-bit FNV-1a over the bytes, as 16 hexadecimal digits.
///
/// It shows accidents (an edited file, a bad copy), not forgery. Algorithm: G. Fowler, L. C. Noll, K.-P. Vo,
/// "The FNV Non-Cryptographic Hash Algorithm". Worked example: no bytes give cbf29ce484222325, "a" gives af63dc4c8601ec8c.
public func digest(of bytes: [UInt8]) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.utf8.count) + digits
}
