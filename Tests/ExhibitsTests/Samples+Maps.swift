import Provision
import ScopingStore
import TestSupport

@testable import Exhibits

extension Samples {
    static let maps: [(name: String, draw: @Sendable () throws -> [UInt8])] = [
        ("tiles-real", { TileMap.svg(try real(), options("tiles-real")) }),
        ("tiles-places", { TileMap.svg(try real(kind: "place"), options("tiles-places")) }),
        ("tiles-odd-r", { TileMap.svg(try hexagons(), layout: try hexagonal("odd-r"), options("tiles-odd-r")) }),
        (
            "tiles-even-q",
            { TileMap.svg(try hexagons(), layout: try hexagonal("even-q"), options("tiles-even-q", .nhs)) }
        ),
    ]

    /// The real data, three service types of it.
    static func real(kind: String? = nil, services: [Int]? = [0, 4, 9]) throws -> AreaLevels {
        let model = try RealData.model()
        let basis: AreaBasis = try kind.map { .kind(try SmallWorld.id($0)) } ?? .current
        return AreaLevels(
            model: model,
            snapshot: model.snapshot(asOf: try date("2022-05-01"), basis: basis),
            heading: "North West Coast",
            services: services
        )
    }

    /// Made-up areas with every state and qualifier.
    static func areaLevels(
        _ count: Int,
        services: Int,
        name: (Int) -> String = { "Area \($0)" },
        service: (Int) -> String = { "Service type \($0)" }
    ) throws -> AreaLevels {
        var numbers = Numbers(state: 8)
        return AreaLevels(
            caption: try caption("Levels by area"),
            levels: try levels(),
            services: (0..<services).map { service($0 + 1) },
            areas: (0..<count).map { index in
                AreaLevels.Area(
                    name: name(index + 1),
                    group: index * 3 / max(1, count) == 0 ? "Northern ICS" : "Southern ICS",
                    words: ["E\(index)"],
                    cells: (0..<services).map { _ in
                        let state: CellState = [
                            .level(0), .level(1), .level(1), .level(2), .level(3), .notExpected, .unrated,
                        ][
                            numbers.next(7)
                        ]
                        let qualifier = numbers.next(8)
                        return ExhibitCell(
                            state,
                            CellQualifier.allCases.indices.contains(qualifier) ? CellQualifier.allCases[qualifier] : nil
                        )
                    }
                )
            }
        )
    }

    static func hexagons() throws -> AreaLevels { try areaLevels(12, services: 2) }

    /// Eleven of the twelve areas on hexagons; one is not placed.
    static func hexagonal(_ layout: String) throws -> TileLayout {
        let hexes = (0..<11).map { "\"E\($0)\": {\"q\": \($0 % 3), \"r\": \(4 - $0 / 3), \"n\": \"x\"}" }
        return try HexJSON.layout(
            Array("{\"layout\": \"\(layout)\", \"hexes\": {\(hexes.joined(separator: ", "))}}".utf8)
        )
    }
}
