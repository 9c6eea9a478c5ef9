import Provision
import TestSupport
import Testing

@testable import Exhibits

@Suite("Orders of rows and columns")
struct SeriationTests {
    @Test("Things on a line come out in the order of the line")
    func line() {
        let places = [1, 9, 2, 8, 5]
        let order = Seriation.order(5) { Double(abs(places[$0] - places[$1])) }
        #expect(order.map { places[$0] } == [1, 2, 5, 8, 9])
    }

    @Test("No order that the clusters allow has a smaller sum of distances", arguments: 1...30)
    func optimal(seed: Int) {
        var numbers = Samples.Numbers(state: UInt64(seed))
        let points = (0..<6).map { _ in (numbers.next(50), numbers.next(50)) }
        func distance(_ first: Int, _ second: Int) -> Double {
            Double(abs(points[first].0 - points[second].0) + abs(points[first].1 - points[second].1))
        }
        func sum(_ order: [Int]) -> Double { zip(order, order.dropFirst()).reduce(0) { $0 + distance($1.0, $1.1) } }
        let found = Seriation.order(6, distance: distance)
        #expect(found.sorted() == Array(0..<6))
        // Turning any stretch that is a cluster gives an order the clusters allow: none may be better.
        for start in 0..<6 {
            for end in (start + 1)..<6 {
                let stretch = Array(found[start...end])
                let inner = stretch.flatMap { first in stretch.map { distance(first, $0) } }.max() ?? 0
                let outer =
                    stretch.flatMap { first in
                        (0..<6).filter { !stretch.contains($0) }.map { distance(first, $0) }
                    }.min() ?? .infinity
                guard inner < outer else { continue }
                let turned = found[..<start] + stretch.reversed() + found[(end + 1)...]
                #expect(sum(Array(turned)) >= sum(found))
            }
        }
    }

    @Test("Few things, equal things and many things", arguments: [0, 1, 2, 3, 40, 300])
    func counts(count: Int) {
        let equal = Seriation.order(count) { _, _ in 1 }
        #expect(equal.sorted() == Array(0..<count))
        #expect(equal == Seriation.order(count) { _, _ in 1 }, "the same twice")
        #expect(Seriation.order(count) { Double(abs($0 - $1)) } == Array(0..<count))
    }

    private let letters = ["RRG", "GGG", "RRA", "GGA", "..-"]

    private func names(_ order: HeatmapOrder, _ names: [String] = ["e", "b", "a", "d", "c"]) throws -> [String] {
        let model = try MadeTable.model(
            rounds: [letters],
            name: { names.indices.contains($0 - 1) ? names[$0 - 1] : "x" }
        )
        return HeatmapArrangement(try MadeTable.table(model), order).rows.flatMap(\.rows).map(\.name)
    }

    @Test(
        "Rows are ordered as given, by name, by severity with unrated ones last, or by likeness, the severe end first"
    )
    func orders() throws {
        #expect(try names(.given) == ["e", "b", "a", "d", "c"])
        #expect(try names(.name) == ["a", "b", "c", "d", "e"])
        #expect(try names(.severity) == ["a", "e", "d", "b", "c"])
        let alike = try names(.similarity)
        let places = try ["e", "a", "b", "d"].map { try SmallWorld.require(alike.firstIndex(of: $0)) }
        #expect(abs(places[0] - places[1]) == 1 && abs(places[2] - places[3]) == 1)
    }

    @Test("Columns are ordered too, and neither leave their groups")
    func groups() throws {
        let model = try MadeTable.model(
            rounds: [["GRAR", "GRAR", "RRRR", "GGGG"]],
            groups: 2,
            reach: { $0 < 3 ? .universal : .specialist }
        )
        let arrangement = HeatmapArrangement(try MadeTable.table(model), .severity)
        #expect(arrangement.columns.map(\.columns) == [[1, 0], [3, 2]])
        #expect(arrangement.rows.map { $0.rows.map(\.name) } == [["Area 1", "Area 2"], ["Area 3", "Area 4"]])
    }

    @Test("The caption names the order; pictures in every order are the same twice", arguments: HeatmapOrder.allCases)
    func captions(order: HeatmapOrder) throws {
        let table = try MadeTable.real()
        let svg = HeatmapDrawing(of: table, ExhibitOptions(name: "x"), order: order).svg()
        #expect(svg == HeatmapDrawing(of: try MadeTable.real(), ExhibitOptions(name: "x"), order: order).svg())
        let words = String(decoding: svg, as: UTF8.self)
        #expect(words.contains("optimal leaf ordering") == (order == .similarity))
        #expect(words.contains("in order of severity") == (order == .severity))
    }
}
