import Provision
import TestSupport
import Testing

@Suite("The conversation about a return: states, queries, answers")
struct ConversationTests {
    /// The state after each step, from nothing, a draft, submitted, changes requested, accepted; nil where it is refused.
    private static let table: [(step: ReturnStep, after: [ReturnState?])] = [
        (.draft, [.draft, .draft, .draft, .draft, .draft]),
        (.submit, [.submitted, .submitted, .submitted, .submitted, .submitted]),
        (.correct, [nil, .draft, .submitted, .changesRequested, .submitted]),
        (.requestChanges, [nil, nil, .changesRequested, .changesRequested, .changesRequested]),
        (.accept, [nil, nil, .accepted, .accepted, .accepted]),
        (.query, [nil, nil, .submitted, .changesRequested, .accepted]),
        (.answer, [nil, .draft, .submitted, .changesRequested, .accepted]),
    ]
    private static let states: [ReturnState?] = [nil, .draft, .submitted, .changesRequested, .accepted]

    @Test("Every step from every state, as the table has it")
    func transitions() {
        #expect(Set(Self.table.map(\.step)) == Set(ReturnStep.allCases))
        #expect(Set(Self.states.compactMap(\.self)) == Set(ReturnState.allCases))
        for (step, after) in Self.table {
            for (state, expected) in zip(Self.states, after) {
                #expect((try? step.after(state)) == expected, "\(step) from \(String(describing: state))")
            }
        }
    }

