import Foundation
import Provision
import ScopingStore
import TestSupport
import Testing

@Suite("Framework, areas and rounds written and read back")
struct ReferenceWriterTests {
    @Test("The real documents are written byte for byte as they lie in the store")
    func realDocuments() throws {
        let model = try RealData.model()
        expectGolden(FrameworkWriter.bytes(of: model.framework), Repository.scoping + "/framework.xml")
        expectGolden(AreasWriter.bytes(of: model.areas, isSimulated: false), Repository.scoping + "/areas.xml")
        expectGolden(RoundsWriter.bytes(of: model.rounds, isSimulated: false), Repository.scoping + "/rounds.xml")
        expectGolden(VoiceWriter.bytes(of: try #require(model.voice)), Repository.scoping + "/voice.xml")
    }

    private func store(_ edit: (String) -> String) throws -> (TemporaryFolder, String) {
        let folder = try TemporaryFolder()
        let path = try folder.copy(Repository.scoping, to: "store")
        let edited = edit(try text(of: path + "/areas.xml"))
        try folder.write(Seal.applied(to: Array(edited.utf8)), to: "store/areas.xml")
        return (folder, path)
    }

    private func dated(_ areas: String) -> String {
        areas.replacing(
            "name=\"Warrington\" parent=\"ics-cheshire-and-merseyside\" from=\"2022-07-01\">",
            with: """
                name="Warrington" from="2022-07-01">
                    <parent area="ics-cheshire-and-merseyside" until="2026-03-31"/>
                    <parent area="ics-lancashire-and-south-cumbria" from="2026-04-01"/>
                """
        )
        .replacing(
            "<successor area=\"place-cheshire-east\"/>",
            with: "<successor area=\"place-cheshire-east\" share=\"0.528\"/>"
        )
        .replacing(
            "<successor area=\"place-cheshire-west\"/>",
            with: "<successor area=\"place-cheshire-west\" share=\"0.472\"/>"
        )
    }

    @Test(
        "Parents with dates and shares of successors are written as they were read; what is worked out is not written"
    )
    func datedParents() throws {
        let (folder, path) = try store(dated)
        let areas = try StoreReader.load(path).model.areas
        let warrington = try #require(areas.area(SmallWorld.id("place-warrington")))
        #expect(warrington.parents.map(\.until) == [try date("2026-03-31"), nil])
        #expect(warrington.parents.map(\.from) == [nil, try date("2026-04-01")])
        let written = AreasWriter.bytes(of: areas, isSimulated: false)
        #expect(written == (try bytes(of: path + "/areas.xml")))
        try folder.write(written, to: "store/areas.xml")
        #expect(try StoreReader.load(path).model.areas.areas == areas.areas)
    }

    @Test(
        "Two parents at once stop the store, with line and mend",
        arguments: [
            (" until=\"2026-03-31\"/>", "/>", "has two parents at once"),
            (
                "<parent area=\"ics-lancashire-and-south-cumbria\"", "<parent area=\"ics-lancs\"",
                "unknown parent 'ics-lancs'"
            ),
            ("from=\"2026-04-01\"/>", "from=\"2026-04-31\"/>", "2026-04-31"),
            ("share=\"0.528\"", "share=\"1.528\"", "1.528"), ("share=\"0.528\"", "share=\"0.728\"", "add up to 1.2"),
        ]
    )
    func refused(from: String, to: String, words: String) throws {
        let (folder, path) = try store { dated($0).replacing(from, with: to) }
        defer { withExtendedLifetime(folder) {} }
        var found: StoreFailure?
        do throws(StoreFailure) {
            _ = try StoreReader.load(path)
        } catch {
            found = error
        }
        let failure = try #require(found)
        let fault = try #require(failure.faults.first)
        #expect(failure.code == .badDocument && fault.line != nil && "\(fault)".contains(words), "\(fault)")
    }
}

@Suite("The weights of severity in a framework file")
struct SeverityDocumentTests {
    private let folder: TemporaryFolder
    private let store: String
    private let framework: String

    init() throws {
        folder = try TemporaryFolder()
        store = try folder.copy(Repository.scoping, to: "store")
        framework = try text(of: store + "/framework.xml")
    }

    /// The weights read after a change to the file, or what is said against it.
    private func read(_ edit: (String) -> String) throws -> (weights: SeverityWeights?, faults: [String]) {
        let edited = edit(framework)
        try #require(edited != framework)
        try folder.write(edited, to: "store/framework.xml")
        do {
            return (try StoreReader.load(store).model.framework.severity, [])
        } catch {
            return (nil, error.faults.map(\.description))
        }
    }

    /// The line of the file on which a text stands, counted from 1.
    private func line(of needle: String) throws -> Int {
        try #require(
            framework.split(separator: "\n", omittingEmptySubsequences: false).firstIndex { $0.contains(needle) }
        ) + 1
    }

    @Test("The real framework has the usual weights, one base for every kind")
    func real() throws {
        #expect(try StoreReader.load(store).model.framework.severity == .usual)
        #expect(
            framework.components(separatedBy: "<base kind=").count - 1 == GapKind.all.count
                - SeverityWeights.later.count
        )
    }

