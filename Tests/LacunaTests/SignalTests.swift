import Foundation
import TestSupport
import Testing

@Suite("Signals of the system")
struct SignalTests {
    @Test("A result that grows beyond the largest file allowed is an error of writing, not the end by a signal")
    func fileTooLarge() throws {
        let folder = try TemporaryFolder()
        let program = URL(fileURLWithPath: CommandLine.arguments.first ?? "").deletingLastPathComponent()
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        // The page is longer than a block or two. The signal is as a shell leaves it, whatever this process does with it.
        process.arguments = [
            "-c", "ulimit -f 1; exec env --default-signal=XFSZ \"$0\" man >\"$1\"",
            program.appendingPathComponent("lacuna").path,
            folder.path + "/page",
        ]
        let errors = Pipe()
        process.standardError = errors
        try process.run()
        let told = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationReason == .exit && process.terminationStatus == 74)
        #expect(told.contains("could not be written to standard output: File too large"), "\(told)")
    }
}