    @Test("What is refused says what is to be done first")
    func refusals() {
        func refusal(_ step: ReturnStep, _ state: ReturnState?) -> String? {
            do throws(ReturnStep.Refusal) {
                _ = try step.after(state)
                return nil
            } catch {
                return error.message + (error.hint.map { " (\($0))" } ?? "")
            }
        }
        #expect(refusal(.accept, .draft) == "a draft cannot be accepted: it has to be submitted first")
        #expect(refusal(.requestChanges, .draft) == "a draft cannot be sent back: it has to be submitted first")
        #expect(refusal(.query, .draft) == "a draft cannot be asked about: it has to be submitted first")
        #expect(refusal(.accept, nil) == "there is no return to accept (it has to be submitted first)")
        #expect(
            refusal(.query, nil)
                == "there is no return to ask about (the area has not answered in this round: remind it)"
        )
        #expect(refusal(.answer, nil) == "there is no return to answer for (it has to be submitted first)")
    }

    @Test("What was sent back counts as what is submitted does; the network's steps are three")
    func counts() throws {
        let answer = try SmallWorld.answer(area: 1, round: 1, "R")
        let model = ProvisionModel(
            framework: try SmallWorld.framework(services: 1),
            areas: try SmallWorld.areas(1),
            rounds: try SmallWorld.rounds(1, asking: 1),
            returns: [answer.with(state: .changesRequested)]
        )
        let snapshot = model.snapshot(asOf: try date("2021-01-01"), basis: .current)
        #expect(model.framework.scale.words(snapshot.state(row: 0, column: 0)) == "R")
        #expect(ReturnStep.allCases.filter(\.isOfTheNetwork) == [.requestChanges, .accept, .query])
    }

    // MARK: Queries

    private func signature(_ name: String, _ second: Int64) -> Query.Signature {
        Query.Signature(at: Instant(secondsSince1970: second), by: name, role: "tester")
    }

    private func query(_ number: Int, _ service: String?, answered: String? = nil) throws -> Query {
        let query = Query(
            number: number,
            service: try service.map { try SmallWorld.id($0) },
            asked: signature("ann", 10),
            text: "Why?"
        )
        return answered.map { query.answered(signature("bob", 20), text: $0) } ?? query
    }

    @Test(
        "A change of a cell is told in words",
        arguments: [
            ("A", "G", "Rating changed from A to G."), ("A", "-", "Rating changed from A to not expected."),
            ("A", ".", "Rating taken back; it was A."), (".", "-", "Rated not expected; it was not rated before."),
            ("A", "A", nil), (".", ".", nil),
        ] as [(String, String, String?)]
    )
    func changes(_ before: String, _ after: String, _ words: String?) throws {
        let earlier = try SmallWorld.answer(area: 1, round: 1, before)
        let later = try SmallWorld.answer(area: 1, round: 1, after)
        #expect(later.change(of: try SmallWorld.id("service-1"), since: earlier) == words)
    }

    @Test("Evidence, causes, parts and a rating made anew are changes; several are told together")
    func reasons() throws {
        let service: ServiceType.ID = try SmallWorld.id("service-1")
        func answer(_ rating: Rating) throws -> Return {
            try SmallWorld.answer(area: 1, round: 2, "R").with(ratings: [rating])
        }
        let plain = try answer(Rating(service: service, value: .level("R"), carriedFrom: try SmallWorld.id("round-1")))
        func words(_ rating: Rating) throws -> String? { try answer(rating).change(of: service, since: plain) }
        let cause: Cause.ID = try SmallWorld.id("staff")
        #expect(try words(Rating(service: service, value: .level("R"))) == "Rated anew as R.")
        #expect(
            try words(
                Rating(
                    service: service,
                    value: .level("A"),
                    parts: [RatedPart(name: "South", level: "R")],
                    causes: [cause],
                    evidence: [Evidence(text: "Seen.")]
                )
            ) == "Rating changed from R to A. Parts changed. Causes changed. Evidence changed."
        )
    }

    @Test("The next revision keeps every query; a change of the cell answers it, a draft does not")
    func carried() throws {
        let asked = try SmallWorld.answer(area: 1, round: 1, "RR").with(
            queries: [
                query(1, "service-1"), query(2, "service-2"), query(3, nil), query(4, "service-1", answered: "So."),
            ]
        )
        let next = try SmallWorld.answer(area: 1, round: 1, revision: 2, "GR")
        let bob = signature("bob", 99)
        let told = next.continuing(asked, counting: asked, signed: bob)
        #expect(told.queries.map(\.number) == [1, 2, 3, 4])
        #expect(told.queries[0].answer == Query.Answer(bob, text: "Rating changed from R to G."))
        #expect(told.openQueries.map(\.number) == [2, 3])
        #expect(told.queries[3] == asked.queries[3])
        let draft = next.with(state: .draft).continuing(asked, counting: asked, signed: bob)
        #expect(draft.queries == asked.queries)
        // The draft changed the cell; handed in, it answers, since what counted before said otherwise.
        let handedIn = next.continuing(draft, counting: asked, signed: bob)
        #expect(handedIn.openQueries.map(\.number) == [2, 3])
        // Nothing counted before: nothing was asked about it either way.
        #expect(next.continuing(draft, counting: nil, signed: bob).queries == asked.queries)
    }

    @Test("Nobody alters what was asked or answered: only what is new is taken, and signed by who records it")
    func altered() throws {
        let asked = try SmallWorld.answer(area: 1, round: 1, "R").with(
            queries: [query(1, nil), query(2, nil, answered: "So.")]
        )
        let forged = asked.with(
            queries: try [
                query(1, nil, answered: "Thus."),
                Query(number: 2, service: nil, asked: signature("eve", 1), text: "Other?"), query(3, "service-1"),
            ]
        )
        let bob = signature("bob", 99)
        let told = forged.continuing(asked, counting: asked, signed: bob)
        #expect(told.queries[0] == asked.queries[0].answered(bob, text: "Thus."))
        #expect(told.queries[1] == asked.queries[1])
        #expect(told.queries[2].asked == bob && told.queries[2].isOpen)
    }

    @Test("Numbers that do not rise, an unknown service type, an answer before the question, one query too many")
    func faults() throws {
        let framework = try SmallWorld.framework(services: 1)
        func faults(_ queries: [Query]) throws -> [String] {
            let document = try SmallWorld.answer(area: 1, round: 1, "R").with(queries: queries)
            return document.faults(
                framework: framework,
                areas: try SmallWorld.areas(1),
                rounds: try SmallWorld.rounds(1, asking: 1)
            ).map { "\($0.place.list) \($0.place.index): \($0.message)" }
        }
        #expect(try faults([query(1, nil), query(3, "service-1")]) == [])
        #expect(try faults([query(2, nil), query(2, nil)]) == ["query 1: query 2 stands after query 2"])
        #expect(try faults([query(0, nil)]) == ["query 0: query 0 stands after query 0"])
        #expect(try faults([query(1, "service-9")]) == ["query 0: unknown service type 'service-9'"])
        let early = try query(1, nil).answered(signature("bob", 9), text: "So.")
        #expect(try faults([early]) == ["query 0: query 1 was answered before it was asked"])
        let many = try (1...Query.most).map { try query($0, nil) }
        #expect(try faults(many) == [])
        #expect(
            try faults(many + [query(Query.most + 1, nil)]) == [
                "query \(Query.most): a return has at most 200 queries, this one 201"
            ]
        )
        let texts = try SmallWorld.answer(area: 1, round: 1, "R").with(
            queries: [Query(number: 1, service: nil, asked: signature("", 1), text: "  x")]
        ).textFaults()
        #expect(
            texts.map(\.message) == [
                "the text of query 1 has doubled or outer spaces, or line ends",
                "the name of who asks query 1 is empty",
            ]
        )
    }

    @Test("Who records a return has a name and a role, and writes notes as they are printed")
    func recorderTexts() throws {
        let document = Return(
            area: try SmallWorld.id("area-1"),
            round: try SmallWorld.id("round-1"),
            revision: 1,
            source: .areaReturn,
            recorded: Return.Recorded(at: Instant(secondsSince1970: 0), by: "", role: "", note: "  x"),
            respondent: Return.Respondent(role: "", organisation: "", name: ""),
            ratings: []
        )
        #expect(
            document.textFaults().map(\.message) == [
                "the name of who records it is empty", "the role of who records it is empty",
                "the note has doubled or outer spaces, or line ends", "the role is empty", "the organisation is empty",
                "the name of who answered is empty",
            ]
        )
    }

    // MARK: The round

    @Test("A round's progress: changes requested and open queries are to be chased, until they are done and answered")
    func progress() throws {
        let round = try #require(try SmallWorld.rounds(1, asking: 1).first)
        func entry(_ documents: [Return]) throws -> RoundProgress.Entry {
            let model = ProvisionModel(
                framework: try SmallWorld.framework(services: 1),
                areas: try SmallWorld.areas(1),
                rounds: [round],
                returns: documents
            )
            return try #require(RoundProgress(round, in: model).areas.first)
        }
        func revision(_ number: Int, _ state: ReturnState, _ queries: [Query] = []) throws -> Return {
            try SmallWorld.answer(area: 1, round: 1, revision: number, "R").with(state: state).with(queries: queries)
        }
        var documents = [try revision(1, .submitted)]
        #expect(try !entry(documents).isToChase)
        documents.append(try revision(2, .changesRequested))
        #expect(try entry(documents).state == .changesRequested && entry(documents).isToChase)
        documents.append(try revision(3, .accepted, [query(1, nil)]))
        #expect(try entry(documents).state == .accepted && entry(documents).openQueries.count == 1)
        #expect(try entry(documents).isToChase)
        documents.append(try revision(4, .accepted, [query(1, nil, answered: "So.")]))
        #expect(try entry(documents).openQueries.isEmpty && !entry(documents).isToChase)
    }
}
