/// The 64-bit hash FNV-1a: for tables of words that the program itself chose, and for digests of old documents. It resists
/// nobody who looks for words with the same hash.
///
/// Algorithm: G. Fowler, L. C. Noll, K.-P. Vo, "The FNV Non-Cryptographic Hash Algorithm". Worked example: no bytes give
/// cbf29ce484222325, "a" gives af63dc4c8601ec8c.
@frozen
public struct FNV1a: Sendable {
    /// The hash of the bytes so far.
    public var value: UInt64

    @inlinable
    public init() { value = 0xCBF2_9CE4_8422_2325 }

    @inlinable
    public mutating func add(_ byte: UInt8) { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }

    /// The hash with its upper half folded into the lower: for tables that take its lowest bits as a place.
    @inlinable
    public var folded: Int { Int(truncatingIfNeeded: value ^ value >> 32) }
}
