import Provision
import ScopingStore
import Simulation

/// What the tests make of a simulated network.
struct SimulatedWorld {
    let network: SimulatedNetwork

    init(
        areas: Int,
        services: Int,
        rounds: Int,
        monthsBetweenRounds: Int = 6,
        withAudit: Bool = false,
        seed: UInt64 = 1
    )
        throws
    {
        network = try SimulatedNetwork(
            .init(
                areas: areas,
                services: services,
                rounds: rounds,
                monthsBetweenRounds: monthsBetweenRounds,
                withAudit: withAudit
            ),
            seed: seed,
            maxElements: Limits.elements
        )
    }

    /// The returns of all rounds.
    func allReturns() -> [[Return]] {
        var rounds: [[Return]] = []
        network.makeReturns(digest: { digest(of: ReturnWriter.bytes(of: $0)) }) { rounds.append($1) }
        return rounds
    }

    /// Every document of the network, by its path in a store.
    func documents() -> [(path: String, bytes: [UInt8])] {
        [
            (StoreLayout.framework, FrameworkWriter.bytes(of: network.framework)),
            (StoreLayout.areas, AreasWriter.bytes(of: network.areas, isSimulated: true)),
            (StoreLayout.rounds, RoundsWriter.bytes(of: network.rounds, isSimulated: true)),
        ] + allReturns().joined().map { (StoreLayout.path(of: $0), ReturnWriter.bytes(of: $0)) }
    }

    /// One digest of all documents.
    func fingerprint() -> String {
        digest(of: documents().flatMap { Array($0.path.utf8) + $0.bytes })
    }

    /// How often one count comes in a thousand of another.
    static func permille(_ count: Int, of all: Int) -> Int { count * 1_000 / max(1, all) }
}
