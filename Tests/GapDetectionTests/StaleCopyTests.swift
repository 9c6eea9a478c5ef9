import GapDetection
import Provision
import TestSupport
import Testing

@Suite("A copy of a rating that was corrected")
struct StaleCopyTests {
    /// A revision with one letter, recorded on a day of June 2021.
    private func answer(
        _ round: Int,
        _ letter: String,
        revision: Int = 1,
        from: Int? = nil,
        day: Int64 = 1,
        state: ReturnState = .submitted,
        area: Int = 1
    ) throws -> Return {
        let first = try SmallWorld.require(CalendarDate(year: 2021, month: 6, day: 1))
        let plain = try SmallWorld.answer(
            area: area,
            round: round,
            revision: revision,
            letter,
            recorded: (Int64(first.daysSince1970) + day - 1) * 86_400 + 43_200
        )
        return plain.with(state: state).with(
            ratings: try plain.ratings.map {
                Rating(
                    service: $0.service,
                    value: $0.value,
                    carriedFrom: try from.map { try SmallWorld.id("round-\($0)") }
                )
            }
        )
    }

    private func found(_ returns: [Return], asOf iso: String = "2023-06-01", knownAt: Instant? = nil) throws -> [Gap] {
        let model = ProvisionModel(
            framework: try SmallWorld.framework(services: 1),
            areas: try SmallWorld.areas(1),
            rounds: try SmallWorld.rounds(3, asking: 1),
            returns: returns
        )
        let snapshot = model.snapshot(asOf: try date(iso), knownAt: knownAt, basis: .current)
        return GapAudit(model, at: snapshot, kinds: [.staleCopy]).gaps
    }

    @Test(
        "Named with what was copied, what it was corrected to and when; not before the copy, not once it is rated again"
    )
    func named() throws {
        let first = [try answer(1, "A"), try answer(1, "G", revision: 2, day: 9)]
        let copy = try answer(2, "A", from: 1, day: 5)
        let gaps = try found(first + [copy])
        #expect(gaps.map { "\($0.id)" } == ["stale-copy:area-1:service-1"])
        #expect(
            gaps.first?.why
                == "Service 1 in Area 1 was carried forward as A from the round of 1 January 2021; that rating was corrected to G on 9 June 2021."
        )
        #expect(try gaps.first?.since == date("2022-01-01"))
        #expect(gaps.first?.children == nil && GapKind.staleCopy.isOfTheRecord)
        #expect(try found(first + [copy], asOf: "2021-06-01").isEmpty)
        #expect(try found(first + [copy, try answer(3, "A", day: 20)]).isEmpty)
        #expect(try found(first + [copy, try answer(2, "G", revision: 2, from: 1, day: 20)]).isEmpty)
    }

    @Test("By way of another copy it is the round in which it was made that counts")
    func chain() throws {
        let returns = [
            try answer(1, "R"), try answer(1, "A", revision: 2, day: 9), try answer(2, "R", from: 1, day: 5),
            try answer(3, "R", from: 2, day: 7),
        ]
        #expect(try found(returns).first?.why.contains("from the round of 1 January 2021") == true)
        // Where the copy between was corrected, it is that one.
        let mended = returns + [try answer(2, "B", revision: 2, day: 12)]
        #expect(
            try found(mended).first?.why.hasSuffix(
                "from the round of 1 January 2022; that rating was corrected to B on 12 June 2021."
            ) == true
        )
    }

    @Test(
        "No copy, no correction, a draft, a value that was never there, a correction that nobody knew of yet: nothing"
    )
    func silent() throws {
        let copy = try answer(2, "A", from: 1, day: 5)
        #expect(try found([try answer(1, "A"), copy]).isEmpty)
        #expect(try found([try answer(1, "A"), try answer(1, "A", revision: 2, day: 9), copy]).isEmpty)
        #expect(
            try found([try answer(1, "A"), try answer(1, "G", revision: 2, day: 9, state: .draft), copy]).isEmpty
        )
        #expect(
            try found([
                try answer(1, "A", state: .draft), try answer(1, "G", revision: 2, day: 9), copy,
            ]).isEmpty
        )
        #expect(try found([try answer(1, "R"), try answer(1, "G", revision: 2, day: 9), copy]).isEmpty)
        let corrected = [try answer(1, "A"), try answer(1, "G", revision: 2, day: 9), copy]
        #expect(try found(corrected, knownAt: copy.recorded.at).isEmpty && !found(corrected).isEmpty)
        #expect(try found([corrected[0], corrected[1], try answer(2, "A", day: 5)]).isEmpty)
    }
}
