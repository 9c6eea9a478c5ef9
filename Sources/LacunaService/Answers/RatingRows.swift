import Markup
package import Provision
import ScopingStore

/// The ratings of some returns, a row each.
package struct RatingRows: Encodable {
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

    package func csv() -> [UInt8] {
        var writer = CSVWriter(header: [
            "area", "area name", "service", "service name", "value", "level", "date", "round", "revision", "source",
            "causes",
            "evidence", "recorded", "document",
        ])
        for row in ratings {
            let evidence = row.evidence.map { item in
                item.section.map { "\(item.text) [\(item.source ?? "") \($0)]" } ?? item.text
            }
            writer.row([
                row.area, row.areaName, row.service, row.serviceName, row.value, row.level, row.date, row.round,
                String(row.revision), row.source, row.causes.joined(separator: " "), evidence.joined(separator: " "),
                row.recorded, row.document,
            ])
        }
        return writer.bytes
    }
}
