import Foundation
import Glibc
import Provision
import TestSupport
import Testing

@testable import ScopingStore

@Suite("What stands in the way of a write is named, and nothing is written")
struct WritingFaultTests {
    private let folder: TemporaryFolder
    private let store: String

    init() throws {
        folder = try TemporaryFolder()
        store = try folder.copy(Repository.scoping, to: "store")
    }

    private let author = StoreWriter.Author(name: "t", role: "t")
    private let now = Instant(secondsSince1970: 1_800_000_000)

    private func record(_ area: String) throws(WriteFailure) {
        guard let area = Area.ID(area), let round = Round.ID("2022-05") else { return }
        _ = try StoreWriter(folder: store).record(area: area, round: round, basedOn: nil, by: author, now: now) {
            latest,
            _ throws(WriteFailure) in
            guard let latest else { throw .locked }
            return latest.with(state: .accepted)
        }
    }

    private func update(_ action: String) throws(WriteFailure) {
        guard let id = Action.ID(action) else { return }
        _ = try StoreWriter(folder: store).update(id, basedOn: nil, by: author, now: now) { $0 }
    }

    /// Puts a link in place of a file or folder of the store.
    private func link(_ path: String) throws {
        try FileManager.default.moveItem(atPath: store + "/" + path, toPath: folder.path + "/moved")
        try FileManager.default.createSymbolicLink(
            atPath: store + "/" + path,
            withDestinationPath: folder.path + "/moved"
        )
    }

    private static let notFollowed =
        "a symbolic link, which is not followed (a store holds plain files and folders: put the file itself there)"

    @Test("What lies in place of the lock and is none: a folder, a link, a pipe, a socket")
    func lock() throws {
        let path = store + "/" + StoreLock.fileName
        func said() -> String? {
            failure { () throws(WriteFailure) in _ = try StoreLock(root: store, patience: 0) }
        }
        let expected = ".lock: cannot be made: it is no plain file; remove it; nothing was recorded"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        #expect(said() == expected)
        try FileManager.default.removeItem(atPath: path)
        try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "framework.xml")
        #expect(said() == expected)
        try FileManager.default.removeItem(atPath: path)
        try #require(unsafe mkfifo(path, 0o600) == 0)
        #expect(said() == expected)
        try FileManager.default.removeItem(atPath: path)
        try #require(unsafe mknod(path, S_IFSOCK | 0o600, 0) == 0)
        #expect(said() == expected)
        try FileManager.default.removeItem(atPath: path)
        #expect(said() == nil)
    }

    @Test("A lock that was taken away while it was waited for is not the one that counts")
    func lockMoved() throws {
        let path = store + "/" + StoreLock.fileName
        let first = try StoreLock(root: store, patience: 0)
        var asked = 0
        let second = try StoreLock(root: store, patience: 3) {
            asked += 1
            // The file that is waited for loses its name, and then its holder.
            if asked == 1 {
                unsafe unlink(path)
                first.release()
            }
            return true
        }
        #expect(asked == 2)
        // The second holds the file that lies there now.
        #expect(failure { () throws(WriteFailure) in _ = try StoreLock(root: store, patience: 0) } != nil)
        second.release()
        #expect(failure { () throws(WriteFailure) in _ = try StoreLock(root: store, patience: 0) } == nil)
    }

    @Test("A store that is not there, and a link in place of a round's folder, are not written into")
    func folders() throws {
        func open(_ root: String, _ path: String) -> WriteFailure? {
            do throws(WriteFailure) {
                _ = try DurableFolder(root: root, path: path)
                return nil
            } catch {
                return error
            }
        }
        guard case .unreadable(.missing, _) = open(store + "/none", "") else {
            Issue.record("a folder that is not there")
            return
        }
        try link("returns/2022-05")
        guard case .unreadable(.unreadable, _) = open(store, "returns/2022-05") else {
            Issue.record("a link was followed")
            return
        }
        #expect(failure { () throws(WriteFailure) in try record("ccg-halton") } != nil)
        #expect(files(below: folder.path + "/moved").count == 20)
    }

    @Test("A file that cannot be replaced leaves the old one, and nothing of the new")
    func replacing() throws {
        let before = files(below: store)
        func said(_ name: String, failingAt number: Int?) -> String? {
            let flushes = Flushes(failing: number)
            return failure { () throws(WriteFailure) in
                try DurableFolder(root: store, path: "", flush: flushes.flush).replace(name, [1])
            }
        }
        let reason = "cannot be written: Input/output error; nothing was recorded"
        // The new file's bytes, its name beside the old one, and the folder when the old one's name is the new one's.
        #expect(said("rounds.xml", failingAt: 1) == "\(store)/.lacuna-new-rounds.xml: \(reason)")
        #expect(said("rounds.xml", failingAt: 2) == "\(store)/rounds.xml: \(reason)")
        #expect(try bytes(of: store + "/rounds.xml") == bytes(of: Repository.scoping + "/rounds.xml"))
        // A folder of that name cannot be replaced by a file.
        #expect(
            said("returns", failingAt: nil)
                == "\(store)/returns: cannot be written: Is a directory; nothing was recorded"
        )
        #expect(files(below: store) == before)
        #expect(
            said("rounds.xml", failingAt: 3)
                == "\(store)/rounds.xml: written, but not known to be durable: Input/output error; look whether it is there after a restart"
        )
        #expect(try bytes(of: store + "/rounds.xml") == [1])
    }

    @Test("A latest revision that is a link, or damaged, is not built on: of a return, of an action")
    func latest() throws {
        try link("actions/recommendation-1a.1.xml")
        #expect(
            failure { () throws(WriteFailure) in try update("recommendation-1a") }
                == "actions/recommendation-1a.1.xml: \(Self.notFollowed)"
        )
        try folder.write("<action", to: "store/actions/recommendation-1b.2.xml")
        let said = try #require(failure { () throws(WriteFailure) in try update("recommendation-1b") })
        #expect(said.hasPrefix("actions/recommendation-1b.2.xml:1: "))
        #expect(
            failure { () throws(WriteFailure) in try update("recommendation-9") }
                == "action recommendation-9: there is no such action (open it first)"
        )
        try FileManager.default.removeItem(atPath: folder.path + "/moved")
        try link("returns/2022-05/ccg-halton.1.xml")
        #expect(
            failure { () throws(WriteFailure) in try record("ccg-halton") }
                == "returns/2022-05/ccg-halton.1.xml: \(Self.notFollowed)"
        )
        #expect(failure { () throws(WriteFailure) in try record("ccg-wirral") } == nil)
    }

    @Test("What would not read back to what was meant is not written")
    func readingBack() {
        #expect(
            failure { () throws(WriteFailure) in
                try StoreWriter.checked("returns/x.1.xml") { () throws(DocumentFaults) in false }
            }
                == "returns/x.1.xml: a text in it cannot be kept as it is (remove control characters and doubled or outer spaces)"
        )
        #expect(
            failure { () throws(WriteFailure) in
                try StoreWriter.checked("returns/x.1.xml") { () throws(DocumentFaults) in
                    throw DocumentFaults(DocumentFault(file: "returns/x.1.xml", message: "no"))
                }
            } == "returns/x.1.xml: no"
        )
    }

    @Test("Without word of a smallest number a cache is made of a store of 64 documents, and not of one of 20")
    func cache() throws {
        let cache = StoreCache(folder: folder.path + "/cache")
        #expect(try StoreReader.load(store, cache: cache).model.returns.count == 20)
        #expect(FileManager.default.fileExists(atPath: folder.path + "/cache") == false)
    }
}

