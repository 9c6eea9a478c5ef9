/// A workbook to be written: what a form needs, in words that both formats understand.
///
/// `XLSXWriter` and `ODSWriter` write it. The same draft always gives the same bytes.
public struct WorkbookDraft: Hashable, Sendable {
    /// The document's title, which programs show among its properties.
    public var title: String
    /// Who made it; nobody where empty.
    public var author: String
    /// The language of its texts.
    public var language: String
    public var sheets: [SheetDraft]
    /// Names for ranges, for formulas and for jumping to.
    public var names: [DefinedRange]

    public init(title: String, author: String = "", language: String = "en-GB", sheets: [SheetDraft] = []) {
        self.title = title
        self.author = author
        self.language = language
        self.sheets = sheets
        names = []
    }
}

/// A range of cells with a name of its own.
public struct DefinedRange: Hashable, Sendable {
    /// Letters, digits, points and underscores, no cell's address.
    public let name: String
    public let sheet: String
    public let range: CellRange

    public init(_ name: String, sheet: String, range: CellRange) {
        self.name = name
        self.sheet = sheet
        self.range = range
    }
}
