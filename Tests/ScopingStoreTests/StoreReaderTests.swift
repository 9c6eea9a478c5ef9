import Foundation
import Provision
import ScopingStore
import TestSupport
import Testing

@Suite("Reading a store")
struct StoreReaderTests {
    private let folder: TemporaryFolder
    private let store: String

    init() throws {
        folder = try TemporaryFolder()
        store = try folder.copy(Repository.scoping, to: "store")
    }

    private func edit(_ file: String, _ old: String, _ new: String) throws {
        let before = try text(of: store + "/" + file)
        #expect(before.contains(old))
        try folder.write(before.replacing(old, with: new), to: "store/" + file)
    }

    private func leftOut() throws -> [String] {
        try StoreReader.load(store).leftOut.flatMap { $0.faults.map(\.description) }
    }

    private func failure() -> (StoreFailure.Code, [String])? {
        do {
            _ = try StoreReader.load(store)
            return nil
        } catch {
            return (error.code, error.faults.map(\.description))
        }
    }

    @Test("A damaged return is left out and named; the rest is served")
    func damagedReturn() throws {
        try edit("returns/2022-05/ccg-wirral.1.xml", "</return>", "")
        let loaded = try StoreReader.load(store)
        #expect(loaded.leftOut.map(\.file) == ["returns/2022-05/ccg-wirral.1.xml"])
        #expect(loaded.model.returns.count == 19)
        #expect(
            loaded.model.snapshot(asOf: try date("2022-05-01")).counts(
                scale: loaded.model.framework.scale,
                rows: 0..<17
            ).unrated == 11
        )
    }

    @Test("A path that does not fit the content, and names that are no return's")
    func paths() throws {
        let halton = try text(of: store + "/returns/2022-05/ccg-halton.1.xml")
        try folder.write(halton, to: "store/returns/2022-05/ccg-wirral.2.xml")
        try folder.write(halton, to: "store/returns/2022-05/ccg-halton.01.xml")
        try folder.write(halton, to: "store/returns/2022-05/CCG-Halton.1.xml")
        try folder.write("x", to: "store/returns/notes.txt")
        try folder.write("x", to: "store/returns/2022-05/.ccg-halton.2.xml.partial")
        #expect(
            try leftOut() == [
                "returns/2022-05/CCG-Halton.1.xml: not the name of a return (expected AREA.REVISION.xml, such as ccg-halton.1.xml)",
                "returns/2022-05/ccg-halton.01.xml: not the name of a return (expected AREA.REVISION.xml, such as ccg-halton.1.xml)",
                "returns/notes.txt: not the folder of a round (folders of returns bear a round's id, such as 2022-05)",
                "returns/2022-05/ccg-wirral.2.xml: in <return>: the document says area=\"ccg-halton\", its path 'ccg-wirral' (a return's path is returns/ROUND/AREA.REVISION.xml)",
                "returns/2022-05/ccg-wirral.2.xml: in <return>: the document says revision=\"1\", its path '2' (a return's path is returns/ROUND/AREA.REVISION.xml)",
            ]
        )
    }

    @Test("A return from an area that its round did not ask")
    func notAsked() throws {
        try edit("returns/2022-05/ccg-east-lancashire.1.xml", "source=\"collated\"", "source=\"return\"")
        #expect(
            try leftOut() == [
                "returns/2022-05/ccg-east-lancashire.1.xml:2: in <return>: round '2022-05' did not ask 'ccg-east-lancashire', so the area cannot have answered it (set source=\"collated\" if the network filled this in, or add the area to the round)"
            ]
        )
    }

    @Test("A named pipe or a folder in a return's place is refused, not waited for")
    func notAFile() throws {
        let made = unsafe mkfifo(store + "/returns/2022-05/ccg-halton.2.xml", 0o600)
        #expect(made == 0)
        try FileManager.default.createDirectory(
            atPath: store + "/returns/2022-05/ccg-halton.3.xml",
            withIntermediateDirectories: false
        )
        #expect(
            try leftOut() == [
                "returns/2022-05/ccg-halton.2.xml: not a regular file (a store holds plain files and folders)",
                "returns/2022-05/ccg-halton.3.xml: not a regular file (a store holds plain files and folders)",
            ]
        )
    }

    @Test("Without a sound framework, areas or rounds file nothing can be read")
    func referenceFiles() throws {
        try edit("areas.xml", "parent=\"region-north-west-coast\"", "parent=\"region-north-west\"")
        #expect(failure()?.0 == .badDocument)
        #expect(failure()?.1.first?.hasPrefix("areas.xml:") == true)
        #expect(
            failure()?.1.first?.hasSuffix(
                "in <area>: unknown parent 'region-north-west' (did you mean 'region-north-west-coast'?)"
            ) == true
        )
        try edit("framework.xml", "closes-gap=\"true\"", "closes-gap=\"false\"")
        #expect(
            failure()?.1 == [
                "framework.xml:2: in <framework>: no level closes the gap (set closes-gap=\"true\" on full provision)"
            ]
        )
    }

    @Test func roundsFile() throws {
        try edit("rounds.xml", "<asked area=\"ccg-halton\"/>", "<asked area=\"ccg-knowsley\"/>")
        #expect(
            failure()?.1.first?.hasSuffix("round '2022-05' asks 'ccg-knowsley' twice (name each area once)") == true
        )
    }

    @Test("A printed figure of an area that does not exist")
    func publishedArea() throws {
        try edit("framework.xml", "<published area=\"ics-cheshire-and-merseyside\"", "<published area=\"ics-cheshire\"")
        #expect(failure()?.0 == .badDocument)
        #expect(failure()?.1.first?.contains("in <published>: unknown area 'ics-cheshire'") == true)
    }

    @Test func missing() throws {
        try FileManager.default.removeItem(atPath: store + "/rounds.xml")
        #expect(failure()?.0 == .missing)
        #expect(failure()?.1.first?.hasPrefix("\(store)/rounds.xml: missing") == true)
        try FileManager.default.removeItem(atPath: store)
        #expect(failure()?.0 == .missing)
    }

    @Test("A store without returns is sound and empty")
    func empty() throws {
        try FileManager.default.removeItem(atPath: store + "/returns")
        let loaded = try StoreReader.load(store)
        #expect(loaded.leftOut.isEmpty && loaded.model.returns.isEmpty)
        #expect(loaded.model.snapshot(asOf: try date("2022-05-01")).rows.count == 16)
    }

    @Test("Reading changes nothing")
    func readOnly() throws {
        try folder.write("x", to: "store/returns/2022-05/.left-behind.partial")
        let before = try files(below: store).map { try bytes(of: store + "/" + $0) }
        _ = try StoreReader.load(store)
        #expect(try files(below: store).map { try bytes(of: store + "/" + $0) } == before)
    }
}
