import Provision
import ScopingStore
import Simulation
import Testing

@Suite("What simulated families said")
struct SimulatedVoiceTests {
    private static func network(_ areas: Int = 30, withAudit: Bool, seed: UInt64 = 7) throws -> SimulatedNetwork {
        try SimulatedNetwork(
            .init(areas: areas, services: 6, rounds: 5, withAudit: withAudit),
            seed: seed,
            maxElements: Limits.elements
        )
    }

    @Test("A network made with an audit has a survey that is sound, marked as simulated, and the same for a seed")
    func made() throws {
        let network = try Self.network(withAudit: true)
        let voice = try #require(network.voice)
        #expect(voice.isSimulated && voice.faults(framework: network.framework, areas: network.areas).isEmpty)
        let same = try Self.network(withAudit: true)
        #expect(voice == same.voice)
        let other = try Self.network(withAudit: true, seed: 8)
        #expect(voice != other.voice)
        let survey = try #require(voice.surveys.first)
        let heard = try #require(HeardAreas(voice, network.areas, on: network.rounds[4].referenceDate))
        let asked = network.rounds[4].asked.compactMap(network.areas.index)
        #expect(asked.count { heard.state(of: $0) == .heard } == survey.samples.count)
        #expect(survey.samples.count < asked.count && !survey.samples.isEmpty)
        #expect(network.areas.areas.contains { !$0.composition.isEmpty })
    }

    @Test("Without one there is nothing of it, and all else is the same", arguments: [1, 30])
    func without(areas: Int) throws {
        let plain = try Self.network(areas, withAudit: false)
        let audited = try Self.network(areas, withAudit: true)
        #expect(plain.voice == nil && audited.voice != nil)
        #expect(!plain.areas.areas.contains { !$0.composition.isEmpty })
        #expect(plain.areas.areas.map(\.populations) == audited.areas.areas.map(\.populations))
        #expect(plain.rounds == audited.rounds)
    }
}
