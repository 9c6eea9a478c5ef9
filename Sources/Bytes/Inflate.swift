/// Why compressed bytes cannot be read.
public enum InflateFault: Error, Hashable, Sendable {
    /// They end before the last block does.
    case truncated
    /// They follow no rule of the format.
    case malformed
    /// They hold more than was allowed.
    case tooLarge
}

/// Reads what "deflate" compressed (RFC 1951), as ZIP, PNG and PDF use it.
///
/// The bytes are a row of blocks; each holds bytes as they are, or symbols of a Huffman code: a byte, the end of the block,
/// or "the same again, so many bytes from so far back".
public struct Inflate {
    /// What the bytes held.
    public let bytes: [UInt8]
    /// Where the compressed bytes ended: the place after their last.
    public let end: Int

    /// - Parameter range: where the compressed bytes lie among `bytes`; they may end before it does.
    /// - Parameter limit: the most bytes to make. One more is a fault, and never more memory than that is taken.
    public init(_ bytes: [UInt8], in range: Range<Int>, limit: Int) throws(InflateFault) {
        guard range.lowerBound >= 0, range.upperBound <= bytes.count else { throw .truncated }
        var work = Inflation(bits: BitReader(bytes, range), limit: max(0, limit))
        try work.run()
        self.bytes = work.finished()
        end = work.bits.end
    }

    public init(_ bytes: [UInt8], limit: Int) throws(InflateFault) {
        try self.init(bytes, in: 0..<bytes.count, limit: limit)
    }
}

/// Bits, the lowest of each byte first.
private struct BitReader {
    private let bytes: [UInt8]
    private var position: Int
    private let stop: Int
    /// The next bits, and how many of them there are.
    private(set) var held: UInt64 = 0
    private(set) var count = 0

    init(_ bytes: [UInt8], _ range: Range<Int>) {
        self.bytes = bytes
        position = range.lowerBound
        stop = range.upperBound
    }

    /// The place after the last byte of which a bit was taken.
    var end: Int { position - count / 8 }

    /// Holds 57 bits or more, or all that are left.
    @inline(__always)
    mutating func fill() {
        while count <= 56, position < stop {
            held |= UInt64(bytes[position]) &<< UInt64(truncatingIfNeeded: count)
            position &+= 1
            count &+= 8
        }
    }

    @inline(__always)
    mutating func drop(_ bits: Int) throws(InflateFault) {
        guard bits <= count else { throw .truncated }
        held = bits < 64 ? held >> UInt64(truncatingIfNeeded: bits) : 0
        count &-= bits
    }

    /// The next bits as a number; 32 at most.
    @inline(__always)
    mutating func take(_ bits: Int) throws(InflateFault) -> Int {
        if count < bits { fill() }
        let value = held & (1 &<< UInt64(truncatingIfNeeded: bits) &- 1)
        try drop(bits)
        return Int(truncatingIfNeeded: value)
    }

    /// Passes what is left of a byte begun.
    mutating func alignToByte() throws(InflateFault) { try drop(count % 8) }

    @inline(__always)
    mutating func symbol(of code: HuffmanCode) throws(InflateFault) -> Int {
        guard let found = code.symbol(at: held) else { throw count < 15 ? .truncated : .malformed }
        try drop(found.length)
        return found.symbol
    }
}

private struct Inflation {
    var bits: BitReader
    private let limit: Int
    /// What was made are the first `count` bytes; those after them are room.
    private var output: [UInt8] = []
    private var count = 0

    private let lengthBases = DeflateTables.lengthBases
    private let lengthBits = DeflateTables.lengthBits
    private let distanceBases = DeflateTables.distanceBases
    private let distanceBits = DeflateTables.distanceBits

    init(bits: BitReader, limit: Int) {
        self.bits = bits
        self.limit = limit
    }

    mutating func run() throws(InflateFault) {
        var isLast = false
        while !isLast {
            isLast = try bits.take(1) == 1
            switch try bits.take(2) {
            case 0: try readStored()
            case 1: try readSymbols(literals: try Self.fixedLiterals(), distances: try Self.fixedDistances())
            case 2:
                let (literals, distances) = try readCodes()
                try readSymbols(literals: literals, distances: distances)
            default: throw .malformed
            }
        }
    }

