import Provision
import ScopingStore
import Simulation
import TestSupport
import Testing

@Suite("Simulated networks")
struct SimulationTests {
    private func network(areas: Int = 20, services: Int = 8, rounds: Int = 6, seed: UInt64 = 1) throws
        -> SimulatedNetwork
    {
        try SimulatedNetwork(.init(areas: areas, services: services, rounds: rounds), seed: seed)
    }

    private func returns(_ network: SimulatedNetwork) -> [Return] {
        var all: [Return] = []
        network.makeReturns(digest: { digest(of: ReturnWriter.bytes(of: $0)) }) { _, returns in all += returns }
        return all
    }

    @Test("The same size and seed give the same bytes; another seed gives others")
    func deterministic() throws {
        func bytes(_ seed: UInt64) throws -> [UInt8] {
            let network = try network(seed: seed)
            return FrameworkWriter.bytes(of: network.framework)
                + AreasWriter.bytes(of: network.areas, isSimulated: true)
                + returns(network).flatMap { ReturnWriter.bytes(of: $0) }
        }
        #expect(try bytes(7) == bytes(7))
        #expect(try bytes(7) != bytes(8))
        // Recorded once: a change of the generator changes every benchmark and example made with it.
        let made = digest(of: try bytes(1))
        #expect(made == "686007e54614ba36", "it is \(made)")
    }

    @Test("Every return is sound, marked as simulated, and reads back")
    func sound() throws {
        let network = try network()
        let all = returns(network)
        #expect(all.count > 90)
        for document in all {
            #expect(document.isSimulated)
            let readBack = try ReturnDocument.read(
                ReturnWriter.bytes(of: document),
                file: "x.xml",
                framework: network.framework,
                areas: network.areas,
                rounds: network.rounds
            )
            #expect(readBack == document)
        }
    }

    @Test("Boundaries move once, in the middle; populations add up")
    func boundaries() throws {
        let network = try network(areas: 40)
        let ended = network.areas.areas.filter { $0.until != nil }
        let large = network.areas.areas.indices.filter { index in
            network.areas.areas[index].kind.text == "ics"
                && network.areas.children(of: index).count { network.areas.areas[$0].from == nil } >= 4
        }
        #expect(large.count >= 4 && ended.count == 3 * large.count)
        for area in ended where area.successors.count == 2 {
            let children = area.successors.compactMap { network.areas.area($0)?.childrenUnderFive }
            #expect(children.reduce(0, +) == area.childrenUnderFive)
        }
        for index in network.areas.areas.indices where network.areas.predecessors(of: index).count == 2 {
            let children = network.areas.predecessors(of: index).compactMap(\.childrenUnderFive)
            #expect(children.reduce(0, +) == network.areas.areas[index].childrenUnderFive)
        }
        #expect(network.rounds[0].asked.count == 40)
        #expect(
            network.rounds.allSatisfy { round in
                round.asked.allSatisfy { network.areas.area($0)?.isValid(on: round.referenceDate) == true }
            }
        )
    }

    @Test("It behaves: some silent, some late, some corrected, every level in use")
    func behaviour() throws {
        let network = try network(areas: 100, services: 10, rounds: 12)
        let all = returns(network)
        let asked = network.rounds.reduce(0) { $0 + $1.asked.count }
        let first = all.filter { $0.revision == 1 }
        let late = first.filter { document in
            network.rounds.first { $0.id == document.round }?.due.map { Instant(endOf: $0) < document.recorded.at }
                ?? false
        }
        #expect((10...60).contains((asked - first.count) * 1000 / asked))
        #expect((60...150).contains(late.count * 1000 / asked))
        #expect((8...40).contains((all.count - first.count) * 1000 / asked))
        let levels = Dictionary(grouping: all.flatMap(\.ratings), by: \.value).mapValues(\.count)
        #expect(levels.count == 4 && levels.values.allSatisfy { $0 > 100 })
    }

    @Test("Sizes: the limits, and one beyond")
    func limits() throws {
        #expect(throws: SimulatedNetwork.SizeError.self) {
            _ = try SimulatedNetwork.Size(areas: 0, services: 1, rounds: 1)
        }
        #expect(throws: SimulatedNetwork.SizeError.self) {
            _ = try SimulatedNetwork.Size(areas: 2_001, services: 1, rounds: 1)
        }
        #expect(throws: SimulatedNetwork.SizeError.self) {
            _ = try SimulatedNetwork.Size(areas: 1, services: 251, rounds: 1)
        }
        #expect(throws: SimulatedNetwork.SizeError.self) {
            _ = try SimulatedNetwork.Size(areas: 1, services: 1, rounds: 601)
        }
        #expect(try network(areas: 2_000, services: 250, rounds: 4).areas.areas.count > 2_000)
        #expect(try network(areas: 1, services: 1, rounds: 600).rounds.count == 600)
    }
}
