import Foundation
import Provision
import TestSupport
import Testing

@testable import ScopingStore

@Suite("Recording a return")
struct StoreWriterTests {
    private let folder: TemporaryFolder
    private let store: String
    private let halton: Return

    init() throws {
        folder = try TemporaryFolder()
        store = try folder.copy(Repository.scoping, to: "store")
        let model = try StoreReader.load(store).model
        halton = try #require(model.returns.first { $0.area.text == "ccg-halton" })
    }

    private var author: StoreWriter.Author { .init(name: "A. Manager", role: "network manager", note: "a correction") }
    private func now(_ seconds: Int64) -> Instant { Instant(secondsSince1970: 1_800_000_000 + seconds) }

    private func corrected(_ code: String) throws -> Return {
        halton.replacing(
            Rating(service: try SmallWorld.id("iapt-0-5"), value: .level(code), evidence: [Evidence(text: "Seen")]),
            order: []
        )
    }

    @discardableResult
    private func record(_ document: Return, basedOn: Int?, at seconds: Int64 = 0) throws -> StoreWriter.Receipt {
        try StoreWriter(folder: store).record(
            area: document.area,
            round: document.round,
            basedOn: basedOn,
            by: author,
            now: now(seconds)
        ) { _, _ in document }
    }

    private func failure(_ work: () throws -> Void) -> WriteFailure? {
        do {
            try work()
            return nil
        } catch {
            return error as? WriteFailure
        }
    }

    @Test(
        "A correction is the next revision; it states who, when, why and the digest of the one before, which is unchanged"
    )
    func correction() throws {
        let first = store + "/returns/2022-05/ccg-halton.1.xml"
        let before = try bytes(of: first)
        let receipt = try record(try corrected("A"), basedOn: 1)
        #expect(receipt.path == "returns/2022-05/ccg-halton.2.xml" && receipt.isNew)
        #expect(try bytes(of: first) == before)
        let model = try StoreReader.load(store).model
        let second = try #require(model.returns.first { $0.area == halton.area && $0.revision == 2 })
        #expect(second == receipt.document)
        #expect(second.recorded.by == "A. Manager" && second.recorded.note == "a correction")
        #expect(second.recorded.predecessor == digest(of: before))
        #expect(try StoreVerifier.faults(in: try StoreReader.load(store)).isEmpty)
    }

    @Test("A write that is based on another revision than the latest is refused, with both")
    func conflict() throws {
        try record(try corrected("A"), basedOn: 1)
        let refused = failure { try record(try corrected("G"), basedOn: 1) }
        #expect(refused == .conflict(area: halton.area, round: halton.round, basedOn: 1, latest: 2))
        #expect(try StoreReader.revisions(area: halton.area, round: halton.round, in: store).sorted() == [1, 2])
    }

    @Test("The same content again gives the same receipt and writes nothing")
    func repeated() throws {
        let first = try record(try corrected("A"), basedOn: 1, at: 0)
        let again = try record(try corrected("A"), basedOn: 1, at: 60)
        #expect(again.document == first.document && !again.isNew)
        #expect(try StoreReader.revisions(area: halton.area, round: halton.round, in: store).count == 2)
    }

    @Test("A moment before the last revision's is recorded as that one's: time never runs back")
    func clock() throws {
        try record(try corrected("A"), basedOn: 1, at: 100)
        #expect(try record(try corrected("G"), basedOn: 2, at: 50).document.recorded.at == now(100))
    }

    @Test("What is unfit changes nothing: an unknown level, area or round, a text that XML cannot keep")
    func unfit() throws {
        let before = files(below: store)
        #expect(failure { try record(try corrected("X"), basedOn: 1) } != nil)
        for (area, round) in [("ccg-haltom", "2022-05"), ("ccg-halton", "2022-06")] {
            let refused = failure {
                _ = try StoreWriter(folder: store).record(
                    area: try SmallWorld.id(area),
                    round: try SmallWorld.id(round),
                    basedOn: nil,
                    by: author,
                    now: now(0)
                ) { _, _ in halton }
            }
            guard case .invalid(let faults) = refused else {
                Issue.record("\(area) \(round) was not refused")
                continue
            }
            #expect(faults.first?.hint?.hasPrefix("did you mean") == true)
        }
        let control = StoreWriter.Author(name: "a\u{1}b", role: "r")
        let refused = failure {
            _ = try StoreWriter(folder: store).record(
                area: halton.area,
                round: halton.round,
                basedOn: 1,
                by: control,
                now: now(0)
            ) { _, _ in
                halton.with(state: .accepted)
            }
        }
        #expect(refused != nil)
        #expect(files(below: store) == before)
    }

