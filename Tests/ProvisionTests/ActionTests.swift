import TestSupport
import Testing

@testable import Provision

@Suite("Actions")
struct ActionTests {
    private func action(
        _ revision: Int = 1,
        stated: String = "2022-05-10",
        recorded: String = "2022-05-10",
        state: Action.State = .planned,
        due: String? = "2022-12-31",
        targets: [String] = ["none:area-1:service-1"],
        milestones: [Action.Milestone] = [],
        owner: Action.Owner? = nil
    ) throws -> Action {
        Action(
            id: try SmallWorld.id("hub"),
            revision: revision,
            opened: try date("2022-05-10"),
            stated: try date(stated),
            recorded: Return.Recorded(
                at: try SmallWorld.require(Instant(rfc3339: recorded + "T09:00:00Z")),
                by: "tester",
                role: "test"
            ),
            targets: try targets.map { try SmallWorld.require(Action.Target($0)) },
            what: "Open a hub",
            owner: owner,
            due: try due.map { try date($0) },
            milestones: milestones,
            state: state
        )
    }

    private func faults(_ action: Action) throws -> [String] {
        action.faults(framework: try SmallWorld.framework(services: 1), areas: try SmallWorld.areas(1)).map(\.message)
    }

    // MARK: What is on record of a day

    @Test("The latest revision that speaks of a day, as it was known then: a late update rewrites no earlier plan")
    func standing() throws {
        let done = Action.State.done(on: try date("2022-08-01"))
        let register = ActionRegister([
            try action(3, stated: "2022-08-01", recorded: "2024-01-15", state: done),
            try action(2, stated: "2022-09-01", recorded: "2022-09-01", state: .inProgress), try action(),
        ])
        func state(_ day: String, _ known: String? = nil) throws -> String? {
            let moment = try known.map { Instant(endOf: try date($0)) }
            return register.standing(on: try date(day), knownAt: moment).first?.state.word
        }
        #expect(try state("2022-05-09") == nil)
        #expect(try state("2022-05-10") == "planned")
        // As it is known now, it was done in August; as it was known that year, it was in progress from September on.
        #expect(try state("2022-08-15") == "done")
        #expect(try state("2022-08-15", "2022-12-31") == "planned")
        #expect(try state("2022-10-01", "2022-12-31") == "in-progress")
        #expect(try state("2022-10-01") == "done")
        #expect(try state("2022-10-01", "2022-05-09") == nil)
        #expect(register.ids.map(\.text) == ["hub"] && register.revisions.map(\.revision) == [1, 2, 3])
    }

    @Test("Late from the day after; done and dropped never; a deferred one by the day until which")
    func late() throws {
        let until = try date("2023-06-30")
        func days(_ state: Action.State, _ day: String, due: String? = "2022-12-31") throws -> Int {
            try action(state: state, due: due).daysLate(on: try date(day))
        }
        #expect(try days(.planned, "2022-12-31") == 0)
        #expect(try days(.planned, "2023-01-01") == 1)
        #expect(try days(.inProgress, "2023-01-31") == 31)
        #expect(try days(.planned, "2023-01-01", due: nil) == 0)
        #expect(try days(.done(on: try date("2023-01-05")), "2023-02-01") == 0)
        #expect(try days(.dropped(reason: "No room."), "2023-02-01") == 0)
        #expect(try days(.deferred(reason: "No money.", until: until), "2023-06-30") == 0)
        #expect(try days(.deferred(reason: "No money.", until: until), "2023-07-02") == 2)
    }

    // MARK: What is refused

    @Test("Days out of order, each named")
    func days() throws {
        #expect(try faults(action()) == [])
        #expect(try faults(action(due: "2022-05-09")) == ["it is due on 2022-05-09, before it opened (2022-05-10)"])
        #expect(try faults(action(due: "2022-05-10")) == [])
        #expect(
            try faults(action(stated: "2022-05-09")).first
                == "it is stated of 2022-05-09, before it opened (2022-05-10)"
        )
        let tomorrow = Action.State.done(on: try date("2022-05-11"))
        #expect(try faults(action(state: tomorrow)).count == 1)
        let today = Action.State.deferred(reason: "No money.", until: try date("2022-05-10"))
        #expect(try faults(action(state: today)) == ["it is deferred until 2022-05-10, which is not after 2022-05-10"])
        let early = Action.Milestone(day: try date("2022-05-01"), what: "Begun")
        let future = Action.Milestone(day: try date("2022-06-01"), what: "begun", reached: try date("2022-06-01"))
        #expect(try faults(action(milestones: [early, future])).count == 3)
    }

    @Test("What it is for must exist, once; an action for an action is none")
    func targets() throws {
        #expect(try faults(action(targets: [])) == ["an action is for something"])
        #expect(try faults(action(targets: ["none:area-2:service-1"])) == ["unknown area 'area-2'"])
        #expect(try faults(action(targets: ["nun:area-1:service-1"])) == ["unknown kind of gap 'nun'"])
        #expect(try faults(action(targets: ["recommendation-9"])) == ["unknown standard 'recommendation-9'"])
        #expect(
            try faults(action(targets: ["overdue:area-1:hub"])) == ["'overdue:area-1:hub' is about an action itself"]
        )
        let twice = ["none:area-1:service-1", "none:area-1:service-1"]
        #expect(try faults(action(targets: twice)) == ["'none:area-1:service-1' is named twice"])
    }

    @Test(
        "Names that no gap and no standard has are none",
        arguments: [
            "", ":", "::", "none:area-1", "none:Area:x", "none:../..:x", ":area-1:x", "a b", "none:area-1:a b", "É",
        ]
    )
    func hostileNames(_ text: String) { #expect(Action.Target(text) == nil) }

    @Test("A subject may have colons of its own")
    func subject() throws {
        let name = try #require(Action.GapName("funding:area-1:service-1/hub:2"))
        #expect(name.subject == "service-1/hub:2" && name.text == "funding:area-1:service-1/hub:2")
    }

    @Test("Texts that no document can keep are named")
    func texts() throws {
        let owner = Action.Owner(role: " Lead", organisation: "A\u{1}B", person: String(repeating: "x", count: 301))
        let found = try action(owner: owner).textFaults().map(\.message)
        #expect(found.count == 3 && found.allSatisfy { $0.hasPrefix("the owner's ") }, "\(found)")
    }
}
