public import Provision

/// A made-up network for trials, training and benchmarks: framework, areas, rounds, and the returns of every round, all
/// marked as simulated.
///
/// The same size and seed give the same network on every machine. Returns are made round by round, because those of a long
/// history are too many to hold at once.
public struct SimulatedNetwork: Sendable {
    public let framework: Framework
    public let areas: AreaHierarchy
    /// By reference date, the first about 1 January 2015. Each asks the areas that exist on its reference date.
    public let rounds: [Round]
    /// What its families said; nil for a network made without an audit.
    public let voice: FamilyVoice?

    let random: RandomNumbers
    private let calendar: RoundCalendar
    private let simulatedAreas: SimulatedAreas

    /// - Parameters:
    ///   - seed: another seed gives another network.
    ///   - mostElements: the most elements that a document may have, by which the list of rounds is bounded.
    /// - Throws: `CapacityError` where there are too many areas and rounds together.
    public init(_ size: Size, seed: UInt64, maxElements: Int) throws {
        let random = RandomNumbers(seed: seed)
        try Self.check(size, RoundsCapacity(random: random, maxElements: maxElements))
        let name = "Simulated network"
        calendar = RoundCalendar(rounds: size.rounds, monthsBetween: size.monthsBetweenRounds)
        simulatedAreas = try SimulatedAreas(
            random,
            areas: size.areas,
            calendar: calendar,
            network: name,
            withComposition: size.withAudit
        )
        framework = try SimulatedFramework.make(
            services: size.services,
            network: name,
            withAudit: size.withAudit
        )
        areas = simulatedAreas.hierarchy
        rounds = try Self.rounds(calendar, simulatedAreas)
        voice =
            size.withAudit
            ? try SimulatedVoice(random: random, framework: framework, areas: simulatedAreas, calendar: calendar).made()
            : nil
        self.random = random
    }

    /// Makes the returns, round by round, by area in the order of the hierarchy, each revision after the one before it.
    ///
    /// - Parameters:
    ///   - digest: the digest of a document as it will be written, by which a correction names its predecessor.
    ///   - body: takes each round's returns.
    public func makeReturns(digest: (Return) -> String, _ body: (Round, [Return]) throws -> Void) rethrows {
        var course = ProvisionCourse(
            random,
            rated: simulatedAreas.rated,
            services: framework.serviceTypes.count,
            calendar: calendar
        )
        for (index, round) in rounds.enumerated() {
            if index > 0 { course.advance() }
            let answers = SimulatedAnswers(
                random: random,
                framework: framework,
                areas: simulatedAreas,
                calendar: calendar,
                course: course
            )
            try body(round, SimulatedReturns(answers: answers, round: round, index: index).documents(digest: digest))
        }
    }

    private static func check(_ size: Size, _ capacity: RoundsCapacity) throws {
        let elements = capacity.elements(areas: size.areas, rounds: size.rounds)
        guard elements > capacity.maxElements else { return }
        throw CapacityError(
            size: size,
            elements: elements,
            maxElements: capacity.maxElements,
            fittingRounds: capacity.fittingRounds(areas: size.areas, limit: Size.limits.rounds.upperBound),
            fittingAreas: capacity.fittingAreas(rounds: size.rounds, limit: Size.limits.areas.upperBound)
        )
    }

    private static func rounds(_ calendar: RoundCalendar, _ areas: SimulatedAreas) throws(ModelFaults) -> [Round] {
        var rounds: [Round] = []
        for index in 0..<calendar.rounds {
            let month = calendar.month(ofRound: index)
            let reference = try required(firstDay(ofMonth: month), "reference date")
            rounds.append(
                Round(
                    id: try identifier(String(reference.description.prefix(7))),
                    name: "Simulated round of " + reference.displayText,
                    opened: try required(
                        firstDay(ofMonth: month - RoundCalendar.monthsOpenBeforeReference),
                        "opening date"
                    ),
                    due: try required(firstDay(ofMonth: month - RoundCalendar.monthsDueBeforeReference), "due date"),
                    referenceDate: reference,
                    asked: areas.order.filter { areas.rated[$0].isAsked(inRound: index) }.map { areas.ids[$0] }
                )
            )
        }
        return rounds
    }
}
