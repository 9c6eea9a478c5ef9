#if DEBUG || TESTABLE
    /// A second reader of "deflate" (RFC 1951), slow and plain: bit by bit, codes compared one length after the other, as the
    /// RFC's own algorithm in 3.2.2 has them.
    struct PlainInflate {
        enum Fault: Error { case truncated, malformed, tooLarge }

        private let input: [UInt8]
        private let limit: Int
        private var bit = 0
        private var output: [UInt8] = []

        /// What was packed, and the place after the last byte of which a bit was read.
        static func read(_ input: [UInt8], limit: Int) throws(Fault) -> (bytes: [UInt8], end: Int) {
            var reader = PlainInflate(input: input, limit: limit)
            var isLast = false
            while !isLast {
                isLast = try reader.take(1) == 1
                switch try reader.take(2) {
                case 0: try reader.stored()
                case 1: try reader.block(fixedLiterals, fixedDistances)
                case 2:
                    let (literals, distances) = try reader.codes()
                    try reader.block(literals, distances)
                default: throw .malformed
                }
            }
            return (reader.output, (reader.bit + 7) / 8)
        }

        private init(input: [UInt8], limit: Int) {
            self.input = input
            self.limit = limit
        }

        /// So many symbols of each length, and the symbols by length.
        private struct Code {
            var counts = [Int](repeating: 0, count: 16)
            var symbols: [Int] = []
            /// How many codes of the longest length are not used; negative where there are too many.
            var left = 1

            init(_ lengths: [Int]) {
                for length in lengths { counts[length] += 1 }
                counts[0] = 0
                for length in 1...15 {
                    left = left * 2 - counts[length]
                    symbols += lengths.indices.filter { lengths[$0] == length }
                }
            }
        }

        private static let fixedLiterals = Code((0..<288).map { $0 < 144 ? 8 : $0 < 256 ? 9 : $0 < 280 ? 7 : 8 })
        private static let fixedDistances = Code([Int](repeating: 5, count: 32))

        private mutating func take(_ count: Int) throws(Fault) -> Int {
            var value = 0
            for place in 0..<count {
                guard bit / 8 < input.count else { throw .truncated }
                value |= Int(input[bit / 8] >> UInt8(bit % 8) & 1) << place
                bit += 1
            }
            return value
        }

        private mutating func symbol(_ code: Code) throws(Fault) -> Int {
            var (value, first, index) = (0, 0, 0)
            for length in 1...15 {
                value |= try take(1)
                let count = code.counts[length]
                if value - first < count { return code.symbols[index + value - first] }
                index += count
                first = (first + count) << 1
                value <<= 1
            }
            throw .malformed
        }

        private mutating func put(_ byte: UInt8) throws(Fault) {
            guard output.count < limit else { throw .tooLarge }
            output.append(byte)
        }

        private mutating func stored() throws(Fault) {
            bit = (bit + 7) / 8 * 8
            let (length, inverse) = (try take(16), try take(16))
            guard length == inverse ^ 0xFFFF else { throw .malformed }
            for _ in 0..<length { try put(UInt8(try take(8))) }
        }

        private mutating func codes() throws(Fault) -> (Code, Code) {
            let (literals, distances, lengths) = (try take(5) + 257, try take(5) + 1, try take(4) + 4)
            guard literals <= 286, distances <= 30 else { throw .malformed }
            var own = [Int](repeating: 0, count: 19)
            let order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
            for place in order.prefix(lengths) { own[place] = try take(3) }
            let code = Code(own)
            guard code.left == 0 else { throw .malformed }
            var all: [Int] = []
            while all.count < literals + distances {
                let symbol = try symbol(code)
                var (value, count) = (symbol, 1)
                switch symbol {
                case 16:
                    guard let last = all.last else { throw .malformed }
                    (value, count) = (last, try take(2) + 3)
                case 17: (value, count) = (0, try take(3) + 3)
                case 18: (value, count) = (0, try take(7) + 11)
                default: break
                }
                guard all.count + count <= literals + distances else { throw .malformed }
                all += [Int](repeating: value, count: count)
            }
            guard all[256] > 0 else { throw .malformed }
            let (one, other) = (Code(Array(all[..<literals])), Code(Array(all[literals...])))
            // A code that leaves something over has one symbol, of one bit.
            for code in [one, other] where code.left < 0 || code.left > 0 && code.symbols.count != code.counts[1] {
                throw .malformed
            }
            return (one, other)
        }

        private static let lengthBases = [
            3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195,
            227, 258,
        ]
        private static let lengthBits = [
            0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
        ]

        private mutating func block(_ literals: Code, _ distances: Code) throws(Fault) {
            while true {
                let symbol = try symbol(literals)
                if symbol == 256 { return }
                guard symbol > 256 else {
                    try put(UInt8(symbol))
                    continue
                }
                guard symbol - 257 < Self.lengthBases.count else { throw .malformed }
                let length = Self.lengthBases[symbol - 257] + (try take(Self.lengthBits[symbol - 257]))
                let far = try self.symbol(distances)
                guard far < 30 else { throw .malformed }
                let bits = far < 4 ? 0 : far / 2 - 1
                let base = far < 4 ? far + 1 : (2 + far % 2) << bits + 1
                let distance = base + (try take(bits))
                guard distance <= output.count else { throw .malformed }
                for _ in 0..<length { try put(output[output.count - distance]) }
            }
        }
    }
#endif