    @Test("A misspelt kind is named with its line, the kinds that there are, and the nearest")
    func misspelt() throws {
        let (_, faults) = try read { $0.replacing("kind=\"partial\"", with: "kind=\"partail\"") }
        let line = try line(of: "kind=\"partial\"")
        #expect(faults.count == 2)
        #expect(
            faults.first?.hasSuffix(
                "framework.xml:\(line): in <base>: there is no kind of gap 'partail'; the kinds are \(GapKind.all.map(\.rawValue).joined(separator: ", ")) (did you mean 'partial'?)"
            ) == true
        )
        #expect(faults.last?.contains("severity has no base for the kind 'partial'") == true)
    }

    @Test(
        "Every kind that is left out is a fault",
        arguments: GapKind.all.filter { !SeverityWeights.later.contains($0) }
    )
    func missing(_ kind: GapKind) throws {
        let (_, faults) = try read { text in
            text.split(separator: "\n").filter { !$0.contains("<base kind=\"\(kind)\"") }.joined(separator: "\n")
        }
        #expect(faults.count == 1)
        #expect(
            faults.first?.contains("severity has no base for the kind '\(kind)'; the kinds are none, systemic") == true
        )
    }

    @Test("A younger kind is written only where it has points of its own: older programs read the file all the same")
    func later() throws {
        func written() throws -> String {
            String(decoding: FrameworkWriter.bytes(of: try StoreReader.load(store).model.framework), as: UTF8.self)
        }
        #expect(try !written().contains("stale-copy"))
        let (weights, _) = try read {
            $0.replacing(
                "<base kind=\"stale\"",
                with: "<base kind=\"stale-copy\" points=\"7\"/><base kind=\"stale\""
            )
        }
        #expect(weights?.points[.staleCopy] == 7)
        #expect(try written().contains("<base kind=\"stale-copy\" points=\"7\"/>"))
    }

    @Test("Weights of one's own are read, and written back as they were")
    func own() throws {
        let (weights, faults) = try read {
            $0.replacing(
                "fixed=\"20\" half-need=\"1000\" longer=\"25\"",
                with: "fixed=\"10\" half-need=\"500\" longer=\"0\""
            )
            .replacing("kind=\"partial\" points=\"30\"", with: "kind=\"partial\" points=\"20\"")
        }
        #expect(faults == [])
        let read = try #require(weights)
        #expect([read.fixed, read.halfNeed, read.longer] == [10, 500, 0] && read.points[.partial] == 20)
        let written = FrameworkWriter.bytes(of: try StoreReader.load(store).model.framework)
        #expect(
            String(decoding: written, as: UTF8.self).contains("<severity fixed=\"10\" half-need=\"500\" longer=\"0\">")
        )
        #expect(String(decoding: written, as: UTF8.self).contains("<base kind=\"partial\" points=\"20\"/>"))
    }

    @Test(
        "A file in the older form, which added points, is read with the usual weights; a misspelt kind is a fault there too"
    )
    func olderForm() throws {
        func older(_ text: String, _ bases: String) -> String {
            guard let start = text.range(of: "  <severity"), let end = text.range(of: "</severity>") else {
                return text
            }
            return text.replacingCharacters(
                in: start.lowerBound..<end.upperBound,
                with: "  <severity children=\"20\" deprivation=\"20\" duration=\"10\">\(bases)</severity>"
            )
        }
        let bases =
            "<base kind=\"none\" points=\"60\"/><base kind=\"partial\" points=\"30\"/><base kind=\"in-development\" points=\"25\"/>"
        #expect(try read { older($0, bases) }.weights == .usual)
        let (weights, faults) = try read { older($0, bases.replacing("none", with: "nonne")) }
        #expect(weights == nil && faults.count == 1 && faults[0].contains("there is no kind of gap 'nonne'"))
        let mixed = try read { $0.replacing("<severity fixed", with: "<severity children=\"20\" fixed") }
        #expect(mixed.faults.count == 1 && mixed.faults[0].contains("belongs to the older form"))
    }
}
