import Foundation
import Provision
import System
import TestSupport
import Testing

@testable import ScopingStore

@Suite("What cannot be read is told, and never taken as absent")
struct ReadingFaultTests {
    private let folder: TemporaryFolder
    private let store: String

    init() throws {
        folder = try TemporaryFolder()
        store = try folder.copy(Repository.scoping, to: "store")
    }

    private func fault<Value>(_ work: () throws(SystemFault) -> Value) -> Int32? {
        do {
            _ = try work()
            return nil
        } catch {
            return error.code
        }
    }

    @Test("Three answers: there, absent, or the system does not tell")
    func kinds() throws {
        func kind(_ path: String) throws -> FileKind? { try fileKind(at: path, named: path, followsLinks: false) }
        #expect(try kind(store) == .folder)
        #expect(try kind(store + "/areas.xml") == .file)
        #expect(try kind(store + "/nothing.xml") == nil)
        #expect(try kind(store + "/areas.xml/x") == nil)
        try FileManager.default.createSymbolicLink(atPath: store + "/a", withDestinationPath: "b")
        try FileManager.default.createSymbolicLink(atPath: store + "/b", withDestinationPath: "a")
        #expect(try kind(store + "/a") == .link)
        #expect(
            fault { () throws(SystemFault) in
                try fileKind(at: store + "/a", named: "a", followsLinks: true)
            } == ELOOP
        )
        let long = store + "/" + String(repeating: "x", count: 300)
        #expect(
            fault { () throws(SystemFault) in
                try fileKind(at: long, named: "x", followsLinks: false)
            } == ENAMETOOLONG
        )
        #expect(try kind("/dev/null") == .other)
    }

    @Test("A folder that is not there, is none, or is a link is no empty listing")
    func listings() throws {
        func code(_ path: String) -> Int32? {
            fault { () throws(SystemFault) in try fileNames(in: path, named: path) }
        }
        #expect(code(store + "/none") == ENOENT && code(store + "/areas.xml") == ENOTDIR)
        try FileManager.default.createSymbolicLink(atPath: store + "/link", withDestinationPath: "returns")
        #expect(code(store + "/link") == ENOTDIR || code(store + "/link") == ELOOP)
        #expect(code(store) == nil)
        #expect(
            try fileNames(in: store, named: "store", where: { $0.hasSuffix("s.xml") }) == ["areas.xml", "rounds.xml"]
        )
        #expect(try fileNames(in: store, named: "store", most: 1).count == 1)
    }

    @Test("A read that the system breaks off is told with its reason")
    func failingRead() throws {
        // A file without a size whose first byte nobody can read: the system's own error of input.
        do {
            _ = try readFile(at: "/proc/self/mem", named: "x.xml", limit: 100)
            Issue.record("read")
        } catch {
            #expect(error.description.hasPrefix("x.xml: cannot be read: Input/output error"))
            #expect(error.systemCode == EIO && error.isUnreadable && !error.isAbsent)
            #expect(DocumentFaults(error).of("y.xml").faults.first?.systemCode == EIO)
        }
    }

    @Test("A file that has more than it said is read to its end, and no further than is allowed")
    func growingFile() throws {
        // The system's files say that they have no bytes.
        let words = try readFile(at: "/proc/self/environ", named: "x.xml", limit: 1 << 20)
        #expect(words == Array(try Data(contentsOf: URL(fileURLWithPath: "/proc/self/environ"))) && words.count > 1)
        #expect(throws: DocumentFaults.self) {
            do throws(DocumentFault) {
                _ = try readFile(at: "/proc/self/environ", named: "x.xml", limit: words.count - 1)
            } catch {
                #expect(error.message == "larger than \(words.count - 1) bytes")
                throw DocumentFaults(error)
            }
        }
    }

    /// With every number of files that the program may have open, from none more to enough: what is read is whole, or the
    /// reading fails with the reason. Nothing is missing from it, and no revision is taken as absent.
    @Test("Too few open files: all or a fault, never less", arguments: [1, 4])
    func tooFewFiles(threads: Int) async throws {
        await #expect(processExitsWith: .exitCode(7)) { [store = store as String, threads = threads as Int] in
            let writer = StoreWriter(folder: store, patience: 0)
            guard let area = Area.ID("ccg-halton"), let round = Round.ID("2022-05") else { exit(1) }
            _ = try StoreReader.load(store, threads: threads)
            let heads = try StoreHeads(of: store)
            let next = dup(0)
            close(next)
            var failures = (0, 0, 0)
            for more in 0..<12 {
                var limit = rlimit(rlim_cur: rlim_t(next) + rlim_t(more), rlim_max: 4_096)
                guard unsafe setrlimit(__rlimit_resource_t(7), &limit) == 0 else { exit(2) }
                do {
                    let read = try StoreReader.load(store, threads: threads)
                    if read.model.returns.count != 20 || !read.leftOut.isEmpty { exit(3) }
                    let faults = try StoreVerifier.faults(in: read)
                    if !faults.allSatisfy({ $0.systemCode == EMFILE }) { exit(4) }
                } catch let failure as StoreFailure {
                    if failure.code != .unreadable || failure.faults.first?.systemCode != EMFILE { exit(5) }
                    failures.0 += 1
                }
                do {
                    if try StoreHeads(of: store) != heads { exit(6) }
                } catch let failure as StoreFailure {
                    if failure.code != .unreadable { exit(8) }
                    failures.1 += 1
                }
                do {
                    _ = try writer.record(
                        area: area,
                        round: round,
                        basedOn: nil,
                        by: .init(name: "t", role: "t"),
                        now: Instant(secondsSince1970: 1_800_000_000)
                    ) { latest, _ throws(WriteFailure) in
                        // A latest revision that is not seen would be written over.
                        guard let latest else { exit(9) }
                        return latest
                    }
                } catch let failure as WriteFailure {
                    switch failure {
                    case .unreadable(.unreadable, _), .cannotCreate: failures.2 += 1
                    default: exit(10)
                    }
                }
            }
            let isEach = failures.0 > 0 && failures.1 > 0 && failures.2 > 0 && failures.0 < 12
            exit(isEach ? 7 : 11)
        }
    }

    @Test("Links in a store are not followed, and named: a return, a round's folder, a reference file, all returns")
    func links() throws {
        func link(_ path: String, to target: String) throws {
            try FileManager.default.createSymbolicLink(atPath: store + "/" + path, withDestinationPath: target)
        }
        func move(_ path: String) throws {
            try FileManager.default.moveItem(atPath: store + "/" + path, toPath: folder.path + "/moved")
        }
        let hint =
            "a symbolic link, which is not followed (a store holds plain files and folders: put the file itself there)"
        try move("returns/2022-05/ccg-halton.1.xml")
        try link("returns/2022-05/ccg-halton.1.xml", to: folder.path + "/moved")
        try link("returns/2023-05", to: "/etc")
        try link("returns/2022-05/ccg-halton.2.xml", to: "ccg-halton.2.xml")
        let loaded = try StoreReader.load(store)
        #expect(
            loaded.leftOut.flatMap(\.faults).map(\.description).sorted() == [
                "returns/2022-05/ccg-halton.1.xml: \(hint)", "returns/2022-05/ccg-halton.2.xml: \(hint)",
                "returns/2023-05: \(hint)",
            ]
        )
        #expect(loaded.leftOut.allSatisfy { !$0.isUnreadable })
        for part in ["areas.xml", "returns"] {
            let whole = try TemporaryFolder()
            let copy = try whole.copy(Repository.scoping, to: "store")
            try FileManager.default.moveItem(atPath: copy + "/" + part, toPath: whole.path + "/moved")
            try FileManager.default.createSymbolicLink(
                atPath: copy + "/" + part,
                withDestinationPath: whole.path + "/moved"
            )
            do {
                _ = try StoreReader.load(copy)
                Issue.record("\(part) was followed")
            } catch {
                #expect(error.code == .badDocument && error.faults.map(\.description) == ["\(part): \(hint)"])
            }
        }
        // The store itself is where the user says it is.
        try FileManager.default.createSymbolicLink(atPath: folder.path + "/by-link", withDestinationPath: store)
        #expect(try StoreReader.load(folder.path + "/by-link").model.returns.count == 19)
    }

    @Test(
        "What systems, office programs and sync clients strew is passed over",
        arguments: [
            "desktop.ini", "Desktop.ini", "Thumbs.db", "~$ccg-halton.1.xml", "Icon\r", ".DS_Store",
            "._ccg-halton.1.xml",
            ".~lock.ccg-halton.1.xml#", ".dropbox", ".stfolder", "~syncthing~ccg-halton.1.xml.tmp", "@eaDir",
            "__MACOSX",
        ]
    )
    func strewn(_ name: String) throws {
        for place in ["", "returns/", "returns/2022-05/"] { try folder.write("x", to: "store/\(place)\(name)") }
        let loaded = try StoreReader.load(store)
        #expect(loaded.leftOut.isEmpty && loaded.model.returns.count == 20)
        #expect(try StoreVerifier.faults(in: loaded) == [])
    }

    @Test(
        "A copy of a reference file that a sync client made is named",
        arguments: [
            ("rounds (Jo's conflicted copy 2026-11-20).xml", "rounds.xml"), ("rounds-DESKTOP-AB12.xml", "rounds.xml"),
            ("rounds.sync-conflict-20261120-101010-ABCDEFG.xml", "rounds.xml"), ("Copy of areas.xml", "areas.xml"),
            ("areas 2.xml", "areas.xml"), ("areas (1).xml", "areas.xml"), ("Rounds.xml", "rounds.xml"),
            ("framework - Copy.xml", "framework.xml"), ("framework_conflict-20261120.xml", "framework.xml"),
            ("areas.xml.orig", "areas.xml"), ("returns (1)", "returns"), ("returns 2", "returns"),
        ]
    )
    func copies(_ name: String, of part: String) throws {
        try folder.write(try bytes(of: store + "/rounds.xml"), to: "store/\(name)")
        let loaded = try StoreReader.load(store)
        #expect(
            try StoreVerifier.faults(in: loaded).map(\.description) == [
                "\(name): looks like a copy of \(part), and is not read (compare the two: a sync client makes one when two machines change a file. Then remove it)"
            ]
        )
    }

    @Test(
        "Other files beside a store's are nobody's business",
        arguments: ["README.md", "tiles.json", "halton.xml", "areas.geojson"]
    )
    func others(_ name: String) throws {
        try folder.write("x", to: "store/\(name)")
        #expect(try StoreVerifier.faults(in: try StoreReader.load(store)) == [])
    }

    @Test("A name with a line break, or another control character, forges no line of a message")
    func names() throws {
        let name = "ccg\nframework.xml: sound\u{9B}\u{2028}.xml"
        try folder.write("x", to: "store/returns/2022-05/\(name)")
        try folder.write("x", to: "store/returns/2023\n05")
        try folder.write("x", to: "store/rounds\n.xml")
        let loaded = try StoreReader.load(store)
        let shown = "returns/2022-05/ccg\\nframework.xml: sound\\u{9b}\\u{2028}.xml"
        #expect(loaded.leftOut.map(\.file) == [shown, "returns/2023\\n05"])
        let messages =
            loaded.leftOut.flatMap(\.faults).map(\.description)
            + (try StoreVerifier.faults(in: loaded).map(\.description))
        try #require(messages.count == 3)
        #expect(messages[0].hasPrefix("\(shown): not the name of a return"))
        #expect(messages[2].hasPrefix("rounds\\n.xml: looks like a copy"))
        #expect(messages.allSatisfy { !$0.contains { $0.isNewline } })
    }
}

