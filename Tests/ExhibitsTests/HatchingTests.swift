import Foundation
import Provision
import Testing

@testable import Exhibits

@Suite("Patterns drawn line by line")
struct HatchingTests {
    /// The ends of all lines of a path made of moves ("M3 4", "m6 0") and strokes ("l-5 5", "h2", "v8").
    private func points(_ data: String) -> [(x: Double, y: Double)] {
        var (x, y) = (0.0, 0.0)
        var found: [(x: Double, y: Double)] = []
        var rest = data[...]
        while let command = rest.first {
            let end = rest.dropFirst().firstIndex(where: \.isLetter) ?? rest.endIndex
            let numbers = rest.dropFirst().prefix(upTo: end).split(separator: " ").compactMap { Double($0) }
            switch (command, numbers.count) {
            case ("M", 2): (x, y) = (numbers[0], numbers[1])
            case ("m", 2), ("l", 2): (x, y) = (x + numbers[0], y + numbers[1])
            case ("h", 1): x += numbers[0]
            case ("v", 1): y += numbers[0]
            default: Issue.record("\(command) \(numbers)")
            }
            found.append((x, y))
            rest = rest[end...]
        }
        return found
    }

    private let box = TileGeometry.corners(13, 21, 50, 30)

    @Test("No line leaves what it fills", arguments: Level.Pattern.allCases)
    func inside(pattern: Level.Pattern) {
        let found = points(Hatching.lines(pattern, inside: [box]))
        #expect(found.isEmpty == (pattern == .solid))
        for point in found {
            #expect(point.x >= 13 - 0.1 && point.x <= 63.1 && point.y >= 20.9 && point.y <= 51.1, "\(point)")
        }
    }

    @Test("Lines lie on one grid, eight steps wide, from the picture's corner, so that neighbours join")
    func onGrid() {
        #expect(Hatching.lines(.horizontal, inside: [TileGeometry.corners(0, 0, 10, 8)]) == "M0 2h10M0 6h10")
        for (index, point) in points(Hatching.lines(.diagonal, inside: [box])).enumerated() {
            let height = point.x + point.y
            #expect(abs(height - (height / 8).rounded() * 8) < 0.2, "\(index)")
        }
        #expect(
            points(Hatching.lines(.dots, inside: [TileGeometry.corners(0, 0, 16, 8)])).map(\.x) == [
                1, 3, 9, 11, 5, 7, 13, 15,
            ]
        )
    }

    @Test("A hexagon's lines end at its sides; a shape without corners or of impossible size has none")
    func shapes() {
        let hexagon = TileGeometry(shape: .oddRow, size: 40).corners(TileGeometry.Point(x: 100, y: 100), inset: 0)
        let found = points(Hatching.lines(.vertical, inside: [hexagon]))
        #expect(!found.isEmpty)
        for point in found { #expect(abs(point.x - 100) <= 20.1 && abs(point.y - 100) <= 23.2) }
        for corners in [
            [], TileGeometry.corners(0, 0, .infinity, 10),
            TileGeometry.corners(0, 0, 10, .nan),
            TileGeometry.corners(0, 0, 1e9, 1e9),
        ] {
            #expect(Hatching.lines(.diagonal, inside: [corners]).isEmpty)
        }
        #expect(Hatching.lines(.dots, inside: [TileGeometry.corners(0, 0, 10, 1e9)]).isEmpty)
    }

    @Test("In a shape with a hole, or of several parts, lines lie inside alone")
    func rings() {
        // A square of 40 with a hole of 20 in its middle, wound the other way, and a part of its own to the right.
        let rings = [
            TileGeometry.corners(0, 0, 40, 40), TileGeometry.corners(10, 10, 20, 20).reversed(),
            TileGeometry.corners(50, 0, 10, 40),
        ]
        #expect(
            Hatching.lines(.horizontal, inside: [rings[0], rings[1]]).hasPrefix("M0 2h40M0 10h10M30 10h10M0 18h10")
        )
        for pattern in Level.Pattern.allCases where pattern != .solid {
            let found = points(Hatching.lines(pattern, inside: rings))
            #expect(found.contains { $0.x > 50 } && found.contains { $0.x < 40 })
            #expect(!found.contains { $0.x > 40.1 && $0.x < 49.9 }, "between the parts")
            #expect(!found.contains { (10.2..<29.8).contains($0.x) && (10.2..<29.8).contains($0.y) }, "in the hole")
            // Strokes come in pairs of ends, each wholly inside.
            for index in stride(from: 0, to: found.count - 1, by: 2) {
                let middle = ((found[index].x + found[index + 1].x) / 2, (found[index].y + found[index + 1].y) / 2)
                #expect(!((10.2..<29.8).contains(middle.0) && (10.2..<29.8).contains(middle.1)), "across the hole")
            }
        }
    }

    @Test(
        "A style is its plain fill first, and its lines over that; no fill refers to a pattern",
        arguments: Level.Pattern.allCases
    )
    func plainFill(pattern: Level.Pattern) throws {
        let style = LevelStyle(key: "x", letter: "X", fill: .pale, pattern: pattern)
        let drawn = String(decoding: Drawn.bytes { $0.box(0, 0, 50, 30, style) }, as: UTF8.self)
        #expect(drawn.hasPrefix("<rect "))
        #expect(drawn.contains("fill=\"\(Colour.pale.hex)\"") && !drawn.contains("url("))
        #expect(drawn.contains("stroke=\"\(style.lines.hex)\"") == (pattern != .solid))
    }

    @Test("Behind a text stands a plate as wide as the text, before it, of no outline")
    func plates() {
        let measure = TextMeasure(size: 10)
        let drawn = String(
            decoding: Drawn.bytes { $0.label("Half", x: 50, y: 20, measure, anchor: .middle, plate: .paper) },
            as: UTF8.self
        )
        // "Half" is 752 + 613 + 278 + 352 thousandths wide: 19.95 at size 10, with 2 on either side from 38 to 62.
        #expect(
            drawn.hasPrefix(
                "<rect x=\"38\" y=\"11.6\" width=\"24\" height=\"11\" rx=\"2.8\" fill=\"#ffffff\" stroke-width=\"0\"/>"
            ),
            "\(drawn)"
        )
        #expect(drawn.components(separatedBy: "<text").count == 2 && !drawn.contains("stroke=\""))
    }
}
