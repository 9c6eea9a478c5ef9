import Provision
import ScopingStore
import TestSupport
import Testing

@Suite("Contacts in rounds.xml")
struct ContactDocumentTests {
    private let folder: TemporaryFolder
    private let store: String

    init() throws {
        folder = try TemporaryFolder()
        store = try folder.copy(Repository.scoping, to: "store")
    }

    private func write(_ contacts: String) throws {
        let rounds = try text(of: Repository.scoping + "/rounds.xml")
            .replacing("  </round>", with: contacts + "  </round>")
        try folder.write(Seal.applied(to: Array(rounds.utf8)), to: "store/rounds.xml")
    }

    private static let two = """
            <contact area="ccg-halton" email="ann@nhs.net" name="Ann &quot;A&quot; Smith" role="Commissioner"/>
            <contact area="ccg-wirral" email="o'neill@nhs.net"/>

        """

    @Test("They are read in their order and written as they were read; a store without any is unchanged")
    func roundTrip() throws {
        try write(Self.two)
        let rounds = try StoreReader.load(store).model.rounds
        let contacts = try #require(rounds.first).contacts
        #expect(contacts.map(\.email.text) == ["ann@nhs.net", "o'neill@nhs.net"])
        #expect(contacts.map(\.name) == ["Ann \"A\" Smith", nil] && contacts.map(\.role) == ["Commissioner", nil])
        #expect(RoundsWriter.bytes(of: rounds, isSimulated: false) == (try bytes(of: store + "/rounds.xml")))
        #expect(try RealData.model().rounds.allSatisfy { $0.contacts.isEmpty })
    }

    @Test(
        "What cannot be is told with its line and mend",
        arguments: [
            ("ann@nhs.net", "ann@nhs.net, bob@nhs.net", "rounds.xml:21: in <contact>: email="),
            ("ann@nhs.net", "ann", "has no @ (an address looks like"),
            ("ccg-halton", "ccg-haltom", "does not ask (did you mean 'ccg-halton'?)"),
            ("ccg-halton", "place-halton", "which round '2022-05' does not ask"),
            ("o'neill@nhs.net", "", "rounds.xml:22"), ("role=", "rule=", "rounds.xml:21"),
            (
                "area=\"ccg-wirral\" email=\"o'neill@nhs.net\"", "area=\"ccg-halton\" email=\"ANN@nhs.net\"",
                "rounds.xml:22: in <contact>: ANN@nhs.net stands twice for 'ccg-halton'"
            ),
        ]
    )
    func faults(from: String, to: String, words: String) throws {
        try write(Self.two.replacing(from, with: to))
        do throws(StoreFailure) {
            _ = try StoreReader.load(store)
            Issue.record("it was read")
        } catch {
            #expect(error.code == .badDocument && error.faults.contains { "\($0)".contains(words) }, "\(error.faults)")
        }
    }

    @Test("They are replaced under the lock, all or none; what was asked and answered stays")
    func replaced() throws {
        let round: Round.ID = try SmallWorld.id("2022-05")
        let before = try StoreReader.load(store).model
        let writer = StoreWriter(folder: store)
        let ann = Contact(area: try SmallWorld.id("ccg-halton"), email: try EmailAddress("ann@nhs.net"), name: "Ann")
        try writer.replaceContacts(of: round, with: [ann])
        let after = try StoreReader.load(store).model
        #expect(after.round(round)?.contacts == [ann] && after.round(round)?.asked == before.round(round)?.asked)
        let sealed = try bytes(of: store + "/rounds.xml")
        let strange = Contact(area: ann.area, email: ann.email, name: "A\u{1}B")
        for contacts in [[ann, ann], [strange]] {
            #expect(throws: WriteFailure.self) { try writer.replaceContacts(of: round, with: contacts) }
        }
        #expect(throws: WriteFailure.self) {
            try writer.replaceContacts(of: SmallWorld.id("2022-06"), with: [ann])
        }
        #expect(try bytes(of: store + "/rounds.xml") == sealed)
        try folder.write(
            Array(String(decoding: sealed, as: UTF8.self).replacing("Ann", with: "Eve").utf8),
            to: "store/rounds.xml"
        )
        #expect(throws: WriteFailure.self) { try writer.replaceContacts(of: round, with: []) }
        try folder.write(sealed, to: "store/rounds.xml")
        try writer.replaceContacts(of: round, with: [])
        #expect(try bytes(of: store + "/rounds.xml") == bytes(of: Repository.scoping + "/rounds.xml"))
    }
}

@Suite("Frameworks to begin with")
struct FrameworkTemplateTests {
    @Test(
        "That of the network is the real data's, byte for byte: copy Scoping/framework.xml to Sources/ScopingStore/Templates"
    )
    func inStep() throws {
        #expect(FrameworkTemplate.bytes == (try bytes(of: Repository.scoping + "/framework.xml")))
    }

    @Test("Another network has its name, and none of the figures printed of this one's areas")
    func renamed() throws {
        let own = try RealData.model().framework
        let other = try FrameworkTemplate.network(named: "Ours & theirs")
        #expect(other.network == "Ours & theirs" && other.need?.published.isEmpty == true)
        #expect(other.serviceTypes == own.serviceTypes && other.interventions == own.interventions)
        #expect(other.need?.serviceTypes == own.need?.serviceTypes && other.sources == own.sources)
    }
}