    @Test("A damaged latest revision is not built on")
    func damagedLatest() throws {
        try folder.write("<return", to: "store/returns/2022-05/ccg-halton.2.xml")
        #expect(failure { try record(try corrected("A"), basedOn: 2) } != nil)
        #expect(try StoreReader.revisions(area: halton.area, round: halton.round, in: store).max() == 2)
    }

    @Test("While another holds the lock a writer gives up, and says so")
    func locked() throws {
        let holder = try StoreLock(root: store, patience: 0)
        let refused = failure {
            _ = try StoreWriter(folder: store, patience: 2).record(
                area: halton.area,
                round: halton.round,
                basedOn: 1,
                by: author,
                now: now(0)
            ) { _, _ in halton }
        }
        #expect(refused == .locked)
        holder.release()
        #expect(try record(try corrected("A"), basedOn: 1).isNew)
    }

    @Test("The lock lies on a file that only those can open who may write the store")
    func lockFile() throws {
        func mode(_ path: String) throws -> Int {
            try #require(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int)
        }
        let path = store + "/" + StoreLock.fileName
        // Its owner's alone; shared with a group, or with all, where the folder is.
        for (folder, file) in [(0o755, 0o600), (0o2775, 0o660), (0o1777, 0o666), (0o700, 0o600)] {
            try FileManager.default.setAttributes([.posixPermissions: folder], ofItemAtPath: store)
            let lock = try StoreLock(root: store, patience: 0)
            #expect(try mode(path) == file)
            lock.release()
        }
        // A link, a pipe or a folder in its place is not opened.
        try FileManager.default.removeItem(atPath: path)
        try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "framework.xml")
        for _ in 0..<2 {
            guard case .cannotCreate = failure({ try StoreLock(root: store, patience: 0).release() }) else {
                Issue.record("taken through a link, or of something else")
                return
            }
            try FileManager.default.removeItem(atPath: path)
            let isMade = unsafe mkfifo(path, 0o600) == 0
            #expect(isMade)
        }
    }

    @Test("A lock that cannot be taken, or is given back, leaves no descriptor open")
    func lockDescriptors() throws {
        // By what they lead to: others open and close files meanwhile.
        func open() throws -> Int {
            let own = "/proc/self/fd/"
            return try FileManager.default.contentsOfDirectory(atPath: own).count { name in
                let target = try? FileManager.default.destinationOfSymbolicLink(atPath: own + name)
                return target.map { $0.hasPrefix(store) } ?? false
            }
        }
        do {
            let lock = try StoreLock(root: store, patience: 0)
            #expect(try open() == 2, "the folder, and the file in it")
            lock.release()
        }
        #expect(try open() == 0)
        let path = store + "/" + StoreLock.fileName
        try FileManager.default.removeItem(atPath: path)
        let isMade = unsafe mkfifo(path, 0o600) == 0
        #expect(isMade)
        for _ in 0..<2 {
            #expect(throws: WriteFailure.self) { try StoreLock(root: store, patience: 0).release() }
        }
        #expect(try open() == 0)
    }

    @Test("Who takes the lock away from its place lets nobody write beside the one who holds the new one")
    func lockRemoved() throws {
        let path = store + "/" + StoreLock.fileName
        let first = try StoreLock(root: store, patience: 0)
        try FileManager.default.removeItem(atPath: path)
        let second = try StoreLock(root: store, patience: 0)
        #expect(failure { try StoreLock(root: store, patience: 1).release() } == .locked)
        first.release()
        #expect(failure { try StoreLock(root: store, patience: 1).release() } == .locked)
        second.release()
        #expect(failure { try StoreLock(root: store, patience: 0).release() } == nil)
    }

    @Test("Who is stopped waits for the lock no longer")
    func stopped() throws {
        let holder = try StoreLock(root: store, patience: 0)
        var asked = 0
        #expect(
            failure {
                try StoreLock(
                    root: store,
                    patience: .max,
                    mayWait: {
                        asked += 1
                        return asked < 3
                    }
                ).release()
            } == .locked
        )
        #expect(asked == 3)
        holder.release()
    }

    @Test("A lock on the folder, as older versions and any reader can take it, does not keep a writer out")
    func folderLock() throws {
        let reader = unsafe open(store, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        defer { close(reader) }
        try #require(flock(reader, LOCK_EX | LOCK_NB) == 0)
        #expect(try record(try corrected("A"), basedOn: 1).isNew)
    }

    @Test("The next writer sweeps what a killed one left, and nothing else")
    func sweep() throws {
        try folder.write("half a docu", to: "store/returns/2022-05/.lacuna-4711-ccg-halton.2.xml")
        try folder.write("x", to: "store/returns/2022-05/.somebody-elses")
        try record(try corrected("A"), basedOn: 1)
        let hidden = try FileManager.default.contentsOfDirectory(atPath: store + "/returns/2022-05").filter {
            $0.hasPrefix(".")
        }
        #expect(hidden == [".somebody-elses"])
    }

    @Test("A file that is already there is never replaced")
    func noReplacing() throws {
        let place = try DurableFolder(root: store, path: "returns/2022-05")
        let before = try bytes(of: store + "/returns/2022-05/ccg-halton.1.xml")
        let refused = failure { try place.add("ccg-halton.1.xml", Array("other".utf8)) }
        guard case .cannotCreate = refused else {
            Issue.record("not refused: \(String(describing: refused))")
            return
        }
        #expect(try bytes(of: store + "/returns/2022-05/ccg-halton.1.xml") == before)
    }

    @Test("Many writers at once: each write is there, none twice, and the chain is unbroken")
    func manyWriters() async throws {
        let (writer, area, round, author, moment) = (
            StoreWriter(folder: store, patience: 3_000), halton.area, halton.round, author, now(0)
        )
        let recorded = try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 0..<4 {
                group.addTask {
                    try (0..<6).count { step in
                        try writer.record(area: area, round: round, basedOn: nil, by: author, now: moment) {
                            latest,
                            _ throws(WriteFailure) in
                            guard let latest, let service = ServiceType.ID("iapt-0-5") else { throw .locked }
                            let evidence = [Evidence(text: "writer \(number) step \(step)")]
                            return latest.replacing(
                                Rating(
                                    service: service,
                                    value: .level(["R", "A", "G", "B"][step % 4]),
                                    evidence: evidence
                                ),
                                order: []
                            )
                        }.isNew
                    }
                }
            }
            return try await group.reduce(0, +)
        }
        #expect(recorded == 24)
        let loaded = try StoreReader.load(store)
        #expect(loaded.leftOut.isEmpty)
        #expect(try StoreVerifier.faults(in: loaded).isEmpty)
        let revisions = loaded.model.returns.filter { $0.area == halton.area }
        #expect(revisions.map(\.revision) == Array(1...25))
        #expect(
            Set(revisions.flatMap { $0.ratings.flatMap(\.evidence).map(\.text) }.filter { $0.hasPrefix("writer") })
                .count == 24
        )
    }

    @Test("A snapshot of what was known before a correction is the same before and after it")
    func knownAt() throws {
        func picture() throws -> [CellState] {
            let model = try StoreReader.load(store).model
            return model.snapshot(asOf: try date("2022-05-01"), knownAt: now(0)).states
        }
        let before = try picture()
        try record(try corrected("A"), basedOn: 1, at: 1)
        #expect(try picture() == before)
        let model = try StoreReader.load(store).model
        #expect(model.snapshot(asOf: try date("2022-05-01"), knownAt: now(1)).states != before)
    }
}

