import Provision
import ScopingStore
import TestSupport
import Testing

@Suite("Framework, areas and rounds written and read back")
struct ReferenceWriterTests {
    @Test("The real documents are written byte for byte as they lie in the store")
    func realDocuments() throws {
        let model = try StoreReader.load(Repository.scoping).model
        expectGolden(FrameworkWriter.bytes(of: model.framework), Repository.scoping + "/framework.xml")
        expectGolden(AreasWriter.bytes(of: model.areas, isSimulated: false), Repository.scoping + "/areas.xml")
        expectGolden(RoundsWriter.bytes(of: model.rounds, isSimulated: false), Repository.scoping + "/rounds.xml")
    }

    private func store(_ edit: (String) -> String) throws -> (TemporaryFolder, String) {
        let folder = try TemporaryFolder()
        let path = try folder.copy(Repository.scoping, to: "store")
        try folder.write(edit(try text(of: path + "/areas.xml")), to: "store/areas.xml")
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
