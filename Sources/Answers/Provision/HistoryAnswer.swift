import GapDetection
package import Provision

/// One cell through time, the oldest rating first.
package struct HistoryAnswer: Answer {
    package let points: [Point]
    private let heading: String
    private let area: String
    /// The areas' names, by their ids.
    private let names: [String: String]

    private enum CodingKeys: CodingKey { case points }

    package struct Point: Encodable {
        package let date: String
        package let area: String
        package let value: String
        package let round: String
        package let revision: Int
        package let source: String
        package let recorded: String
        package let evidence: [EvidenceAnswer]
        /// What was said of the criteria that make the level; left out where nothing was.
        package let criteria: [Stated]?
        /// The same in words.
        let criteriaInWords: String?

        private enum CodingKeys: CodingKey {
            case date, area, value, round, revision, source, recorded, evidence, criteria
        }
    }

    package struct Stated: Encodable {
        package let id: String
        /// "met", "not-met" or "not-known".
        package let state: String
    }

    package init(_ model: ProvisionModel, area: Int, service: Int, knownAt: Instant?) {
        heading = "\(model.areas.areas[area].name), \(model.framework.serviceTypes[service].name)"
        self.area = model.areas.areas[area].id.text
        let found = model.ratingsOnRecord(area: area, service: service, knownAt: knownAt)
        names = Dictionary(
            found.map { (model.areas.areas[$0.area].id.text, model.areas.areas[$0.area].name) },
            uniquingKeysWith: { first, _ in first }
        )
        points = found.map { found in
            Point(
                date: found.date.description,
                area: model.areas.areas[found.area].id.text,
                value: model.code(of: found.state),
                round: found.document.round.text,
                revision: found.document.revision,
                source: found.origin.rawValue,
                recorded: found.document.recorded.at.description,
                evidence: found.rating.evidence.map(EvidenceAnswer.init),
                criteria: found.rating.criteria.isEmpty
                    ? nil : found.rating.criteria.map { Stated(id: $0.criterion.text, state: $0.state.rawValue) },
                criteriaInWords: found.rating.criteria.isEmpty ? nil : model.framework.words(of: found.rating.criteria)
            )
        }
    }
    package var table: AnswerTable? {
        AnswerTable(
            points,
            [
                .text("date") { $0.date }, .text("area") { $0.area }, .text("value") { $0.value },
                .text("round") { $0.round }, .number("revision") { $0.revision }, .text("source") { $0.source },
                .text("recorded") { $0.recorded },
                .text("evidence") { $0.evidence.map(\.text).joined(separator: " ") },
            ]
        )
    }

    /// A line for each rating, and below it its evidence.
    package var text: AnswerText {
        var text = AnswerText([heading])
        if points.isEmpty { text.line("Nothing is on record.") }
        for point in points {
            let whose = point.area == area ? "" : " \(names[point.area] ?? point.area),"
            text.line(
                "\(point.date)  \(point.value)  \(whose) \(point.source), round \(point.round) revision \(point.revision), recorded \(point.recorded)"
            )
            if let words = point.criteriaInWords { text.line("                Criteria stated as \(words)") }
            for evidence in point.evidence {
                let section = evidence.section.map { " (\(Evidence.displayText($0)))" } ?? ""
                text.line("                \(evidence.text)\(section)")
            }
        }
        return text
    }
}
