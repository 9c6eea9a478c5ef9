import Provision
import TestSupport
import Testing

@Suite("Snapshots")
struct SnapshotTests {
    private func model(_ returns: [Return], areas: Int = 2, services: Int = 2, rounds: Int = 3) throws -> ProvisionModel
    {
        ProvisionModel(
            framework: try SmallWorld.framework(services: services),
            areas: try SmallWorld.areas(areas),
            rounds: try SmallWorld.rounds(rounds, asking: areas),
            returns: returns
        )
    }

    private func letters(_ snapshot: Snapshot, _ model: ProvisionModel) -> [String] {
        snapshot.rows.indices.map { row in
            (0..<snapshot.columns).map { column in
                let state = snapshot.state(row: row, column: column)
                return model.framework.scale.level(of: state)?.code ?? (state == .notExpected ? "-" : ".")
            }.joined()
        }
    }

    @Test("Each cell has the latest rating whose reference date is not after the date")
    func latestRating() throws {
        let model = try model([
            SmallWorld.answer(area: 1, round: 1, "RA"), SmallWorld.answer(area: 1, round: 2, "G."),
            SmallWorld.answer(area: 2, round: 2, "-B"),
        ])
        #expect(letters(model.snapshot(asOf: try date("2020-12-31")), model) == [])
        #expect(letters(model.snapshot(asOf: try date("2021-01-01")), model) == ["RA", ".."])
        #expect(letters(model.snapshot(asOf: try date("2021-12-31")), model) == ["RA", ".."])
        #expect(letters(model.snapshot(asOf: try date("2022-01-01")), model) == ["GA", "-B"])
        #expect(letters(model.snapshot(asOf: try date("2030-01-01")), model) == ["GA", "-B"])
    }

