import Provision
import Simulation
import Testing

@Suite("A simulated network with an audit")
struct SimulatedAuditTests {
    private func returns(withAudit: Bool) throws -> (framework: Framework, returns: [Return]) {
        let network = try SimulatedNetwork(
            .init(areas: 20, services: 6, rounds: 6, withAudit: withAudit),
            seed: 4,
            maxElements: 1_000_000
        )
        var returns: [Return] = []
        network.makeReturns(digest: { $0.round.text }) { returns += $1 }
        return (network.framework, returns)
    }

    @Test("It has standards, which some areas assess, in every state, and others not at all")
    func assessments() throws {
        let (framework, returns) = try returns(withAudit: true)
        #expect(Set(framework.standards.compactMap { $0.judge?.rule.word }).count == 4)
        let own = returns.filter { $0.source == .areaReturn }
        let states = Set(own.flatMap(\.assessments).map(\.state))
        #expect(states == Set(Assessment.State.allCases))
        let assessing = Set(own.filter { !$0.assessments.isEmpty }.map(\.area))
        let all = Set(own.map(\.area))
        #expect(assessing.count > 5 && assessing.count < all.count)
        let known = Set(framework.standards.filter { $0.answeredBy == .area }.map(\.id))
        #expect(own.flatMap(\.assessments).allSatisfy { known.contains($0.standard) })
    }

    @Test("Criteria are stated beside some ratings, and mostly make their level")
    func criteria() throws {
        let (framework, returns) = try returns(withAudit: true)
        let ladder = try #require(framework.criteria)
        let stated = returns.flatMap(\.ratings).filter { !$0.criteria.isEmpty }
        let disagreeing = stated.filter { rating in
            guard case .level(let code) = rating.value,
                let level = framework.scale.index(of: code).flatMap(framework.scale.level(at:))
            else { return false }
            return ladder.levels(rating.criteria, of: rating.service, on: framework.scale)?.allow(level) == false
        }
        #expect(stated.count > 50 && !disagreeing.isEmpty && disagreeing.count * 10 < stated.count)
        #expect(Set(stated.flatMap(\.criteria).map(\.state)) == Set(Criterion.State.allCases))
    }

    @Test("Without it nothing of it is there, and what is there in both is the same")
    func without() throws {
        let (plain, with) = (try returns(withAudit: false), try returns(withAudit: true))
        #expect(plain.framework.standards.isEmpty && plain.returns.allSatisfy(\.assessments.isEmpty))
        func levels(_ returns: [Return]) -> [[Rating.Value]] { returns.map { $0.ratings.map(\.value) } }
        #expect(levels(plain.returns) == levels(with.returns))
        #expect(
            plain.framework.criteria == nil && plain.returns.allSatisfy { $0.ratings.allSatisfy(\.criteria.isEmpty) }
        )
        #expect(plain.returns.map(\.services) == with.returns.map(\.services))
        #expect(plain.returns.map(\.interventions) == with.returns.map(\.interventions))
    }
}
