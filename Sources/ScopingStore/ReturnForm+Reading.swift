public import Provision

extension ReturnForm {
    /// What a filled-in form says: whose it is, what it is based on, and its ratings.
    public struct Answer: Sendable {
        public let area: Area.ID
        public let round: Round.ID
        public let basedOn: Int
        public let respondent: Return.Respondent
        public let ratings: [Rating]

        /// The return to record: the form's ratings, with the services and interventions of the latest revision.
        public func document(latest: Return?) -> Return {
            Return(
                area: area,
                round: round,
                revision: basedOn + 1,
                source: .areaReturn,
                recorded: Return.Recorded(at: Instant(secondsSince1970: 0), by: "form", role: "form"),
                respondent: respondent,
                jointWith: latest?.jointWith ?? [],
                ratings: ratings,
                services: latest?.services ?? [],
                interventions: latest?.interventions ?? []
            )
        }
    }

    /// Reads a filled-in form, and checks all of it.
    ///
    /// - Parameters:
    ///   - bytes: the file as a spreadsheet saved it.
    ///   - file: its name for messages.
    ///   - asksReasons: whether a rating that leaves a gap must say why.
    /// - Returns: what it says.
    /// - Throws: every fault found, by row and column.
    public static func read(
        _ bytes: [UInt8],
        file: String,
        model: ProvisionModel,
        asksReasons: Bool = true
    ) throws(DocumentFaults) -> Answer {
        let rows: [SpreadsheetTable.Row]
        do {
            rows = try SpreadsheetTable(bytes).rows
        } catch {
            let column = error.column.map { "column \(SpreadsheetTable.columnName($0)): " } ?? ""
            throw DocumentFaults(
                DocumentFault(file: file, line: error.row, message: column + error.message, mend: error.mend)
            )
        }
        var reading = FormReading(file: file, model: model, asksReasons: asksReasons)
        let answer = reading.answer(rows)
        guard reading.faults.isEmpty, let answer else { throw DocumentFaults(reading.faults) }
        return answer
    }
}

/// One form while it is read.
private struct FormReading {
    let file: String
    let model: ProvisionModel
    let asksReasons: Bool
    var faults: [DocumentFault] = []

    init(file: String, model: ProvisionModel, asksReasons: Bool) {
        self.file = file
        self.model = model
        self.asksReasons = asksReasons
    }

    private typealias FormRow = SpreadsheetTable.Row

    mutating func answer(_ rows: [SpreadsheetTable.Row]) -> ReturnForm.Answer? {
        guard let heading = rows.firstIndex(where: { comparable(field($0, 0)) == comparable(ReturnForm.columns[0]) })
        else {
            note(
                1,
                nil,
                "no row begins with '\(ReturnForm.columns[0])'",
                "is this a form made by 'lacuna return form'?"
            )
            return nil
        }
        let head = rows[..<heading]
        guard let area = area(head), let round = round(head) else { return nil }
        let basedOn = basedOn(head)
        let respondent = respondent(head)
        let headings = rows[heading].fields.map(comparable)
        let columns = ReturnForm.columns.map { name in headings.firstIndex(of: comparable(name)) }
        for (name, column) in zip(ReturnForm.columns.prefix(4), columns) where column == nil {
            note(rows[heading].number, nil, "the column '\(name)' is missing", "keep the form's headings")
        }
        guard let service = columns[0], let level = columns[1], let cause = columns[2], let evidence = columns[3] else {
            return nil
        }

        let names = NameIndex(model)
        let last = ReturnForm.prefilled(area: area, round: round, model: model).map(\.last)
        var seen: [Int: Int] = [:]
        var ratings: [(Int, Rating)] = []
        let end =
            rows[(heading + 1)...].firstIndex { comparable(field($0, 0)).hasPrefix("levelsthatcanbegiven") }
            ?? rows.endIndex
        for row in rows[(heading + 1)..<end] where row.fields.contains(where: { !$0.isEmpty }) {
            guard let index = serviceType(row, service, names) else { continue }
            if let earlier = seen.updateValue(row.number, forKey: index) {
                note(
                    row.number,
                    service,
                    "'\(field(row, service))' already stands in row \(earlier)",
                    "keep one of the two rows"
                )
                continue
            }
            if let rating = rating(row, index, level: level, cause: cause, evidence: evidence, last: last[index]) {
                ratings.append((index, rating))
            }
        }
        guard let basedOn, let respondent else { return nil }
        return ReturnForm.Answer(
            area: area.id,
            round: round.id,
            basedOn: basedOn,
            respondent: respondent,
            ratings: ratings.sorted { $0.0 < $1.0 }.map(\.1)
        )
    }

    // MARK: The head of the form

