import GapDetection
import Provision
import TestSupport
import Testing

@Suite("The round in which a rating was made")
struct RoundMadeTests {
    private static let moments: [Instant?] = {
        let seconds: [Int64] = [0, 145, 245, 345, 445, 545, 645, 2_000]
        return [nil] + seconds.map { Instant(secondsSince1970: $0) }
    }()

    private func lineage(_ area: Int, _ model: ProvisionModel) -> [Int] {
        [area] + model.areas.lineage(of: area).filter { $0 != area }
    }

    /// What each step back finds: the standing return of the round named, of the area itself before those it came from.
    private func copied(
        _ service: ServiceType.ID,
        in round: Round.ID,
        _ line: [Int],
        _ model: ProvisionModel,
        _ knownAt: Instant?
    ) -> (area: Area.ID, rating: Rating)? {
        for place in line {
            let area = model.areas.areas[place].id
            let standing = model.standingReturn(area: area, round: round, knownAt: knownAt)
            if let rating = standing?.ratings.first(where: { $0.service == service }) { return (area, rating) }
        }
        return nil
    }

    /// The same by walking from return to return.
    private func walked(_ entry: Int, area: Int, _ model: ProvisionModel, _ knownAt: Instant?) throws -> Round {
        let (rating, document) = try #require(model.source(ofEntry: entry))
        var round = try #require(model.round(document.round))
        var from = rating.carriedFrom
        while let earlier = from.flatMap({ model.round($0) }), earlier.referenceDate < round.referenceDate {
            round = earlier
            from = copied(rating.service, in: earlier.id, lineage(area, model), model, knownAt)?.rating.carriedFrom
        }
        return round
    }

    private func forEachEntry(_ model: ProvisionModel, _ body: (Int, Int, Int) throws -> Void) rethrows {
        for area in model.areas.areas.indices {
            for service in model.framework.serviceTypes.indices {
                for entry in model.ratings.entries(area: area, service: service) { try body(entry, area, service) }
            }
        }
    }

    private func expectWalked(_ model: ProvisionModel, at moments: [Instant?] = moments) throws {
        let asOf = try #require(model.latestReferenceDate)
        for knownAt in moments {
            let stale = StaleRatings(model, asOf: asOf, knownAt: knownAt)
            try forEachEntry(model) { entry, area, _ in
                let round = try walked(entry, area: area, model, knownAt)
                #expect(model.roundMade(ofEntry: entry, knownAt: knownAt)?.id == round.id)
                let since = round.referenceDate.adding(months: model.framework.thresholds.staleMonths)
                #expect(model.staleSince(ofEntry: entry, knownAt: knownAt) == since)
                #expect(stale.contains(entry) == (since.map { $0 <= asOf } ?? false))
            }
        }
    }

    @Test("It is what a walk from return to return finds, whatever stands on record", arguments: 1...6)
    func walk(_ seed: UInt64) throws { try expectWalked(try CarriedWorld(seed: seed).model) }

    @Test("Where clocks went back, the first revision that seems to stand counts, even for what it does not rate")
    func clocks() throws {
        func answer(_ round: Int, _ revision: Int, _ letters: String, from: Int?, at recorded: Int64) throws -> Return {
            let plain = try SmallWorld.answer(area: 1, round: round, revision: revision, letters, recorded: recorded)
            let origin: Round.ID? = try from.map { try SmallWorld.id("round-\($0)") }
            return plain.with(
                ratings: plain.ratings.map { Rating(service: $0.service, value: $0.value, carriedFrom: origin) }
            )
        }
        let model = ProvisionModel(
            framework: try SmallWorld.framework(services: 2),
            areas: try SmallWorld.areas(1),
            rounds: try SmallWorld.rounds(3, asking: 1),
            returns: [
                try answer(1, 1, "RR", from: nil, at: 5), try answer(2, 1, ".R", from: nil, at: 10),
                try answer(2, 2, "RR", from: 1, at: 40), try answer(2, 3, "RR", from: 1, at: 20),
                try answer(3, 1, "RR", from: 2, at: 15),
            ]
        )
        let entry = try #require(model.snapshot(asOf: try date("2023-01-01")).entry(row: 0, column: 0))
        let rounds = [25, 50].map { moment in
            model.roundMade(ofEntry: entry, knownAt: Instant(secondsSince1970: moment))?.id.text
        }
        #expect(rounds == ["round-2", "round-1"])
        try expectWalked(model, at: [nil] + [5, 15, 25, 50].map { Instant(secondsSince1970: $0) })
    }

    @Test("The real data: nothing was carried, each rating is of its own round")
    func realData() throws {
        let model = try realModel()
        try expectWalked(model, at: [nil])
    }

    @Test("A return more changes it for the copies of its ratings too", arguments: 21...22)
    func adding(_ seed: UInt64) throws {
        var world = try CarriedWorld(seed: seed)
        var returns = world.returns
        for place in returns.indices.reversed() { returns.swapAt(place, world.next(place + 1)) }
        var model = ProvisionModel(framework: world.framework, areas: world.areas, rounds: world.rounds, returns: [])
        for (number, document) in returns.enumerated() {
            model = model.adding(document)
            if number % 19 == 0 { try expectWalked(model, at: [nil]) }
        }
        try expectWalked(model)
    }

