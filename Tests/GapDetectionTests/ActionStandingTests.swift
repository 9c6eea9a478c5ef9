import Provision
import TestSupport
import Testing

@testable import GapDetection

/// One area, one service type, and an action for the want of it that opened on 1 February 2021, after the first round; rounds are of 1
/// January.
@Suite("What came of actions")
struct ActionStandingTests {
    private func world(
        _ letters: [String],
        _ state: Action.State,
        due: String? = nil,
        stated: String = "2021-02-01",
        owner: String? = "Lead"
    ) throws -> FindingWorld {
        var world = try FindingWorld(areas: 1, types: [FindingWorld.type(1)], rounds: letters.count)
        for (place, letter) in letters.enumerated() { try world.answer(1, round: place + 1, letter) }
        world.actions = [try action(state, due: due, stated: stated, owner: owner)]
        return world
    }

    private func action(
        _ state: Action.State,
        for target: String = "none:area-1:service-1",
        due: String? = nil,
        stated: String = "2021-02-01",
        owner: String? = "Lead"
    ) throws -> Action {
        Action(
            id: try SmallWorld.id("hub"),
            opened: try date("2021-02-01"),
            stated: try date(stated),
            recorded: Return.Recorded(at: Instant(secondsSince1970: 0), by: "tester", role: "test"),
            targets: [try SmallWorld.require(Action.Target(target))],
            what: "Open a hub",
            owner: owner.map { Action.Owner(role: $0) },
            due: try due.map { try date($0) },
            state: state
        )
    }

    private func done(_ day: String) throws -> Action.State { .done(on: try date(day)) }

    private func outcome(_ letters: [String], _ state: Action.State, stated: String, on day: String) throws -> String {
        let model = try world(letters, state, stated: stated).model()
        let record = ActionsOnRecord(model, at: model.snapshot(asOf: try date(day)))
        let standing = try #require(record.standings.first)
        return switch standing.outcome {
        case .none: "none"
        case .verified(let day): "verified \(day)"
        case .doneButOpen(let round): "open in \(round)"
        case .reopened(let day): "reopened \(day)"
        case .awaited: "awaited"
        }
    }

    @Test(
        "Verified by a later round alone; still open, open again, or not seen yet otherwise",
        arguments: [
            // Done in June 2021. The round of 2022 decides.
            (["R", "A"], "2022-01-01", "verified 2022-01-01"), (["R", "R"], "2022-01-01", "open in 2022-01-01"),
            (["R", "A"], "2021-12-31", "awaited"),
            // Done, shown closed, and opened again.
            (["R", "A", "R"], "2023-01-01", "reopened 2023-01-01"),
            (["R", "A", "R", "G"], "2024-01-01", "verified 2024-01-01"),
            (["R", "R", "A"], "2023-01-01", "verified 2023-01-01"),
            // It closed and opened again before it was said to be done.
            (["R", "A", "R", "R"], "2024-01-01", "open in 2024-01-01"),
            // It was never open, as is known now: nothing was closed.
            (["A", "A"], "2022-01-01", "awaited"),
            // Nobody said anything in the later round: what was said before stands.
            (["R", "."], "2022-01-01", "open in 2022-01-01"),
        ]
    )
    func outcomes(_ letters: [String], _ day: String, _ expected: String) throws {
        // Of four rounds the last decides: it is done in June before.
        let done = letters.count == 4 && expected.hasPrefix("open") ? "2023-06-01" : "2021-06-01"
        #expect(try outcome(letters, self.done(done), stated: done, on: day) == expected)
    }

    @Test("What is not done has no outcome, though its gap be closed")
    func notDone() throws {
        #expect(try outcome(["R", "A"], .inProgress, stated: "2021-02-01", on: "2022-01-01") == "none")
        #expect(try outcome(["R", "A"], .dropped(reason: "No."), stated: "2021-02-01", on: "2022-01-01") == "none")
    }

