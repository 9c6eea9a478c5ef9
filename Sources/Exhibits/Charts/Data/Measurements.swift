import Provision

/// A measure through time, such as the number of open gaps in each round.
public struct Measurements: Sendable {
    public var caption: ExhibitCaption
    /// What is measured: "Open gaps".
    public var unit: String
    /// In order of time. A point without a number is left out, and named below the chart.
    public var points: [(label: String, value: Double)]
    public var aim: ProcessBehaviour.Aim
    public var target: Double?
    /// The least value there can be: 0 for counts. A process limit below it is not drawn.
    public var leastPossible: Double?
    /// Where limits are worked out anew, by place in `points`, and why.
    public var rebases: [Rebase] = []
    /// The points that limits rest on, by place in `points`; nil for all of a stretch.
    public var baseline: Range<Int>?
    public var twoOfThree: ProcessBehaviour.TwoOfThree = .all
    /// The points, by place, at which much was looked at for the first time: they are drawn, and nothing is judged by them.
    public var firstLooks: Set<Int> = []

    /// The points, by place, that are judged: all with a number but first looks, where two or more remain.
    public var judged: [Int] {
        let known = points.indices.filter { points[$0].value.isFinite && abs(points[$0].value) <= LinearScale.largest }
        let others = known.filter { !firstLooks.contains($0) }
        return others.count > 1 ? others : known
    }

    /// A change that is understood, after which limits are worked out anew.
    public struct Rebase: Hashable, Sendable {
        /// The first point after it.
        public let point: Int
        /// In a few words; empty where nobody said.
        public let reason: String

        public init(point: Int, reason: String) {
            self.point = point
            self.reason = reason
        }
    }

    public init(
        caption: ExhibitCaption,
        unit: String,
        points: [(label: String, value: Double)],
        aim: ProcessBehaviour.Aim,
        target: Double? = nil,
        leastPossible: Double? = 0
    ) {
        self.caption = caption
        self.unit = unit
        self.points = points
        self.aim = aim
        self.target = target
        self.leastPossible = leastPossible
    }
}
