import Provision
import Spreadsheets

/// The table of a form while its rows are read.
struct FormRows {
    let base: FormBase
    let columns: FormReading.Columns
    /// The row of the headings.
    let heading: Int
    /// The row of each service type that has one.
    var seen: [Int: Int] = [:]
    var ratings: [(service: Int, row: Int, rating: Rating)] = []
    /// Service types whose level was taken away, with their rows.
    var emptied: [(service: Int, row: Int)] = []
    /// Filled cells under headings of somebody's own.
    var ownCells: [Int: Int] = [:]
    /// Rows whose date of the last level is another than the form put there.
    var otherDates: [Int] = []
}

extension FormReading {
    /// Where the form's columns stand.
    struct Columns {
        let service: Int
        let level: Int
        let causes: Int
        let evidence: Int
        let lastLevel: Int
        let lastDate: Int
        /// Headings that are none of the form's.
        let own: [Int: String]
    }

    mutating func columns(_ row: Row) -> Columns? {
        let headings = row.fields.map(searchKey)
        var places: [Int] = []
        for name in RatingColumn.allCases.map(\.rawValue) {
            let found = headings.indices.filter { headings[$0] == searchKey(name) }
            if let first = found.first { places.append(first) }
            if found.isEmpty {
                note(row.number, nil, "the column '\(name)' is missing", "keep the form's headings")
            } else if let second = found.dropFirst().first {
                note(
                    row.number,
                    second,
                    "there are two columns '\(name)', \(SpreadsheetTable.columnName(found[0])) being the other",
                    "give a column of your own another heading"
                )
            }
        }
        guard places.count == 6 else { return nil }
        var own: [Int: String] = [:]
        for column in row.fields.indices where !places.contains(column) && !isBlank(row[column]) {
            own[column] = collapsed(row[column])
        }
        return Columns(
            service: places[0],
            level: places[1],
            causes: places[2],
            evidence: places[3],
            lastLevel: places[4],
            lastDate: places[5],
            own: own
        )
    }

    /// Reads one row of the table.
    mutating func read(_ row: Row, _ rows: inout FormRows) {
        let columns = rows.columns
        checkExtent(row, &rows)
        let word = field(row, columns.service)
        let index: Int
        switch names.service(word) {
        case .one(let found): index = found
        case .several:
            return note(row.number, columns.service, "'\(shown(word))' names several service types", "write one's id")
        case .none(let nearest):
            let message = isBlank(word) ? "a row without a service type" : "'\(shown(word))' is no service type"
            let hint =
                nearest.map { "did you mean '\($0)'?" }
                ?? "write remarks as evidence; the table has a row for each service type"
            return note(row.number, columns.service, message, hint)
        }
        if let earlier = rows.seen[index] {
            return note(
                row.number,
                columns.service,
                "'\(shown(word))' already stands in row \(earlier)",
                "keep one of the two rows"
            )
        }
        rows.seen[index] = row.number
        checkWhatTheFormPut(row, index, &rows)
        if let rating = rating(row, index, &rows) { rows.ratings.append((index, row.number, rating)) }
    }

    /// Nothing may stand right of the headings, nor under an empty one.
    private mutating func checkExtent(_ row: Row, _ rows: inout FormRows) {
        let columns = rows.columns
        let known = [
            columns.service, columns.level, columns.causes, columns.evidence, columns.lastLevel, columns.lastDate,
        ]
        for column in row.fields.indices where !known.contains(column) && !isBlank(row[column]) {
            if columns.own[column] != nil {
                rows.ownCells[column, default: 0] += 1
            } else {
                note(
                    row.number,
                    column,
                    "'\(shown(row[column]))' stands in no column of the form",
                    form.layout == .csv
                        ? "a text with a comma needs straight quotes (\") around it; curly ones do not hold it together"
                        : "give its column a heading of its own, or take it away"
                )
                return
            }
        }
    }

    /// Compares the last level and its date with what the form put there: where they differ, cells have moved, or the record
    /// has changed.
    private mutating func checkWhatTheFormPut(_ row: Row, _ index: Int, _ rows: inout FormRows) {
        let columns = rows.columns
        let last = rows.base.last[index]
        let wanted = FormWords.level(last?.rating.value)
        let word = field(row, columns.lastLevel)
        let isSame: Bool =
            if wanted.isEmpty { isBlank(word) } else {
                word == wanted || model.framework.scale.meaning(of: word) == last.map { .value($0.rating.value) }
            }
        if !isSame {
            note(
                row.number,
                columns.lastLevel,
                "'\(shown(word))' stands where the form had '\(wanted)' as last level",
                movedAdvice + " Else the record has changed since: make the form again"
            )
        }
        let date = field(row, columns.lastDate)
        guard !isBlank(date), date != last?.date.description else { return }
        let readings = DateReading.all(of: date)
        if readings.isEmpty {
            note(
                row.number,
                columns.lastDate,
                "'\(shown(date))' stands where the form had \(last.map { "'\($0.date)'" } ?? "nothing") as last date",
                movedAdvice
            )
        } else if !readings.contains(where: { $0.date == last?.date }) {
            rows.otherDates.append(row.number)
        }
    }

    private var movedAdvice: String {
        form.layout == .csv
            ? "has a comma or a quote moved the cells?"
            : "has the row been sorted by one column alone, or the cell been typed over?"
    }

