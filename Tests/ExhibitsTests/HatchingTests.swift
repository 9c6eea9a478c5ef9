import Provision
import Testing

@testable import Exhibits

@Suite("Patterns drawn line by line")
struct HatchingTests {
    /// The ends of all lines of a path made of "Mx yLx y" or "Mx yh0".
    private func points(_ data: String) -> [(x: Double, y: Double)] {
        data.split(whereSeparator: { "MLh".contains($0) }).compactMap { pair in
            let numbers = pair.split(separator: " ").compactMap { Double($0) }
            return numbers.count == 2 ? (numbers[0], numbers[1]) : nil
        }
    }

    private let box = TileGeometry.corners(13, 21, 50, 30)

    @Test("No line leaves what it fills", arguments: Level.Pattern.allCases)
    func inside(pattern: Level.Pattern) {
        let found = points(Hatching.lines(pattern, inside: box))
        #expect(found.isEmpty == (pattern == .solid))
        for point in found {
            #expect(point.x >= 13 - 0.1 && point.x <= 63.1 && point.y >= 20.9 && point.y <= 51.1, "\(point)")
        }
    }

    @Test("Lines lie where those of the <pattern> lie: one in eight steps, from the picture's corner")
    func onGrid() {
        #expect(Hatching.lines(.horizontal, inside: TileGeometry.corners(0, 0, 10, 8)) == "M10 2L0 2M10 6L0 6")
        for (index, point) in points(Hatching.lines(.diagonal, inside: box)).enumerated() {
            let height = point.x + point.y
            #expect(abs(height - (height / 8).rounded() * 8) < 0.2, "\(index)")
        }
        #expect(points(Hatching.lines(.dots, inside: TileGeometry.corners(0, 0, 16, 8))).map(\.x) == [2, 10, 6, 14])
    }

    @Test("A hexagon's lines end at its sides; a shape without corners or of impossible size has none")
    func shapes() {
        let hexagon = TileGeometry(shape: .oddRow, size: 40).corners(TileGeometry.Point(x: 100, y: 100), inset: 0)
        let found = points(Hatching.lines(.vertical, inside: hexagon))
        #expect(!found.isEmpty)
        for point in found { #expect(abs(point.x - 100) <= 20.1 && abs(point.y - 100) <= 23.2) }
        for corners in [
            [], TileGeometry.corners(0, 0, .infinity, 10),
            TileGeometry.corners(0, 0, 10, .nan),
            TileGeometry.corners(0, 0, 1e9, 1e9),
        ] {
            #expect(Hatching.lines(.diagonal, inside: corners).isEmpty)
        }
        #expect(Hatching.lines(.dots, inside: TileGeometry.corners(0, 0, 10, 1e9)).isEmpty)
    }
}
