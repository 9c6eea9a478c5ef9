/// Which byte divides the fields of a text, and where its rows begin.
struct CSVSeparator {
    let byte: UInt8
    /// The offset of the first row: after a line `sep=;`, if there is one.
    let start: Int

    /// In order of preference where the counts are equal. Hardly a heading holds a tab; and a file that divides by semicolons
    /// leaves commas unquoted (in some countries they are decimal points), while one that divides by commas has no semicolons
    /// but those of sentences.
    private static let candidates = [CSVByte.tab, CSVByte.semicolon, CSVByte.comma]

    init(_ text: SpreadsheetText) throws(SpreadsheetFault) {
        if let declared = try Self.declared(text.utf8) {
            self = declared
            return
        }
        let isUnicodeText = text.encoding == .utf16LittleEndian || text.encoding == .utf16BigEndian
        self.init(
            byte: Self.recognised(text.utf8) ?? (isUnicodeText ? CSVByte.tab : UInt8(ascii: ",")),
            start: 0
        )
    }

    private init(byte: UInt8, start: Int) {
        self.byte = byte
        self.start = start
    }

    /// What a first line such as `sep=;` says. Excel obeys the line and does not show it.
    private static func declared(_ bytes: [UInt8]) throws(SpreadsheetFault) -> CSVSeparator? {
        let line = bytes.prefix(6).prefix { $0 != CSVByte.lineFeed && $0 != CSVByte.carriageReturn }
        guard line.count == 5, let byte = line.last else { return nil }
        // Bit 5 is all that sets a small letter apart from its capital.
        guard line.prefix(3).map({ $0 | 0x20 }) == Array("sep".utf8), line[3] == UInt8(ascii: "=") else { return nil }
        guard candidates.contains(byte) else {
            throw SpreadsheetFault(
                message: "the first line names a separator other than comma, semicolon and tab",
                hint: "save it with one of these"
            )
        }
        let hasBoth = bytes.count > 6 && bytes[5] == CSVByte.carriageReturn && bytes[6] == CSVByte.lineFeed
        return CSVSeparator(byte: byte, start: min(bytes.count, hasBoth ? 7 : 6))
    }

    /// The separator most used, outside quotes, in the first line that holds any (a title may stand above the table). One
    /// with a space after it counts only between equals, since that is how commas and semicolons stand in sentences.
    private static func recognised(_ bytes: [UInt8]) -> UInt8? {
        var counts = Counts()
        var beginsField = true
        var position = 0
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            switch byte {
            case CSVByte.quote where beginsField:
                position = endOfQuoted(bytes, from: position)
                beginsField = false
            case CSVByte.lineFeed, CSVByte.carriageReturn:
                if let most = counts.most { return most }
                beginsField = true
            case CSVByte.space:
                break
            case 0xC2 where position < bytes.count && bytes[position] == 0xA0:
                position += 1
            default:
                beginsField = isCandidate(byte)
                if beginsField {
                    counts.add(byte, inSentence: position < bytes.count && bytes[position] == CSVByte.space)
                }
            }
        }
        return counts.most
    }

    private static func isCandidate(_ byte: UInt8) -> Bool {
        byte == CSVByte.comma || byte == CSVByte.semicolon || byte == CSVByte.tab
    }

    /// The offset after the closing quote.
    private static func endOfQuoted(_ bytes: [UInt8], from start: Int) -> Int {
        var position = start
        while position < bytes.count {
            position += 1
            guard bytes[position - 1] == CSVByte.quote else { continue }
            guard position < bytes.count, bytes[position] == CSVByte.quote else { return position }
            position += 1
        }
        return position
    }

    private struct Counts {
        private var firm = [0, 0, 0]
        private var all = [0, 0, 0]

        mutating func add(_ byte: UInt8, inSentence: Bool) {
            guard let index = candidates.firstIndex(of: byte) else { return }
            all[index] += 1
            if !inSentence { firm[index] += 1 }
        }

        var most: UInt8? {
            var best: Int?
            for index in candidates.indices where all[index] > 0 {
                guard let known = best else {
                    best = index
                    continue
                }
                if (firm[index], all[index]) > (firm[known], all[known]) { best = index }
            }
            return best.map { candidates[$0] }
        }
    }
}