@Suite("The chain of revisions")
struct StoreVerifierTests {
    private let folder: TemporaryFolder
    private let store: String

    init() throws {
        folder = try TemporaryFolder()
        store = try folder.copy(Repository.scoping, to: "store")
        let halton = try #require(try StoreReader.load(store).model.returns.first { $0.area.text == "ccg-halton" })
        for (index, code) in ["A", "G"].enumerated() {
            _ = try StoreWriter(folder: store).record(
                area: halton.area,
                round: halton.round,
                basedOn: index + 1,
                by: .init(name: "t", role: "t"),
                now: Instant(secondsSince1970: 1_800_000_000 + Int64(index))
            ) { _, _ throws(WriteFailure) in
                guard let service = ServiceType.ID("iapt-0-5") else { throw .locked }
                return halton.replacing(Rating(service: service, value: .level(code)), order: [])
            }
        }
    }

    private func faults() throws -> [String] {
        try StoreVerifier.faults(in: try StoreReader.load(store)).map(\.description)
    }

    @Test func unbroken() throws { #expect(try faults() == []) }

    @Test func altered() throws {
        let path = "returns/2022-05/ccg-halton.2.xml"
        let text = try text(of: store + "/" + path)
        try folder.write(text.replacing("value=\"A\"", with: "value=\"R\""), to: "store/" + path)
        #expect(
            try faults() == [
                "\(path): altered after it was recorded: its content does not give the SHA-256 that it states (restore it from a copy; a correction is a new revision)"
            ]
        )
    }

