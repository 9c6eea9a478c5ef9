import Provision
import ScopingStore
import Testing

@testable import Simulation

@Suite("The same seed makes the same network")
struct DeterminismTests {
    @Test("Two runs with a seed agree in every byte; another seed makes another network")
    func seeds() throws {
        let first = try SimulatedWorld(areas: 20, services: 6, rounds: 5, seed: 7)
        let second = try SimulatedWorld(areas: 20, services: 6, rounds: 5, seed: 7)
        let other = try SimulatedWorld(areas: 20, services: 6, rounds: 5, seed: 8)
        #expect(first.documents().map(\.bytes) == second.documents().map(\.bytes))
        #expect(first.network.areas.areas != other.network.areas.areas)
        #expect(first.allReturns() != other.allReturns())
    }

    /// Hash seeds differ from process to process, so that only a value written down shows that nothing depends on them.
    /// A change of what is simulated changes it: take the new value then.
    @Test("A small network has the digest it had on another machine")
    func otherMachines() throws {
        let fingerprint = try SimulatedWorld(areas: 20, services: 6, rounds: 5, seed: 7).fingerprint()
        #expect(fingerprint == "3ac9206253d5879a0952b86ea5a0894118ff839d4976a4491761d91bf9c7462a")
    }

    @Test("Every seed makes a network, the least and the greatest too", arguments: [UInt64.min, 1, UInt64.max])
    func extremeSeeds(seed: UInt64) throws {
        let world = try SimulatedWorld(areas: 10, services: 3, rounds: 2, seed: seed)
        #expect(world.allReturns().allSatisfy { !$0.isEmpty })
    }

    @Test("Rolls are even, stay below the number of sides, and depend on every part")
    func random() {
        let random = RandomNumbers(seed: 3)
        var counts = [Int](repeating: 0, count: 6)
        for throwNumber in 0..<6_000 { counts[random.roll(.names, 6, throwNumber)] += 1 }
        #expect(counts.allSatisfy { (900...1_100).contains($0) })
        #expect(random.roll(.names, 0, 1) == 0)
        #expect(random.pick(.names, [Int](), 1) == nil)
        let variants = [
            random.bits(.names, (1, 2, 3)), random.bits(.children, (1, 2, 3)), random.bits(.names, (2, 1, 3)),
            random.bits(.names, (1, 2, -3)), RandomNumbers(seed: 4).bits(.names, (1, 2, 3)),
        ]
        #expect(Set(variants).count == variants.count)
    }
}
