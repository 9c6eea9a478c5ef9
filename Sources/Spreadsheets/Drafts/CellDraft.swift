/// One cell to be written.
public struct CellDraft: Hashable, Sendable {
    /// What it holds; for a formula, what it comes to, so that programs that work nothing out show it too.
    public var value: CellValue
    /// In Excel's English words, without the sign of equality: `IF(Ratings!C7="","missing","")`. Functions younger than 2010
    /// need Excel's prefix `_xlfn.`.
    public var formula: String?
    public var style: CellStyle
    /// Where a click leads.
    public var link: CellLink?

    public init(_ value: CellValue = .empty, style: CellStyle = CellStyle()) {
        self.value = value
        self.style = style
    }

    /// A text; an empty one leaves the cell empty.
    public init(_ text: String, style: CellStyle = CellStyle()) {
        self.init(text.isEmpty ? .empty : .text(text), style: style)
    }

    public init(_ number: Int, style: CellStyle = CellStyle()) { self.init(.number(String(number)), style: style) }

    public init(formula: String, value: CellValue, style: CellStyle = CellStyle()) {
        self.init(value, style: style)
        self.formula = formula
    }

    public init(_ text: String, link: CellLink, style: CellStyle = CellStyle()) {
        self.init(text, style: style)
        self.link = link
    }
}

/// A place in the same workbook that a cell leads to.
public struct CellLink: Hashable, Sendable {
    public let sheet: String
    public let cell: CellAddress
    /// What is shown before a click; empty for nothing.
    public let hint: String

    public init(sheet: String, cell: CellAddress, hint: String = "") {
        self.sheet = sheet
        self.cell = cell
        self.hint = hint
    }
}
