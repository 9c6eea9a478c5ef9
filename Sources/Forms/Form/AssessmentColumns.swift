import Provision

/// The columns of the table of standards.
enum AssessmentColumn: String, CaseIterable, Hashable, Sendable {
    case standard = "Standard"
    case asks = "What it asks"
    case state = "Our state"
    case evidence = "Evidence"
    case lastStated = "Last stated"

    var column: FormColumn {
        switch self {
        case .standard: FormColumn(rawValue, .given, width: 34)
        case .asks: FormColumn(rawValue, .given, width: 60)
        case .state:
            FormColumn(
                rawValue,
                .choice(Assessment.State.allCases.map(\.words)),
                "Empty where you do not say.",
                width: 15
            )
        case .evidence: FormColumn(rawValue, .text, "What it rests on.", width: 60)
        case .lastStated: FormColumn(rawValue, .given, width: 12)
        }
    }

    /// What the form writes for a standard.
    func text(_ standard: Standard, _ known: FormBase.AssessmentEntry?) -> String {
        switch self {
        case .standard: standard.title
        case .asks: standard.text
        case .state: known?.assessment.state.words ?? ""
        case .evidence: known.map { FormWords.evidence($0.assessment.evidence) } ?? ""
        case .lastStated: known?.date?.description ?? ""
        }
    }
}

extension FormTable {
    /// A row for each standard that the area answers for, or has spoken of; nil where the framework does not have forms ask.
    static func assessments(_ base: FormBase, _ framework: Framework) -> FormTable? {
        let standards = base.standards(of: framework)
        guard !standards.isEmpty else { return nil }
        let rows = standards.map { standard in
            let known = base.assessments.first { $0.assessment.standard == standard.id }
            return AssessmentColumn.allCases.map { $0.text(standard, known) }
        }
        return FormTable(part: .assessments, columns: AssessmentColumn.allCases.map(\.column), rows: rows, emptyRows: 0)
    }
}

extension FormBase {
    /// The standards that a form asks about; none where the framework does not have forms ask.
    func standards(of framework: Framework) -> [Standard] {
        guard framework.asksAssessments else { return [] }
        let spoken = Set(assessments.map(\.assessment.standard))
        return framework.standards.filter { $0.answeredBy == .area || spoken.contains($0.id) }
    }
}
