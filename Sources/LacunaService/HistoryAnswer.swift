import GapDetection
package import Provision

/// `rating.history`'s answer.
package struct HistoryAnswer: Encodable {
    package let points: [Point]

    package struct Point: Encodable {
        package let date: String
        package let area: String
        package let value: String
        package let round: String
        package let revision: Int
        package let source: String
        package let recorded: String
        package let evidence: [EvidenceAnswer]
    }

    package init(_ model: ProvisionModel, area: Int, service: Int, knownAt: Instant?) {
        let entries = model.areas.lineage(of: area).flatMap { ancestor in
            model.ratings.entries(area: ancestor, service: service).map { (ancestor, $0) }
        }
        points = entries.filter { model.ratings.isInForce($0.1, knownAt: knownAt) }
            .sorted { (model.ratings.dates[$0.1], $0.0) < (model.ratings.dates[$1.1], $1.0) }
            .compactMap { ancestor, entry in
                guard let (rating, document) = model.source(ofEntry: entry) else { return nil }
                return Point(
                    date: CalendarDate(daysSince1970: model.ratings.dates[entry])?.description ?? "",
                    area: model.areas.areas[ancestor].id.text,
                    value: model.code(of: model.ratings.states[entry]),
                    round: document.round.text,
                    revision: document.revision,
                    source: model.origin(of: rating, in: document).rawValue,
                    recorded: document.recorded.at.description,
                    evidence: rating.evidence.map(EvidenceAnswer.init)
                )
            }
    }
}
