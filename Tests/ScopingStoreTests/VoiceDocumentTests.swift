import Foundation
import Provision
import TestSupport
import Testing

@testable import ScopingStore

@Suite("voice.xml")
struct VoiceDocumentTests {
    private let folder: TemporaryFolder
    private let store: String

    init() throws {
        folder = try TemporaryFolder()
        store = try folder.copy(Repository.scoping, to: "store")
    }

    private func edit(_ old: String, _ new: String) throws {
        let before = try text(of: store + "/voice.xml")
        try #require(before.contains(old))
        try folder.write(Seal.applied(to: Array(before.replacing(old, with: new).utf8)), to: "store/voice.xml")
    }

    /// What stops the store.
    private func fault() throws -> DocumentFault {
        let failure = #expect(throws: StoreFailure.self) { try StoreReader.load(store) }
        #expect(failure?.code == .badDocument)
        return try #require(failure?.faults.first)
    }

    private func line(of part: String) throws -> Int {
        let lines = try text(of: store + "/voice.xml").split(separator: "\n", omittingEmptySubsequences: false)
        return try #require(lines.firstIndex { $0.contains(part) }) + 1
    }

    @Test("A share over 100%, a count beyond its base, answers beyond the whole: each with its line and the mend")
    func figures() throws {
        try edit("name=\"White\" percent=\"94\"", "name=\"White\" percent=\"940\"")
        let found = try fault()
        #expect(found.line == (try line(of: "percent=\"940\"")) && found.element == "answered")
        #expect(found.message == "'White': 940%" && found.hint == "a share is at most 100%: write 94 for 94%")
    }

    @Test("A count beyond those who answered")
    func count() throws {
        try edit("count=\"83\"", "count=\"183\"")
        let found = try fault()
        #expect(found.line == (try line(of: "count=\"183\"")))
        #expect(found.message == "'More time with the child': 183 of 150 asked")
    }

