import Foundation
import TestSupport
import Testing

@testable import lacuna

/// bash itself, with the script that the program prints and the program that was built beside the tests.
@Suite("Completion in bash", .enabled(if: FileManager.default.isExecutableFile(atPath: "/bin/bash")))
struct BashCompletionTests {
    private static let program = URL(fileURLWithPath: CommandLine.arguments.first ?? "").deletingLastPathComponent()
        .appendingPathComponent("lacuna").path

    /// Loads the script in a bash of its own and asks its function, as readline does, at the end of each line.
    ///
    /// - Parameter lines: words as bash has split them: at '=' and ':', too.
    /// - Returns: For each line what was offered, and what was asked of readline.
    private func offered(_ lines: [[String]]) throws -> [[String]] {
        let folder = try TemporaryFolder()
        try folder.write(Shell.bash.script, to: "lacuna.bash")
        let questions = lines.map { words in
            let quoted = words.map { "'" + $0.replacing("'", with: "'\\''") + "'" }.joined(separator: " ")
            return "ask \(quoted)\n"
        }
        let program = """
            set -u
            compopt() { asked="$*"; }
            . \(folder.path)/lacuna.bash
            complete -p lacuna
            ask() {
                asked=
                COMP_WORDS=("$program" "$@") COMP_CWORD=$#
                _lacuna "$program" "${@: -1}" "${@: -2:1}"
                printf '%s|' "${COMPREPLY[@]}" "$asked"
                echo
            }
            program=\(Self.program)

            """
        try folder.write(program + questions.joined(), to: "ask.bash")
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/bash")
        process.arguments = ["--norc", "--noprofile", folder.path + "/ask.bash"]
        process.environment = ["PATH": "/usr/bin:/bin", "LACUNA_STORE": Repository.scoping, "LC_ALL": "C.UTF-8"]
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let said = String(decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        var answers = said.split(separator: "\n").map(String.init)
        #expect(answers.first == "complete -o nosort -F _lacuna lacuna")
        answers = Array(answers.dropFirst())
        #expect(answers.count == lines.count, "\(said)")
        return answers.map { $0.split(separator: "|").map(String.init) }
    }

    @Test("It offers what Lacuna says, and only what is missing of a word that bash has split")
    func lines() throws {
        let trials: [(line: [String], offered: [String])] = [
            (["ret"], ["return"]),
            (["return", "su"], ["submit"]),
            (["gaps", "--mi"], ["--min-severity"]),
            (["gaps", "--format", "c"], ["csv"]),
            (["gaps", "--format", "=", "c"], ["csv"]),
            (["gaps", "--format", "="], ["table", "csv", "json", "xml", "svg", "png"]),
            (["gaps", "--kind", "none,par"], ["none,partial"]),
            (["gaps", "--kind", "=", "none,par"], ["none,partial"]),
            (["show", "--within", "ccg-h"], ["ccg-halton"]),
            (["show", "--within", "\"ccg-h"], ["ccg-halton"]),
            (["return", "submit", "x"], ["-o default"]),
            (["init", ""], ["-o dirnames"]),
            (["explain", "none", ":", "ccg-halton", ":", ""], []),
            (["gaps", "--within", "$(touch /tmp/lacuna-was-run)"], []),
            (["gaps", "--zzz"], []),
        ]
        let found = try offered(trials.map(\.line))
        for (trial, found) in zip(trials, found) { #expect(found == trial.offered, "\(trial.line)") }
        #expect(!FileManager.default.fileExists(atPath: "/tmp/lacuna-was-run"))
    }
}
