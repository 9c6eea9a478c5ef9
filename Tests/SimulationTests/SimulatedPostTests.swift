import Provision
import ScopingStore
import Simulation
import TestSupport
import Testing

@Suite("Simulated posts")
struct SimulatedPostTests {
    @Test(
        "With an audit areas have posts of the role groups that work there, without faults; without one there is no trace of them"
    )
    func posts() throws {
        let world = try SimulatedWorld(areas: 30, services: 3, rounds: 4, withAudit: true, seed: 5)
        let network = world.network
        #expect(network.framework.workforce?.options.map(\.id.text) == ["a", "b"])
        let returns = world.allReturns()
        var posts: [Post] = []
        for document in returns.joined() {
            #expect(document.faults(framework: network.framework, areas: network.areas, rounds: network.rounds).isEmpty)
            posts += document.posts
        }
        let groups = Set(posts.compactMap(\.role?.text))
        #expect(groups == ["management", "leadership", "practitioners", "peer-support"])
        #expect(posts.contains { $0.wte == nil } && posts.contains { ($0.vacant ?? .zero) > .zero })
        #expect(posts.contains { $0.fundedUntil != nil } && posts.contains { $0.wte != nil && $0.filled == nil })
        // A post stays from round to round, but for who fills it.
        let first = returns.first?.first { !$0.posts.isEmpty }
        let later = returns.last?.first { $0.area == first?.area && !$0.posts.isEmpty }
        if let first, let later { #expect(first.posts.map(\.wte) == later.posts.map(\.wte)) }
        let plain = try SimulatedWorld(areas: 30, services: 3, rounds: 4, seed: 5)
        #expect(plain.network.framework.workforce == nil && plain.allReturns().joined().allSatisfy { $0.posts.isEmpty })
        // What was made before is as it was.
        func levels(_ returns: [[Return]]) -> [[Rating.Value]] { returns.joined().map { $0.ratings.map(\.value) } }
        #expect(levels(plain.allReturns()) == levels(returns))
    }
}
