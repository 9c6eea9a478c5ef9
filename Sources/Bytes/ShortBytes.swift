import Glibc

/// Looks at few bytes at a time. Names and keys are short: a call to the C library takes longer than the work.
package enum ShortBytes {
    /// Up to eight bytes as one number, the first lowest, those beyond the last zero.
    @inlinable @inline(__always)
    @unsafe
    package static func word(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> UInt64 {
        let raw = unsafe UnsafeRawPointer(bytes)
        switch count {
        case 8...:
            return unsafe UInt64(littleEndian: raw.loadUnaligned(as: UInt64.self))
        case 4...:
            // The two halves overlap where there are fewer than eight, and agree there.
            let low = unsafe UInt64(UInt32(littleEndian: raw.loadUnaligned(as: UInt32.self)))
            let high = unsafe UInt64(
                UInt32(littleEndian: raw.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self))
            )
            return low | high << UInt64(8 * (count - 4))
        case 2...:
            let low = unsafe UInt64(UInt16(littleEndian: raw.loadUnaligned(as: UInt16.self)))
            let high = unsafe UInt64(
                UInt16(littleEndian: raw.loadUnaligned(fromByteOffset: count - 2, as: UInt16.self))
            )
            return low | high << UInt64(8 * (count - 2))
        case 1:
            return unsafe UInt64(bytes[0])
        default:
            return 0
        }
    }

    /// Whether two stretches of the same length hold the same bytes.
    @inlinable @inline(__always)
    @unsafe
    package static func areEqual(_ one: UnsafePointer<UInt8>, _ other: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        if count <= 8 { return unsafe word(one, count) == word(other, count) }
        if count > 16 { return unsafe areEqualAtLength(one, other, count) }
        return unsafe word(one, 8) == word(other, 8) && word(one + (count - 8), 8) == word(other + (count - 8), 8)
    }

    @usableFromInline
    @unsafe
    static func areEqualAtLength(_ one: UnsafePointer<UInt8>, _ other: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        unsafe memcmp(one, other, count) == 0
    }
}