@Suite("A write is on disk before it is acknowledged")
struct DurabilityTests {
    private let folder: TemporaryFolder
    private let store: String

    init() throws {
        folder = try TemporaryFolder()
        store = try folder.copy(Repository.scoping, to: "store")
    }

    /// What was flushed, in order: of each descriptor its path, with how many documents its folder then showed.
    private final class Watch: @unchecked Sendable {
        private(set) var seen: [String] = []
        /// Numbers of flushes that fail.
        var failing: Set<Int> = []

        func note(_ what: String, _ descriptor: Int32) -> Int32 {
            let path =
                (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\(descriptor)")) ?? "?"
            let name = path.split(separator: "/").last.map(String.init) ?? path
            let folder = name.hasSuffix(".xml") ? path.split(separator: "/").dropLast().joined(separator: "/") : path
            let there = (try? FileManager.default.contentsOfDirectory(atPath: "/" + folder)) ?? []
            let visible = there.filter { !$0.hasPrefix(".") }.sorted().joined(separator: " ")
            seen.append("\(what) \(name.replacing("\(getpid())", with: "PID")): \(visible)")
            guard failing.contains(seen.count) else { return 0 }
            errno = EIO
            return -1
        }

        var flush: DurableFolder.Flush {
            var flush = DurableFolder.Flush()
            flush.one = { [self] in note("flush", $0) }
            return flush
        }
    }

