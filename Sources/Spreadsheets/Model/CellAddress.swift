/// Where a cell stands in its sheet: `C7` is the third column of the seventh row.
public struct CellAddress: Hashable, Sendable {
    /// Counted from 1, as spreadsheets count.
    public let row: Int
    /// Counted from 0: `A` is 0.
    public let column: Int

    /// The last row and column that a spreadsheet has: `XFD1048576`.
    public static let lastRow = 1_048_576
    public static let lastColumn = 16_383

    public init(row: Int, column: Int) {
        self.row = row
        self.column = column
    }

    /// Reads `C7`, also with signs that fix it (`$C$7`); nil for what is no cell's name.
    public init?(_ text: some StringProtocol) {
        var letters = 0
        var digits = 0
        var isInDigits = false
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "$"):
                guard letters == 0 || digits == 0 else { return nil }
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"):
                guard !isInDigits else { return nil }
                letters = letters * 26 + Int(byte & 31)
                guard letters <= Self.lastColumn + 1 else { return nil }
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                isInDigits = true
                digits = digits * 10 + Int(byte - UInt8(ascii: "0"))
                guard digits > 0, digits <= Self.lastRow else { return nil }
            default: return nil
            }
        }
        guard letters > 0, digits > 0 else { return nil }
        self.init(row: digits, column: letters - 1)
    }

    /// The letters over a column counted from 0: `A`, `B`, … `Z`, `AA`. There are none for a negative number.
    public static func letters(ofColumn column: Int) -> String {
        var letters: [UInt8] = []
        var rest = column
        while rest >= 0 {
            letters.append(UInt8(ascii: "A") + UInt8(truncatingIfNeeded: rest % 26))
            rest = rest / 26 - 1
        }
        return String(decoding: letters.reversed(), as: UTF8.self)
    }

    /// `$C$7`: the same cell wherever a formula is copied to.
    public var fixed: String { "$\(Self.letters(ofColumn: column))$\(row)" }

    /// Whether spreadsheets have such a cell.
    public var isWithinSheet: Bool { (1...Self.lastRow).contains(row) && (0...Self.lastColumn).contains(column) }
}

extension CellAddress: CustomStringConvertible {
    public var description: String { Self.letters(ofColumn: column) + String(row) }
}

extension CellAddress: Comparable {
    /// As they are read: row by row.
    public static func < (one: CellAddress, other: CellAddress) -> Bool {
        (one.row, one.column) < (other.row, other.column)
    }
}

/// A rectangle of cells: `B2:D9`, or one cell.
public struct CellRange: Hashable, Sendable {
    public let first: CellAddress
    public let last: CellAddress

    /// Between two corners, whichever they are.
    public init(_ one: CellAddress, _ other: CellAddress) {
        first = CellAddress(row: min(one.row, other.row), column: min(one.column, other.column))
        last = CellAddress(row: max(one.row, other.row), column: max(one.column, other.column))
    }

    public init(_ cell: CellAddress) { self.init(cell, cell) }

    public init(rows: ClosedRange<Int>, columns: ClosedRange<Int>) {
        self.init(
            CellAddress(row: rows.lowerBound, column: columns.lowerBound),
            CellAddress(row: rows.upperBound, column: columns.upperBound)
        )
    }

    /// Reads `B2:D9` or `B2`; nil for what is neither.
    public init?(_ text: some StringProtocol) {
        let corners = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard let start = corners.first, let first = CellAddress(start), let end = corners.last,
            let last = CellAddress(end)
        else { return nil }
        self.init(first, last)
    }

    public func contains(_ cell: CellAddress) -> Bool {
        (first.row...last.row).contains(cell.row) && (first.column...last.column).contains(cell.column)
    }

    public func overlaps(_ other: CellRange) -> Bool {
        (first.row...last.row).overlaps(other.first.row...other.last.row)
            && (first.column...last.column).overlaps(other.first.column...other.last.column)
    }

    /// `$B$2:$D$9`
    public var fixed: String { first == last ? first.fixed : "\(first.fixed):\(last.fixed)" }
}

extension CellRange: CustomStringConvertible {
    public var description: String { first == last ? "\(first)" : "\(first):\(last)" }
}
