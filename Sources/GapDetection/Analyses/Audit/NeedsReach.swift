package import Provision

/// Which groups of families (THRIVE's five) the interventions delivered in an area reach: the one answer by which the gap rule,
/// the judge of standards and the matrix go.
///
/// A cross-cutting intervention, such as peer support, goes along with help of every kind and reaches no group by itself. One
/// that the framework lists for no group is not known to reach any.
package struct NeedsReach: Sendable {
    /// How many different interventions are on record as delivered.
    package let delivered: Int
    /// Those that are for some groups and not for all, in the framework's order.
    package let specific: [Intervention]
    package let crossCutting: [Intervention]
    private let reached: Set<NeedsGroup.ID>

    /// What can be said of an area's groups.
    package enum Record: Sendable {
        /// No intervention is on record: nothing is known.
        case absent
        /// The framework lists none of those on record for a group: nothing follows for any.
        case unplaced
        case known
    }

    package var record: Record {
        delivered == 0 ? .absent : specific.isEmpty && crossCutting.isEmpty ? .unplaced : .known
    }

    /// How many the framework lists for no group.
    package var unplaced: Int { delivered - specific.count - crossCutting.count }

    package func reaches(_ group: NeedsGroup.ID) -> Bool { reached.contains(group) }

    /// Where a framework places interventions.
    struct Placing: Sendable {
        let interventions: [Intervention]
        private let places: [Intervention.ID: Int]

        init(_ framework: Framework) {
            interventions = framework.interventions
            places = Dictionary(
                framework.interventions.enumerated().map { ($1.id, $0) },
                uniquingKeysWith: { one, _ in one }
            )
        }

        /// Those of some ids that the framework has, each once, in its order.
        func known(_ ids: some Sequence<Intervention.ID>) -> [Intervention] {
            Set(ids).compactMap { places[$0] }.sorted().map { interventions[$0] }
        }

        func reach(of ids: [Intervention.ID]) -> NeedsReach {
            let different = Set(ids)
            return NeedsReach(delivered: different.count, known(different))
        }
    }

    private init(delivered: Int, _ known: [Intervention]) {
        self.delivered = delivered
        specific = known.filter { !$0.isCrossCutting && !$0.needsGroups.isEmpty }
        crossCutting = known.filter(\.isCrossCutting)
        reached = Set(specific.flatMap(\.needsGroups))
    }
}
