import Provision
import Spreadsheets

// What the tables of services and interventions have in common.

/// A table of the register while it is read: where its columns stand.
struct RegisterColumns<Field: Hashable> {
    private(set) var places: [Field: Int] = [:]
    /// Headings that are none of the form's.
    private(set) var own: [Int: String] = [:]
    var ownCells: [Int: Int] = [:]

    init() {}

    mutating func set(_ field: Field, _ column: Int) { places[field] = column }

    mutating func setOwn(_ heading: String, _ column: Int) { own[column] = heading }

    subscript(field: Field) -> Int? { places[field] }

    /// The field of a column.
    func field(_ column: Int) -> Field? { places.first { $0.value == column }?.key }
}

extension FormReading {
    /// Finds the columns of a table of the register. A missing one is a fault where `needs` says so: its cells would be lost.
    mutating func columns<Field: Hashable>(
        _ row: Row,
        needing needs: [(field: Field, heading: String)],
        _ field: (String) -> Field?
    ) -> RegisterColumns<Field> {
        var columns = RegisterColumns<Field>()
        for column in row.fields.indices where !isBlank(row[column]) {
            let heading = self.field(row, column)
            guard let field = field(heading) else {
                columns.setOwn(heading, column)
                continue
            }
            if columns[field] != nil {
                note(
                    row.number,
                    column,
                    "there are two columns '\(shown(heading))'",
                    "give a column of your own another heading"
                )
            } else {
                columns.set(field, column)
            }
        }
        for (field, heading) in needs where columns[field] == nil {
            note(row.number, nil, "the column '\(heading)' is missing", "keep the form's headings")
        }
        return columns
    }

    /// Counts what stands in columns of somebody's own, and refuses what stands in none.
    mutating func checkExtent<Field: Hashable>(_ row: Row, _ columns: inout RegisterColumns<Field>) {
        for column in row.fields.indices where columns.field(column) == nil && !isBlank(row[column]) {
            if columns.own[column] != nil {
                columns.ownCells[column, default: 0] += 1
            } else {
                note(
                    row.number,
                    column,
                    "'\(shown(row[column]))' stands in no column of the form",
                    form.layout == .csv
                        ? "a text with a comma needs straight quotes (\") around it"
                        : "move it into a column with a heading"
                )
                return
            }
        }
    }

    /// Evidence as its cell has it: what stood there before keeps its sources, and what was added to it stands for itself.
    func evidence(_ text: String, before: [Evidence]) -> [Evidence] {
        let old = FormWords.evidence(before)
        if text.isEmpty { return [] }
        guard !old.isEmpty, text.utf8.starts(with: old.utf8) else { return [Evidence(text: text)] }
        let rest = text.utf8.dropFirst(old.utf8.count)
        if rest.isEmpty { return before }
        guard rest.first == UInt8(ascii: " "), let added = String(rest.dropFirst()) else {
            return [Evidence(text: text)]
        }
        return before + [Evidence(text: added)]
    }

    // MARK: Values of cells

    /// An age; nil for an empty cell, and for one that is a fault.
    mutating func age(_ text: String, _ row: Int, _ column: Int) -> Age? {
        if text.isEmpty { return nil }
        switch FormWords.age(reading: text) {
        case .age(let age): return age
        case .withoutUnit:
            note(
                row,
                column,
                "'\(shown(text))' may be months or years",
                "write '\(shown(text)) months' or '\(shown(text)) years'"
            )
        case .none:
            note(row, column, "'\(shown(text))' is no age", "write conception, birth, 6 weeks, 6 months or 2 years")
        }
        return nil
    }

    /// A stretch of ages from two cells; nil where both are empty, and where they are a fault.
    mutating func ages(
        _ from: (text: String, column: Int),
        _ to: (text: String, column: Int),
        _ row: Int
    ) -> AgeRange? {
        if from.text.isEmpty, to.text.isEmpty { return nil }
        if from.text.isEmpty || to.text.isEmpty {
            let column = from.text.isEmpty ? from.column : to.column
            note(row, column, "one of the two ages is missing", "give both, or neither")
            return nil
        }
        guard let low = age(from.text, row, from.column), let high = age(to.text, row, to.column) else { return nil }
        guard let range = AgeRange(from: low, to: high) else {
            note(
                row,
                to.column,
                "'\(shown(to.text))' does not follow '\(shown(from.text))'",
                "ages run from conception to 25 years, the first before the second"
            )
            return nil
        }
        return range
    }

    /// A day, month or year; nil for an empty cell, and for one that is a fault.
    mutating func period(_ text: String, _ row: Int, _ column: Int) -> DatedPeriod? {
        if text.isEmpty { return nil }
        if let period = DatedPeriod(iso: text) { return period }
        let readings = DateReading.all(of: text)
        let found = readings.compactMap { reading -> DatedPeriod? in
            guard let date = reading.date else { return nil }
            return DatedPeriod(iso: reading.day == nil ? String(date.description.prefix(7)) : date.description)
        }.sorted { $0.first < $1.first }
        guard let only = found.first else {
            note(row, column, "'\(shown(text))' is no date", "write it as 2024-02-29, or 2024-02, or 2024")
            return nil
        }
        guard found.count == 1 else {
            let days = found.map { $0.first.displayText }.joined(separator: " or ")
            note(row, column, "'\(shown(text))' may be \(days)", "write it as \(only.first)")
            return nil
        }
        return only
    }
}

/// Two texts as cells show them, as bytes: letters composed and decomposed are equal strings, and not what was written.
func isSame(_ one: String, _ other: String) -> Bool { collapsed(other).utf8.elementsEqual(one.utf8) }

/// Whether a cell of a date still says what the form wrote, however the spreadsheet shows it.
func isSameDate(_ text: String, _ written: String) -> Bool {
    if isSame(text, written) { return true }
    guard let period = DatedPeriod(iso: written) else { return false }
    return DateReading.all(of: text).contains { reading in
        reading.date == period.first && (reading.day != nil || period.precision != .day)
    }
}
