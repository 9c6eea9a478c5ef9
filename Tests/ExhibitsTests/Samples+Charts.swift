import Provision
import TestSupport

@testable import Exhibits

extension Samples {
    static let charts: [(name: String, draw: @Sendable () throws -> [UInt8])] = [
        ("levels", { LevelsChart.svg(try levelsOverRounds(groups: 2, rounds: 5), options("levels")) }),
        ("levels-nhs", { LevelsChart.svg(try levelsOverRounds(groups: 2, rounds: 5), options("levels-nhs", .nhs)) }),
        ("gap-flow", { GapFlowChart.svg(try gapFlow(rounds: 6), options("gap-flow")) }),
        ("gap-ages", { GapAgesChart.svg(try gapAges(), options("gap-ages")) }),
        ("funding", { FundingChart.svg(try funding(), options("funding")) }),
        ("age-coverage", { AgeCoverageChart.svg(try ageCoverage(), options("age-coverage")) }),
        ("need", { NeedChart.svg(try need(), options("need")) }),
        ("voice", { VoiceChart.svg(try voice(), options("voice")) }),
        ("control-chart", { ControlChart.svg(try measurements(20, target: 40), options("control-chart")) }),
        ("run-chart", { ControlChart.svg(try measurements(7), options("run-chart")) }),
    ]

    static func levelsOverRounds(groups: Int, rounds: Int, name: (Int) -> String = { "ICS number \($0)" }) throws
        -> LevelsOverRounds
    {
        var numbers = Numbers(state: 5)
        let scale = try RatingScale(levels: levels())
        return LevelsOverRounds(
            caption: try caption("Levels of provision over rounds"),
            levels: scale.levels,
            rounds: (0..<rounds).map { "May \(2020 + $0)" },
            groups: (0..<groups).map { group in
                LevelsOverRounds.Group(
                    name: name(group + 1),
                    counts: (0..<rounds).map { round in
                        var counts = LevelCounts(scale: scale)
                        for _ in 0..<99 {
                            let draw = numbers.next(100)
                            let state: CellState =
                                draw < 18 + round * 6
                                ? .level(0)
                                : draw < 62
                                    ? .level(1)
                                    : draw < 90
                                        ? .level(2)
                                        : draw < 96 ? .level(3) : draw < 98 ? .notExpected : .unrated
                            counts.count(state)
                        }
                        return counts
                    }
                )
            }
        )
    }

    static func gapFlow(rounds: Int, label: (Int) -> String = { "May \(2019 + $0)" }) throws -> GapFlow {
        var numbers = Numbers(state: 11)
        var open = 0
        return GapFlow(
            caption: try caption("Gaps opened, closed and persisting"),
            rounds: (0..<rounds).map { index in
                let closed = min(open, numbers.next(20))
                let persisting = open - closed
                let opened = index == 0 ? 96 : numbers.next(16)
                let reopened = index < 2 ? 0 : numbers.next(5)
                open = persisting + opened + reopened
                return GapFlow.Round(
                    label: label(index),
                    opened: opened,
                    reopened: reopened,
                    persisting: persisting,
                    closed: closed
                )
            }
        )
    }

    static func gapAges() throws -> GapAges {
        var numbers = Numbers(state: 3)
        return GapAges(
            caption: try caption("Ages of the gaps open on 1 May 2024"),
            months: (0..<40).map { _ in numbers.next(40) },
            monthsAtLeast: Array(repeating: 24, count: 30) + Array(repeating: 36, count: 8),
            unknown: 4
        )
    }

