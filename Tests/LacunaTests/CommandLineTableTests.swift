import Testing

@testable import lacuna

@Suite("Command line: finding the command")
struct CommandLineTableTests {
    private let table = Sample.table

    @Test func noArgumentsGiveTheOverview() throws {
        #expect(try table.request([]) == .overview)
        #expect(try table.request(["help"]) == .overview)
        #expect(try table.request(["--help"]) == .overview)
        #expect(try table.request(["-h"]) == .overview)
        #expect(try table.request(["--help", "--store", "x"]) == .overview)
    }

    @Test func theLongestNameWins() throws {
        let table = CommandTable(
            summary: "",
            commands: [CommandSpec(name: "return", summary: ""), Sample.form, Sample.submit]
        )
        #expect(table.command(at: ["return", "form", "x"])?.name == "return form")
        #expect(table.command(at: ["return", "x"])?.name == "return")
        #expect(table.command(at: ["form"]) == nil)
    }

    @Test func aTwoWordCommandIsRun() throws {
        guard case .run(let invocation) = try table.request(["return", "form", "halton"]) else {
            Issue.record("not run")
            return
        }
        #expect(invocation.command.name == "return form")
        #expect(invocation.arguments(at: "AREA").first?.position == 3)
    }

    @Test func helpOfOneCommand() throws {
        #expect(try table.request(["help", "gaps"]) == .help(Sample.gaps))
        #expect(try table.request(["gaps", "--bogus", "--help"]) == .help(Sample.gaps))
        #expect(try table.request(["--help", "gaps"]) == .help(Sample.gaps))
        #expect(try table.request(["help", "return", "form"]) == .help(Sample.form))
        guard case .help(let help) = try table.request(["help", "--help"]) else {
            Issue.record("no help on help")
            return
        }
        #expect(help.name == "help")
    }

    @Test func helpOfAGroup() throws {
        let group = CommandTable.Request.group("return", [Sample.form, Sample.submit])
        #expect(try table.request(["help", "return"]) == group)
        #expect(try table.request(["return", "--help"]) == group)
    }

    @Test func versionMayBeAskedForAsAnOption() throws {
        guard case .run(let invocation) = try table.request(["--version"]) else {
            Issue.record("not run")
            return
        }
        #expect(invocation.command.name == "version")
    }

    @Test func unknownCommands() {
        let error = Sample.requestError("gpas", "-x")
        #expect(error?.description == "lacuna: unknown command 'gpas'. Did you mean 'gaps'?\nSee 'lacuna help'.")
        #expect(error?.token == "gpas")
        #expect(error?.position == 1)
        #expect(Sample.requestError("zzzzzz")?.description == "lacuna: unknown command 'zzzzzz'.\nSee 'lacuna help'.")
        #expect(Sample.requestError("")?.description == "lacuna: unknown command ''.\nSee 'lacuna help'.")
        #expect(Sample.requestError("submit")?.hint == "Did you mean 'return submit'?")
        #expect(Sample.requestError("return form")?.hint == "Did you mean 'return form'?")
        #expect(Sample.requestError("retrun")?.hint == "Did you mean 'return'?")
    }

    @Test func unknownSecondWords() {
        let error = Sample.requestError("return", "sumbit")
        #expect(
            error?.description
                == "lacuna return: unknown command 'sumbit'. Did you mean 'submit'?\nSee 'lacuna help return'."
        )
        #expect(error?.position == 2)
        #expect(Sample.requestError("return", "zzzzzz")?.hint == "Expected form or submit.")
        let bare = Sample.requestError("return")
        #expect(
            bare?.description
                == "lacuna return: the command is not complete. Expected form or submit.\nSee 'lacuna help return'."
        )
        #expect(bare?.token == nil)
        #expect(bare?.position == 2)
        #expect(Sample.requestError("return", "--store", "x")?.token == "--store")
    }

    @Test func optionsComeAfterTheCommand() {
        #expect(
            Sample.requestError("--store=x", "gaps")?.description
                == "lacuna: option '--store' stands before the command. Options come after the command.\nSee 'lacuna help'."
        )
    }

    @Test func helpOnWhatDoesNotExist() {
        #expect(Sample.requestError("help", "gpas")?.position == 2)
        #expect(Sample.requestError("help", "--", "gpas")?.position == 3)
        #expect(
            Sample.requestError("help", "gaps", "x")?.description
                == "lacuna help: unexpected argument 'x'. Only gaps is taken.\nSee 'lacuna help help'."
        )
    }

    @Test func placesCountTheWordsOfTheCommand() {
        #expect(Sample.requestError("gaps", "-q", "--bogus")?.position == 3)
        #expect(Sample.requestError("return", "form", "a", "b")?.position == 4)
    }
}

@Suite("Command line: declarations")
struct CommandLineDeclarationTests {
    @Test func theSampleIsSound() {
        #expect(Sample.table.faults.isEmpty)
    }

    @Test func faultsAreFound() {
        let command = CommandSpec(
            name: "a  b",
            summary: "",
            arguments: [
                ArgumentSpec(name: "X", help: "", isRequired: false, isRepeating: true),
                ArgumentSpec(name: "X", help: ""),
            ],
            options: [
                OptionSpec(name: "help", letter: "h", help: ""),
                OptionSpec(name: "Bad", letter: "1", help: "", allowed: ["x"]),
            ],
            examples: [("lacuna other", "")]
        )
        #expect(
            command.faults == [
                "'a  b': a name is words separated by single spaces.",
                "'a  b' --help: the name is taken.",
                "'a  b' --help: the letter -h is taken.",
                "'a  b' --Bad: a name is lower-case letters, digits and inner hyphens.",
                "'a  b' --Bad: a short name is one ASCII letter.",
                "'a  b' --Bad: a flag has no values to allow or list, and is never required.",
                "'a  b' X: only the last argument may repeat.",
                "'a  b' X: a required argument cannot follow an optional one.",
                "'a  b': two arguments have the same name.",
                "'a  b': the example 'lacuna other' shows another command.",
            ]
        )
        let twice = CommandTable(summary: "", commands: [Sample.gaps, Sample.gaps])
        #expect(twice.faults == ["'gaps': the name is taken."])
    }
}
