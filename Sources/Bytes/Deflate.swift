/// Compresses as "deflate" (RFC 1951): repeated stretches by their distance, with the fixed Huffman code; bytes that would
/// only grow are stored as they are. The same bytes always give the same bytes.
public enum Deflate {
    /// The compressed bytes, never more than five longer for each 65,535 than what they hold.
    public static func deflated(_ bytes: [UInt8]) -> [UInt8] {
        let packed = Deflation(bytes).packed()
        let storedCount = bytes.count + 5 * max(1, (bytes.count + 65_534) / 65_535)
        return packed.count <= storedCount ? packed : stored(bytes)
    }

    private static func stored(_ bytes: [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        var place = 0
        repeat {
            let length = min(65_535, bytes.count - place)
            let isLast = place + length == bytes.count
            let (low, high) = (UInt8(truncatingIfNeeded: length), UInt8(truncatingIfNeeded: length >> 8))
            output += [isLast ? 1 : 0, low, high, ~low, ~high]
            output += bytes[place..<place + length]
            place += length
        } while place < bytes.count
        return output
    }
}

private struct Deflation {
    /// How far back a stretch may lie, and how many places with the same beginning are tried for the longest.
    private static let window = 1 << 15
    private static let tries = 96
    private static let shortest = 3
    private static let longest = 258

    /// By length: its symbol, from 0.
    private static let lengthSymbols: [UInt16] = {
        var symbols = [UInt16](repeating: 0, count: longest + 1)
        for (index, base) in DeflateTables.lengthBases.enumerated() {
            for length in base...longest { symbols[length] = UInt16(truncatingIfNeeded: index) }
        }
        return symbols
    }()

    /// By symbol: its code, as it is written, and how many bits it has.
    private static let literals: [(code: UInt32, bits: UInt64)] = (0..<288).map { symbol in
        let (code, bits): (Int, Int)
        switch symbol {
        case ..<144: (code, bits) = (0x30 + symbol, 8)
        case ..<256: (code, bits) = (0x190 + symbol - 144, 9)
        case ..<280: (code, bits) = (symbol - 256, 7)
        default: (code, bits) = (0xC0 + symbol - 280, 8)
        }
        return (DeflateTables.reversed(UInt32(truncatingIfNeeded: code), count: bits), UInt64(bits))
    }

    private let bytes: [UInt8]
    private var output: [UInt8] = []
    /// Bits not yet written, and how many.
    private var held: UInt64 = 0
    private var count: UInt64 = 0
    /// By the hash of three bytes: the last place where they stand, plus one. By place within the window: the one before. Both are as
    /// long as the bytes need: most of what is packed is short, and clearing long tables would take longer than packing it.
    private var heads: [Int32]
    private var previous: [Int32]
    /// What a hash is shifted by, to be a place in `heads`.
    private let shift: UInt32

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        // The least power of two from 2^8 that is not less than their count, at most 2^15.
        let bits = min(15, max(8, Int.bitWidth - max(0, bytes.count - 1).leadingZeroBitCount))
        heads = Array(repeating: 0, count: 1 << bits)
        previous = Array(repeating: 0, count: 1 << bits)
        shift = UInt32(truncatingIfNeeded: 32 - bits)
        assert(1 << 15 == Self.window)
    }

    /// One block, the last, of the fixed code.
    consuming func packed() -> [UInt8] {
        write(0b011, 3)
        var place = 0
        var found = match(at: 0)
        while place < bytes.count {
            note(place)
            // A longer stretch that begins one byte later is worth a byte on its own.
            let next =
                found.length >= Self.shortest && found.length < 32 ? match(at: place + 1) : (length: 0, distance: 0)
            guard found.length >= Self.shortest, next.length <= found.length else {
                writeLiteral(Int(bytes[place]))
                place += 1
                found = next.length > 0 ? next : match(at: place)
                continue
            }
            write(found)
            for passed in place + 1..<place + found.length { note(passed) }
            place += found.length
            found = match(at: place)
        }
        writeLiteral(256)
        if count > 0 { write(0, 8 - count % 8) }
        return output
    }

    private func hash(_ place: Int) -> Int {
        let three = UInt32(bytes[place]) << 16 | UInt32(bytes[place + 1]) << 8 | UInt32(bytes[place + 2])
        return Int((three &* 0x9E37_79B1) >> shift)
    }

    /// Remembers that three bytes stand here.
    private mutating func note(_ place: Int) {
        guard place + 2 < bytes.count else { return }
        let hash = hash(place)
        previous[place & (previous.count - 1)] = heads[hash]
        heads[hash] = Int32(truncatingIfNeeded: place + 1)
    }

    /// The longest stretch before this place that stands here too: the nearest of equals.
    private func match(at place: Int) -> (length: Int, distance: Int) {
        guard place + 2 < bytes.count else { return (0, 0) }
        let most = min(Self.longest, bytes.count - place)
        var best = (length: 2, distance: 0)
        var candidate = Int(heads[hash(place)]) - 1
        var tries = Self.tries
        while candidate >= 0, candidate < place, place - candidate <= Self.window, tries > 0 {
            if bytes[candidate + best.length] == bytes[place + best.length] {
                var length = 0
                while length < most, bytes[candidate + length] == bytes[place + length] { length += 1 }
                if length > best.length {
                    best = (length, place - candidate)
                    if length == most { break }
                }
            }
            let before = Int(previous[candidate & (previous.count - 1)]) - 1
            // Places overwritten since lie later.
            guard before < candidate else { break }
            candidate = before
            tries -= 1
        }
        return best.distance > 0 ? best : (0, 0)
    }

    private mutating func write(_ match: (length: Int, distance: Int)) {
        let symbol = Int(Self.lengthSymbols[match.length])
        writeLiteral(257 + symbol)
        write(match.length - DeflateTables.lengthBases[symbol], UInt64(DeflateTables.lengthBits[symbol]))
        let bases = DeflateTables.distanceBases
        let code = (bases.firstIndex { $0 > match.distance } ?? bases.count) - 1
        write(Int(DeflateTables.reversed(UInt32(truncatingIfNeeded: code), count: 5)), 5)
        write(match.distance - bases[code], UInt64(DeflateTables.distanceBits[code]))
    }

    private mutating func writeLiteral(_ symbol: Int) {
        write(Int(Self.literals[symbol].code), Self.literals[symbol].bits)
    }

    private mutating func write(_ value: Int, _ bits: UInt64) {
        held |= UInt64(truncatingIfNeeded: value) << count
        count += bits
        while count >= 8 {
            output.append(UInt8(truncatingIfNeeded: held))
            held >>= 8
            count -= 8
        }
    }
}