    static func funding() throws -> FundingTimeline {
        FundingTimeline(
            caption: try caption("Funding that ends", "Services and the money they rest on. Made-up figures."),
            asOf: try date("2024-05-01"),
            services: [
                .init(
                    name: "Parent Infant Mental Health Service",
                    detail: "Blackpool; an NHS trust",
                    strands: [
                        .init(
                            kind: .pilot,
                            funder: "A lottery fund",
                            from: try date("2020-03-01"),
                            until: try date("2022-02-28")
                        ),
                        .init(kind: .nonRecurrent, from: try date("2022-03-01"), until: try date("2024-09-30")),
                    ]
                ),
                .init(
                    name: "Building Bonds",
                    detail: "Halton, Warrington; a charity",
                    strands: [.init(kind: .recurrent, from: try date("2021-04-01"))]
                ),
                .init(
                    name: "A family support service with a name that needs two lines, and would like a third of them",
                    detail: "Knowsley",
                    strands: [.init(kind: .nonRecurrent, until: try date("2026-03-31"))]
                ),
                .init(name: "Emotional Health Team", detail: "East Lancashire", strands: []),
                .init(
                    name: "Six-month pilot",
                    detail: "St. Helen's",
                    strands: [.init(kind: .pilot, from: try date("2021-12-01"), until: try date("2022-05-31"))]
                ),
            ]
        )
    }

    static func ageCoverage() throws -> AgeCoverage {
        func range(_ from: Int, _ to: Int) throws -> AgeRange { try SmallWorld.require(AgeRange(from: from, to: to)) }
        return AgeCoverage(
            caption: try caption("Ages covered from conception to five"),
            services: ["Parent Infant MH Service", "CAMHS for ages 0 to 5", "Health Visiting", "Antenatal education"],
            areas: [
                .init(
                    name: "Halton",
                    ages: [
                        .init([try range(0, 6)]), .init(), .init([try range(-3, 60)]),
                        .init([try range(-9, 0)], mayBeMore: true),
                    ]
                ),
                .init(
                    name: "Chorley & South Ribble",
                    ages: [
                        .init([try range(0, 24), try range(36, 60)]), .init([try range(24, 300)]),
                        .init([try range(0, 60)]), .init(mayBeMore: true),
                    ]
                ),
                .init(name: "West Lancashire", ages: [.init(), .init(mayBeMore: true), .init(), .init()]),
            ]
        )
    }

    static func voice() throws -> VoiceFigures {
        VoiceFigures(
            caption: try caption("What families want most: a voice (91%)"),
            questions: [
                .init(
                    text:
                        "What families would have, in a question so long that it takes more than one line of the picture to be read in full and through",
                    isWish: true,
                    answers: [
                        .init(text: "A voice in what is made for them", percent: 91, figure: "91%"),
                        .init(text: "Somebody who has been there", percent: 55.3, figure: "83 of 150"),
                        .init(
                            text: "An answer in more words than there is room for beside its bar",
                            percent: 100,
                            figure: "150 of 150"
                        ), .init(text: "Nothing", percent: 0, figure: "0 of 150"),
                    ]
                ),
                .init(
                    text: "Where they go for help",
                    isWish: false,
                    answers: [.init(text: "The internet", percent: 64, figure: "64%")]
                ),
            ],
            figures: [["Where they go for help", "The internet", "64%", "A survey"]]
        )
    }

    static func need() throws -> NeedAndCapacity {
        NeedAndCapacity(
            caption: try caption("Need for specialist help against capacity"),
            areas: [
                .init(name: "Cheshire", need: 2_486, capacity: 410, target: 870),
                .init(name: "Liverpool", need: 3_316, capacity: 1_208, target: 1_161),
                .init(name: "Halton", need: 848, target: 297),
                .init(name: "Southport & Formby", need: 321, capacity: 350, target: 112),
                .init(name: "West Lancashire", need: 436, capacity: 0),
            ]
        )
    }

    static func measurements(_ count: Int, target: Double? = nil) throws -> Measurements {
        var numbers = Numbers(state: 21)
        return Measurements(
            caption: try caption("Open gaps, round by round"),
            unit: "Open gaps",
            points: (0..<count).map { index in
                (
                    "\(2014 + index / 2)-\(index.isMultiple(of: 2) ? "05" : "11")",
                    Double(70 + numbers.next(14) - (index > 12 ? 14 : 0))
                )
            },
            aim: .lower,
            target: target
        )
    }
}
