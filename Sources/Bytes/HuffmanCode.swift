/// A canonical Huffman code for reading (RFC 1951, 3.2.2): given by the lengths of its codes alone, since codes of a length
/// count upwards in the order of their symbols, and each length begins where the shorter one ended.
///
/// Worked example: lengths 2, 1, 3, 3 of the symbols A, B, C, D give A = 10, B = 0, C = 110, D = 111.
struct HuffmanCode {
    /// Codes of up to so many bits are looked up at once.
    private static let fastBits = 10

    /// By the next ten bits: the symbol times 16, and the code's length; 0 where the code is longer, or is none.
    private var fast = [UInt16](repeating: 0, count: 1 << fastBits)
    /// How many codes there are of each length, and all symbols ordered by their codes.
    private var counts = [Int](repeating: 0, count: 16)
    private var symbols: [UInt16]

    /// - Parameter allowsOneCode: whether a single code of one bit, whose other half stands for nothing, will do.
    /// - Returns: nil where the lengths make no code: too many of a length, or too few.
    init?(lengths: ArraySlice<UInt8>, allowsOneCode: Bool) {
        for length in lengths where length < 16 { counts[Int(length)] += 1 }
        counts[0] = 0
        var (left, first, longest) = (1, 0, 0)
        var starts = [Int](repeating: 0, count: 16)
        for length in 1..<16 {
            left = left * 2 - counts[length]
            guard left >= 0 else { return nil }
            starts[length] = first
            first += counts[length]
            if counts[length] > 0 { longest = length }
        }
        guard left == 0 || longest == 0 && allowsOneCode || longest == 1 && allowsOneCode else { return nil }

        symbols = [UInt16](repeating: 0, count: first)
        var (code, codes) = (0, [Int](repeating: 0, count: 16))
        for length in 1..<16 {
            code = (code + counts[length - 1]) << 1
            codes[length] = code
        }
        for (symbol, length) in lengths.enumerated() where length > 0 && length < 16 {
            let bits = Int(length)
            symbols[starts[bits]] = UInt16(truncatingIfNeeded: symbol)
            starts[bits] += 1
            if bits <= Self.fastBits {
                let entry = UInt16(truncatingIfNeeded: symbol << 4 | bits)
                var place = Int(DeflateTables.reversed(UInt32(truncatingIfNeeded: codes[bits]), count: bits))
                while place < fast.count {
                    fast[place] = entry
                    place += 1 << bits
                }
            }
            codes[bits] += 1
        }
    }

    /// The symbol whose code the bits begin with, and the code's length; nil where they begin with none.
    @inline(__always)
    func symbol(at bits: UInt64) -> (symbol: Int, length: Int)? {
        let entry = fast[Int(bits & 1023)]
        if entry != 0 { return (Int(entry >> 4), Int(entry & 15)) }
        return longSymbol(at: bits)
    }

    /// Bit by bit: among the codes of each length, is this one?
    private func longSymbol(at bits: UInt64) -> (symbol: Int, length: Int)? {
        var (code, first, index, rest) = (0, 0, 0, bits)
        for length in 1..<16 {
            code |= Int(rest & 1)
            rest >>= 1
            let count = counts[length]
            if code - first < count {
                let place = index + code - first
                return symbols.indices.contains(place) ? (Int(symbols[place]), length) : nil
            }
            index += count
            first = (first + count) << 1
            code <<= 1
        }
        return nil
    }
}
