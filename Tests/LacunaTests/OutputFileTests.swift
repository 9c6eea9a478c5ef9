import CTestSupport
import Foundation
import Glibc
import TestSupport
import Testing

@testable import lacuna

/// Each that the kernel has to play a part in, in a process of its own: what it is asked to refuse it refuses for good.
@Suite("Files that a command writes, where the disk does not do as it should")
struct OutputFileTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test("A folder that cannot be flushed: the file is there, and it is said that this may not last")
    func folderNotFlushed() async throws {
        try folder.write("old", to: "access")
        await #expect(processExitsWith: .success) { [path = folder.path + "/access" as String] in
            // To be flushed, the folder has to be opened as one.
            guard refuse_call_where(refused_openat, EIO, 2, UInt32(O_DIRECTORY), UInt32(O_DIRECTORY)) == 0 else {
                exit(1)
            }
            let failed = failure { () throws(CommandFailure) in try OutputFiles.replace(path, Array("new".utf8)) }
            guard try text(of: path) == "new" else { exit(2) }
            end(
                failed,
                74,
                "lacuna: '\(path)' is written, but not known to be durable: Input/output error; look at it after a restart"
            )
        }
        #expect(files(below: folder.path) == ["access"])
    }

    @Test("A file that cannot be flushed is not put in place of the old one")
    func fileNotFlushed() async throws {
        try folder.write("old", to: "access")
        await #expect(processExitsWith: .success) { [path = folder.path + "/access" as String] in
            guard refuse_call(refused_fsync, EIO) == 0 else { exit(1) }
            let failed = failure { () throws(CommandFailure) in try OutputFiles.replace(path, Array("new".utf8)) }
            guard try text(of: path) == "old" else { exit(2) }
            end(failed, 74, "lacuna: cannot write '\(path)': Input/output error")
        }
        #expect(files(below: folder.path) == ["access"])
    }

    @Test(
        "A full disk, and a file that may not grow so far: the old file stays, beside it nothing, and the status is that of a disk"
    )
    func fullDisk() async throws {
        try folder.write("old", to: "table.csv")
        await #expect(processExitsWith: .success) { [path = folder.path + "/table.csv" as String] in
            signal(SIGXFSZ, SIG_IGN)
            var limit = rlimit(rlim_cur: 4_096, rlim_max: rlim_t.max)
            guard unsafe setrlimit(__rlimit_resource_t(1), &limit) == 0 else { exit(1) }
            let long = [UInt8](repeating: 10, count: 5_000)
            let failed = failure { () throws(CommandFailure) in
                try OutputFiles.write(long, to: path, store: Repository.scoping)
            }
            limit.rlim_cur = .max
            guard unsafe setrlimit(__rlimit_resource_t(1), &limit) == 0 else { exit(2) }
            end(failed, 74, "lacuna: cannot write '\(path)': File too large")
        }
        await #expect(processExitsWith: .success) { [path = folder.path + "/table.csv" as String] in
            // By its length: which descriptor a file gets depends on what other threads of the process have open.
            let new = [UInt8](repeating: 10, count: 4_321)
            guard refuse_call_where(refused_write, ENOSPC, 2, .max, UInt32(new.count)) == 0 else { exit(1) }
            let failed = failure { () throws(CommandFailure) in
                try OutputFiles.write(new, to: path, store: Repository.scoping)
            }
            end(failed, 74, "lacuna: cannot write '\(path)': No space left on device")
        }
        #expect(files(below: folder.path) == ["table.csv"])
        #expect(try text(of: folder.path + "/table.csv") == "old")
    }

    @Test("Of many files none is begun any more after one that the disk had no room for, and no folder stays")
    func manyFiles() async throws {
        await #expect(processExitsWith: .success) { [path = folder.path as String] in
            signal(SIGXFSZ, SIG_IGN)
            var limit = rlimit(rlim_cur: 4_096, rlim_max: rlim_t.max)
            guard unsafe setrlimit(__rlimit_resource_t(1), &limit) == 0 else { exit(1) }
            var all = OutputFiles()
            for number in 1...9 {
                all.add("a/b\(number % 3)/\(number).svg", [UInt8](repeating: 10, count: number * 1_000))
            }
            let failed = failure { () throws(CommandFailure) in try all.write(below: path, store: Repository.scoping) }
            limit.rlim_cur = .max
            guard unsafe setrlimit(__rlimit_resource_t(1), &limit) == 0 else { exit(2) }
            guard failed?.messages.first?.hasSuffix(": File too large") == true else { exit(3) }
            end(failed, 74, failed?.messages.first ?? "")
        }
        #expect(try FileManager.default.subpathsOfDirectory(atPath: folder.path) == [])
    }

    @Test("A result that standard output has no room for is told, with the status of a disk")
    func standardOutput() throws {
        let process = Process()
        let program = URL(fileURLWithPath: CommandLine.arguments.first ?? "").deletingLastPathComponent()
        process.executableURL = program.appendingPathComponent("lacuna")
        process.arguments = ["status", "--store", Repository.scoping]
        let full = unsafe open("/dev/full", O_WRONLY | O_CLOEXEC)
        try #require(full >= 0)
        process.standardOutput = FileHandle(fileDescriptor: full, closeOnDealloc: true)
        let errors = Pipe()
        process.standardError = errors
        try process.run()
        let said = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 74)
        #expect(
            said.hasSuffix(
                "lacuna: the result could not be written to standard output: No space left on device; what the command did is done\n"
            )
        )
    }
}

/// What a command failed with; nil where it did not.
private func failure(_ work: () throws(CommandFailure) -> Void) -> CommandFailure? {
    do {
        try work()
        return nil
    } catch {
        return error
    }
}

/// Ends the process of a test, well where it failed as expected.
private func end(_ failed: CommandFailure?, _ status: Int32, _ message: String) -> Never {
    if failed?.status.rawValue == status, failed?.messages == [message] { exit(0) }
    print(
        "expected: \(status) \(message)\nfailed:   \(failed.map { "\($0.status.rawValue) \($0.messages)" } ?? "not at all")"
    )
    exit(9)
}
