import Glibc
import Provision

/// The command line: parse, call, print, exit.
@main
enum Lacuna {
    /// The commands, in the order in which help lists them.
    static let commands: [CommandSpec] = [
        statusCommand, showCommand, gapsCommand, heatmapCommand, reportCommand, exportCommand, verifyCommand,
        schemaCommand, versionCommand, helpCommand,
    ]

    static func main() {
        // A reader that goes away must end in an error of write, not in a signal; so must a file beyond the size limit.
        unsafe signal(SIGPIPE, SIG_IGN)
        unsafe signal(SIGXFSZ, SIG_IGN)
        let environment = Environment.current()
        let noColour = environment["NO_COLOR"].map { !$0.isEmpty } ?? false
        var console = Console(usesColour: isatty(STDOUT_FILENO) == 1 && !noColour, environment: environment)
        var status = run(Array(CommandLine.arguments.dropFirst()), &console)
        if !console.flush() { status = .inputOutput }
        exit(status.rawValue)
    }

    /// Runs one call. Never traps, whatever the words are.
    static func run(_ words: [String], _ console: inout Console) -> ExitStatus {
        do {
            return try dispatch(words, &console)
        } catch let failure as CommandFailure {
            for message in failure.messages { console.note(message) }
            return failure.status
        } catch {
            console.note("lacuna: \(error)")
            return .badData
        }
    }

    private static func dispatch(_ words: [String], _ console: inout Console) throws -> ExitStatus {
        guard let name = words.first, name != "--help", name != "-h" else {
            console.write(Array(HelpText.overview(commands).utf8))
            return .done
        }
        if name == "--version" { return try dispatch(["version"], &console) }
        let command = try command(named: name)
        switch try ArgumentParser(command: command).parse(Array(words.dropFirst())) {
        case .help:
            console.write(Array(HelpText.command(command).utf8))
            return .done
        case .invocation(let invocation):
            return try command.run(invocation, &console)
        }
    }

    static func command(named name: String) throws(CommandFailure) -> CommandSpec {
        if let command = commands.first(where: { $0.name == name }) { return command }
        let nearest = Suggestion.nearest(to: name, among: commands.map(\.name)).map { " Did you mean '\($0)'?" } ?? ""
        throw CommandFailure(.usage, "lacuna: unknown command '\(name)'.\(nearest)", "See 'lacuna help'.")
    }
}
