import GapDetection
import Provision
import TestSupport
import Testing

@Suite("The scan over whole histories")
struct GapScanTests {
    private let letters: [Character: UInt8] = [
        ".": RatingGrid.unrated, "R": RatingGrid.none, "B": RatingGrid.inDevelopment, "A": RatingGrid.partial,
        "G": RatingGrid.full,
    ]

    /// A made-up sequence, the same at every run.
    private func made(_ count: Int, seed: UInt64) -> [Character] {
        var state = seed
        return (0..<count).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Array("RRBAAGG.")[Int(state >> 61)]
        }
    }

    @Test("It counts what the rules find, year by year, in made-up worlds", arguments: 1...12)
    func agreesWithTheRules(_ seed: Int) throws {
        let (areas, services, years) = (4, 3, 5)
        let all = made(areas * services * years, seed: UInt64(seed))
        let rows = (0..<years).map { year in
            (0..<areas).map { area in String(all[((year * areas + area) * services)...].prefix(services)) }
        }
        let world = try AuditWorld(children: Array(repeating: 10, count: areas), rows)
        let grid = try #require(
            RatingGrid(
                areas: areas,
                services: services,
                months: years,
                groupStarts: [0, areas],
                states: all.compactMap { letters[$0] }
            )
        )
        // The rounds of the world are a year apart: twelve months in development are one step of the grid.
        let counts = GapScan.counts(grid, stalledMonths: 1, staleMonths: 2)
        for year in 0..<years {
            let iso = "\(2021 + year)-01-01"
            let audit = try world.audit(
                iso,
                .none,
                .partial,
                .inDevelopment,
                .stalled,
                .regressed,
                .stale,
                .inequity,
                .systemic
            )
            let found = Dictionary(grouping: audit.gaps, by: \.kind).mapValues(\.count)
            let scan = counts[year]
            #expect(found[.none, default: 0] == scan.none)
            #expect(found[.partial, default: 0] == scan.partial)
            #expect(found[.inDevelopment, default: 0] == scan.inDevelopment)
            #expect(found[.stalled, default: 0] == scan.stalled)
            #expect(found[.regressed, default: 0] == scan.regressed)
            #expect(found[.stale, default: 0] == scan.stale)
            #expect(found[.inequity, default: 0] == scan.inequity)
            #expect(found[.systemic, default: 0] == scan.systemic)
        }
    }

    @Test("Sizes that do not fit their bytes make no grid")
    func refused() {
        #expect(RatingGrid(areas: 2, services: 2, months: 1, groupStarts: [0, 2], states: [1, 2, 3]) == nil)
        #expect(RatingGrid(areas: 2, services: 1, months: 1, groupStarts: [0, 1], states: [1, 2]) == nil)
        #expect(RatingGrid(areas: 1, services: 1, months: 1, groupStarts: [0, 1], states: [9]) == nil)
        #expect(RatingGrid(areas: .max, services: 2, months: 1, groupStarts: [0, .max], states: []) == nil)
    }

    @Test("Findings are written cell by cell, full and unrated left out")
    func findings() throws {
        let grid = try #require(
            RatingGrid(areas: 1, services: 5, months: 1, groupStarts: [0, 1], states: [0, 1, 2, 3, 4])
        )
        #expect(GapScan.findings(grid, month: 0).map(\.cell) == [1, 2, 3])
        #expect(GapScan.findings(grid, month: 1).isEmpty)
    }
}