    @Test func missing() throws {
        try FileManager.default.removeItem(atPath: store + "/returns/2022-05/ccg-halton.2.xml")
        #expect(
            try faults() == [
                "returns/2022-05/ccg-halton.3.xml: the revision before it, returns/2022-05/ccg-halton.2.xml, is missing (restore it from a copy: revisions are never removed)"
            ]
        )
    }

    @Test func withoutDigest() throws {
        try reseal("returns/2022-05/ccg-halton.3.xml") { text in
            let start = try #require(text.firstRange(of: " predecessor=\""))
            return String(text[..<start.lowerBound]) + String(text[start.lowerBound...].dropFirst(79))
        }
        #expect(
            try faults() == [
                "returns/2022-05/ccg-halton.3.xml: in <recorded>: does not state the digest of its predecessor (record corrections with 'lacuna return', not by hand)"
            ]
        )
    }

    @Test func timeThatRunsBack() throws {
        try reseal("returns/2022-05/ccg-halton.3.xml") { $0.replacing("at=\"2027", with: "at=\"2025") }
        #expect(try faults().count == 1)
        #expect(try faults().first?.contains("recorded at 2025-") == true)
    }

    @Test("One that was altered and sealed anew is seen by its successor")
    func forged() throws {
        let path = "returns/2022-05/ccg-halton.2.xml"
        let before = digest(of: try bytes(of: store + "/" + path))
        try reseal(path) { $0.replacing("value=\"A\"", with: "value=\"R\"") }
        let after = digest(of: try bytes(of: store + "/" + path))
        #expect(
            try faults() == [
                "\(path): altered after it was recorded: its digest is \(after), revision 3 was built on \(before) (restore it from a copy; a correction is a new revision)"
            ]
        )
    }

    @Test("A seal that was taken away shows where a program recorded the revision, and is told of where it did not")
    func sealTakenAway() throws {
        for revision in [1, 3] {
            let path = "store/returns/2022-05/ccg-halton.\(revision).xml"
            let text = try text(of: folder.path + "/" + path)
            let start = try #require(text.firstRange(of: " sha256=\""))
            try folder.write(
                String(text[..<start.lowerBound]) + String(text[start.lowerBound...].dropFirst(74)),
                to: path
            )
        }
        let report = try StoreVerifier.report(on: try StoreReader.load(store))
        #expect(report.unsealed == ["returns/2022-05/ccg-halton.1.xml"])
        #expect(report.faults.map(\.file) == ["returns/2022-05/ccg-halton.1.xml", "returns/2022-05/ccg-halton.3.xml"])
        #expect(report.faults.last?.message.contains("SHA-256 of its content was taken away") == true)
    }

    @Test("A chain of the first release, which states 64-bit FNV-1a and no seals, is followed as before")
    func earlierDigests() throws {
        // The digests by an independent program: see the examples of the algorithm's own.
        #expect(earlierDigest(of: []) == "cbf29ce484222325")
        #expect(earlierDigest(of: [0x61]) == "af63dc4c8601ec8c")
        func unsealed(_ revision: Int) throws -> String {
            let text = try text(of: store + "/returns/2022-05/ccg-halton.\(revision).xml")
            let start = try #require(text.firstRange(of: " sha256=\""))
            return String(text[..<start.lowerBound]) + String(text[start.lowerBound...].dropFirst(74))
        }
        var before = Array(try unsealed(1).utf8)
        try folder.write(before, to: "store/returns/2022-05/ccg-halton.1.xml")
        for revision in 2...3 {
            let text = try unsealed(revision)
            let start = try #require(text.firstRange(of: "predecessor=\""))
            before = Array(
                (text[..<start.upperBound] + earlierDigest(of: before) + text[start.upperBound...].dropFirst(64)).utf8
            )
            try folder.write(before, to: "store/returns/2022-05/ccg-halton.\(revision).xml")
        }
        #expect(try faults() == [])
        #expect(try StoreReader.load(store).leftOut.isEmpty)
        // On a machine that writes CR LF too.
        for revision in 1...3 {
            let path = "store/returns/2022-05/ccg-halton.\(revision).xml"
            try folder.write(try text(of: folder.path + "/" + path).replacing("\n", with: "\r\n"), to: path)
        }
        #expect(try faults() == [])
        let path = "returns/2022-05/ccg-halton.2.xml"
        try folder.write(
            try text(of: store + "/" + path).replacing("value=\"A\"", with: "value=\"R\""),
            to: "store/" + path
        )
        #expect(try faults().map { $0.prefix(64) } == ["\(path): altered after it was recorded:"])
    }

    /// Edits a document as a forger would, who seals it again.
    private func reseal(_ path: String, _ edit: (String) throws -> String) throws {
        let edited = Array(try edit(try text(of: store + "/" + path)).utf8)
        try folder.write(Seal.applied(to: edited), to: "store/" + path)
    }
}
