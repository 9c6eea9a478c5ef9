import TestSupport
import Testing

@testable import lacuna

/// Every command line of up to three tokens out of a small alphabet, and those of four (a tenth of them where tests are not
/// `Thorough`), either parses or is refused, and what comes out agrees with what went in.
@Suite("Command line: small world, all of it")
struct CommandLineExhaustiveTests {
    private static let alphabet = [
        "", "-", "--", "x", "a", "-5", "-o", "-ox", "-q", "-qx", "-h", "--out", "--out=a", "--quiet", "--quiet=",
        "--bogus",
    ]

    private static let commands = [
        CommandSpec(
            name: "c",
            summary: "",
            arguments: [ArgumentSpec(name: "A", help: ""), ArgumentSpec(name: "B", help: "", isRequired: false)],
            options: [
                OptionSpec(name: "out", letter: "o", value: "FILE", help: "", isRepeatable: true),
                OptionSpec(name: "quiet", letter: "q", help: ""),
            ]
        ),
        CommandSpec(
            name: "c",
            summary: "",
            arguments: [ArgumentSpec(name: "A", help: "", isRequired: false, isRepeating: true)],
            options: [OptionSpec(name: "out", letter: "o", values: ["FROM", "TO"], help: "")]
        ),
        CommandSpec(
            name: "c",
            summary: "",
            options: [
                OptionSpec(
                    name: "out",
                    letter: "o",
                    value: "X",
                    help: "",
                    allowed: ["a"],
                    isList: true,
                    isRequired: true
                )
            ]
        ),
    ]

    @Test(arguments: commands.indices)
    func everyCommandLine(_ index: Int) {
        let parser = ArgumentParser(command: Self.commands[index])
        var parsed = 0
        var failures: [String] = []
        Self.forEach { tokens in
            do throws(UsageError) {
                switch try parser.parse(tokens) {
                case .help:
                    if !tokens.prefix(while: { $0 != "--" }).contains("-h") {
                        failures.append("help unasked: \(tokens)")
                    }
                case .invocation(let invocation):
                    parsed += 1
                    if let fault = Self.fault(of: invocation, from: tokens, parser) {
                        failures.append("\(fault): \(tokens)")
                    }
                }
            } catch {
                if let fault = Self.fault(of: error, from: tokens) { failures.append("\(fault): \(tokens)") }
            }
        }
        #expect(failures.isEmpty, "\(failures.prefix(5))")
        // The strictest of the commands takes six: "--out=a", "--out a" and "-o a", each with or without "--" at the end.
        #expect(index == 2 ? parsed == 6 : parsed > 1_000)
    }

    @Test func everyRequest() {
        var failures: [String] = []
        let words = ["", "-", "--", "-h", "--help", "--version", "help", "return", "form", "gaps", "gpas", "-x"]
        Self.forEach(words) { tokens in
            do throws(UsageError) {
                _ = try Sample.table.request(tokens)
            } catch {
                if let fault = Self.fault(of: error, from: tokens) { failures.append("\(fault): \(tokens)") }
            }
        }
        #expect(failures.isEmpty, "\(failures.prefix(5))")
    }

    /// Calls `body` with every sequence of up to three tokens, and with those of four.
    private static func forEach(_ alphabet: [String] = alphabet, _ body: ([String]) -> Void) {
        var sequences: [[String]] = [[]]
        for _ in 0...3 {
            sequences.forEach(body)
            guard sequences.first?.count != 3 else { break }
            sequences = sequences.flatMap { sequence in alphabet.map { sequence + [$0] } }
        }
        // No length of an alphabet is a multiple of the step, so that every token comes last, and first.
        let step = Thorough.isAsked ? 1 : 11
        for number in stride(from: 0, to: sequences.count * alphabet.count, by: step) {
            body(sequences[number / alphabet.count] + [alphabet[number % alphabet.count]])
        }
    }

    /// What an invocation says must be found where it says, and written out again must mean the same.
    private static func fault(of invocation: Invocation, from tokens: [String], _ parser: ArgumentParser) -> String? {
        let arguments = invocation.options.values.flatMap(\.self) + invocation.positionals.values.flatMap(\.self)
        guard arguments.allSatisfy({ tokens.indices.contains($0.position - 1) && tokens[$0.position - 1] == $0.token })
        else { return "a value is not in its place" }
        var rewritten: [String] = []
        for option in parser.command.options where invocation.flag(option) {
            var values = invocation.values(option)[...]
            if option.isFlag { rewritten.append(option.spelling) }
            while let first = values.popFirst() {
                rewritten.append(option.spelling + "=" + first)
                rewritten += values.prefix(option.placeholders.count - 1)
                values = values.dropFirst(option.placeholders.count - 1)
            }
        }
        rewritten.append("--")
        for argument in parser.command.arguments { rewritten += invocation.positionals(argument.name) }
        guard case .invocation(let again)? = try? parser.parse(rewritten) else { return "not stable" }
        let isSame =
            again.options.mapValues { $0.map(\.text) } == invocation.options.mapValues { $0.map(\.text) }
            && again.positionals.mapValues { $0.map(\.text) } == invocation.positionals.mapValues { $0.map(\.text) }
        return isSame ? nil : "not the same"
    }

    /// An error names a token that stands where it says, and speaks in two lines.
    private static func fault(of error: UsageError, from tokens: [String]) -> String? {
        guard let position = error.position, (1...tokens.count + 1).contains(position) else { return "no place" }
        if let token = error.token, position > tokens.count || tokens[position - 1] != token { return "wrong token" }
        if error.token == nil, position != tokens.count + 1 { return "missing, but not at the end" }
        let lines = error.description.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.count == 2 && lines.allSatisfy({ $0.hasSuffix(".") || $0.hasSuffix("?") }) ? nil : "badly worded"
    }
}