    private mutating func rating(_ row: Row, _ index: Int, _ rows: inout FormRows) -> Rating? {
        let columns = rows.columns
        let type = model.framework.serviceTypes[index]
        let last = rows.base.last[index]
        let text = isBlank(row[columns.evidence]) ? "" : field(row, columns.evidence)
        let isOldText = last.map { isSame(text, FormWords.evidence($0.rating.evidence)) } ?? text.isEmpty
        let causes = causes(row, columns.causes)
        guard let value = level(row, columns.level) else {
            let hasCauses = !causes.isEmpty && causes != last?.rating.causes ?? []
            if isNotRated(field(row, columns.level)) {
                if hasCauses || !text.isEmpty && !isOldText {
                    note(row.number, columns.level, "\(type.name) has evidence or causes but no level", levels)
                } else if last != nil {
                    rows.emptied.append((index, row.number))
                }
            }
            return nil
        }
        if value == .notExpected, !causes.isEmpty {
            note(
                row.number,
                columns.causes,
                "\(type.name) is not expected here, and yet causes are named",
                "take the causes away, or give a level"
            )
        }
        guard let last, last.rating.value == value else {
            return changed(type, value, causes, text, last, isOldText, row, columns)
        }
        let saysNothingNew = text.isEmpty && causes.isEmpty
        if saysNothingNew || isOldText && causes == last.rating.causes {
            if saysNothingNew, !isOldText || !last.rating.causes.isEmpty {
                let what = isOldText ? "causes" : "evidence"
                remark(
                    row.number,
                    isOldText ? columns.causes : columns.evidence,
                    "\(type.name) stays \(name(value)): its \(what) on record \(isOldText ? "stay" : "stays") too"
                )
            }
            return Rating(
                service: type.id,
                value: value,
                carriedFrom: last.carriedFrom ?? last.rating.carriedFrom,
                parts: last.rating.parts,
                causes: last.rating.causes,
                criteria: last.rating.criteria,
                evidence: last.rating.evidence
            )
        }
        return Rating(
            service: type.id,
            value: value,
            parts: last.rating.parts,
            causes: causes,
            criteria: last.rating.criteria,
            evidence: evidence(text, before: last.rating.evidence)
        )
    }

    /// A level that is new, or another than last time.
    private mutating func changed(
        _ type: ServiceType,
        _ value: Rating.Value,
        _ causes: [Cause.ID],
        _ text: String,
        _ last: FormBase.Last?,
        _ isOldText: Bool,
        _ row: Row,
        _ columns: Columns
    ) -> Rating {
        if let last, isOldText, !text.isEmpty {
            remark(
                row.number,
                columns.evidence,
                "\(type.name) goes from \(name(last.rating.value)) to \(name(value)), and its evidence is that of \(last.date)"
            )
        }
        if let last, !last.rating.parts.isEmpty {
            let parts = last.rating.parts.map { "\($0.name) \($0.level)" }.joined(separator: ", ")
            remark(
                row.number,
                columns.level,
                "the levels of parts of the area (\(parts)) are no longer stated for \(type.name)"
            )
        }
        return Rating(
            service: type.id,
            value: value,
            causes: causes,
            evidence: evidence(text, before: last?.rating.evidence ?? [])
        )
    }

    // MARK: Levels and causes

    private func name(_ value: Rating.Value) -> String { FormWords.level(value) }

    private func isNotRated(_ word: String) -> Bool { model.framework.scale.meaning(of: word) == .notRated }

    private mutating func level(_ row: Row, _ column: Int) -> Rating.Value? {
        let word = field(row, column)
        switch model.framework.scale.meaning(of: word) {
        case .notRated: return nil
        case .value(let value):
            if value == .notExpected, ["na", "notapplicable"].contains(searchKey(word)) {
                remark(
                    row.number,
                    column,
                    "'\(word)' was taken as not expected",
                    "leave it empty where it is not known"
                )
            }
            return value
        case .several(let found):
            note(
                row.number,
                column,
                "'\(shown(word))' may be more than one level",
                "write \(found.map(\.code).joined(separator: " or "))"
            )
        case .unknown:
            note(row.number, column, "'\(shown(word))' is no level", levels)
        }
        return nil
    }

    private var levels: String {
        "the levels are \(model.framework.scale.codes), \(FormWords.notExpected), or empty for not rated"
    }

    /// Causes by id or name, divided by commas, semicolons or spaces.
    private mutating func causes(_ row: Row, _ column: Int) -> [Cause.ID] {
        var causes: [Cause.ID] = []
        func cause(_ word: Substring) -> Cause.ID? {
            let key = searchKey(String(word))
            return model.framework.causes.first { searchKey($0.id.text) == key || searchKey($0.name) == key }?.id
        }
        for piece in field(row, column).split(whereSeparator: { $0 == "," || $0 == ";" }) where !isBlank(String(piece))
        {
            let words = cause(piece) == nil ? piece.split(whereSeparator: \.isWhitespace) : [piece]
            for word in words {
                if let id = cause(word) {
                    if !causes.contains(id) { causes.append(id) }
                } else {
                    let known = model.framework.causes.map(\.id.text).joined(separator: ", ")
                    note(row.number, column, "'\(shown(String(word)))' is no cause", "the causes are \(known)")
                }
            }
        }
        return causes
    }
}
