import CTestSupport
import Foundation
import Glibc
import Provision
import System
import TestSupport
import Testing

@testable import ScopingStore

/// Each in a process of its own, since what the kernel is asked to refuse it refuses for good. A process ends with 0 where it saw
/// what it should; what it saw else it says.
@Suite("What the system refuses is told in its own words, and nothing is lost of what was there")
struct RefusedCallTests {
    private let folder: TemporaryFolder
    private let store: String

    init() throws {
        folder = try TemporaryFolder()
        store = try folder.copy(Repository.scoping, to: "store")
    }

    @Test("A lock that cannot be looked at is told with the system's reason, and not as one to be removed")
    func lockNotLookedAt() async throws {
        await #expect(processExitsWith: .success) { [store = store as String] in
            guard refuse_call(refused_fstat, EIO) == 0 else { exit(1) }
            endSaying(
                failure { () throws(WriteFailure) in _ = try StoreLock(root: store, patience: 0) },
                ".lock: cannot be made: Input/output error; nothing was recorded"
            )
        }
    }

    @Test("A lock that the file system does not give is told at once, not waited for")
    func lockNotGiven() async throws {
        await #expect(processExitsWith: .success) { [store = store as String] in
            guard refuse_call(refused_flock, ENOLCK) == 0 else { exit(1) }
            endSaying(
                failure { () throws(WriteFailure) in _ = try StoreLock(root: store, patience: .max) },
                ".lock: cannot be made: No locks available; nothing was recorded"
            )
        }
    }

    @Test("A full disk: the system's words, no document, no half of one, and the next write succeeds")
    func fullDisk() async throws {
        await #expect(processExitsWith: .success) { [store = store as String] in
            let place = try DurableFolder(root: store, path: "returns/2022-05")
            // By its length: which descriptor a file gets depends on what other threads of the process have open.
            let bytes = [UInt8](repeating: 10, count: 5_000)
            guard refuse_call_where(refused_write, ENOSPC, 2, .max, UInt32(bytes.count)) == 0 else { exit(1) }
            let said = failure { () throws(WriteFailure) in try place.add("a.1.xml", bytes) }
            guard files(below: store + "/returns/2022-05").count == 20 else { exit(2) }
            // Of another length there is room.
            guard failure({ () throws(WriteFailure) in try place.add("b.1.xml", bytes + [10]) }) == nil else { exit(3) }
            endSaying(said, "returns/2022-05/a.1.xml: cannot be written: No space left on device; nothing was recorded")
        }
    }

    @Test("A file that may not grow so far leaves nothing of itself")
    func fileSize() async throws {
        await #expect(processExitsWith: .success) { [store = store as String] in
            signal(SIGXFSZ, SIG_IGN)
            var limit = rlimit(rlim_cur: 4_096, rlim_max: rlim_t.max)
            guard unsafe setrlimit(__rlimit_resource_t(1), &limit) == 0 else { exit(1) }
            let place = try DurableFolder(root: store, path: "returns/2022-05")
            // The first 4,096 bytes are taken, so that the failing is in the middle.
            let said = failure { () throws(WriteFailure) in
                try place.add("a.1.xml", [UInt8](repeating: 10, count: 5_000))
            }
            guard files(below: store + "/returns/2022-05").count == 20 else { exit(2) }
            guard failure({ () throws(WriteFailure) in try place.add("b.1.xml", [10]) }) == nil else { exit(3) }
            limit.rlim_cur = .max
            guard unsafe setrlimit(__rlimit_resource_t(1), &limit) == 0 else { exit(4) }
            endSaying(said, "returns/2022-05/a.1.xml: cannot be written: File too large; nothing was recorded")
        }
    }

    @Test("Where no name can be given without replacing, a file gets it in two steps, and still replaces none")
    func noRenameOfItsKind() async throws {
        await #expect(processExitsWith: .success) { [store = store as String] in
            guard refuse_call(refused_renameat2, ENOSYS) == 0 else { exit(1) }
            let place = try DurableFolder(root: store, path: "returns/2022-05")
            guard failure({ () throws(WriteFailure) in try place.add("a.1.xml", [65]) }) == nil else { exit(2) }
            let said = failure { () throws(WriteFailure) in try place.add("a.1.xml", [66]) }
            guard try bytes(of: store + "/returns/2022-05/a.1.xml") == [65] else { exit(3) }
            let hidden = try FileManager.default.contentsOfDirectory(atPath: store + "/returns/2022-05").filter {
                $0.hasPrefix(".")
            }
            guard hidden == [] else { exit(4) }
            endSaying(said, "returns/2022-05/a.1.xml: cannot be made: File exists; nothing was recorded")
        }
    }
}

/// The words of what a write failed with; nil where it did not.
func failure(_ work: () throws(WriteFailure) -> Void) -> String? {
    do {
        try work()
        return nil
    } catch {
        return error.description
    }
}

/// Ends the process of a test, well where something was said as expected.
func endSaying(_ said: String?, _ expected: String) -> Never {
    if said == expected { exit(0) }
    print("expected: \(expected)\nsaid:     \(said ?? "nothing")")
    exit(9)
}
