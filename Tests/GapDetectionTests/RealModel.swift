import Provision
import ScopingStore
import Simulation
import TestSupport

/// The store of the repository.
func realModel() throws -> ProvisionModel { try RealData.model() }

/// A simulated network of sixteen areas, six service types and nine rounds.
func simulatedModel(seed: UInt64) throws -> ProvisionModel {
    let network = try SimulatedNetwork(
        .init(areas: 16, services: 6, rounds: 9, monthsBetweenRounds: 6),
        seed: seed,
        maxElements: 1_000_000
    )
    var returns: [Return] = []
    network.makeReturns(digest: { $0.round.text }) { returns += $1 }
    return ProvisionModel(
        framework: network.framework,
        areas: network.areas,
        rounds: network.rounds,
        returns: returns
    )
}
