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
