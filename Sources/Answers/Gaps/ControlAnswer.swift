package import Exhibits

/// The number of open gaps from round to round, and what a control chart says of it.
package struct ControlAnswer: Answer {
    let findings: [String]
    let hasLimits: Bool
    let mean: Double?
    let median: Double?
    let lowerLimit: Double?
    let upperLimit: Double?
    let target: Double?
    /// "all" or "inside".
    let twoOfThree: String
    let stretches: [Stretch]
    let points: [Point]
    private let data: Measurements

    private enum CodingKeys: CodingKey {
        case findings, hasLimits, mean, median, lowerLimit, upperLimit, target, twoOfThree, stretches, points
    }

    /// Points that have their limits in common; the figures above are those of the latest.
    struct Stretch: Encodable {
        let from: String
        let to: String
        let reason: String?
        let mean: Double?
        let median: Double
        let lowerLimit: Double?
        let upperLimit: Double?
        /// The first and the last round of the baseline.
        let baseline: [String]?
    }

    struct Point: Encodable {
        let round: String
        let open: Double
        let variation: String?
        let rules: [String]
        /// True where much was looked at for the first time, so that the point is not judged.
        let firstLook: Bool?
    }

    package init(_ data: Measurements) {
        self.data = data
        let behaviour = ControlChart.behaviour(data)
        let limits = behaviour.flatMap { $0.latest.hasLimits ? $0 : nil }
        findings = ControlChart.findings(data)
        hasLimits = limits != nil
        mean = limits?.mean
        median = behaviour?.median
        lowerLimit = limits?.lowerLimit
        upperLimit = limits?.upperLimit
        target = data.target
        twoOfThree = data.twoOfThree.rawValue
        let judged = data.judged
        stretches = (behaviour?.stretches ?? []).map { stretch in
            func label(_ point: Int) -> String { data.points[judged[point]].label }
            return Stretch(
                from: label(stretch.points.lowerBound),
                to: label(stretch.points.upperBound - 1),
                reason: data.rebases.last { rebase in judged.count { $0 < rebase.point } == stretch.points.lowerBound }
                    .map(\.reason),
                mean: stretch.hasLimits ? stretch.mean : nil,
                median: stretch.median,
                lowerLimit: stretch.hasLimits ? stretch.lowerLimit : nil,
                upperLimit: stretch.hasLimits ? stretch.upperLimit : nil,
                baseline: stretch.baseline.map { [label($0.lowerBound), label($0.upperBound - 1)] }
            )
        }
        points = data.points.enumerated().map { place, point in
            guard let behaviour, let index = judged.firstIndex(of: place) else {
                return Point(round: point.label, open: point.value, variation: nil, rules: [], firstLook: true)
            }
            let isJudged = behaviour.stretch(at: index).hasLimits
            return Point(
                round: point.label,
                open: point.value,
                variation: isJudged ? behaviour.variation(at: index, aim: data.aim).rawValue : nil,
                rules: ProcessBehaviour.Rule.allCases.filter(behaviour.signals[index].contains).map(\.rawValue),
                firstLook: nil
            )
        }
    }
    package var table: AnswerTable? { rows }

    private var rows: AnswerTable { AnswerTable(ControlChart.table(data), numbers: [1]) }

    package var text: AnswerText {
        var text = AnswerText(["\(data.caption.title)."] + findings)
        text.line()
        text.rows(of: rows)
        return text
    }
}
