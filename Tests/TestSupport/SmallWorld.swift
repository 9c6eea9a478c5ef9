public import Provision

/// A small made-up world for tests: one ICS with areas `area-1`…, service types `service-1`…, and the scale R, A, G, B.
public enum SmallWorld {
    public static let levels = [
        level("G", rank: 2, closes: true, .solid), level("A", rank: 1, .dots), level("R", rank: 0, .diagonal),
        level("B", rank: nil, .horizontal),
    ]

    public static func level(_ code: String, rank: Int?, closes: Bool = false, _ pattern: Level.Pattern = .solid)
        -> Level
    {
        Level(
            code: code,
            name: "Level \(code)",
            meaning: "Meaning of \(code).",
            rank: rank,
            closesGap: closes,
            colour: "#336699",
            pattern: pattern
        )
    }

    public static func framework(services: Int, levels: [Level] = levels) throws -> Framework {
        try Framework(
            title: "A small world",
            network: "Test network",
            sources: [Source(id: id("source-1"), title: "Source one", published: "2020")],
            scale: RatingScale(levels: levels),
            causes: [Cause(id: id("staff"), name: "Staff")],
            needsGroups: [NeedsGroup(id: id("thriving"), name: "Thriving")],
            serviceTypes: (0..<services).map {
                ServiceType(id: try id("service-\($0 + 1)"), name: "Service \($0 + 1)")
            },
            interventions: [Intervention(id: id("vig"), name: "VIG")],
            severity: .usual
        )
    }

    public static func areas(_ count: Int) throws -> AreaHierarchy {
        let kinds = [
            Area.Kind(id: try id("ics"), name: "ICS", plural: "ICSs"),
            Area.Kind(id: try id("ccg"), name: "CCG area", plural: "CCG areas"),
        ]
        let ics = Area(id: try id("ics-1"), kind: kinds[0].id, name: "ICS 1")
        return try AreaHierarchy(
            kinds: kinds,
            areas: [ics]
                + (0..<count).map {
                    Area(id: try id("area-\($0 + 1)"), kind: kinds[1].id, name: "Area \($0 + 1)", parent: ics.id)
                }
        )
    }

    /// Rounds `round-1`… about 1 January of 2021, 2022, …, each asking all areas.
    public static func rounds(_ count: Int, asking areas: Int) throws -> [Round] {
        try (0..<count).map { index in
            let date = try require(CalendarDate(year: 2021 + index, month: 1, day: 1))
            return Round(
                id: try id("round-\(index + 1)"),
                name: "Round \(index + 1)",
                opened: date,
                referenceDate: date,
                asked: try (0..<areas).map { try id("area-\($0 + 1)") }
            )
        }
    }

    /// A return with the ratings of its letters: `.` leaves a service type out, `-` states it as not expected.
    public static func answer(
        area: Int,
        round: Int,
        revision: Int = 1,
        _ letters: String,
        source: ReturnSource = .areaReturn,
        recorded: Int64 = 0
    ) throws -> Return {
        Return(
            area: try id("area-\(area)"),
            round: try id("round-\(round)"),
            revision: revision,
            source: source,
            recorded: Return.Recorded(at: Instant(secondsSince1970: recorded), by: "tester", role: "test"),
            ratings: try letters.enumerated().filter { $1 != "." }.map { index, letter in
                Rating(
                    service: try id("service-\(index + 1)"),
                    value: letter == "-" ? .notExpected : .level(String(letter))
                )
            }
        )
    }

    public static func id<Subject>(_ text: String) throws -> Identifier<Subject> { try require(Identifier(text)) }

    public struct Missing: Error {
        public init() {}
    }

    public static func require<Value>(_ value: Value?) throws -> Value {
        guard let value else { throw Missing() }
        return value
    }
}

/// A date of a test: it must exist.
public func date(_ iso: String) throws -> CalendarDate { try SmallWorld.require(CalendarDate(iso: iso)) }