    @Test("More samples than respondents")
    func samples() throws {
        try edit("place=\"Chester\" count=\"35\"", "place=\"Chester\" count=\"135\"")
        let found = try fault()
        #expect(
            found.element == "survey" && found.message.hasPrefix("the samples of 'families-2023' hold at least 239")
        )
    }

    @Test("An area or an id that does not exist, with the nearest")
    func references() throws {
        try edit("area=\"ccg-blackpool\"", "area=\"ccg-blackpol\"")
        #expect(try fault().description.hasSuffix("unknown area 'ccg-blackpol' (did you mean 'ccg-blackpool'?)"))
        try edit("area=\"ccg-blackpol\"", "area=\"ccg-blackpool\"")
        try edit("<intervention ref=\"joint-working\"/>", "<intervention ref=\"joint-workin\"/>")
        #expect(try fault().description.contains("in <remark>: unknown intervention 'joint-workin'"))
    }

    @Test(
        "What no figure can be, and what a schema refuses",
        arguments: [
            ("count=\"83\"", "", "an answer needs a figure"),
            ("count=\"83\"", "count=\"83\" percent=\"55\"", "two figures for one answer"),
            ("count=\"83\"", "least=\"83\"", "a number of people is either count, or least and most"),
            ("count=\"83\"", "least=\"84\" most=\"83\"", "least is 84, most 83"),
            ("percent=\"0.7\"", "percent=\"0,7\"", "0,7"), ("kind=\"event\"", "kind=\"rumour\"", "rumour"),
            ("from=\"2023-01\"", "from=\"2023-13\"", "2023-13"),
            ("from=\"2023-01\"", "from=\"2023-04\"", "ends (2023-02-28) before it begins (2023-04-01)"),
        ]
    )
    func forms(old: String, new: String, message: String) throws {
        let before = try text(of: store + "/voice.xml")
        let place = try #require(before.firstRange(of: old))
        let edited = before.replacingCharacters(in: place, with: new)
        try folder.write(Seal.applied(to: Array(edited.utf8)), to: "store/voice.xml")
        let failure = #expect(throws: StoreFailure.self) { try StoreReader.load(store) }
        #expect(failure?.faults.contains { $0.message.contains(message) } == true, "\(failure?.faults ?? [])")
    }

    @Test("A survey with everything in it is written and read back the same, and follows the schema")
    func roundTrip() throws {
        let model = try RealData.model()
        let survey = Survey(
            id: try SmallWorld.id("all"),
            kind: .survey,
            title: "All & more",
            nature: "a sample",
            from: DatedPeriod(iso: "2023-01-15"),
            until: DatedPeriod(iso: "2024"),
            respondents: 60,
            source: try SmallWorld.id("pier-2023"),
            section: "1",
            notes: ["One.", "Two."],
            groups: [.init(characteristic: "parent", name: "Fathers", figure: nil)],
            samples: [
                .init(place: "A", count: 1...3), .init(place: "B", count: nil, isOutside: true),
                .init(place: "C", count: 4...4, area: try SmallWorld.id("place-halton")),
            ],
            questions: [
                Survey.Question(
                    number: "1a",
                    printedAs: "7",
                    text: "What <would> they \"want\"?",
                    choice: .several,
                    isWish: true,
                    among: "some",
                    of: 30,
                    section: "2",
                    about: [.standard(try SmallWorld.id("principle-1")), .needsGroup(try SmallWorld.id("thriving"))],
                    answers: [
                        .init(text: "a", figure: .count(2...4)), .init(text: "b", figure: .count(5)),
                        .init(text: "c", figure: .share(Share(millionths: 7_000))),
                        .init(text: "d", figure: .below(Share(millionths: 250_000))),
                        .init(
                            text: "e",
                            figure: .above(Share(millionths: 500_000)),
                            about: [
                                .serviceType(try SmallWorld.id("health-visiting")),
                                .intervention(try SmallWorld.id("vig")),
                            ]
                        ),
                    ]
                )
            ],
            remarks: [.init(text: "So it is.", section: "3", about: [.standard(try SmallWorld.id("element-1"))])]
        )
        let voice = FamilyVoice(surveys: [survey])
        let bytes = VoiceWriter.bytes(of: voice)
        #expect(
            try VoiceDocument.read(bytes, file: "voice.xml", framework: model.framework, areas: model.areas) == voice
        )
    }

    @Test("A store without it is read as before, and has no trace of it")
    func without() throws {
        let path = store + "/voice.xml"
        let before = try StoreHeads(of: store)
        #expect(before.heads.contains { $0.path == "voice.xml" })
        let list = try StoreHeads(reading: before.text, file: "heads.txt")
        try FileManager.default.removeItem(atPath: store + "/voice.xml")
        #expect(try StoreReader.load(store).model.voice == nil)
        #expect(try StoreHeads(of: store).heads.count == before.heads.count - 1)
        #expect(try list.faults(in: store).map(\.file) == ["voice.xml"])
        #expect(try StoreVerifier.report(on: StoreReader.load(store)).faults.isEmpty)
        #expect(try StoreSealer(folder: store).seal(again: false) == [])
        #expect((try? bytes(of: path)) == nil)
    }

    @Test("Altered, it is named; sealed again, it is sound; a link to it or a copy beside it is not read")
    func sealed() throws {
        let sound = try text(of: store + "/voice.xml")
        try folder.write(sound.replacing("count=\"83\"", with: "count=\"84\""), to: "store/voice.xml")
        let report = try StoreVerifier.report(on: StoreReader.load(store))
        #expect(report.faults.map(\.file) == ["voice.xml"])
        #expect(try StoreSealer(folder: store).seal(again: true) == ["voice.xml"])
        #expect(try StoreVerifier.report(on: StoreReader.load(store)).faults.isEmpty)
        try folder.write(sound, to: "store/voice (conflicted copy).xml")
        try folder.write("An invoice.", to: "store/invoice-7.xml")
        let copies = try StoreVerifier.report(on: StoreReader.load(store)).faults
        #expect(copies.map(\.file) == ["voice (conflicted copy).xml"])
    }

    @Test("A program that goes on running sees it change, come and go")
    func seen() throws {
        let memory = try StoreMemory(reading: store)
        try edit("count=\"83\"", "count=\"82\"")
        let first = try memory.look(at: StoreMemory.fingerprint(of: store), isThorough: false)
        #expect(first.isNew && first.memory.store.model.voice != memory.store.model.voice)
        try FileManager.default.removeItem(atPath: store + "/voice.xml")
        let second = try first.memory.look(at: StoreMemory.fingerprint(of: store), isThorough: false)
        #expect(second.isNew && second.memory.store.model.voice == nil)
        let third = try second.memory.look(at: StoreMemory.fingerprint(of: store), isThorough: false)
        #expect(!third.isNew)
    }

    @Test("Shares of ethnic groups: written as read; more than 100.5% and a group twice are faults")
    func composition() throws {
        let pennine = try #require(try RealData.model().areas.area(SmallWorld.id("place-pennine-lancashire")))
        #expect(pennine.composition.map(\.share.displayText) == ["82.7%", "15.6%", "0.3%", "1%"])
        #expect(pennine.composedShare.displayText == "99.6%")
        let before = try text(of: store + "/areas.xml")
        func faults(_ old: String, _ new: String) throws -> [DocumentFault] {
            try #require(before.contains(old))
            try folder.write(Seal.applied(to: Array(before.replacing(old, with: new).utf8)), to: "store/areas.xml")
            do {
                _ = try StoreReader.load(store)
                return []
            } catch {
                return error.faults
            }
        }
        let over = try faults("name=\"Asian\" share=\"0.156\"", "name=\"Asian\" share=\"0.166\"")
        #expect(over.map(\.message) == ["the ethnic groups of 'place-pennine-lancashire' add up to 100.6%"])
        #expect(try faults("name=\"Asian\" share=\"0.156\"", "name=\"Asian\" share=\"0.165\"").isEmpty)
        let twice = try faults("name=\"Asian\" share=\"0.156\"", "name=\"white\" share=\"0.156\"")
        #expect(twice.map(\.message) == ["'place-pennine-lancashire' states the ethnic group 'white' twice"])
    }
}
