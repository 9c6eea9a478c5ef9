package import Provision
import ScopingStore

/// The ratings of some returns, a row each.
package struct RatingsAnswer: Answer {
    package let ratings: [Row]

    package struct Row: Encodable {
        let area: String
        let areaName: String
        let service: String
        let serviceName: String
        /// The level's code, or "not-expected".
        let value: String
        let level: String
        let date: String
        let round: String
        let revision: Int
        let source: String
        let causes: [String]
        let evidence: [EvidenceAnswer]
        let recorded: String
        let document: String
    }

    package init(of returns: [Return], in model: ProvisionModel) {
        ratings = returns.flatMap { document in
            document.ratings.map { rating in
                let code: String? = if case .level(let code) = rating.value { code } else { nil }
                let level = code.flatMap { model.framework.scale.level(coded: $0) }
                return Row(
                    area: document.area.text,
                    areaName: model.areas.area(document.area)?.name ?? document.area.text,
                    service: rating.service.text,
                    serviceName: model.framework.serviceType(rating.service)?.name ?? rating.service.text,
                    value: code ?? Rating.notExpectedWord,
                    level: CellState.notExpected.name(as: level),
                    date: model.round(document.round)?.referenceDate.description ?? "",
                    round: document.round.text,
                    revision: document.revision,
                    source: model.origin(of: rating, in: document).rawValue,
                    causes: rating.causes.map(\.text),
                    evidence: rating.evidence.map(EvidenceAnswer.init),
                    recorded: document.recorded.at.description,
                    document: StoreLayout.path(of: document)
                )
            }
        }
    }

    package func csv() -> [UInt8] { rows.csv() }

    package var table: AnswerTable? { rows }

    private var rows: AnswerTable {
        AnswerTable(
            ratings,
            [
                .text("area") { $0.area }, .text("area name") { $0.areaName }, .text("service") { $0.service },
                .text("service name") { $0.serviceName }, .text("value") { $0.value }, .text("level") { $0.level },
                .text("date") { $0.date }, .text("round") { $0.round }, .number("revision") { $0.revision },
                .text("source") { $0.source }, .text("causes") { $0.causes.joined(separator: " ") },
                .text("evidence") { row in
                    row.evidence.map { item in
                        item.section.map { "\(item.text) [\(item.source ?? "") \($0)]" } ?? item.text
                    }.joined(separator: " ")
                },
                .text("recorded") { $0.recorded }, .text("document") { $0.document },
            ]
        )
    }

    package var text: AnswerText {
        var text = AnswerText()
        text.rows(of: rows)
        return text
    }
}
