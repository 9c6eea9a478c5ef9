/// One table of a form: its columns, and its rows with what is known already filled in.
struct FormTable: Sendable {
    let part: FormPart
    let columns: [FormColumn]
    /// Texts, one for each column.
    let rows: [[String]]
    /// How many empty rows follow, for what is not known yet.
    let emptyRows: Int

    /// Whether a row, by place, says something beside what it is about.
    func isKnown(_ row: Int) -> Bool {
        guard rows.indices.contains(row) else { return false }
        return part == .ratings || part == .queries || rows[row].dropFirst().contains { !$0.isEmpty }
    }
}

/// One column of a form's table.
struct FormColumn: Hashable, Sendable {
    let heading: String
    let entry: Entry
    /// What helps to fill it in, in a sentence.
    let help: String
    /// How wide it is in a workbook, in digits.
    let width: Double
    /// Whether it is for the program's use alone.
    let isHidden: Bool

    init(_ heading: String, _ entry: Entry, _ help: String = "", width: Double = 14, isHidden: Bool = false) {
        self.heading = heading
        self.entry = entry
        self.help = help
        self.width = width
        self.isHidden = isHidden
    }

    /// What a cell of it holds.
    enum Entry: Hashable, Sendable {
        /// Stated by the form; nobody changes it.
        case given
        /// A text in one's own words.
        case text
        /// A text on one line.
        case shortText
        /// One of these.
        case choice([String])
        /// Any of these, separated as the form says.
        case choices([String])
        /// A day, or a month or year where that is all that is known.
        case date
        /// An age with its unit.
        case age
        case number
        /// A number with a point.
        case decimal

        /// Whether people fill it in.
        var isOpen: Bool { self != .given }
    }
}
