import Provision
import ScopingStore

extension FormReading {
    /// What the rows above the table say.
    struct Head {
        let area: Area
        let round: Round
        let basedOn: Int
        let respondent: Return.Respondent?
    }

    /// Reads the head. Nil where area, round or revision are not known, without which nothing below can be judged.
    mutating func head() -> Head? {
        part = .head
        let round = form.head[.round].flatMap { self.round($0) }
        let area = form.head[.area].flatMap { self.area($0, round) }
        let respondent = respondent()
        guard let area, let round, let basedOn = form.head[.basedOn].flatMap({ self.basedOn($0, area, round) }) else {
            return nil
        }
        return Head(area: area, round: round, basedOn: basedOn, respondent: respondent)
    }

    private mutating func area(_ cell: FilledForm.HeadCell, _ round: Round?) -> Area? {
        let word = collapsed(cell.text)
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
                    cell.row,
                    1,
                    "'\(shown(word))' names several areas",
                    "write \((fitting.isEmpty ? candidates : fitting).map(\.id.text).joined(separator: " or "))"
                )
            }
        case .none(let nearest):
            note(cell.row, 1, "'\(shown(word))' is no area's id or name", nearest.map { "did you mean '\($0)'?" })
        }
        guard let area else { return nil }
        if word != area.id.text { remark(cell.row, 1, "'\(shown(word))' was taken as \(area.id)") }
        let own = [area.id.text, area.name] + area.aliases + area.codes.map(\.value)
        if !isBlank(cell.note), !own.contains(where: { searchKey($0) == searchKey(cell.note) }) {
            note(
                cell.row,
                1,
                "the form is for '\(shown(cell.note))', and this says '\(shown(word))'",
                "give each area the form that was made for it"
            )
        }
        return area
    }

    private mutating func round(_ cell: FilledForm.HeadCell) -> Round? {
        let word = collapsed(cell.text)
        let round: Round
        switch Round.match(word, in: model.rounds) {
        case .one(let found): round = found
        case .several(let found):
            let ids = found.map(\.id.text).joined(separator: " or ")
            note(cell.row, 1, "'\(shown(word))' may be more than one round", "write \(ids), in a cell marked as text")
            return nil
        case .none:
            let ids = model.rounds.map(\.id.text).joined(separator: ", ")
            note(cell.row, 1, "'\(shown(word))' is no round", "the rounds are \(ids)")
            return nil
        }
        if word != round.id.text, searchKey(word) != searchKey("round \(round.id)") {
            remark(cell.row, 1, "'\(shown(word))' was taken as round \(round.id)")
        }
        if !isBlank(cell.note), searchKey(cell.note) != searchKey(round.name) {
            note(
                cell.row,
                1,
                "the form is for '\(shown(cell.note))', and this says '\(shown(word))', which is '\(round.name)'",
                "give each round the form that was made for it"
            )
        }
        if !round.takesReturns(at: terms.recorded.at) {
            note(cell.row, 1, "round \(round.id) opens on \(round.opened.displayText)", "hand it in then")
        }
        return round
    }

    private mutating func basedOn(_ cell: FilledForm.HeadCell, _ area: Area, _ round: Round) -> Int? {
        let latest = model.returns.last { $0.area == area.id && $0.round == round.id }?.revision ?? 0
        guard let number = Int(collapsed(cell.text)), (0...Return.latestRevision).contains(number) else {
            note(cell.row, 1, "'\(shown(cell.text))' is no revision", "leave it as the form was made")
            return nil
        }
        guard number <= latest else {
            let known = latest == 0 ? "none is on record" : "the latest is \(latest)"
            note(cell.row, 1, "there is no revision \(number): \(known)", "leave it as the form was made")
            return nil
        }
        return number
    }

    private mutating func respondent() -> Return.Respondent? {
        func text(_ row: FormHeadRow) -> String? {
            form.head[row].flatMap { isBlank($0.text) ? nil : collapsed($0.text) }
        }
        guard let role = text(.role) else {
            if let cell = form.head[.role] {
                note(cell.row, 1, "nobody's role is stated", "say in what role the answer is given")
            }
            return nil
        }
        return Return.Respondent(role: role, organisation: text(.organisation), name: text(.name))
    }
}
