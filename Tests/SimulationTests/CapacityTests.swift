import Provision
import ScopingStore
import Testing

@testable import Simulation

@Suite("The size of a simulated network")
struct CapacityTests {
    private typealias Size = SimulatedNetwork.Size

    @Test("The least and the greatest of each number is accepted")
    func within() throws {
        for (areas, services, rounds, months) in [
            (1, 1, 1, 1), (2_000, 1, 1, 6), (1, 250, 1, 6), (1, 1, 600, 6), (1, 1, 600, 60),
        ] {
            _ = try SimulatedWorld(areas: areas, services: services, rounds: rounds, monthsBetweenRounds: months)
        }
    }

    @Test(
        "One beyond is refused with the bounds",
        arguments: [
            (0, 1, 1, 6, "0 areas: a simulated network has 1 to 2000"),
            (2_001, 1, 1, 6, "2001 areas: a simulated network has 1 to 2000"),
            (.max, 1, 1, 6, "9223372036854775807 areas: a simulated network has 1 to 2000"),
            (1, 0, 1, 6, "0 services: a simulated network has 1 to 250"),
            (1, 251, 1, 6, "251 services: a simulated network has 1 to 250"),
            (1, 1, 0, 6, "0 rounds: a simulated network has 1 to 600"),
            (1, 1, 601, 6, "601 rounds: a simulated network has 1 to 600"),
            (1, 1, 1, 0, "0 months between rounds: a simulated network has 1 to 60"),
            (1, 1, 1, 61, "61 months between rounds: a simulated network has 1 to 60"),
        ]
    )
    func beyond(areas: Int, services: Int, rounds: Int, months: Int, message: String) {
        do throws(SimulatedNetwork.SizeError) {
            _ = try Size(areas: areas, services: services, rounds: rounds, monthsBetweenRounds: months)
            Issue.record("accepted \(areas), \(services), \(rounds), \(months)")
        } catch {
            #expect(error.description == message)
        }
    }

    @Test("The elements of rounds.xml are reckoned as they are written", arguments: [(1, 1), (55, 2), (300, 40)])
    func elements(areas: Int, rounds: Int) throws {
        let network = try SimulatedWorld(areas: areas, services: 1, rounds: rounds, seed: 9).network
        let written = RoundsWriter.bytes(of: network.rounds, isSimulated: true)
        let tags = zip(written, written.dropFirst()).count {
            $0 == UInt8(ascii: "<") && $1 != UInt8(ascii: "/") && $1 != UInt8(ascii: "?")
        }
        let capacity = RoundsCapacity(random: RandomNumbers(seed: 9), maxElements: 0)
        #expect(capacity.elements(areas: areas, rounds: rounds) == tags)
    }

    @Test("The largest number of areas or rounds that fits is found, as counting down from far above finds it")
    func fitting() {
        let random = RandomNumbers(seed: 3)
        for other in [1, 2, 3, 5, 8, 13] {
            for most in stride(from: 0, through: 400, by: 7) {
                let capacity = RoundsCapacity(random: random, maxElements: most)
                let areas = (1...500).last { capacity.elements(areas: $0, rounds: other) <= most }
                let rounds = (1...500).last { capacity.elements(areas: other, rounds: $0) <= most }
                #expect(capacity.fittingAreas(rounds: other, limit: 500) == areas ?? 0, "\(other) rounds, \(most)")
                #expect(capacity.fittingRounds(areas: other, limit: 500) == rounds ?? 0, "\(other) areas, \(most)")
            }
        }
    }

    @Test("As many elements as a document may have are accepted, one more refused")
    func exactLimit() throws {
        let size = try Size(areas: 55, services: 1, rounds: 10)
        let elements = RoundsCapacity(random: RandomNumbers(seed: 3), maxElements: 0).elements(areas: 55, rounds: 10)
        _ = try SimulatedNetwork(size, seed: 3, maxElements: elements)
        #expect {
            try SimulatedNetwork(size, seed: 3, maxElements: elements - 1)
        } throws: { error in
            let error = error as? SimulatedNetwork.CapacityError
            return error?.elements == elements && error?.maxElements == elements - 1
        }
    }

    @Test(
        "What is said to fit fits, one more does not",
        arguments: [(2_000, 600), (600, 600), (2_000, 99)]
    )
    func fitting(areas: Int, rounds: Int) throws {
        func refusal(_ areas: Int, _ rounds: Int) throws -> SimulatedNetwork.CapacityError? {
            do {
                let size = try Size(areas: areas, services: 1, rounds: rounds)
                _ = try SimulatedNetwork(size, seed: 1, maxElements: Limits.elements)
                return nil
            } catch let error as SimulatedNetwork.CapacityError {
                return error
            }
        }
        let refused = try #require(try refusal(areas, rounds))
        #expect(refused.fittingRounds > 0 && refused.fittingAreas > 0)
        let capacity = RoundsCapacity(random: RandomNumbers(seed: 1), maxElements: Limits.elements)
        #expect(capacity.elements(areas: areas, rounds: refused.fittingRounds) <= Limits.elements)
        #expect(try refusal(areas, refused.fittingRounds + 1) != nil)
        #expect(capacity.elements(areas: refused.fittingAreas, rounds: rounds) <= Limits.elements)
        #expect(try refusal(refused.fittingAreas + 1, rounds) != nil)
    }

    @Test("A fifth of the most areas makes files of less than a fifth of the limits of what a store reads")
    func largestFiles() throws {
        let network = try SimulatedWorld(areas: 400, services: 1, rounds: 97, monthsBetweenRounds: 60).network
        #expect(RoundsWriter.bytes(of: network.rounds, isSimulated: true).count <= Limits.referenceBytes / 5)
        #expect(AreasWriter.bytes(of: network.areas, isSimulated: true).count <= Limits.referenceBytes / 5)
        let entries = network.areas.areas.map { 1 + $0.populations.count + $0.deprivation.count + $0.successors.count }
        #expect(entries.reduce(6, +) <= Limits.elements / 5)
    }

    @Test("The largest return and framework keep to them too")
    func largestReturn() throws {
        let world = try SimulatedWorld(areas: 8, services: 250, rounds: 1)
        #expect(FrameworkWriter.bytes(of: world.network.framework).count <= Limits.referenceBytes)
        let largest = world.allReturns().joined().map { ReturnWriter.bytes(of: $0).count }.max() ?? 0
        #expect((40_000...Limits.returnBytes / 4).contains(largest))
    }
}
