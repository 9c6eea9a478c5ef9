/// A workbook as it was read: its sheets in the order of their tabs, and what their cells hold.
///
/// It is the same whichever program saved it and in whichever format.
public struct Workbook: Hashable, Sendable {
    public enum Format: String, Hashable, Sendable {
        /// Office Open XML: Excel's own.
        case xlsx
        /// OpenDocument: LibreOffice's own.
        case ods
    }

    public let format: Format
    public let sheets: [Sheet]

    public init(format: Format, sheets: [Sheet]) {
        self.format = format
        self.sheets = sheets
    }

    /// The sheet of that name, as spreadsheets compare them: without regard to capitals.
    public func sheet(named name: String) -> Sheet? {
        let wanted = name.lowercased()
        return sheets.first { $0.name.lowercased() == wanted }
    }
}

/// Whether a sheet has a tab. What is very hidden is not offered to be shown either.
public enum SheetVisibility: String, Hashable, Sendable {
    case visible
    case hidden
    case veryHidden
}

/// One sheet: the rows that hold anything.
public struct Sheet: Hashable, Sendable {
    public let name: String
    public let visibility: SheetVisibility
    /// In rising order; a row without a filled cell is left out.
    public let rows: [SheetRow]
    /// Cells that are shown as one. What one holds is held by its first cell.
    public let merged: [CellRange]
    /// Columns, counted from 0, that are not shown.
    public let hiddenColumns: [ClosedRange<Int>]

    public init(
        name: String,
        visibility: SheetVisibility = .visible,
        rows: [SheetRow],
        merged: [CellRange] = [],
        hiddenColumns: [ClosedRange<Int>] = []
    ) {
        self.name = name
        self.visibility = visibility
        self.rows = rows
        self.merged = merged
        self.hiddenColumns = hiddenColumns
    }

    /// The row of that number, counted from 1; nil where it holds nothing.
    public func row(_ number: Int) -> SheetRow? {
        var (low, high) = (0, rows.count)
        while low < high {
            let middle = (low + high) / 2
            if rows[middle].number < number { low = middle + 1 } else { high = middle }
        }
        guard low < rows.count, rows[low].number == number else { return nil }
        return rows[low]
    }

    /// What a cell holds.
    public subscript(address: CellAddress) -> CellValue { row(address.row)?[address.column] ?? .empty }

    /// The merged cells that one belongs to, so that what it shows can be found; nil where it stands alone.
    public func merging(_ address: CellAddress) -> CellRange? { merged.first { $0.contains(address) } }

    public func isColumnHidden(_ column: Int) -> Bool { hiddenColumns.contains { $0.contains(column) } }
}

/// One row with a filled cell at least.
public struct SheetRow: Hashable, Sendable {
    /// Counted from 1, as spreadsheets count.
    public let number: Int
    /// Filled cells, in rising order of their columns.
    public let cells: [Cell]
    /// Whether it is not shown: hidden by hand or by a filter.
    public let isHidden: Bool

    public init(number: Int, cells: [Cell], isHidden: Bool = false) {
        self.number = number
        self.cells = cells
        self.isHidden = isHidden
    }

    /// What the cell in a column, counted from 0, holds.
    public subscript(column: Int) -> CellValue { cell(column)?.value ?? .empty }

    public func cell(_ column: Int) -> Cell? { cells.first { $0.column == column } }
}

/// One cell that holds a value or a formula.
public struct Cell: Hashable, Sendable {
    /// Counted from 0.
    public let column: Int
    /// For a formula, what it came to when the book was last saved; empty where the program that wrote it did not
    /// work it out.
    public let value: CellValue
    public let isFormula: Bool

    public init(column: Int, value: CellValue, isFormula: Bool = false) {
        self.value = value
        self.column = column
        self.isFormula = isFormula
    }
}
