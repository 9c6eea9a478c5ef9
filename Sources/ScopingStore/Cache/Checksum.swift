/// A number over many bytes, by which damage shows: not against forgery, but at several bytes a cycle. Four sums run side by side, each
/// multiplied and rotated with every eight bytes, as in xxHash.
func checksum(of bytes: ArraySlice<UInt8>) -> UInt64 {
    let (prime, second): (UInt64, UInt64) = (0x9E37_79B1_85EB_CA87, 0xC2B2_AE3D_27D4_EB4F)
    return unsafe bytes.withUnsafeBytes { bytes in
        var (a, b, c, d) = (prime, second, prime &+ second, prime ^ second)
        func mix(_ sum: UInt64, _ word: UInt64) -> UInt64 {
            let mixed = sum &+ word &* second
            return (mixed << 31 | mixed >> 33) &* prime
        }
        var offset = 0
        while offset + 32 <= bytes.count {
            a = unsafe mix(a, bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
            b = unsafe mix(b, bytes.loadUnaligned(fromByteOffset: offset + 8, as: UInt64.self))
            c = unsafe mix(c, bytes.loadUnaligned(fromByteOffset: offset + 16, as: UInt64.self))
            d = unsafe mix(d, bytes.loadUnaligned(fromByteOffset: offset + 24, as: UInt64.self))
            offset += 32
        }
        while offset < bytes.count {
            a = unsafe mix(a, UInt64(bytes[offset]) &+ 1)
            offset += 1
        }
        var result = mix(mix(mix(a, b), c), d) ^ UInt64(bytes.count)
        result ^= result >> 33
        result = result &* second
        return result ^ result >> 29
    }
}