    @Test("The kind done-but-open says the same as the standing, since the round that showed it")
    func doneButOpen() throws {
        let done = try done("2021-06-01")
        func found(_ letters: [String], _ day: String) throws -> [String] {
            try world(letters, done, stated: "2021-06-01").found(day, .doneButOpen)
        }
        #expect(try found(["R", "R", "R"], "2023-01-01") == ["done-but-open:area-1:hub since 2022-01-01"])
        #expect(try found(["R", "R"], "2021-12-31") == [])
        #expect(try found(["R", "A"], "2022-01-01") == [])
        #expect(try found(["R", "A", "R"], "2023-01-01") == [])
        let why = try #require(
            world(["R", "R"], done, stated: "2021-06-01").audit("2022-01-01", .doneButOpen).gaps.first
        )
        #expect(
            why.why.hasPrefix(
                "“Open a hub” (Lead) is said to have been done on 1 June 2021, and the round of 1 January 2022"
            )
        )
    }

    private func principle() throws -> Standard {
        Standard(
            id: try SmallWorld.id("principle-1"),
            kind: .principle,
            title: "Principle 1",
            text: "Something is asked.",
            source: try SmallWorld.id("source-1"),
            answeredBy: .area
        )
    }

    @Test("An action for a standard, said to be done, is still open where the next round says that it is not met")
    func standardStillOpen() throws {
        let standard: Standard.ID = try SmallWorld.id("principle-1")
        func found(_ state: Assessment.State, area: String? = nil) throws -> [Gap] {
            var world = try FindingWorld(areas: 2, types: [FindingWorld.type(1)], rounds: 2)
            world.standards = [try principle()]
            try world.answer(1, round: 1, "G", assessments: [Assessment(standard: standard, state: .notMet)])
            try world.answer(1, round: 2, "G", assessments: [Assessment(standard: standard, state: state)])
            let one = try action(done("2021-06-01"), for: "principle-1", stated: "2021-06-01")
            world.actions = [
                Action(
                    id: one.id,
                    opened: one.opened,
                    stated: one.stated,
                    recorded: one.recorded,
                    targets: one.targets,
                    areas: try area.map { [try SmallWorld.id($0)] } ?? [],
                    what: one.what,
                    owner: one.owner,
                    state: one.state
                )
            ]
            return try world.audit("2022-01-01", .doneButOpen).gaps
        }
        #expect(try found(.met).isEmpty)
        #expect(try found(.notMet).first?.why.contains("\u{201C}Principle 1\u{201D} is not met.") == true)
        #expect(try found(.partly, area: "area-1").count == 1)
        // The other area has said nothing of it.
        #expect(try found(.notMet, area: "area-2").isEmpty)
    }

    @Test("The gap that a standard is not met shows the actions for the standard, where they work")
    func standardsActions() throws {
        func shown(_ areas: [String]) throws -> [String] {
            var world = try FindingWorld(areas: 2, types: [FindingWorld.type(1)])
            let standard: Standard.ID = try SmallWorld.id("principle-1")
            world.standards = [try principle()]
            try world.answer(1, "G", assessments: [Assessment(standard: standard, state: .notMet)])
            world.actions = [
                Action(
                    id: try SmallWorld.id("write-it-down"),
                    opened: try date("2021-02-01"),
                    recorded: Return.Recorded(at: Instant(secondsSince1970: 0), by: "tester", role: "test"),
                    targets: [try SmallWorld.require(Action.Target("principle-1"))],
                    areas: try areas.map { try SmallWorld.id($0) },
                    what: "Write it down"
                )
            ]
            let model = try world.model()
            let snapshot = model.snapshot(asOf: try date("2021-03-01"))
            let audit = GapAudit(model, at: snapshot, kinds: [.standardUnmet])
            return try #require(audit.gaps.first).actions(model, at: snapshot).map(\.action.id.text)
        }
        #expect(try shown([]) == ["write-it-down"])
        #expect(try shown(["area-1"]) == ["write-it-down"] && shown(["ics-1"]) == ["write-it-down"])
        #expect(try shown(["area-2"]) == [])
    }

    @Test("Overdue from the day after, in the record, until it is done, dropped or put off")
    func overdue() throws {
        func found(_ state: Action.State, _ day: String) throws -> [String] {
            try world(["R"], state, due: "2021-06-30").found(day, .overdue)
        }
        #expect(try found(.planned, "2021-06-30") == [])
        #expect(try found(.planned, "2021-07-01") == ["overdue:area-1:hub since 2021-07-01"])
        let put = Action.State.deferred(reason: "No money.", until: try date("2021-09-30"))
        #expect(try found(put, "2021-09-30") == [])
        #expect(try found(put, "2021-10-01") == ["overdue:area-1:hub since 2021-10-01"])
        #expect(try found(.dropped(reason: "No."), "2021-10-01") == [])
        let gap = try #require(world(["R"], .planned, due: "2021-06-30").audit("2021-07-10", .overdue).gaps.first)
        #expect(gap.why == "“Open a hub” was due on 30 June 2021, 10 days before 10 July 2021: Lead.")
        #expect(GapKind.overdue.isOfTheRecord && gap.children == nil)
    }

    @Test("A severe gap that two rounds have shown and nobody answers for; nothing where no action is on record")
    func noOwner() throws {
        func found(_ letters: [String], _ day: String, _ change: (inout FindingWorld) throws -> Void) throws -> [String]
        {
            var world = try world(letters, .planned)
            world.thresholds = GapThresholds(severePoints: 16)
            try change(&world)
            return try world.found(day, .noOwner)
        }
        let other = try action(.planned, for: "unrated:area-1:service-1")
        let gap = "no-owner:area-1:none:service-1 since 2022-01-01"
        #expect(try found(["R", "R"], "2022-01-01") { $0.actions = [other] } == [gap])
        #expect(try found(["R", "R"], "2022-01-01") { $0.actions = [] } == [])
        // Somebody has taken it on, or has not: an action without an owner is as none, and so is one that was dropped.
        #expect(try found(["R", "R"], "2022-01-01") { _ in } == [])
        #expect(try found(["R", "R"], "2022-01-01") { $0.actions = [try action(.planned, owner: nil)] } == [gap])
        #expect(try found(["R", "R"], "2022-01-01") { $0.actions = [try action(.dropped(reason: "No."))] } == [gap])
        // One round is not two, and a milder gap is not severe.
        #expect(try found(["R", "R"], "2021-12-31") { $0.actions = [other] } == [])
        #expect(try found(["A", "R"], "2022-01-01") { $0.actions = [other] } == [])
        #expect(
            try found(["R", "R"], "2022-01-01") {
                $0.actions = [other]
                $0.thresholds = GapThresholds(severePoints: 99)
            } == []
        )
        // It goes on since its second round.
        #expect(try found(["R", "R", "R"], "2023-01-01") { $0.actions = [other] } == [gap])
    }

    @Test("A gap shows the actions for it, also the one that had closed it before it opened again")
    func thread() throws {
        let model = try world(["R", "A", "R"], done("2021-06-01"), stated: "2021-06-01").model()
        let snapshot = model.snapshot(asOf: try date("2023-01-01"))
        let gap = try #require(GapAudit(model, at: snapshot, kinds: [.none]).gaps.first)
        let actions = gap.actions(model, at: snapshot)
        #expect(actions.map(\.action.id.text) == ["hub"])
        #expect(actions.first?.outcome == .reopened(on: try date("2023-01-01")))
    }

    @Test("What closed without an action for it is told, and only where actions are on record")
    func withoutAction() throws {
        func closed(_ change: (inout FindingWorld) throws -> Void) throws -> [String] {
            var world = try world(["R", "A"], .planned)
            try change(&world)
            let model = try world.model()
            let (from, to) = (try date("2021-03-01"), try date("2022-01-01"))
            return GapChanges(model, from: from, to: model.snapshot(asOf: to)).closedWithoutAction(model).map(
                \.id.description
            )
        }
        #expect(try closed { _ in } == [])
        #expect(try closed { $0.actions = [] } == [])
        let other = try action(.planned, for: "unrated:area-1:service-1")
        #expect(try closed { $0.actions = [other] }.contains("none:area-1:service-1"))
    }

    @Test("An ICS's want taken on is taken on for its areas")
    func coverage() throws {
        var world = try FindingWorld(areas: 2, types: [FindingWorld.type(1)], rounds: 2)
        for round in 1...2 { for area in 1...2 { try world.answer(area, round: round, "R") } }
        world.thresholds = GapThresholds(severePoints: 1)
        world.actions = [try action(.planned, for: "systemic:ics-1:service-1")]
        let left = try world.found("2022-01-01", .noOwner)
        #expect(!left.contains { $0.contains(":none:service-1") || $0.contains(":systemic:") }, "\(left)")
    }
}
