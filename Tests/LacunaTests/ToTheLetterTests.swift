import TestSupport
import Testing

@testable import lacuna

/// What commands print about the store of `TwoNetworks`, as files to read: other tests say that the figures are right, these that no
/// line is lost and no word changed unseen.
@Suite("What commands print, to the letter")
struct ToTheLetterTests {
    private static let folder = Repository.root + "/Tests/Goldens/Commands"

    /// Each command line that only looks and prints words, as the trials of options have them; other formats than the first once.
    private static let lines: [String: [[String]]] = {
        var lines: [String: [[String]]] = [:]
        for trial in OptionTrials.all where !EveryOptionTests.writes(trial) && trial.status == 0 {
            let words = trial.command.split(separator: " ").map(String.init) + trial.given + trial.words
            let formats =
                Lacuna.commands.first { $0.spec.name == trial.command }?.spec.option(named: "format")?.allowed ?? []
            if lines[trial.command] == nil {
                let others = formats.filter { !["png", "svg", "html", "json"].contains($0) }
                lines[trial.command] = others.map { words + ["--format", $0] }
            }
            lines[trial.command, default: []].append(words)
        }
        return lines.filter { !["heatmap", "compare", "version", "call", "serve"].contains($0.key) }
    }()

    @Test("Every command that looks prints what lies in Tests/Goldens", arguments: lines.keys.sorted())
    func printed(command: String) throws {
        let bench = try OptionBench()
        var text = ""
        for words in Self.lines[command] ?? [] {
            let result = try bench.run(words, looks: false)
            guard !result.output.hasPrefix("<svg") else { continue }
            text += "$ lacuna \(words.joined(separator: " "))\n\(result.output)\(result.errors)\n"
        }
        try expectRecorded(Array(text.utf8), "\(Self.folder)/\(command.replacing(" ", with: "-")).txt")
    }
}
