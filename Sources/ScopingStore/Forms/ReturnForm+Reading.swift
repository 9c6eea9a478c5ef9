public import Provision

extension ReturnForm {
    /// Reads a filled-in form as a spreadsheet saved it, and checks all of it.
    ///
    /// - Parameters:
    ///   - file: its name for messages.
    ///   - terms: who hands it in, and whether ratings may be dropped.
    /// - Throws: every fault found, by row and column.
    public static func read(
        _ bytes: [UInt8],
        file: String,
        terms: Submission.Terms,
        model: ProvisionModel
    ) throws(DocumentFaults) -> Submission {
        let table: SpreadsheetTable
        do {
            table = try SpreadsheetTable(bytes)
        } catch {
            let column = error.column.map { "column \(SpreadsheetTable.columnName($0)): " } ?? ""
            throw DocumentFaults(
                DocumentFault(file: file, line: error.row, message: column + error.message, hint: error.hint)
            )
        }
        return try read(table, file: file, terms: terms, model: model)
    }

    /// Reads a filled-in form's cells, wherever they came from.
    public static func read(
        _ table: SpreadsheetTable,
        file: String,
        terms: Submission.Terms,
        model: ProvisionModel
    ) throws(DocumentFaults) -> Submission {
        var reading = FormReading(file: file, table: table, terms: terms, model: model)
        let submission = reading.submission()
        guard reading.faults.isEmpty, let submission else {
            throw DocumentFaults(reading.faults.sorted { ($0.line ?? 0) < ($1.line ?? 0) })
        }
        return submission
    }
}

/// One form while it is read. Its parts: the head (`FormReading+Head`), the table's rows (`FormReading+Rows`), and what else may
/// have happened to its cells (`FormReading+Cells`).
struct FormReading {
    let file: String
    let table: SpreadsheetTable
    let terms: Submission.Terms
    let model: ProvisionModel
    let names: NameIndex
    var places = FormPlaces()
    var faults: [DocumentFault] = []
    var remarks: [DocumentFault] = []

    init(file: String, table: SpreadsheetTable, terms: Submission.Terms, model: ProvisionModel) {
        self.file = file
        self.table = table
        self.terms = terms
        self.model = model
        names = NameIndex(model)
    }

    typealias Row = SpreadsheetTable.Row

    var isDraft: Bool { terms.state == .draft }

    mutating func submission() -> Submission? {
        let first = searchKey(ReturnForm.columns[0])
        guard let heading = table.rows.firstIndex(where: { $0.fields.contains { searchKey($0) == first } }) else {
            note(
                1,
                nil,
                "no row begins with '\(ReturnForm.columns[0])'",
                "is this a form made by 'lacuna return form'?"
            )
            return nil
        }
        tellEncoding()
        checkLetters()
        let legend =
            table.rows[(heading + 1)...].firstIndex { searchKey($0[0]).hasPrefix(searchKey(ReturnForm.levelsTitle)) }
            ?? table.rows.endIndex
        guard let head = head(table.rows[..<heading]) else {
            _ = columns(table.rows[heading])
            return nil
        }
        checkLegend(table.rows[legend...])
        guard let columns = columns(table.rows[heading]) else { return nil }
        places.level = columns.level
        places.evidence = columns.evidence

        let base = FormBase(area: head.area, round: head.round, revision: head.basedOn, model: model)
        var rows = FormRows(base: base, columns: columns, heading: table.rows[heading].number)
        for row in table.rows[(heading + 1)..<legend] where !isEmpty(row) { read(row, &rows) }
        tellOwnColumns(rows)
        tellDates(rows)
        tellLeftOut(rows)

        let ordered = rows.ratings.sorted { $0.service < $1.service }
        places.ratings = ordered.map(\.row)
        let submission = Submission(
            area: head.area.id,
            round: head.round.id,
            basedOn: terms.basedOn ?? head.basedOn,
            ratings: ordered.map(\.rating),
            remarks: remarks,
            terms: terms,
            source: .areaReturn,
            state: terms.state ?? .submitted,
            isSimulated: model.framework.isSimulated,
            respondent: head.respondent,
            rest: .asBefore,
            origin: .form(file: file, places)
        )
        faults += Submission.faults(
            of: submission.document(after: base.revision),
            after: base.revision,
            framework: model.framework,
            areas: model.areas,
            rounds: model.rounds
        ).map { submission.origin.located($0) }
        return submission
    }

    // MARK: Cells

    /// A cell's text on one line.
    func field(_ row: Row, _ column: Int) -> String { collapsed(row[column]) }

    /// Whether a cell shows nothing: no-break spaces are none to see.
    func isBlank(_ text: String) -> Bool { text.unicodeScalars.allSatisfy { $0.properties.isWhitespace } }

    func isEmpty(_ row: Row) -> Bool { row.fields.allSatisfy(isBlank) }

    mutating func note(_ row: Int?, _ column: Int?, _ message: String, _ hint: String?) {
        faults.append(told(row, column, message, hint))
    }

    mutating func remark(_ row: Int?, _ column: Int?, _ message: String, _ hint: String? = nil) {
        remarks.append(told(row, column, message, hint))
    }

    private func told(_ row: Int?, _ column: Int?, _ message: String, _ hint: String?) -> DocumentFault {
        let place = column.map { "column \(SpreadsheetTable.columnName($0)): " } ?? ""
        return DocumentFault(file: file, line: row, message: place + message, hint: hint)
    }

    /// The beginning of a text, for messages.
    func shown(_ text: String) -> String {
        let text = collapsed(text)
        return text.unicodeScalars.count <= 60 ? text : String(text.unicodeScalars.prefix(57)) + "..."
    }
}
