import GapDetection
package import Provision

package struct TrendPoint: Encodable {
    package let round: String
    package let date: String
    package let areas: Int
    package let levels: [String: Int]
    package let notExpected: Int
    package let unrated: Int

    package init(_ round: Round, areas: Int, _ counts: LevelCounts, _ scale: RatingScale) {
        self.round = round.id.text
        date = round.referenceDate.description
        self.areas = areas
        levels = Dictionary(zip(scale.levels.map(\.code), counts.levels), uniquingKeysWith: { first, _ in first })
        notExpected = counts.notExpected
        unrated = counts.unrated
    }
}