    @Test("A file is flushed before it has its name, the folder after; a new folder's parent before")
    func order() throws {
        let watch = Watch()
        let place = try DurableFolder(root: store, path: "returns/2027-05", flush: watch.flush)
        try place.add("a.1.xml", [1])
        #expect(
            watch.seen == [
                "flush returns: 2022-05 2027-05", "flush .lacuna-PID-a.1.xml: ", "flush 2027-05: a.1.xml",
            ]
        )
    }

    @Test("A replaced file is flushed, then its folder")
    func replaced() throws {
        let watch = Watch()
        let place = try DurableFolder(root: store, path: "", flush: watch.flush)
        try place.replace("rounds.xml", [1])
        let parts = "actions areas.xml framework.xml returns rounds.xml voice.xml"
        #expect(watch.seen.first == "flush .lacuna-PID-.lacuna-new-rounds.xml: \(parts)")
        #expect(watch.seen.last == "flush store: \(parts)" && watch.seen.count == 3)
    }

    @Test("A flush that fails is no write; a folder that cannot be flushed, an unknown outcome")
    func failing() throws {
        func outcome(at number: Int) throws -> String {
            let watch = Watch()
            watch.failing = [number]
            let name = "b.\(number).xml"
            do throws(WriteFailure) {
                try DurableFolder(root: store, path: "returns/2022-05", flush: watch.flush).add(name, [1])
                return "written"
            } catch {
                let isThere = FileManager.default.fileExists(atPath: store + "/returns/2022-05/" + name)
                return "\(isThere ? "there" : "not there"): \(error)"
            }
        }
        #expect(
            try outcome(at: 1)
                == "not there: returns/2022-05/b.1.xml: cannot be written: Input/output error; nothing was recorded"
        )
        #expect(
            try outcome(at: 2)
                == "there: returns/2022-05/b.2.xml: written, but not known to be durable: Input/output error; look whether it is there after a restart"
        )
        #expect(try outcome(at: 3) == "written")
    }

    @Test("A folder that a writer made and was killed before it flushed the parent is flushed by the next")
    func killedBetween() throws {
        // Of the killed one: an empty folder, or one with its temporary file.
        for (round, left) in [("2027-05", nil), ("2028-05", ".lacuna-1-a.1.xml")] as [(String, String?)] {
            let path = store + "/returns/" + round
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
            if let left { try folder.write("half", to: "store/returns/\(round)/\(left)") }
            let watch = Watch()
            _ = try DurableFolder(root: store, path: "returns/\(round)", flush: watch.flush)
            #expect(watch.seen.count == 1 && watch.seen.first?.hasPrefix("flush returns: ") == true)
        }
        let watch = Watch()
        _ = try DurableFolder(root: store, path: "returns/2022-05", flush: watch.flush)
        #expect(watch.seen == [], "one that holds a document is on disk already")
    }
}
