/// What RFC 1951 fixes once for all: the lengths and distances that its symbols stand for.
enum DeflateTables {
    /// The shortest length of each symbol from 257, and how many bits after the symbol are added to it.
    static let lengthBases: [Int] = [
        3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227,
        258,
    ]
    static let lengthBits: [Int] = [
        0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
    ]

    /// The shortest distance of each symbol, and how many bits after the symbol are added to it.
    static let distanceBases: [Int] = [
        1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097,
        6145,
        8193, 12289, 16385, 24577,
    ]
    static let distanceBits: [Int] = [
        0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13,
    ]

    /// The order in which a block states the lengths of the codes for its code lengths: the likeliest first.
    static let codeLengthOrder: [Int] = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]

    /// The code lengths of blocks that state none, by literal or length symbol.
    static let fixedLengths: [UInt8] = (0..<288).map { $0 < 144 ? 8 : $0 < 256 ? 9 : $0 < 280 ? 7 : 8 }

    /// Bits in opposite order: codes are written highest bit first, everything else lowest first.
    static func reversed(_ bits: UInt32, count: Int) -> UInt32 {
        var (rest, turned) = (bits, UInt32(0))
        for _ in 0..<count {
            turned = turned << 1 | rest & 1
            rest >>= 1
        }
        return turned
    }
}
