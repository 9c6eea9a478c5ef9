import Provision
import ScopingStore
import Spreadsheets

extension FormReading {
    /// What a form says of standards.
    struct Assessments {
        var entries: [(row: Int, assessment: Assessment)] = []
        var isChanged = false
    }

    /// Reads the table of standards; where the form has none, what is on record stays.
    mutating func assessments(_ base: FormBase) -> Assessments {
        part = .assessments
        var result = Assessments()
        guard let table = form.tables[.assessments] else { return result }
        let needed: [AssessmentColumn] = [.standard, .state, .evidence]
        var columns = columns(table.heading, needing: needed.map { ($0, $0.rawValue) }) { heading in
            AssessmentColumn.allCases.first { searchKey($0.rawValue) == searchKey(heading) }
        }
        guard let column = columns[.standard] else { return result }
        var seen: [Standard.ID: Int] = [:]
        var faulty: Set<Standard.ID> = []
        for row in table.rows where !isEmpty(row) {
            checkExtent(row, &columns)
            let word = field(row, column)
            guard let standard = standard(word, row, column) else { continue }
            if let other = seen.updateValue(row.number, forKey: standard.id) {
                note(row.number, column, "'\(shown(word))' stands in row \(other) too", "keep one of the two rows")
                continue
            }
            let known = base.assessments.first { $0.assessment.standard == standard.id }?.assessment
            let told = faults.count
            if let assessment = assessment(row, standard, known, columns) {
                result.entries.append((row.number, assessment))
            } else if faults.count > told {
                faulty.insert(standard.id)
            }
        }
        tellOwnColumns(columns.own, columns.ownCells, heading: table.heading.number)
        let stated = Set(result.entries.map(\.assessment.standard)).union(faulty)
        for entry in base.assessments where !stated.contains(entry.assessment.standard) {
            let title = model.framework.standard(entry.assessment.standard)?.title ?? entry.assessment.standard.text
            let when = entry.date.map { " on \($0)" } ?? ""
            leaveOut(
                seen[entry.assessment.standard] ?? table.heading.number,
                columns[.state],
                "'\(shown(title))' was stated as \(entry.assessment.state.words)\(when), and is not now"
            )
        }
        if result.entries.isEmpty, !base.assessments.isEmpty, terms.drops {
            remark(table.heading.number, nil, "an empty list says nothing: what was stated of standards stays")
            return result
        }
        // In any order: rows may have been sorted.
        result.isChanged = Set(result.entries.map(\.assessment)) != Set(base.assessments.map(\.assessment))
        return result
    }

    /// The standard that a row is about, by its title or id; nil where that is a fault, or a remark below the table.
    private mutating func standard(_ word: String, _ row: Row, _ column: Int) -> Standard? {
        let key = searchKey(word)
        let standards = model.framework.standards
        if let found = standards.first(where: { searchKey($0.title) == key || $0.id.text == word }) { return found }
        if word.isEmpty {
            note(row.number, column, "a row without a standard", "name it, or empty the row")
        } else if row.fields.indices.allSatisfy({ $0 == column || isBlank(row[$0]) }) {
            remark(row.number, column, "'\(shown(word))' stands below the table and is not recorded")
        } else {
            let nearest = Suggestion.nearest(to: word, among: standards.map(\.title))
            note(
                row.number,
                column,
                "there is no standard '\(shown(word))'",
                nearest.map { "did you mean '\($0)'?" } ?? "keep the form's titles"
            )
        }
        return nil
    }

    /// What a row states; nil where it states nothing, or is a fault.
    private mutating func assessment(
        _ row: Row,
        _ standard: Standard,
        _ known: Assessment?,
        _ columns: RegisterColumns<AssessmentColumn>
    ) -> Assessment? {
        func text(_ cell: AssessmentColumn) -> String {
            columns[cell].map { isBlank(row[$0]) ? "" : field(row, $0) } ?? ""
        }
        let (word, evidence) = (text(.state), text(.evidence))
        guard !word.isEmpty else {
            if !evidence.isEmpty, known == nil {
                note(
                    row.number,
                    columns[.state],
                    "'\(shown(standard.title))' has evidence, and no state",
                    "say how far it is met, or empty the row's evidence"
                )
            }
            return nil
        }
        let states = Assessment.State.allCases
        guard
            let state = states.first(where: { [searchKey($0.words), searchKey($0.rawValue)].contains(searchKey(word)) })
        else {
            note(
                row.number,
                columns[.state],
                "'\(shown(word))' is no state of a standard",
                "write \(states.map(\.words).joined(separator: ", "))"
            )
            return nil
        }
        return Assessment(
            standard: standard.id,
            state: state,
            evidence: self.evidence(evidence, before: known?.evidence ?? [])
        )
    }
}