    @Test("What a copy was taken from was corrected: as returns tell it", arguments: 31...36)
    func corrections(_ seed: UInt64) throws {
        let model = try CarriedWorld(seed: seed).model
        var count = 0
        for knownAt in Self.moments {
            try forEachEntry(model) { entry, area, service in
                let found = model.correction(ofCopy: entry, knownAt: knownAt)
                let told = try corrected(entry, area, service, model, knownAt)
                #expect(found?.round.id == told?.round && found?.corrected == told?.state && found?.at == told?.at)
                count += told == nil ? 0 : 1
            }
        }
        #expect(count > 0)
    }

    /// The correction of what an entry was copied from, by walking from return to return.
    private func corrected(
        _ entry: Int,
        _ area: Int,
        _ service: Int,
        _ model: ProvisionModel,
        _ knownAt: Instant?
    ) throws -> (round: Round.ID, state: CellState, at: Instant)? {
        let (rating, document) = try #require(model.source(ofEntry: entry))
        let (table, scale) = (model.ratings, model.framework.scale)
        let line = lineage(area, model)
        let copied = table.states[entry]
        let hasReplaced = line.contains { area in
            table.entries(area: area, service: service).contains { other in
                table.dates[other] < table.dates[entry] && table.states[other] == copied
                    && !table.isInForce(other, knownAt: knownAt)
            }
        }
        guard rating.carriedFrom != nil, hasReplaced else { return nil }
        var round = try #require(model.round(document.round))
        var from = rating.carriedFrom
        while let earlier = from.flatMap({ model.round($0) }), earlier.referenceDate < round.referenceDate {
            round = earlier
            guard let found = self.copied(rating.service, in: earlier.id, line, model, knownAt),
                let state = scale.state(of: found.rating.value)
            else { return nil }
            guard state != copied else {
                from = found.rating.carriedFrom
                continue
            }
            let revisions = model.revisions(area: found.area, round: earlier.id).filter { document in
                document.state != .draft && knownAt.map { document.recorded.at <= $0 } ?? true
            }
            let states = revisions.map { document in
                document.ratings.first { $0.service == rating.service }.flatMap { scale.state(of: $0.value) }
            }
            guard let last = states.lastIndex(of: copied),
                let next = states[(last + 1)...].firstIndex(of: state)
            else { return nil }
            return (earlier.id, state, revisions[revisions.startIndex + next].recorded.at)
        }
        return nil
    }

    // MARK: Without reading what returns say

    private func counted(_ world: CarriedWorld, rounds: [Round]) throws -> (ProvisionModel, CountingSource) {
        let source = CountingSource(world.returns, rounds: rounds)
        let model = ProvisionModel(
            framework: world.framework,
            areas: world.areas,
            rounds: world.rounds,
            returns: try source.returns(in: world.framework)
        )
        return (model, source)
    }

    @Test("Neither it nor where a rating came from takes any list of ratings", arguments: [51, 52] as [UInt64])
    func flat(_ seed: UInt64) throws {
        let world = try CarriedWorld(seed: seed)
        // Where returns are kept, the rounds may have other numbers.
        let (model, source) = try counted(world, rounds: world.rounds.reversed())
        let plain = world.model
        let asOf = try #require(model.latestReferenceDate)
        for knownAt in Self.moments {
            forEachEntry(model) { entry, _, _ in
                #expect(
                    model.roundMade(ofEntry: entry, knownAt: knownAt)?.id
                        == plain.roundMade(ofEntry: entry, knownAt: knownAt)?.id
                )
                #expect(model.origin(ofEntry: entry, asOf: asOf) == plain.origin(ofEntry: entry, asOf: asOf))
                #expect(model.document(ofEntry: entry)?.round == plain.document(ofEntry: entry)?.round)
            }
        }
        for round in model.rounds { _ = RoundProgress(round, in: model) }
        #expect(source.count == 0)
        // A return more is told from what it names, not from numbers of somebody else's.
        let last = try #require(try source.returns(in: world.framework).last)
        let others = ProvisionModel(
            framework: world.framework,
            areas: world.areas,
            rounds: world.rounds,
            returns: Array(world.returns.dropLast())
        )
        let added = others.adding(last)
        forEachEntry(added) { entry, _, _ in
            #expect(added.roundMade(ofEntry: entry)?.id == plain.roundMade(ofEntry: entry)?.id)
        }
        #expect(source.count == 0)
    }

    @Test("Gaps over the rounds read no more returns where all ratings are copies than where none is")
    func course() throws {
        var counts: [Int] = []
        for isCarried in [false, true] {
            let world = try CarriedWorld(seed: 7, isSound: true, isCarried: isCarried)
            let (model, source) = try counted(world, rounds: world.rounds)
            let asOf = try #require(model.latestReferenceDate)
            let course = GapCourse(model, over: ProvisionHistory(model, upTo: asOf, basis: .current))
            #expect(course.steps.count == 8)
            counts.append(source.count)
        }
        #expect(counts[0] == counts[1] && counts[1] < 7 * 8)
    }
}