    /// The ids of rounds are not in the order of what they are about: round 1 is about the latest date.
    @Test("The ratings of a cell are in the order of their dates, and of revisions within one")
    func orderOfRatings() throws {
        let rounds = try ["2023-01-01", "2021-01-01", "2022-01-01"].enumerated().map { index, day in
            Round(
                id: try SmallWorld.id("round-\(index + 1)"),
                name: "Round",
                opened: try date(day),
                referenceDate: try date(day),
                asked: [try SmallWorld.id("area-1")]
            )
        }
        let model = ProvisionModel(
            framework: try SmallWorld.framework(services: 1),
            areas: try SmallWorld.areas(1),
            rounds: rounds,
            returns: [
                try SmallWorld.answer(area: 1, round: 1, "G"), try SmallWorld.answer(area: 1, round: 2, "R"),
                try SmallWorld.answer(area: 1, round: 3, revision: 1, "B", recorded: 1),
                try SmallWorld.answer(area: 1, round: 3, revision: 2, "A", recorded: 2),
            ]
        )
        let table = model.ratings
        let area = try SmallWorld.require(model.areas.index(of: try SmallWorld.id("area-1")))
        let cell = table.entries(area: area, service: 0)
        let days = try ["2021-01-01", "2022-01-01", "2022-01-01", "2023-01-01"].map { try date($0).daysSince1970 }
        #expect(Array(table.dates[cell]) == days)
        let scale = model.framework.scale
        #expect(table.states[cell].map { scale.level(of: $0)?.code } == ["R", "B", "A", "G"])
        #expect(
            zip(table.returnIndices[cell], table.ratingIndices[cell]).map {
                model.returns[Int($0)].ratings[Int($1)].value
            }
                == ["R", "B", "A", "G"].map { .level($0) }
        )
        // What a snapshot takes from it: the latest of them by date, not by the name of its round.
        #expect(letters(model.snapshot(asOf: try date("2021-06-01")), model) == ["R"])
        #expect(letters(model.snapshot(asOf: try date("2022-06-01")), model) == ["A"])
        #expect(letters(model.snapshot(asOf: try date("2023-06-01")), model) == ["G"])
    }

    @Test("A later revision replaces the whole return; before it was recorded the earlier one stands")
    func revisions() throws {
        let model = try model([
            SmallWorld.answer(area: 1, round: 1, "RA", recorded: 100),
            SmallWorld.answer(area: 1, round: 1, revision: 2, "G.", recorded: 200),
        ])
        let day = try date("2021-06-01")
        func at(_ second: Int64?) -> String? {
            letters(model.snapshot(asOf: day, knownAt: second.map(Instant.init(secondsSince1970:))), model).first
        }
        #expect(at(99) == "..")
        #expect(at(100) == "RA")
        #expect(at(199) == "RA")
        #expect(at(200) == "G.")
        #expect(at(nil) == "G.")
    }

    @Test("A rating from before the latest round is carried forward")
    func origins() throws {
        let model = try model([
            SmallWorld.answer(area: 1, round: 1, "R."), SmallWorld.answer(area: 2, round: 1, "A.", source: .collated),
        ])
        func origins(_ iso: String) throws -> [RatingOrigin?] {
            let day = try date(iso)
            let snapshot = model.snapshot(asOf: day)
            return snapshot.rows.indices.map { row in
                snapshot.entry(row: row, column: 0).flatMap { model.origin(ofEntry: $0, asOf: day) }
            }
        }
        #expect(try origins("2021-01-01") == [.areaReturn, .collated])
        #expect(try origins("2022-01-01") == [.carriedForward, .carriedForward])
    }

    @Test("Within an area: only what lies in or below it")
    func within() throws {
        let model = try model([SmallWorld.answer(area: 1, round: 1, "RA"), SmallWorld.answer(area: 2, round: 1, "GG")])
        let day = try date("2021-01-01")
        #expect(
            letters(model.snapshot(asOf: day, within: model.areas.index(of: try SmallWorld.id("area-2"))), model) == [
                "GG"
            ]
        )
        #expect(
            letters(model.snapshot(asOf: day, within: model.areas.index(of: try SmallWorld.id("ics-1"))), model) == [
                "RA", "GG",
            ]
        )
    }

    /// The definition, word for word and slowly, to hold the flat arrays against.
    private func stateByDefinition(_ returns: [Return], _ rounds: [Round], asOf: CalendarDate, knownAt: Int64) -> String
    {
        let known = returns.filter { $0.recorded.at.secondsSince1970 <= knownAt }
        let standing = known.filter { document in
            !known.contains { $0.round == document.round && $0.revision > document.revision }
        }
        let dated = standing.compactMap { document -> (CalendarDate, String)? in
            guard let round = rounds.first(where: { $0.id == document.round }), round.referenceDate <= asOf,
                case .level(let code) = document.ratings.first?.value
            else { return nil }
            return (round.referenceDate, code)
        }
        return dated.max { $0.0 < $1.0 }?.1 ?? "."
    }

    @Test(
        "All histories of one cell over two rounds of up to two revisions, at every date and moment, agree with the definition"
    )
    func exhaustive() throws {
        let rounds = try SmallWorld.rounds(2, asking: 1)
        let dates = try ["2020-12-31", "2021-01-01", "2021-07-01", "2022-01-01", "2023-01-01"].map(date)
        // For each round: nothing, one revision, or two; each level or left out.
        let stories: [[String]] = [[], ["R"], ["G"], ["."], ["R", "G"], ["G", "."], [".", "R"], ["A", "A"]]
        var checked = 0
        for first in stories {
            for second in stories {
                var returns: [Return] = []
                for (round, story) in [(1, first), (2, second)] {
                    for (index, letter) in story.enumerated() {
                        returns.append(
                            try SmallWorld.answer(
                                area: 1,
                                round: round,
                                revision: index + 1,
                                letter,
                                recorded: Int64(round * 10 + index)
                            )
                        )
                    }
                }
                let model = ProvisionModel(
                    framework: try SmallWorld.framework(services: 1),
                    areas: try SmallWorld.areas(1),
                    rounds: rounds,
                    returns: returns.reversed()
                )
                for day in dates {
                    for moment in [9, 10, 11, 20, 21, 30] as [Int64] {
                        let snapshot = model.snapshot(asOf: day, knownAt: Instant(secondsSince1970: moment))
                        let expected = stateByDefinition(returns, rounds, asOf: day, knownAt: moment)
                        #expect((letters(snapshot, model).first ?? ".") == expected)
                        checked += 1
                    }
                }
            }
        }
        #expect(checked == 8 * 8 * 5 * 6)
    }
}
