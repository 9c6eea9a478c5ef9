/// One sheet to be written.
public struct SheetDraft: Hashable, Sendable {
    /// At most 31 characters, none of `[ ] : * ? / \`.
    public var name: String
    public var visibility = SheetVisibility.visible
    /// The colour of its tab; the program's own where nil.
    public var tabColour: Colour?

    public var cells: [CellAddress: CellDraft] = [:]
    /// Cells shown as one. What the first of them holds is shown; the others keep their style.
    public var merged: [CellRange] = []

    /// By column, counted from 0: how many digits wide it is, the style of cells that are not written, and whether it is
    /// not shown.
    public var columnWidths: [Int: Double] = [:]
    public var columnStyles: [Int: CellStyle] = [:]
    public var hiddenColumns: Set<Int> = []
    /// By row, counted from 1: its height in points (else as its texts need), and whether it is not shown.
    public var rowHeights: [Int: Double] = [:]
    public var hiddenRows: Set<Int> = []

    /// How many rows and columns stay in view when others scroll.
    public var frozenRows = 0
    public var frozenColumns = 0
    public var showsGrid = true
    /// Whether only unlocked cells can be changed. There is no password: it keeps from mistakes, not from intent.
    public var isProtected = false

    public var validations: [Validation] = []
    public var highlights: [Highlight] = []
    public var printing = PrintSetup()

    public init(_ name: String, visibility: SheetVisibility = .visible) {
        self.name = name
        self.visibility = visibility
    }

    /// The cell in a row counted from 1 and a column counted from 0; an empty one where none was set.
    public subscript(row: Int, column: Int) -> CellDraft {
        get { self[CellAddress(row: row, column: column)] }
        set { self[CellAddress(row: row, column: column)] = newValue }
    }

    public subscript(address: CellAddress) -> CellDraft {
        get { cells[address] ?? CellDraft() }
        set { cells[address] = newValue }
    }

    /// Sets cells of a row from a column on.
    public mutating func set(row: Int, from column: Int = 0, _ texts: [String], style: CellStyle = CellStyle()) {
        for (index, text) in texts.enumerated() { self[row, column + index] = CellDraft(text, style: style) }
    }
}

/// How a sheet goes onto paper, which is A4.
public struct PrintSetup: Hashable, Sendable {
    /// Rows, counted from 1, that each page repeats.
    public var titleRows: ClosedRange<Int>?
    /// The middle of each page's foot; the number of the page where nil.
    public var footer: String?
    public var isLandscape = false
    /// Whether all columns fit on one page's width.
    public var fitsWidth = false

    public init() {}
}
