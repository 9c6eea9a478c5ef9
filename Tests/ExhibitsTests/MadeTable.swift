import Provision
import ScopingStore
import TestSupport

@testable import Exhibits

/// Tables of provision for tests of heatmaps: the real one, and made-up ones of any size with any names.
enum MadeTable {
    static func real(leftOut: [String] = []) throws -> ProvisionTable {
        let model = try RealData.model()
        return ProvisionTable(
            model: model,
            snapshot: model.snapshot(asOf: try date("2022-05-01")),
            heading: "North West Coast",
            leftOut: leftOut
        )
    }

    /// A model with a return of each area in each round: `rounds[0][2]` are the letters of area 3 in the first round.
    static func model(
        rounds: [[String]],
        groups: Int = 1,
        levels: [Level] = SmallWorld.levels,
        name: (Int) -> String = { "Area \($0)" },
        service: (Int) -> String = { "Service \($0)" },
        reach: (Int) -> ServiceReach? = { _ in nil },
        children: (Int) -> Int? = { _ in nil }
    ) throws -> ProvisionModel {
        let count = rounds.first?.first?.count ?? 1
        let areas = rounds.first?.count ?? 0
        let framework = try Framework(
            title: "T",
            network: "N",
            sources: [],
            scale: RatingScale(levels: levels),
            serviceTypes: (1...max(1, count)).map {
                ServiceType(id: try SmallWorld.id("service-\($0)"), name: service($0), reach: reach($0))
            },
            severity: .usual
        )
        let kinds = [
            Area.Kind(id: try SmallWorld.id("ics"), name: "i", plural: "is"),
            Area.Kind(id: try SmallWorld.id("ccg"), name: "c", plural: "cs"),
        ]
        let ages = try SmallWorld.require(AgeRange(from: 0, to: AgeRange.fifthBirthday))
        let heads = try (1...max(1, groups)).map {
            Area(id: try SmallWorld.id("ics-\($0)"), kind: kinds[0].id, name: name(1_000 + $0))
        }
        let hierarchy = try AreaHierarchy(
            kinds: kinds,
            areas: heads
                + (0..<areas).map { index in
                    Area(
                        id: try SmallWorld.id("area-\(index + 1)"),
                        kind: kinds[1].id,
                        name: name(index + 1),
                        parent: groups > 1 ? heads[index * groups / areas].id : nil,
                        populations: try children(index + 1).map {
                            [Area.Population(date: try date("2020-01-01"), ages: ages, children: $0)]
                        } ?? []
                    )
                }
        )
        return ProvisionModel(
            framework: framework,
            areas: hierarchy,
            rounds: try SmallWorld.rounds(rounds.count, asking: areas),
            returns: try rounds.enumerated().flatMap { round, letters in
                try letters.enumerated().map { try SmallWorld.answer(area: $0 + 1, round: round + 1, $1) }
            }
        )
    }

    /// The table of a model's last round, compared with its first where there are several.
    static func table(_ model: ProvisionModel, heading: String = "Made up", gaps: Bool = true) throws -> ProvisionTable
    {
        let first = try SmallWorld.require(model.rounds.first?.referenceDate)
        let last = try SmallWorld.require(model.rounds.last?.referenceDate)
        let snapshot = model.snapshot(asOf: last)
        let before = model.snapshot(asOf: first, basis: .date(last))
        return ProvisionTable(
            model: model,
            snapshot: snapshot,
            heading: heading,
            leftOut: [],
            comparison: first < last ? SnapshotComparison(from: before, to: snapshot, in: model) : nil,
            openGaps: gaps
                ? Dictionary(uniqueKeysWithValues: model.areas.areas.map { ($0.id, $0.name.count % 17) }) : nil
        )
    }

    /// Letters for rows by columns, all states among them, different in every round.
    static func letters(_ rows: Int, _ columns: Int, round: Int = 0) -> [String] {
        var numbers = Samples.Numbers(state: UInt64(rows * 1_000 + columns * 10 + round))
        let states = Array("RRAAAGGB-.")
        return (0..<rows).map { _ in String((0..<columns).map { _ in states[numbers.next(states.count)] }) }
    }
}
