import GapDetection
import Provision
import ScopingStore
import Simulation
import TestSupport
import Testing

@Suite("Simulated actions")
struct SimulatedActionTests {
    private func model(seed: UInt64) throws -> ProvisionModel {
        let network = try SimulatedNetwork(
            .init(areas: 12, services: 6, rounds: 8, monthsBetweenRounds: 6),
            seed: seed,
            maxElements: Limits.elements
        )
        var (returns, recorded, index) = ([Return](), [Action](), 0)
        var actions = network.actions
        try network.makeReturns(digest: { $0.round.text }) { round, made in
            returns += made
            recorded += try actions.recorded(in: round, index, returns: made) { digest(of: ActionWriter.bytes(of: $0)) }
            index += 1
        }
        return ProvisionModel(
            framework: network.framework,
            areas: network.areas,
            rounds: network.rounds,
            returns: returns,
            actions: ActionRegister(recorded)
        )
    }

    @Test("Sound documents, each revision after the one before it; the same seed gives the same")
    func sound() throws {
        let model = try model(seed: 5)
        let revisions = model.actions.revisions
        let again = try self.model(seed: 5).actions.revisions
        #expect(revisions.count > 40 && revisions == again)
        for action in revisions {
            #expect(action.isSimulated && action.faults(framework: model.framework, areas: model.areas) == [])
        }
        for id in model.actions.ids {
            #expect(model.actions.revisions(of: id).map(\.revision) == Array(1...model.actions.revisions(of: id).count))
        }
    }

    @Test("Each opens for a gap that is in the register of that day")
    func opened() throws {
        let model = try model(seed: 5)
        for round in model.rounds {
            let audit = GapAudit(model, at: model.snapshot(asOf: round.referenceDate), kinds: [.none])
            let open = Set(audit.findings.map { audit.id(of: $0).description })
            for action in model.actions.revisions where action.opened == round.referenceDate && action.revision == 1 {
                #expect(action.gaps.allSatisfy { open.contains($0.text) }, "\(action.id)")
            }
        }
    }

    @Test("The register and the list say the same of what is late, and of what is done and still open, at every round")
    func oneAnswer() throws {
        for seed in 1...3 {
            let model = try model(seed: UInt64(seed))
            for round in model.rounds {
                let snapshot = model.snapshot(asOf: round.referenceDate)
                let audit = GapAudit(model, at: snapshot, kinds: [.overdue, .doneButOpen])
                let record = ActionsOnRecord(model, at: snapshot)
                func subjects(_ kind: GapKind) -> [String] {
                    audit.findings.filter { $0.kind == kind }.map { audit.id(of: $0).subject }.sorted()
                }
                let late = record.standings.filter(\.isOverdue).map(\.action.id.text).sorted()
                let still = record.standings.filter { $0.outcome.word == "done-but-open" }.map(\.action.id.text)
                    .sorted()
                #expect(subjects(.overdue) == late && subjects(.doneButOpen) == still, "\(round.id)")
            }
        }
    }

    @Test("Over the years some slip, some close their gaps, and some are done while theirs is open")
    func course() throws {
        var outcomes: Set<String> = []
        var words: Set<String> = []
        var isLate = false
        for seed in 1...4 {
            let model = try model(seed: UInt64(seed))
            for round in model.rounds.suffix(3) {
                let record = ActionsOnRecord(model, at: model.snapshot(asOf: round.referenceDate))
                outcomes.formUnion(record.standings.compactMap(\.outcome.word))
                words.formUnion(record.standings.map(\.action.state.word))
                isLate = isLate || record.standings.contains(where: \.isOverdue)
            }
        }
        #expect(outcomes.isSuperset(of: ["verified", "done-but-open"]) && isLate)
        #expect(words == Set(Action.State.words))
    }
}
