import GapDetection
package import Provision

package struct TrendPoint: Encodable {
    package let round: String
    package let date: String
    package let areas: Int
    package let levels: [String: Int]
    package let notExpected: Int
    package let unrated: Int

    /// - Parameters:
    ///   - rows: those of the snapshot that count.
    ///   - service: only this service type, by place in the framework.
    package init(_ round: Round, _ snapshot: Snapshot, rows: some Collection<Int>, service: Int?, _ scale: RatingScale)
    {
        let counts = snapshot.counts(scale: scale, rows: rows, column: service)
        self.round = round.id.text
        date = round.referenceDate.description
        areas = rows.count
        levels = Dictionary(zip(scale.levels.map(\.code), counts.levels), uniquingKeysWith: { first, _ in first })
        notExpected = counts.notExpected
        unrated = counts.unrated
    }
}

/// `trend.get`'s answer.
package struct TrendAnswer: Encodable {
    package let points: [TrendPoint]
    /// What became of the gaps in each round; left out where nobody asked for gaps.
    package let rounds: [GapCountAnswer]?
    /// Rounds that are left out, and what is shown in place of the area asked about; left out where nothing is to be said.
    package let notes: [String]?

    package init(_ points: [TrendPoint], gaps: [GapCountAnswer]? = nil, notes: [String]) {
        rounds = gaps
        self.points = points
        self.notes = notes.isEmpty ? nil : notes
    }
}