    mutating func finished() -> [UInt8] {
        output.removeLast(output.count - count)
        return output
    }

    /// Makes room for so many bytes more.
    @inline(__always)
    private mutating func makeRoom(_ more: Int) throws(InflateFault) {
        if more > output.count &- count { try grow(more) }
    }

    @inline(never)
    private mutating func grow(_ more: Int) throws(InflateFault) {
        guard more <= limit - count else { throw .tooLarge }
        let wanted = min(limit, max(count + more, output.count * 2, 1 << 12))
        output.append(contentsOf: repeatElement(0, count: wanted - output.count))
    }

    private mutating func readStored() throws(InflateFault) {
        try bits.alignToByte()
        let length = try bits.take(16)
        guard try bits.take(16) == length ^ 0xFFFF else { throw .malformed }
        try makeRoom(length)
        for _ in 0..<length {
            output[count] = UInt8(truncatingIfNeeded: try bits.take(8))
            count &+= 1
        }
    }

    private mutating func readSymbols(literals: HuffmanCode, distances: HuffmanCode) throws(InflateFault) {
        while true {
            bits.fill()
            let symbol = try bits.symbol(of: literals)
            if symbol < 256 {
                try makeRoom(1)
                output[count] = UInt8(truncatingIfNeeded: symbol)
                count &+= 1
                continue
            }
            if symbol == 256 { return }
            guard symbol - 257 < lengthBases.count else { throw .malformed }
            let length = lengthBases[symbol - 257] + (try bits.take(lengthBits[symbol - 257]))
            let code = try bits.symbol(of: distances)
            guard code < distanceBases.count else { throw .malformed }
            let distance = distanceBases[code] + (try bits.take(distanceBits[code]))
            guard distance <= count else { throw .malformed }
            try makeRoom(length)
            // The stretch may reach into what it makes: a distance of 1 repeats one byte.
            for _ in 0..<length {
                output[count] = output[count &- distance]
                count &+= 1
            }
        }
    }

    /// The codes that a block states before its symbols (RFC 1951, 3.2.7).
    private mutating func readCodes() throws(InflateFault) -> (HuffmanCode, HuffmanCode) {
        let literals = try bits.take(5) + 257
        let distances = try bits.take(5) + 1
        let stated = try bits.take(4) + 4
        guard literals <= 286, distances <= 30 else { throw .malformed }
        var codeLengths = [UInt8](repeating: 0, count: 19)
        for symbol in DeflateTables.codeLengthOrder.prefix(stated) {
            codeLengths[symbol] = UInt8(truncatingIfNeeded: try bits.take(3))
        }
        guard let code = HuffmanCode(lengths: codeLengths[...], allowsOneCode: false) else { throw .malformed }

        var lengths: [UInt8] = []
        while lengths.count < literals + distances {
            bits.fill()
            let symbol = try bits.symbol(of: code)
            let (value, times): (UInt8, Int)
            switch symbol {
            case 16:
                guard let last = lengths.last else { throw .malformed }
                (value, times) = (last, try bits.take(2) + 3)
            case 17: (value, times) = (0, try bits.take(3) + 3)
            case 18: (value, times) = (0, try bits.take(7) + 11)
            default: (value, times) = (UInt8(truncatingIfNeeded: symbol), 1)
            }
            lengths.append(contentsOf: repeatElement(value, count: times))
        }
        // A block without an end would never come to one.
        guard lengths.count == literals + distances, lengths[256] > 0,
            let literalCode = HuffmanCode(lengths: lengths[..<literals], allowsOneCode: true),
            let distanceCode = HuffmanCode(lengths: Array(lengths[literals...])[...], allowsOneCode: true)
        else { throw .malformed }
        return (literalCode, distanceCode)
    }

    private static let fixed = (
        HuffmanCode(lengths: DeflateTables.fixedLengths[...], allowsOneCode: false),
        HuffmanCode(lengths: [UInt8](repeating: 5, count: 32)[...], allowsOneCode: false)
    )

    private static func fixedLiterals() throws(InflateFault) -> HuffmanCode {
        guard let code = fixed.0 else { throw .malformed }
        return code
    }

    private static func fixedDistances() throws(InflateFault) -> HuffmanCode {
        guard let code = fixed.1 else { throw .malformed }
        return code
    }
}
