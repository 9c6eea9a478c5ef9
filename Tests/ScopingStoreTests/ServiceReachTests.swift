import Provision
import ScopingStore
import TestSupport
import Testing

@Suite("Whom a service type is for")
struct ServiceReachTests {
    @Test("The real framework states it where a type's meaning makes it plain, and nowhere else")
    func real() throws {
        let types = try RealData.model().framework.serviceTypes
        func ids(_ reach: ServiceReach?) -> [String] { types.filter { $0.reach == reach }.map(\.id.text) }
        #expect(ids(.universal) == ["health-visiting"])
        #expect(
            ids(.specialist) == [
                "parent-infant-mh", "perinatal-mh-health-visitors", "perinatal-mh-midwives", "perinatal-mh",
            ]
        )
        #expect(ids(.targeted).isEmpty && ids(nil).count == 6)
    }

    @Test("It is read, may be left out, and another word is refused with those that would do")
    func words() throws {
        let folder = try TemporaryFolder()
        let store = try folder.copy(Repository.scoping, to: "store")
        let before = try text(of: store + "/framework.xml")
        func write(_ reach: String) throws {
            try folder.write(before.replacing(" reach=\"universal\"", with: reach), to: "store/framework.xml")
        }
        func reach() throws -> ServiceReach? {
            try StoreReader.load(store).model.framework.serviceTypes.first { $0.id.text == "health-visiting" }?.reach
        }
        try write(" reach=\"targeted\"")
        #expect(try reach() == .targeted)
        try write("")
        #expect(try reach() == nil)
        try write(" reach=\"everybody\"")
        do {
            _ = try StoreReader.load(store)
            Issue.record("an unknown word was read")
        } catch {
            let told = error.faults.map(\.description).joined(separator: " ")
            #expect(told.contains("reach") && told.contains("everybody"), "\(told)")
        }
    }
}
