import Provision
import Synchronization
import TestSupport

/// A made-up network in which nearly all ratings were carried forward, soundly and not: areas that were merged, and merged again; two
/// rounds on one day; corrections, drafts, clocks that went back; copies of later rounds, of their own and of none.
struct CarriedWorld {
    let framework: Framework
    let areas: AreaHierarchy
    let rounds: [Round]
    private(set) var returns: [Return] = []
    private var state: UInt64

    /// - Parameters:
    ///   - isSound: whether every return is there once, rates everything, and names rounds before its own alone.
    ///   - isCarried: whether ratings name rounds at all.
    init(seed: UInt64, isSound: Bool = false, isCarried: Bool = true) throws {
        state = seed
        framework = try SmallWorld.framework(services: 3)
        let plain = try SmallWorld.areas(7)
        // 1 and 2 became 3; 3 and 4 became 5; 6 became 3 as well.
        let became = [1: [3], 2: [3], 3: [5], 4: [5], 6: [3]]
        let from = [3: "2023-07-01", 5: "2025-07-01"]
        let until = [1: "2023-06-30", 2: "2023-06-30", 6: "2023-06-30", 3: "2025-06-30", 4: "2025-06-30"]
        areas = try AreaHierarchy(
            kinds: plain.kinds,
            areas: try plain.areas.enumerated().map { place, area in
                Area(
                    id: area.id,
                    kind: area.kind,
                    name: area.name,
                    parents: area.parents,
                    from: try from[place].map { try date($0) },
                    until: try until[place].map { try date($0) },
                    successors: try (became[place] ?? []).map { try SmallWorld.id("area-\($0)") }
                )
            }
        )
        // The last two on one day.
        let all = try SmallWorld.rounds(7, asking: 7)
        rounds =
            all + [
                Round(
                    id: try SmallWorld.id("round-8"),
                    name: "Round 8",
                    opened: all[6].opened,
                    referenceDate: all[6].referenceDate,
                    asked: all[6].asked
                )
            ]
        for area in 1...7 {
            for round in 1...8 {
                for revision in 1...3 where isSound ? revision == 1 : next(revision == 1 ? 5 : 3) > 0 {
                    let document = try answer(area, round, revision, isSound: isSound, isCarried: isCarried)
                    returns.append(document)
                }
            }
        }
    }

    var model: ProvisionModel {
        ProvisionModel(framework: framework, areas: areas, rounds: rounds, returns: returns)
    }

    mutating func next(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % bound
    }

    private mutating func answer(
        _ area: Int,
        _ round: Int,
        _ revision: Int,
        isSound: Bool,
        isCarried: Bool
    ) throws -> Return {
        // Mostly the same letter, so that copies are copies.
        let letters = (0..<3).map { _ in next(6) == 0 && !isSound ? "." : next(4) == 0 ? "A" : "R" }.joined()
        let recorded = Int64(round * 100 + revision * 10 + (isSound ? 0 : next(60)))
        let plain = try SmallWorld.answer(area: area, round: round, revision: revision, letters, recorded: recorded)
        let isDraft = next(6) == 0 && !isSound
        return plain.with(state: isDraft ? .draft : .submitted).with(
            ratings: try plain.ratings.map { rating in
                var from: Int?
                switch next(10) {
                case 0: from = nil
                case 1 where !isSound: from = next(9) + 1
                default: from = round > 1 ? round - 1 : nil
                }
                return Rating(
                    service: rating.service,
                    value: rating.value,
                    carriedFrom: isCarried ? try from.map { try SmallWorld.id("round-\($0)") } : nil
                )
            }
        )
    }
}

/// Keeps the lists of returns, and counts how many were asked for.
final class CountingSource: ReturnBody.Source {
    let rounds: RoundNumbers
    private let documents: [Return]
    private let asked = Mutex<Set<Int>>([])

    /// - Parameter rounds: in whatever order: it is by their numbers here that marks name them.
    init(_ documents: [Return], rounds: [Round]) {
        self.documents = documents
        self.rounds = RoundNumbers(rounds)
    }

    /// The same returns, with lists that are read when they are asked for.
    func returns(in framework: Framework) throws -> [Return] {
        try documents.enumerated().map { place, document in
            let marks = try SmallWorld.require(document.marks(in: framework, rounds: rounds))
            return document.reading(ReturnBody(document.counts, marks: marks[...], document: place, in: self))
        }
    }

    var count: Int { asked.withLock(\.count) }

    func ratings(of document: Int) -> [Rating] {
        _ = asked.withLock { $0.insert(document) }
        return documents[document].ratings
    }

    func register(of document: Int) -> ReturnBody.Register {
        _ = asked.withLock { $0.insert(document) }
        let asked = documents[document]
        return ReturnBody.Register(
            services: asked.services,
            interventions: asked.interventions,
            assessments: asked.assessments,
            posts: asked.posts,
            outcomes: asked.outcomes
        )
    }
}
