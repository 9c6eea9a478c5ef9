import Provision
import ScopingStore
import Simulation
import TestSupport
import Testing

@Suite("Simulated documents")
struct DocumentTests {
    @Test(
        "Every return is without faults, marked as simulated, and reads back to the same return",
        arguments: [(1, 1, 1, 6), (12, 11, 8, 6), (15, 5, 10, 1), (2, 250, 2, 60)]
    )
    func returns(areas: Int, services: Int, rounds: Int, months: Int) throws {
        let world = try SimulatedWorld(areas: areas, services: services, rounds: rounds, monthsBetweenRounds: months)
        let network = world.network
        for document in world.allReturns().joined() {
            let faults = document.faults(framework: network.framework, areas: network.areas, rounds: network.rounds)
            #expect(faults.isEmpty)
            #expect(document.isSimulated)
            #expect(document.recorded.by == "lacuna simulate")
            #expect(document.recorded.role == "simulation")
            let read = try ReturnDocument.read(
                ReturnWriter.bytes(of: document),
                file: "test.xml",
                framework: network.framework,
                areas: network.areas,
                rounds: network.rounds
            )
            #expect(read == document)
        }
    }

    @Test("A store of them loads whole, is marked as simulated, and passes verification")
    func store() throws {
        let folder = try TemporaryFolder()
        let world = try SimulatedWorld(areas: 15, services: 6, rounds: 4)
        for (path, bytes) in world.documents() { try folder.write(bytes, to: path) }
        let loaded = try StoreReader.load(folder.path)
        #expect(loaded.leftOut.isEmpty)
        #expect(loaded.model.framework.isSimulated)
        #expect(loaded.model.framework.serviceTypes == world.network.framework.serviceTypes)
        #expect(loaded.model.areas.areas == world.network.areas.areas)
        #expect(loaded.model.rounds == world.network.rounds)
        #expect(Set(loaded.model.returns) == Set(world.allReturns().joined()))
        #expect(try StoreVerifier.faults(in: loaded).isEmpty)
        for name in [StoreLayout.areas, StoreLayout.rounds] {
            #expect(try text(of: folder.path + "/" + name).contains("simulated=\"true\""))
        }
    }

    @Test("A correction names the digest of what it corrects, comes weeks later, and says what was wrong")
    func corrections() throws {
        let returns = try SimulatedWorld(areas: 100, services: 3, rounds: 2).allReturns().joined()
        let corrections = returns.filter { $0.revision == 2 }
        #expect(!corrections.isEmpty)
        for correction in corrections {
            let first = try SmallWorld.require(
                returns.first { $0.area == correction.area && $0.round == correction.round && $0.revision == 1 }
            )
            #expect(correction.recorded.predecessor == digest(of: ReturnWriter.bytes(of: first)))
            #expect(
                correction.recorded.at.secondsSince1970 - first.recorded.at.secondsSince1970 >= 14 * 86_400
            )
            #expect(correction.recorded.note?.isEmpty == false)
            #expect(zip(first.ratings, correction.ratings).filter { $0.value != $1.value }.count == 1)
        }
    }
}
