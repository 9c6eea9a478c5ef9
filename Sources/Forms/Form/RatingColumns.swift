import Provision

/// The columns of the table of ratings.
enum RatingColumn: String, CaseIterable, Hashable, Sendable {
    case service = "Service type"
    case level = "Level"
    case causes = "Causes"
    case evidence = "Evidence"
    case lastLevel = "Last level"
    case lastDate = "Last date"
}

extension FormTable {
    /// A row for each service type, with the rating last known.
    static func ratings(_ base: FormBase, _ framework: Framework) -> FormTable {
        let levels = framework.scale.levels.map(\.code) + [FormWords.notExpected]
        let columns = RatingColumn.allCases.map { column in
            switch column {
            case .service: FormColumn(column.rawValue, .given, width: 38)
            case .level: FormColumn(column.rawValue, .choice(levels), "Empty where it is not known.", width: 12)
            case .causes:
                FormColumn(
                    column.rawValue,
                    .choices(framework.causes.map(\.id.text)),
                    "Why provision falls short; several are separated by spaces.",
                    width: 18
                )
            case .evidence:
                FormColumn(
                    column.rawValue,
                    .text,
                    "What the level rests on. A level that leaves a gap needs evidence or a cause.",
                    width: 60
                )
            case .lastLevel: FormColumn(column.rawValue, .given, width: 10)
            case .lastDate: FormColumn(column.rawValue, .given, width: 12)
            }
        }
        let rows = zip(framework.serviceTypes, base.last).map { type, last in
            RatingColumn.allCases.map { column in
                switch column {
                case .service: type.name
                case .level, .lastLevel: FormWords.level(last?.rating.value)
                case .causes: last.map { FormWords.causes($0.rating) } ?? ""
                case .evidence: last.map { FormWords.evidence($0.rating.evidence) } ?? ""
                case .lastDate: last?.date.description ?? ""
                }
            }
        }
        return FormTable(part: .ratings, columns: columns, rows: rows, emptyRows: 0)
    }
}
