import Foundation
import Provision
import TestSupport
import Testing

@testable import ScopingStore

@Suite("Actions in a store")
struct ActionDocumentTests {
    private let folder: TemporaryFolder
    private let store: String

    init() throws {
        folder = try TemporaryFolder()
        store = try folder.copy(Repository.scoping, to: "store")
    }

    private let author = StoreWriter.Author(name: "A. Manager", role: "network manager")
    private func now(_ text: String) throws -> Instant { try #require(Instant(rfc3339: text)) }

    private func action(_ what: String = "Fund a post", state: Action.State = .planned) throws -> Action {
        Action(
            id: try SmallWorld.id("post-in-halton"),
            opened: try date("2022-05-10"),
            recorded: Return.Recorded(at: Instant(secondsSince1970: 0), by: "-", role: "-"),
            targets: [
                try #require(Action.Target("none:ccg-halton:iapt-0-5")), try #require(Action.Target("principle-2")),
            ],
            areas: [try SmallWorld.id("ccg-halton")],
            what: what,
            owner: Action.Owner(role: "Lead", organisation: "NHS C&M", person: "Siân \"Jo\" <Jones>"),
            due: try date("2023-03-31"),
            milestones: [.init(day: try date("2022-09-01"), what: "Agreed", reached: nil)],
            cost: .init(pounds: Hundredths(1_250_050), source: try SmallWorld.id("pier-2023")),
            state: state,
            evidence: [Evidence(text: "The board's minutes", source: try SmallWorld.id("pier-2023"), section: "2")]
        )
    }

    @discardableResult
    private func open(_ action: Action, at moment: String = "2022-05-10T09:00:00Z") throws -> StoreWriter.ActionReceipt
    {
        try StoreWriter(folder: store).open(action, by: author, now: now(moment))
    }

    private func update(
        _ state: Action.State,
        basedOn: Int? = nil,
        at moment: String = "2022-06-01T09:00:00Z"
    ) throws -> StoreWriter.ActionReceipt {
        let moment = try now(moment)
        let day = try #require(moment.dayInLondon)
        return try StoreWriter(folder: store).update(
            SmallWorld.id("post-in-halton"),
            basedOn: basedOn,
            by: author,
            now: moment
        ) { latest in
            Action(
                id: latest.id,
                opened: latest.opened,
                stated: day,
                recorded: latest.recorded,
                targets: latest.targets,
                areas: latest.areas,
                what: latest.what,
                owner: latest.owner,
                due: latest.due,
                milestones: latest.milestones,
                cost: latest.cost,
                state: state,
                evidence: latest.evidence
            )
        }
    }

    private func problems(_ work: () throws -> Void) -> String {
        do {
            try work()
            return ""
        } catch { return "\(error)" }
    }

    // MARK: Writing

    @Test("What is written is valid, sealed, reads back the same, and is not written twice")
    func roundTrip() throws {
        let first = try open(action())
        #expect(first.isNew && first.path == "actions/post-in-halton.1.xml")
        let again = try open(action(), at: "2022-07-01T09:00:00Z")
        #expect(!again.isNew && again.action == first.action)
        let until = try date("2023-09-01")
        let second = try update(.deferred(reason: "No money & no room.", until: until), basedOn: 1)
        #expect(second.action.revision == 2)
        #expect(second.action.recorded.predecessor == digest(of: try bytes(of: store + "/" + first.path)))
        let model = try StoreReader.load(store).model
        let kept = model.actions.revisions.filter { $0.id == first.action.id }
        #expect(kept == [first.action, second.action])
        for action in kept {
            #expect(Seal.state(of: try bytes(of: store + "/" + StoreLayout.path(of: action))) == .intact)
        }
        #expect(try StoreVerifier.report(on: StoreReader.load(store)).faults == [])
    }

    @Test("Every state reads back", arguments: [0, 1, 2, 3, 4])
    func states(_ place: Int) throws {
        let states: [Action.State] = [
            .planned, .inProgress, .done(on: try date("2022-05-10")),
            .deferred(reason: "No money.", until: try date("2024-01-01")), .dropped(reason: "No room."),
        ]
        let model = try RealData.model()
        let made = try action(state: states[place])
        let bytes = ActionWriter.bytes(of: made)
        let read = try ActionDocument.read(bytes, file: "x", framework: model.framework, areas: model.areas)
        #expect(read == made)
    }

    @Test("The same update again gives the same receipt; another on an old revision is a conflict")
    func conflict() throws {
        try open(action())
        #expect(try update(.inProgress, basedOn: 1).isNew)
        #expect(try !update(.inProgress, basedOn: 1, at: "2022-06-02T09:00:00Z").isNew)
        #expect(throws: WriteFailure.actionConflict(try SmallWorld.id("post-in-halton"), basedOn: 1, latest: 2)) {
            try update(.dropped(reason: "No."), basedOn: 1)
        }
        #expect(
            problems { try open(action("Something else")) }.contains("there is one of this id already: Fund a post")
        )
    }

    @Test("Nothing is recorded of a day that has not come, nor of what the framework does not know")
    func refused() throws {
        #expect(
            problems { try open(action(), at: "2022-05-01T09:00:00Z") }.contains(
                "it is stated of 2022-05-10, and it is 2022-05-01"
            )
        )
        let path = store + "/actions/post-in-halton.1.xml"
        #expect(!FileManager.default.fileExists(atPath: path))
        #expect(problems { try open(action("Fund \u{7} a post")) }.contains("what will be done holds a character"))
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    // MARK: Reading

    @Test(
        "A damaged or hostile document is named with its line and left out, and the rest is served",
        arguments: [
            ("state=\"planned\"", "state=\"finished\"", "state"),
            ("state=\"planned\"", "state=\"done\"", "needs the day it was done"),
            ("state=\"planned\"", "state=\"planned\" until=\"2024-01-01\"", "does not belong to the state 'planned'"),
            ("due=\"2023-03-31\"", "due=\"2021-03-31\"", "due on 2021-03-31, before it opened"),
            ("role=\"Lead\" ", "", "role"),
            ("none:ccg-halton:iapt-0-5", "none:ccg-haltn:iapt-0-5", "did you mean 'ccg-halton'?"),
            ("none:ccg-halton:iapt-0-5", "../../etc/passwd", "neither a gap nor a standard"),
            ("<what>", "<!DOCTYPE x><what>", "DOCTYPE"),
            ("id=\"post-in-halton\"", "id=\"other\"", "its path 'post-in-halton'"),
            ("pounds=\"12500.5\"", "pounds=\"-1\"", "pounds"), ("pier-2023", "nowhere", "unknown source 'nowhere'"),
        ]
    )
    func damaged(_ old: String, _ new: String, _ words: String) throws {
        try open(action())
        let path = "actions/post-in-halton.1.xml"
        let before = try text(of: store + "/" + path)
        #expect(before.contains(old))
        try folder.write(before.replacing(old, with: new), to: "store/" + path)
        let read = try StoreReader.load(store)
        #expect(read.leftOut.map(\.file) == [path])
        let faults = read.leftOut.flatMap(\.faults).map(\.description).joined(separator: "\n")
        #expect(faults.contains(words), "\(faults)")
        #expect(read.model.actions.ids.count == 15 && read.model.returns.count == 20)
    }

    @Test("Names that are no action's are named, and foreign files passed over")
    func strangeNames() throws {
        for name in ["x.xml", "A.1.xml", "a.0.xml", "a.01.xml", ".x.1.xml", "Thumbs.db"] {
            try folder.write("x", to: "store/actions/" + name)
        }
        let read = try StoreReader.load(store)
        #expect(
            read.leftOut.map(\.file).sorted() == ["A.1.xml", "a.0.xml", "a.01.xml", "x.xml"].map { "actions/" + $0 }
        )
    }

    @Test("A store without actions is what it was; one whose actions lie in a file is refused")
    func none() throws {
        try FileManager.default.removeItem(atPath: store + "/actions")
        #expect(try StoreReader.load(store).model.actions.isEmpty)
        try folder.write("x", to: "store/actions")
        #expect(throws: StoreFailure.self) { try StoreReader.load(store) }
    }

    // MARK: Proof

    @Test("An altered revision, a lost one and one with another opening are named; heads list the latest")
    func verified() throws {
        try open(action())
        _ = try update(.inProgress)
        let heads = try StoreHeads(of: store)
        #expect(
            heads.heads.filter { $0.path.hasPrefix("actions/post") }.map(\.path) == ["actions/post-in-halton.2.xml"]
        )
        let list = try StoreHeads(reading: heads.text, file: "heads")
        #expect(try list.faults(in: store) == [])
        let path = "actions/post-in-halton.1.xml"
        let before = try text(of: store + "/" + path)
        func faults() throws -> [DocumentFault] { try StoreVerifier.report(on: StoreReader.load(store)).faults }
        try folder.write(before.replacing("Fund", with: "Find"), to: "store/" + path)
        #expect(try faults().map(\.file) == [path])
        try folder.write(
            Seal.applied(to: Array(before.replacing("2022-05-10", with: "2022-05-09").utf8)),
            to: "store/" + path
        )
        #expect(try faults().contains { $0.message.hasPrefix("opened, or for, something else") })
        try FileManager.default.removeItem(atPath: store + "/" + path)
        #expect(try faults().map(\.message) == ["the revision before it, \(path), is missing"])
        try FileManager.default.removeItem(atPath: store + "/actions/post-in-halton.2.xml")
        #expect(try list.faults(in: store).map(\.file) == ["actions/post-in-halton.2.xml"])
    }

    @Test("Documents written by hand are sealed, chain and all")
    func sealed() throws {
        let real = "actions/recommendation-1a.1.xml"
        let before = try text(of: store + "/" + real)
        try folder.write(before.replacing(#/ sha256="[0-9a-f]*"/#, with: ""), to: "store/" + real)
        #expect(try StoreVerifier.report(on: StoreReader.load(store)).unsealed == [real])
        #expect(try StoreSealer(folder: store).seal(again: false) == [real])
        #expect(try text(of: store + "/" + real) == before)
    }

    // MARK: A program that goes on running

    @Test("A server's memory takes in actions that others record, and drops those that are gone")
    func memory() throws {
        var memory = try StoreMemory(reading: store)
        let receipt = try open(action())
        let look = try memory.look(at: StoreMemory.fingerprint(of: store), isThorough: false)
        #expect(look.isNew && !look.onlyAdds && look.memory.store.model.actions.revisions.contains(receipt.action))
        memory = look.memory
        let isNews = memory.add(receipt.action)
        #expect(!isNews)
        try folder.write("x", to: "store/actions/broken.1.xml")
        let damaged = try memory.look(at: StoreMemory.fingerprint(of: store), isThorough: false)
        #expect(damaged.memory.store.leftOut.map(\.file) == ["actions/broken.1.xml"])
        try FileManager.default.removeItem(atPath: store + "/actions")
        let gone = try damaged.memory.look(at: StoreMemory.fingerprint(of: store), isThorough: false)
        #expect(gone.isNew && gone.memory.store.model.actions.isEmpty && gone.memory.store.leftOut == [])
    }

    @Test("What this program recorded itself is known at once, and no news when it is looked for")
    func added() throws {
        var memory = try StoreMemory(reading: store)
        let receipt = try open(action())
        let isNews = memory.add(receipt.action)
        #expect(isNews)
        #expect(memory.store.model.actions.revisions.contains(receipt.action))
        #expect(try !memory.look(at: StoreMemory.fingerprint(of: store), isThorough: false).isNew)
    }

    // MARK: Facts

    @Test("The fifteen recommendations, opened in May 2022, of which the reports name no owner, day or cost")
    func facts() throws {
        let model = try RealData.model()
        let actions = model.actions.revisions
        let recommendations = model.framework.standards.filter { $0.kind.rawValue == "recommendation" }
        #expect(actions.map(\.id.text) == recommendations.map(\.id.text) && actions.count == 15)
        for action in actions {
            #expect(action.standards.map(\.text) == [action.id.text] && action.gaps.isEmpty)
            #expect(action.owner == nil && action.due == nil && action.cost == nil && action.state == .planned)
            #expect(action.opened == (try date("2022-05-01")) && action.revision == 1)
            #expect(Set(action.evidence.compactMap(\.source?.text)) == ["scoping-cm-2022", "scoping-lsc-2022"])
            #expect(action.evidence.allSatisfy { $0.section == "4" })
        }
        let network = actions.filter { $0.areas.map(\.text) == ["region-north-west-coast"] }.map(\.id.text)
        #expect(network == ["recommendation-3a", "recommendation-3b"])
        #expect(actions.count { $0.areas.count == 2 } == 13)
    }
}
