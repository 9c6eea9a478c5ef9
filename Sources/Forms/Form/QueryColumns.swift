import Provision

/// The columns of the table of open queries.
enum QueryColumn: String, CaseIterable, Hashable, Sendable {
    case number = "Query"
    case about = "About"
    case text = "What is asked"
    case asked = "Asked on"
    case answer = "Your answer"

    var column: FormColumn {
        switch self {
        case .number: FormColumn(rawValue, .given, width: 9)
        case .about: FormColumn(rawValue, .given, width: 34)
        case .text: FormColumn(rawValue, .given, width: 60)
        case .asked: FormColumn(rawValue, .given, width: 12)
        case .answer:
            FormColumn(rawValue, .text, "In a sentence; or mend what it asks about, which answers it too.", width: 60)
        }
    }
}

extension FormTable {
    /// A row for each query that is open; nil where none is.
    static func queries(_ base: FormBase, _ framework: Framework) -> FormTable? {
        let open = base.revision?.openQueries ?? []
        guard !open.isEmpty else { return nil }
        let rows = open.map { query in
            QueryColumn.allCases.map { column in
                switch column {
                case .number: String(query.number)
                case .about: query.service.flatMap { framework.serviceType($0)?.name } ?? "the return as a whole"
                case .text: query.text
                case .asked: query.asked.at.dayInLondon?.description ?? ""
                case .answer: ""
                }
            }
        }
        return FormTable(part: .queries, columns: QueryColumn.allCases.map(\.column), rows: rows, emptyRows: 0)
    }
}
