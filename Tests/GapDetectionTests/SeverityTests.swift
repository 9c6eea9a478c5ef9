import Foundation
import Provision
import ScopingStore
import TestSupport
import Testing

@testable import GapDetection

/// A model to hold the promises of severity against, and the dates at which to ask.
struct SeverityCase: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let make: @Sendable () throws -> ProvisionModel

    /// The first, the middle and the last round, and two and ten years after it.
    func dates(_ model: ProvisionModel) throws -> [CalendarDate] {
        let rounds = model.rounds.map(\.referenceDate)
        let last = try #require(rounds.last)
        return [rounds[0], rounds[rounds.count / 2], last]
            + [24, 120].compactMap { last.adding(months: $0) }
    }

    static let all = [
        SeverityCase(testDescription: "the real data") {
            try RealData.model()
        },
        simulated(seed: 7), simulated(seed: 8),
    ]

    private static func simulated(seed: UInt64) -> SeverityCase {
        SeverityCase(testDescription: "a simulated network of seed \(seed)") {
            try simulatedModel(seed: seed)
        }
    }
}

@Suite("Severity: what is lacking, times the children in need, times how long")
struct SeverityTests {
    /// The figures of a severity's sentence: points, and each factor in hundredths.
    private func figures(_ words: String) throws -> (total: Int, points: Int, factors: [Int]) {
        let sides = words.components(separatedBy: " = ")
        try #require(sides.count == 2)
        let parts = sides[1].components(separatedBy: " x ")
        let factors = parts.dropFirst().compactMap { part in
            part.split(separator: " ").first.flatMap { Int($0.replacing(".", with: "")) }
        }
        try #require(factors.count == parts.count - 1)
        return (
            try #require(Int(sides[0])), try #require(parts.first?.split(separator: " ").first.flatMap { Int($0) }),
            factors
        )
    }

