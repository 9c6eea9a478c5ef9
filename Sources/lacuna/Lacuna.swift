import Glibc
import ScopingStore
import System

/// The command line: parse, call, print, exit.
package enum Lacuna {
    /// The commands, in the order in which help lists them.
    static let commands: [Command] = [
        statusCommand, headlinesCommand, showCommand, historyCommand, trendCommand, gapsCommand, explainCommand,
        needCommand,
        equityCommand, auditCommand, needsCommand, workforceCommand, voiceCommand, outcomesCommand, figuresCommand,
        actionsCommand, planCommand, twinsCommand, compareCommand, heatmapCommand, briefCommand, reportCommand,
        returnFormCommand, returnCheckCommand, returnSubmitCommand, returnCorrectCommand,
        returnQueryCommand, returnAnswerCommand, returnRequestChangesCommand, returnAcceptCommand, actionOpenCommand,
        actionUpdateCommand,
        actionListCommand, actionShowCommand, roundOpenCommand,
        roundContactsCommand, roundStatusCommand, remindCommand, exportCommand, verifyCommand, headsCommand,
        sealCommand, initCommand, simulateCommand,
        schemaCommand, serveCommand, callCommand, tokenAddCommand, tokenListCommand, tokenRevokeCommand,
        clientCommand, completionCommand, manCommand, versionCommand,
    ]

    static let table = CommandTable(
        summary: "Lacuna maps who provides what, where, and finds the gaps. It reads a store: a folder of XML returns, "
            + "Scoping unless --store DIR or LACUNA_STORE names another. What was read is kept for the next call in the user's "
            + "folder of caches, or in the folder LACUNA_CACHE names (none where it is empty); deleting it changes no answer.",
        commands: commands.map(\.spec)
    )

    /// The commands that read no document, and so run with any libxml2.
    private static let needsNoDocuments: Set<String> = ["client", "completion", "man", "schema", "version"]

    /// Runs the words that the program was called with, and ends it.
    package static func main() {
        // A reader that goes away must end in an error of write, not in a signal; so must a file beyond the size limit.
        signal(SIGPIPE, SIG_IGN)
        signal(SIGXFSZ, SIG_IGN)
        let words = Array(commandWords().dropFirst())
        // A server ends in a way of its own.
        if words.first != serveCommand.spec.name {
            Interruption.begin()
            ProgressLine.begin()
        }
        let environment = Environment.current()
        let noColour = environment["NO_COLOR"].map { !$0.isEmpty } ?? false
        let terminal = Terminal(STDOUT_FILENO, environment)
        var console = Console(usesColour: terminal != nil && !noColour, terminal: terminal, environment: environment)
        var status = run(words, &console)
        // A reader that goes away, as head does, has seen what it wanted.
        if !console.present(), errno != EPIPE {
            status = .inputOutput
            let reason = unsafe String(cString: strerror(errno))
            Console.complain(
                "lacuna: the result could not be written to standard output: \(reason); what the command did is done"
            )
        }
        exit(status.rawValue)
    }

    /// Runs one call. Never traps, whatever the words are.
    static func run(_ words: [String], _ console: inout Console) -> ExitStatus {
        do {
            return try answer(try table.request(words), &console)
        } catch let error as UsageError {
            console.note(error.description)
            return .usage
        } catch let failure as CommandFailure {
            for message in failure.messages { console.note(message) }
            return failure.status
        } catch {
            console.note("lacuna: \(error)")
            return .badData
        }
    }

    private static func answer(_ request: CommandTable.Request, _ console: inout Console) throws -> ExitStatus {
        switch request {
        case .overview:
            console.print(HelpText.overview(of: table))
        case .help(let spec):
            console.print(HelpText.command(spec))
        case .group(let word, let specs):
            console.print(HelpText.group(word, specs))
        case .run(let invocation):
            guard let command = commands.first(where: { $0.spec.name == invocation.command.name }) else {
                throw CommandFailure(.usage, "lacuna: '\(invocation.command)' cannot be run.")
            }
            if !needsNoDocuments.contains(command.spec.name), let refusal = LibXML2Version.refusal(of: .running) {
                throw CommandFailure(.unavailable, "lacuna: \(refusal)")
            }
            return try command.run(invocation, &console)
        }
        return .done
    }
}
