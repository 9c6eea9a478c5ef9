package import GapDetection
package import Provision

/// Two areas, or one area at two dates, held against each other.
package struct ComparisonAnswer: Answer {
    let cells: [Cell]
    private let headings: [String]

    private enum CodingKeys: CodingKey { case cells }

    struct Cell: Encodable {
        let service: String
        let serviceName: String
        let first: String
        let second: String
        let verdict: String
        /// Why the cell cannot be compared; left out where it can.
        let why: String?
    }

    /// - Parameter headings: what the two sides are called.
    package init(_ comparison: AreaComparison, _ model: ProvisionModel, headings: [String]) {
        self.headings = headings
        cells = comparison.cells.map { cell in
            let (verdict, why) = Self.words(cell.verdict)
            return Cell(
                service: cell.service.id.text,
                serviceName: cell.service.name,
                first: model.code(of: cell.first),
                second: model.code(of: cell.second),
                verdict: verdict,
                why: why
            )
        }
    }

    private static func words(_ verdict: AreaComparison.Verdict) -> (String, why: String?) {
        switch verdict {
        case .same: ("same", nil)
        case .better: ("better", nil)
        case .worse: ("worse", nil)
        case .cannotBeCompared(let reason): ("cannot be compared", reason)
        }
    }

    package var table: AnswerTable? { rows }

    private var rows: AnswerTable {
        AnswerTable(
            cells,
            data: [
                .text("service") { $0.service }, .text("service name") { $0.serviceName },
                .text("first") { $0.first }, .text("second") { $0.second }, .text("verdict") { $0.verdict },
                .text("why") { $0.why ?? "" },
            ],
            shown: [
                .text("SERVICE TYPE") { $0.serviceName }, .text(headings.first ?? "") { $0.first },
                .text(headings.last ?? "") { $0.second },
                .text("VERDICT") { cell in cell.why.map { "\(cell.verdict): \($0)" } ?? cell.verdict },
            ]
        )
    }

    package var text: AnswerText {
        var text = AnswerText()
        text.rows(of: rows)
        return text
    }
}