    @Test(
        "Anybody can do the sum: every sentence gives the factors whose product it states",
        arguments: SeverityCase.all
    )
    func sentences(_ world: SeverityCase) throws {
        let model = try world.make()
        for when in try world.dates(model) {
            for gap in GapAudit(model, at: model.snapshot(asOf: when)).gaps {
                let points = try #require(model.framework.severity.points[gap.kind])
                guard !gap.kind.isOfTheRecord else {
                    #expect(gap.severity == points && gap.children == nil && gap.inNeed == nil)
                    #expect(
                        gap.severityInWords
                            == "\(points) for \(gap.kind.name); a gap in the record is weighed by no children"
                    )
                    continue
                }
                let told = try figures(gap.severityInWords)
                let scale = told.factors.reduce(1) { scale, _ in scale * 100 }
                let product = told.factors.reduce(points, *)
                #expect(told.points == points && told.total == gap.severity)
                #expect(gap.severity == (product * 2 + scale) / (2 * scale), "\(gap.severityInWords)")
                #expect((0...100).contains(gap.severity))
            }
        }
    }

    @Test("The factor of children follows from the areas' printed figures, worked out without the engine")
    func childrenOfRealAreas() throws {
        let model = try RealData.model()
        let gaps = GapAudit(model, at: model.snapshot(asOf: try date("2022-05-01")), kinds: [.none]).gaps
        #expect(gaps.count == 48)
        for gap in gaps {
            let area = try #require(model.areas.area(gap.area))
            let children = Double(try #require(area.populations.first { $0.ages.from == 0 }?.children))
            let need = 0.065 * children + 0.05 * children * (try #require(area.deprivation.first?.share))
            let factor = ((0.2 + 0.8 * need / (need + 1_000)) * 100).rounded() / 100
            #expect(gap.severity == Int((80 * factor).rounded()), "\(area.name)")
        }
        #expect(gaps.first { $0.area.text == "ccg-west-lancashire" }?.severity == 35)
    }

    /// The worst gap of provision of each cell, with every cell at one level; 0 where there is none.
    private func worst(_ model: ProvisionModel, _ date: CalendarDate, allAt level: String?) -> [String: Int] {
        let rows = model.snapshot(asOf: date).rows.map { model.areas.areas[$0].id }
        let types = model.framework.serviceTypes.map(\.id)
        let assumed = level.map { level in
            model.assuming(
                rows.flatMap { row in types.map { Assumption(area: row, service: $0, level: level) } },
                asOf: date
            )
        }
        let used = assumed ?? model
        var worst: [String: Int] = [:]
        for row in rows { for type in types { worst["\(row)/\(type)"] = 0 } }
        for gap in GapAudit(used, at: used.snapshot(asOf: date)).gaps where !gap.kind.isOfTheRecord {
            guard let service = gap.service, worst["\(gap.area)/\(service)"] != nil else { continue }
            worst["\(gap.area)/\(service)", default: 0] = max(worst["\(gap.area)/\(service)"] ?? 0, gap.severity)
        }
        return worst
    }

    @Test("Raising a level never makes a cell worse, whatever has stood for how long", arguments: SeverityCase.all)
    func raising(_ world: SeverityCase) throws {
        let model = try world.make()
        let scale = model.framework.scale
        let order = scale.levels.placesBestFirst.reversed().map { scale.levels[$0] }
        #expect(order.map(\.standing) == [.none, .inDevelopment, .partial, .full])
        for when in try world.dates(model) {
            let snapshot = model.snapshot(asOf: when)
            let levels = order.map { worst(model, when, allAt: $0.code) }
            let today = worst(model, when, allAt: nil)
            #expect(today.count == snapshot.rows.count * snapshot.columns && !today.isEmpty)
            for (lower, higher) in zip(levels, levels.dropFirst()) {
                for (cell, severity) in lower { #expect(severity >= higher[cell] ?? 101, "\(cell) at \(when)") }
            }
            // And against what stands there today, with its own months.
            for (row, place) in snapshot.rows.enumerated() {
                for (column, type) in model.framework.serviceTypes.enumerated() {
                    guard let level = scale.level(of: snapshot.state(row: row, column: column)) else { continue }
                    let cell = "\(model.areas.areas[place].id)/\(type.id)"
                    let now = try #require(today[cell])
                    for (other, found) in zip(order, levels) where other.order > level.order {
                        #expect(try #require(found[cell]) <= now, "\(cell) raised to \(other.code) at \(when)")
                    }
                }
            }
        }
    }

    private func severity(_ weights: SeverityWeights = .usual) throws -> Severity {
        Severity(model: try AuditWorld(children: [100], [["R"]]).model, on: try date("2022-05-01"))
    }

    private func people(_ inNeed: Double) -> ChildrenInNeed {
        ChildrenInNeed(children: nil, inNeed: inNeed, assumption: nil)
    }

    @Test("None, in development, partial: in this order at equal children and months, without a tie")
    func kindsInOrder() throws {
        let severity = try severity()
        for need in [0.0, 0.4, 1, 7, 50, 400, 1_000, 2_894, 12_000, 1e6] {
            for months in 0...61 {
                let totals = [GapKind.none, .inDevelopment, .partial].map {
                    severity.weight($0, of: people(need), months: months).total
                }
                #expect(totals[0] > totals[1] && totals[1] > totals[2] && totals[2] > 0, "\(need), \(months)")
            }
        }
    }

    @Test("A new gap of the lower level weighs at least as much as an old one of the higher")
    func bands() throws {
        let severity = try severity()
        let pairs: [(GapKind, GapKind)] = [
            (.none, .inDevelopment), (.inDevelopment, .partial), (.none, .stalled), (.inDevelopment, .masked),
            (.systemic, .fullNowhere),
        ]
        for need in [0.0, 3, 400, 2_894, 12_000] {
            for (worse, better) in pairs {
                let new = severity.weight(worse, of: people(need), months: 0).total
                #expect(
                    new >= severity.weight(better, of: people(need), months: 600).total,
                    "\(worse) \(better) \(need)"
                )
            }
        }
    }

    @Test("More children, more deprivation and more months never weigh less, and each of them weighs more in the end")
    func monotone() throws {
        let sizes: [Int?] = [0, 1, 10, 100, 1_000, 5_000, 20_000, 100_000, 1_000_000]
        let bySize = try AuditWorld(children: sizes, [Array(repeating: "R", count: sizes.count)])
        let gaps = try bySize.audit("2021-01-01", .none).gaps
        // 90 of 1,000 children are in need: 0.2 + 0.8 x 90 / 1,090 = 0.27; 90,000 of a million: 0.99.
        let ordered = (1...sizes.count).compactMap { index in gaps.first { $0.area.text == "area-\(index)" }?.severity }
        #expect(ordered == [16, 16, 16, 17, 22, 36, 57, 74, 79])
        let shares: [Double?] = [0, 0.1, 0.2, 0.5, 0.8, 1]
        let byShare = try AuditWorld(
            children: Array(repeating: 20_000, count: shares.count),
            deprivedShares: shares,
            [Array(repeating: "R", count: shares.count)]
        )
        let deprived = try byShare.audit("2021-01-01", .none).gaps
        let rising = (1...shares.count).compactMap { index in
            deprived.first { $0.area.text == "area-\(index)" }?.severity
        }
        // 1,300 to 2,300 in need of 20,000: 0.2 + 0.8 x 1,300 / 2,300 = 0.65 to 0.2 + 0.8 x 2,300 / 3,300 = 0.76.
        #expect(rising == [52, 54, 54, 57, 59, 61])
        let severity = try severity()
        let months = (0...72).map { severity.weight(.none, of: people(2_894), months: $0).total }
        #expect(zip(months, months.dropFirst()).allSatisfy { $0 <= $1 } && months.first == 63 && months.last == 79)
    }

    @Test("Children who are not known rank an area neither first nor last, and the sentence says what is taken")
    func unknownChildren() throws {
        let world = try AuditWorld(children: [nil, 1_000, 5_000, 40_000], [["R", "R", "R", "R"]])
        let gaps = try world.audit("2021-01-01", .none).gaps
        // The median of 1,000, 5,000 and 40,000 is 5,000: as many as area 3, which comes later in the list.
        #expect(gaps.map(\.area.text) == ["area-4", "area-1", "area-3", "area-2"])
        let unknown = try #require(gaps.first { $0.area.text == "area-1" })
        #expect(unknown.children == nil && unknown.inNeed?.count == 450)
        #expect(
            unknown.severityInWords
                == "36 = 80 for no provision x 0.45 for 450 children in need (its children are not known: the median of the CCG areas of ICS 1 is taken)"
        )
        let half = try AuditWorld(
            children: [10_000, 10_000, 10_000],
            deprivedShares: [0.2, nil, 0.6],
            [["R", "R", "R"]]
        )
        let byShare = try half.audit("2021-01-01", .none).gaps
        #expect(byShare.map(\.area.text) == ["area-3", "area-2", "area-1"])
        #expect(
            byShare[1].severityInWords.contains(
                "its deprivation is not known: the median of the CCG areas of ICS 1, 40%, is taken"
            )
        )
        let nobody = try AuditWorld(children: [nil, nil], deprivedShares: [nil, nil], [["R", "A"]])
        let blind = try nobody.audit("2021-01-01", .none, .partial).gaps
        // At the half-need of 1,000 a gap has 0.6 of its points.
        #expect(blind.map(\.severity) == [48, 18])
        #expect(blind[0].severityInWords.contains("no area's children are known"))
    }

    @Test("An area whose children are not known never comes last where areas differ, in any mix of known and unknown")
    func neverLast() throws {
        let sizes: [[Int?]] = [[nil, 10, 9_000], [10, nil, 9_000], [nil, nil, 3, 4], [7, 90_000, nil, nil]]
        for children in sizes {
            let world = try AuditWorld(children: children, [Array(repeating: "R", count: children.count)])
            let gaps = try world.audit("2021-01-01", .none).gaps
            #expect(try #require(gaps.last).children != nil)
            #expect(try #require(gaps.first).children != nil)
        }
    }

    @Test("The order of areas changes no severity")
    func orderOfAreas() throws {
        let rows: [(children: Int?, share: Double?, letters: String)] = [
            (300, 0.1, "RA"), (nil, 0.9, "RB"), (4_711, nil, "BR"), (12_345, 0.333, "RA"), (nil, nil, "AR"),
        ]
        func severities(_ order: [Int]) throws -> [String: Int] {
            let world = try AuditWorld(
                children: order.map { rows[$0].children },
                deprivedShares: order.map { rows[$0].share },
                [order.map { rows[$0].letters }]
            )
            let gaps = GapAudit(world.model, at: world.model.snapshot(asOf: try date("2021-06-01"))).gaps
            return Dictionary(
                uniqueKeysWithValues: gaps.map { gap in
                    let place = Int(gap.area.text.dropFirst(5)).map { "\(order[$0 - 1])" } ?? gap.area.text
                    return ("\(gap.kind) \(place) \(gap.service?.text ?? "")", gap.severity)
                }
            )
        }
        let first = try severities([0, 1, 2, 3, 4])
        #expect(first.count == 12)
        for order in [[4, 3, 2, 1, 0], [2, 0, 4, 1, 3], [1, 4, 0, 3, 2]] { #expect(try severities(order) == first) }
    }

    @Test("An ICS without full provision weighs by what its areas lack: between nothing anywhere and some everywhere")
    func systemwide() throws {
        func severity(_ letters: String) throws -> Int {
            let world = try AuditWorld(children: [10_000, 30_000], [letters.map(String.init)])
            return try #require(try world.audit("2021-01-01", .systemic, .fullNowhere).gaps.first).severity
        }
        // 40,000 x 0.09 = 3,600 in need: 0.2 + 0.8 x 3,600 / 4,600 = 0.83. Systemic 80 x 0.83 = 66.4. Of RA the levels lack
        // (1 x 10,000 + 0.375 x 30,000) / 40,000 = 0.53: 64 x 0.53 x 0.83 = 28.2; of AR 0.84: 44.6; of BB 0.75: 39.8.
        #expect(try ["RR", "BR", "AR", "BB", "RA", "AA"].map { try severity($0) } == [66, 50, 45, 40, 28, 20])
    }

    @Test("Of several levels of some provision the higher lacks less")
    func fourColours() throws {
        let levels = [
            SmallWorld.level("R", rank: 0, .diagonal), SmallWorld.level("P", rank: 1), SmallWorld.level("A", rank: 2),
            SmallWorld.level("G", rank: 3, closes: true), SmallWorld.level("B", rank: nil),
        ]
        let world = try AuditWorld(children: [50_000], [["RBPAG"]], levels: levels)
        let gaps = try world.audit("2021-01-01", .none, .inDevelopment, .partial).gaps
        // 4,500 in need: 0.2 + 0.8 x 4,500 / 5,500 = 0.85.
        #expect(gaps.map(\.severity) == [68, 51, 26, 13])
        #expect(
            gaps.last?.severityInWords
                == "13 = 30 for only some provision x 0.50 for what its level lacks x 0.85 for 4,500 children in need (of 50,000 aged 0-4)"
        )
    }

    @Test("The kinds that a framework weighs are those of the rules")
    func kinds() {
        #expect(Set(gapRules.map(\.kind)) == Set(GapKind.all) && gapRules.count == GapKind.all.count)
        #expect(Set(GapKind.all.map(\.name)).count == GapKind.all.count)
    }
}