@Suite("What a store says of its actions, of families and of itself that cannot be")
struct StrangeStoreTests {
    private let folder: TemporaryFolder
    private let store: String

    init() throws {
        folder = try TemporaryFolder()
        store = try folder.copy(Repository.scoping, to: "store")
    }

    private let action = "actions/recommendation-1a."

    /// Writes a document that is another after a change, sealed anew.
    private func write(_ path: String, as other: String? = nil, _ changes: (String, String)...) throws {
        var changed = try text(of: store + "/" + path)
        for (before, after) in changes {
            try #require(changed.contains(before))
            changed = changed.replacing(before, with: after, maxReplacements: 1)
        }
        try folder.write(Seal.applied(to: Array(changed.utf8)), to: "store/" + (other ?? path))
    }

    private func verified(_ path: String) throws -> [String] {
        try StoreVerifier.faults(in: try StoreReader.load(store)).map(\.description).filter { $0.hasPrefix(path) }
    }

    @Test("The chain of an action: a first revision with a predecessor, a second without, a clock that went back")
    func chain() throws {
        let digest = digest(of: try bytes(of: store + "/\(action)1.xml"))
        try write("\(action)1.xml", as: "\(action)2.xml", (#"revision="1""#, #"revision="2""#))
        let file = "\(action)2.xml: in <recorded>: "
        #expect(
            try verified("\(action)2.xml") == [
                file
                    + "does not state the digest of its predecessor (record updates with 'lacuna action update', not by hand)"
            ]
        )
        let by = #"by="Lacuna project""#
        try write("\(action)2.xml", (by, by + #" predecessor="\#(digest)""#))
        #expect(try verified("\(action)2.xml") == [])
        try write("\(action)2.xml", (#"at="2026-11-26T12"#, #"at="2026-11-26T11"#))
        #expect(
            try verified("\(action)2.xml") == [
                file
                    + "recorded at 2026-11-26T11:00:00Z, before revision 1 (2026-11-26T12:00:00Z) (a clock was wrong; what was known when cannot be told for this action)"
            ]
        )
        try FileManager.default.removeItem(atPath: store + "/\(action)2.xml")
        try write("\(action)1.xml", (by, by + #" predecessor="\#(digest)""#))
        #expect(
            try verified("\(action)1.xml") == [
                "\(action)1.xml: in <recorded>: revision 1 states a predecessor (was the file renamed? Restore it from a copy)"
            ]
        )
    }

    @Test("An action, or what families said, that is marked as simulated in a store that is not")
    func simulated() throws {
        let message = ": simulated, in a store that is not (keep real and simulated data in stores of their own)"
        try write("\(action)1.xml", (#"revision="1""#, #"revision="1" simulated="true""#))
        try write("voice.xml", ("<voice ", #"<voice simulated="true" "#))
        #expect(try verified("\(action)1.xml").contains("\(action)1.xml" + message))
        #expect(try verified("voice.xml").contains("voice.xml" + message))
    }

    @Test("A list of heads that was saved in another encoding")
    func heads() throws {
        let list: [UInt8] = [0xFF, 0xFE] + Array("root 00\n".utf16).flatMap { [UInt8(truncatingIfNeeded: $0), 0] }
        do {
            _ = try StoreHeads(reading: list, file: "heads.txt")
            Issue.record("read")
        } catch {
            #expect(error.faults.map(\.description) == ["heads.txt: the file is UTF-16 (save it as UTF-8)"])
        }
    }
}

/// Flushes of a writer, of which one fails.
private final class Flushes: @unchecked Sendable {
    private var count = 0
    private let failing: Int?

    init(failing: Int?) { self.failing = failing }

    var flush: DurableFolder.Flush {
        var flush = DurableFolder.Flush()
        flush.one = { [self] _ in
            count += 1
            guard count == failing else { return 0 }
            errno = EIO
            return -1
        }
        return flush
    }
}
