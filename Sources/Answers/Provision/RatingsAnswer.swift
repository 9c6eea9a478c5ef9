import Markup
package import Provision
import ScopingStore

/// The ratings of some returns, a row each.
package struct RatingsAnswer: Answer {
    private let returns: [Return]
    private let model: ProvisionModel

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
        self.returns = returns
        self.model = model
    }

    private enum CodingKeys: CodingKey { case ratings }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(ratings, forKey: .ratings)
    }

    private var ratings: [Row] {
        returns.flatMap { document in
            document.ratings.map { rating in
                let code: String? = if case .level(let code) = rating.value { code } else { nil }
                return Row(
                    area: document.area.text,
                    areaName: model.areas.area(document.area)?.name ?? document.area.text,
                    service: rating.service.text,
                    serviceName: model.framework.serviceType(rating.service)?.name ?? rating.service.text,
                    value: code ?? Rating.notExpectedWord,
                    level: levelName(code),
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

    private func levelName(_ code: String?) -> String {
        CellState.notExpected.name(as: code.flatMap { model.framework.scale.level(coded: $0) })
    }

    /// The same rows as `table` has, which may be millions: what rows have in common is prepared once, and none is kept.
    package func csv() -> [UInt8]? {
        var writer = CSVWriter(header: rows.header)
        var services: [ServiceType.ID: [UInt8]] = [:]
        var levels: [Rating.Value: [UInt8]] = [:]
        for document in returns {
            let area = CSVWriter.prepared(
                document.area.text,
                model.areas.area(document.area)?.name ?? document.area.text
            )
            let round = CSVWriter.prepared(
                model.round(document.round)?.referenceDate.description ?? "",
                document.round.text,
                String(document.revision)
            )
            let end = CSVWriter.prepared(document.recorded.at.description, StoreLayout.path(of: document))
            for rating in document.ratings {
                writer.field(prepared: area)
                writer.field(
                    prepared: services[rating.service]
                        ?? {
                            let name = model.framework.serviceType(rating.service)?.name ?? rating.service.text
                            let fields = CSVWriter.prepared(rating.service.text, name)
                            services[rating.service] = fields
                            return fields
                        }()
                )
                writer.field(
                    prepared: levels[rating.value]
                        ?? {
                            let code: String? = if case .level(let code) = rating.value { code } else { nil }
                            let fields = CSVWriter.prepared(code ?? Rating.notExpectedWord, levelName(code))
                            levels[rating.value] = fields
                            return fields
                        }()
                )
                writer.field(prepared: round)
                writer.field(model.origin(of: rating, in: document).rawValue)
                writer.field(rating.causes.isEmpty ? "" : rating.causes.map(\.text).joined(separator: " "))
                writer.field(rating.evidence.isEmpty ? "" : Self.words(rating.evidence.map(EvidenceAnswer.init)))
                writer.field(prepared: end)
                writer.endRow()
            }
        }
        return writer.bytes
    }

    private static func words(_ evidence: [EvidenceAnswer]) -> String {
        evidence.map { item in
            item.section.map { "\(item.text) [\(item.source ?? "") \($0)]" } ?? item.text
        }.joined(separator: " ")
    }

    package var table: AnswerTable? { rows }

    private var rows: AnswerTable {
        AnswerTable(
            ratings,
            [
                .text("area") { $0.area }, .text("area name") { $0.areaName }, .text("service") { $0.service },
                .text("service name") { $0.serviceName }, .text("value") { $0.value }, .text("level") { $0.level },
                .text("date") { $0.date }, .text("round") { $0.round }, .number("revision") { $0.revision },
                .text("source") { $0.source }, .text("causes") { $0.causes.joined(separator: " ") },
                .text("evidence") { Self.words($0.evidence) },
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