    /// A cell's text on one line: line breaks and runs of spaces become one space, as XML will keep it.
    private func field(_ row: FormRow, _ column: Int) -> String {
        row[column].split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    private func value(_ key: String, _ head: ArraySlice<FormRow>) -> FormRow? {
        head.first { comparable(field($0, 0)) == comparable(key) }
    }

    private mutating func area(_ head: ArraySlice<FormRow>) -> Area? {
        guard let row = value("Area", head) else {
            note(1, nil, "the row 'Area' is missing", "keep the head of the form")
            return nil
        }
        if let area = Area.ID(field(row, 1)).flatMap({ model.areas.area($0) }) { return area }
        let nearest = Suggestion.nearest(to: field(row, 1), among: model.areas.areas.map(\.id.text))
        note(row.number, 1, "'\(field(row, 1))' is no area's id", nearest.map { "did you mean '\($0)'?" })
        return nil
    }

    private mutating func round(_ head: ArraySlice<FormRow>) -> Round? {
        guard let row = value("Round", head) else {
            note(1, nil, "the row 'Round' is missing", "keep the head of the form")
            return nil
        }
        if let round = model.rounds.first(where: { $0.id.text == field(row, 1) }) { return round }
        note(
            row.number,
            1,
            "'\(field(row, 1))' is no round",
            "the rounds are \(model.rounds.map(\.id.text).joined(separator: ", ")); Excel turns 2022-05 into a date: mark the cell as text"
        )
        return nil
    }

    private mutating func basedOn(_ head: ArraySlice<FormRow>) -> Int? {
        guard let row = value("Based on", head), let number = Int(field(row, 1)),
            (0...Return.latestRevision).contains(number)
        else {
            note(
                value("Based on", head)?.number ?? 1,
                1,
                "'Based on' holds no revision",
                "leave it as the form was made"
            )
            return nil
        }
        return number
    }

    private mutating func respondent(_ head: ArraySlice<FormRow>) -> Return.Respondent? {
        func text(_ key: String) -> String? { value(key, head).map { field($0, 1) }.flatMap { $0.isEmpty ? nil : $0 } }
        guard let role = text("In the role of") else {
            note(
                value("In the role of", head)?.number ?? 1,
                1,
                "nobody's role is stated",
                "say in what role the answer is given"
            )
            return nil
        }
        return Return.Respondent(role: role, organisation: text("Organisation"), name: text("Answered by"))
    }

    // MARK: The ratings

    private mutating func serviceType(_ row: FormRow, _ column: Int, _ names: NameIndex) -> Int? {
        switch names.service(field(row, column)) {
        case .one(let index): return index
        case .several:
            note(row.number, column, "'\(field(row, column))' names several service types", "write one's id")
        case .none(let nearest):
            note(
                row.number,
                column,
                "'\(field(row, column))' is no service type",
                nearest.map { "did you mean '\($0)'?" }
            )
        }
        return nil
    }

    private mutating func rating(
        _ row: FormRow,
        _ index: Int,
        level: Int,
        cause: Int,
        evidence: Int,
        last: ReturnForm.Last?
    ) -> Rating? {
        let type = model.framework.serviceTypes[index]
        let word = field(row, level)
        let causeWords = field(row, cause)
        let text = field(row, evidence)
        if word.isEmpty {
            if !causeWords.isEmpty || (!text.isEmpty && text != last.map { ReturnForm.evidence($0.rating) }) {
                note(row.number, level, "\(type.name) has evidence or causes but no level", levels)
            }
            return nil
        }
        if let last, word == ReturnForm.levelWord(last.rating.value), causeWords == ReturnForm.causes(last.rating),
            text == ReturnForm.evidence(last.rating),
            last.carriedFrom != nil || last.rating.carriedFrom != nil || !last.rating.evidence.isEmpty
                || !last.rating.causes.isEmpty
        {
            return kept(last, row, level, type)
        }
        guard let value = value(of: word) else {
            note(row.number, level, "'\(word)' is no level", levels)
            return nil
        }
        var causes: [Cause.ID] = []
        for word in causeWords.split(whereSeparator: { $0 == " " || $0 == "," || $0 == ";" }) {
            if let found = model.framework.causes.first(where: {
                comparable($0.id.text) == comparable(String(word)) || comparable($0.name) == comparable(String(word))
            }) {
                if !causes.contains(found.id) { causes.append(found.id) }
            } else {
                note(
                    row.number,
                    cause,
                    "'\(word)' is no cause",
                    "the causes are \(model.framework.causes.map(\.id.text).joined(separator: ", "))"
                )
            }
        }
        let isGap = self.level(of: value).map { !$0.closesGap } ?? false
        if asksReasons, isGap, causeWords.isEmpty, text.isEmpty {
            note(
                row.number,
                evidence,
                "\(type.name) is rated \(word) without a reason",
                "say why as evidence, or name a cause"
            )
        }
        return Rating(
            service: type.id,
            value: value,
            causes: value == .notExpected ? [] : causes,
            evidence: text.isEmpty ? [] : [Evidence(text: text)]
        )
    }

    /// A row left as it was filled in: the rating as it stands, carried forward if it is of an earlier round.
    private mutating func kept(_ last: ReturnForm.Last, _ row: FormRow, _ level: Int, _ type: ServiceType) -> Rating {
        Rating(
            service: type.id,
            value: last.rating.value,
            carriedFrom: last.carriedFrom ?? last.rating.carriedFrom,
            parts: last.rating.parts,
            causes: last.rating.causes,
            evidence: last.rating.evidence
        )
    }

    private func value(of word: String) -> Rating.Value? {
        if comparable(word) == comparable(ReturnForm.notExpected) || comparable(word) == "notexpected" {
            return .notExpected
        }
        let levels = model.framework.scale.levels
        let found =
            levels.first { $0.code == word }
            ?? levels.first { comparable($0.code) == comparable(word) || comparable($0.name) == comparable(word) }
        return found.map { .level($0.code) }
    }

    private func level(of value: Rating.Value) -> Level? {
        guard case .level(let code) = value else { return nil }
        return model.framework.scale.level(coded: code)
    }

    private var levels: String {
        "the levels are \(model.framework.scale.codes), \(ReturnForm.notExpected), or empty for not rated"
    }

    private mutating func note(_ row: Int, _ column: Int?, _ message: String, _ mend: String?) {
        let place = column.map { "column \(SpreadsheetTable.columnName($0)): " } ?? ""
        faults.append(DocumentFault(file: file, line: row, message: place + message, mend: mend))
    }
}
