import Provision
import TestSupport

@testable import Exhibits

extension Samples {
    static let timelines: [(name: String, draw: @Sendable () throws -> [UInt8])] = [
        ("timeline", { TimelineHeatmap.svg(try history(areas: 5, services: 4, rounds: 6), options("timeline")) }),
        (
            "timeline-long",
            { TimelineHeatmap.svg(try history(areas: 4, services: 2, rounds: 24), options("timeline-long")) }
        ),
        (
            "service-timeline",
            {
                ServiceTimeline.svg(
                    try history(areas: 6, services: 1, rounds: 8),
                    service: 0,
                    options("service-timeline")
                )
            }
        ),
    ]

    static func history(
        areas: Int,
        services: Int,
        rounds: Int,
        name: (Int) -> String = { "Area \($0)" },
        service: (Int) -> String = { "Service type \($0)" }
    ) throws -> LevelHistory {
        var numbers = Numbers(state: 77)
        return LevelHistory(
            caption: try caption("Levels through the rounds"),
            levels: try levels(),
            services: (0..<services).map { service($0 + 1) },
            rounds: (0..<rounds).map { "\(2012 + $0 / 2)-\($0.isMultiple(of: 2) ? "05" : "11")" },
            areas: (0..<areas).map { index in
                LevelHistory.Area(
                    name: name(index + 1),
                    group: index * 2 < areas ? "Northern ICS" : "Southern ICS",
                    cells: (0..<services).map { _ in
                        var state = numbers.next(6)
                        return (0..<rounds).map { _ in
                            let draw = numbers.next(10)
                            if draw < 3 { state = numbers.next(6) }
                            let states: [CellState] = [
                                .level(0), .level(1), .level(2), .level(3), .notExpected, .unrated,
                            ]
                            let qualifier: CellQualifier? =
                                state == 5 ? nil : draw == 9 ? .carriedForward : draw == 8 ? .notReturned : nil
                            return ExhibitCell(states[state], qualifier)
                        }
                    }
                )
            }
        )
    }
}
