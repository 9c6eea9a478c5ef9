import Provision

extension FormReading {
    /// What the rows above the table say.
    struct Head {
        let area: Area
        let round: Round
        let basedOn: Int
        let respondent: Return.Respondent?
    }

    /// Reads the head: each row once, nothing beside what the form has there. Nil where area, round or revision are not known,
    /// without which nothing below can be judged.
    mutating func head(_ rows: ArraySlice<Row>) -> Head? {
        var found: [ReturnForm.HeadRow: Row] = [:]
        for row in rows where !isEmpty(row) {
            let key = searchKey(row[0])
            guard let label = ReturnForm.HeadRow.allCases.first(where: { searchKey($0.rawValue) == key }) else {
                if key == searchKey(ReturnForm.title) {
                    checkCells(of: row, from: 1)
                } else {
                    let column = row.fields.firstIndex { !isBlank($0) } ?? 0
                    note(
                        row.number,
                        column,
                        "'\(shown(row[column]))' is no row of the form, and would be lost",
                        headAdvice
                    )
                }
                continue
            }
            if let earlier = found[label] {
                note(
                    row.number,
                    0,
                    "'\(label.rawValue)' already stands in row \(earlier.number)",
                    "keep one of the two"
                )
                continue
            }
            found[label] = row
            places.head[label] = row.number
            checkCells(of: row, from: 3)
        }
        for label in ReturnForm.HeadRow.allCases where found[label] == nil {
            note(1, nil, "the row '\(label.rawValue)' is missing", "keep the head of the form")
        }
        for (label, row) in found.sorted(by: { $0.value.number < $1.value.number }) {
            guard let hint = label.hint, !isBlank(row[2]), searchKey(row[2]) != searchKey(hint) else { continue }
            note(row.number, 2, "'\(shown(row[2]))' stands where the form says '\(hint)'", "write it into column B")
        }
        let round = found[.round].flatMap { self.round($0) }
        let area = found[.area].flatMap { self.area($0, round) }
        let respondent = respondent(found)
        guard let area, let round, let basedOn = found[.basedOn].flatMap({ self.basedOn($0, area, round) }) else {
            return nil
        }
        return Head(area: area, round: round, basedOn: basedOn, respondent: respondent)
    }

    private var headAdvice: String { "keep the head as the form has it, and write remarks as evidence" }

    /// Refuses cells where the form has none.
    private mutating func checkCells(of row: Row, from first: Int) {
        guard let column = row.fields.indices.dropFirst(first).first(where: { !isBlank(row[$0]) }) else { return }
        note(
            row.number,
            column,
            "'\(shown(row[column]))' stands where the form has nothing",
            "a text with a comma needs straight quotes (\") around it"
        )
    }

    private mutating func area(_ row: Row, _ round: Round?) -> Area? {
        let word = field(row, 1)
        let asked = Set(round?.asked ?? [])
        var area: Area?
        switch names.area(word) {
        case .one(let index): area = model.areas.areas[index]
        case .several(let indices):
            // A Place and the CCG area before it often have one name: the one that was asked is meant.
            let candidates = indices.map { model.areas.areas[$0] }
            let fitting = candidates.filter { asked.contains($0.id) }
            if fitting.count == 1 {
                area = fitting[0]
            } else {
                note(
                    row.number,
                    1,
                    "'\(shown(word))' names several areas",
                    "write \((fitting.isEmpty ? candidates : fitting).map(\.id.text).joined(separator: " or "))"
                )
            }
        case .none(let nearest):
            note(row.number, 1, "'\(shown(word))' is no area's id or name", nearest.map { "did you mean '\($0)'?" })
        }
        guard let area else { return nil }
        if word != area.id.text { remark(row.number, 1, "'\(shown(word))' was taken as \(area.id)") }
        let own = [area.id.text, area.name] + area.aliases + area.codes.map(\.value)
        if !isBlank(row[2]), !own.contains(where: { searchKey($0) == searchKey(row[2]) }) {
            note(
                row.number,
                1,
                "the form is for '\(shown(row[2]))', and this says '\(shown(word))'",
                "give each area the form that was made for it"
            )
        }
        return area
    }

    private mutating func round(_ row: Row) -> Round? {
        let word = field(row, 1)
        let round: Round
        switch Round.match(word, in: model.rounds) {
        case .one(let found): round = found
        case .several(let found):
            let ids = found.map(\.id.text).joined(separator: " or ")
            note(row.number, 1, "'\(shown(word))' may be more than one round", "write \(ids), in a cell marked as text")
            return nil
        case .none:
            let ids = model.rounds.map(\.id.text).joined(separator: ", ")
            note(row.number, 1, "'\(shown(word))' is no round", "the rounds are \(ids)")
            return nil
        }
        if word != round.id.text, searchKey(word) != searchKey("round \(round.id)") {
            remark(row.number, 1, "'\(shown(word))' was taken as round \(round.id)")
        }
        if !isBlank(row[2]), searchKey(row[2]) != searchKey(round.name) {
            note(
                row.number,
                1,
                "the form is for '\(shown(row[2]))', and this says '\(shown(word))', which is '\(round.name)'",
                "give each round the form that was made for it"
            )
        }
        if !round.takesReturns(at: terms.recorded.at) {
            note(row.number, 1, "round \(round.id) opens on \(round.opened)", "hand it in then")
        }
        return round
    }

    private mutating func basedOn(_ row: Row, _ area: Area, _ round: Round) -> Int? {
        let latest = model.returns.last { $0.area == area.id && $0.round == round.id }?.revision ?? 0
        guard let number = Int(field(row, 1)), (0...Return.latestRevision).contains(number) else {
            note(row.number, 1, "'\(shown(row[1]))' is no revision", "leave it as the form was made")
            return nil
        }
        guard number <= latest else {
            let known = latest == 0 ? "none is on record" : "the latest is \(latest)"
            note(row.number, 1, "there is no revision \(number): \(known)", "leave it as the form was made")
            return nil
        }
        return number
    }

    private mutating func respondent(_ found: [ReturnForm.HeadRow: Row]) -> Return.Respondent? {
        func text(_ label: ReturnForm.HeadRow) -> String? {
            found[label].flatMap { isBlank($0[1]) ? nil : field($0, 1) }
        }
        guard let role = text(.role) else {
            if let row = found[.role] {
                note(row.number, 1, "nobody's role is stated", "say in what role the answer is given")
            }
            return nil
        }
        return Return.Respondent(role: role, organisation: text(.organisation), name: text(.name))
    }
}
