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
        points = model.ratingsOnRecord(area: area, service: service, knownAt: knownAt).map { found in
            Point(
                date: found.date.description,
                area: model.areas.areas[found.area].id.text,
                value: model.code(of: found.state),
                round: found.document.round.text,
                revision: found.document.revision,
                source: found.origin.rawValue,
                recorded: found.document.recorded.at.description,
                evidence: found.rating.evidence.map(EvidenceAnswer.init)
            )
        }
    }
}
