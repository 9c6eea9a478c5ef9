import Testing

@testable import lacuna

@Suite("Command line: help, to the letter")
struct CommandLineHelpTests {
    @Test func overview() {
        #expect(
            HelpText.overview(of: Sample.table) == """
                Lacuna maps early-years mental health services, and the gaps between them.

                Usage: lacuna COMMAND [ARGUMENT...]

                Commands:
                  gaps           List the gaps, the most severe first.
                  history        Show one cell through time.
                  import         Bring returns in.
                  call           Call a method.
                  plan           Choose what to improve.
                  return form    Write an empty form.
                  return submit  Store a return.
                  version        Print the version.
                  help           Show help, of one command or of all.

                See 'lacuna help COMMAND' for one of them.
                """
        )
    }

    @Test func group() {
        #expect(
            HelpText.group("return", [Sample.form, Sample.submit]) == """
                Usage: lacuna return COMMAND [ARGUMENT...]

                Commands:
                  return form    Write an empty form.
                  return submit  Store a return.

                See 'lacuna help return COMMAND' for one of them.
                """
        )
    }

    @Test func command() {
        #expect(
            HelpText.command(Sample.gaps) == """
                List the gaps, the most severe first.

                Usage: lacuna gaps [--as-of DATE] [--between FROM TO] [--service SERVICE]...
                                   [--kind KIND,...] [--format FORMAT] [--output FILE]
                                   [--quiet]

                A gap is a cell that wants something.

                Severity runs from 0 to 100.

                Options:
                      --as-of DATE       The day the ratings are about.
                      --between FROM TO  What changed between two days.
                  -s, --service SERVICE  Only this service. May be given more than once.
                      --kind KIND,...    Only these kinds. Any of: none, partial.
                      --format FORMAT    The form. One of: table, json, csv.
                  -o, --output FILE      Where to write.
                  -q, --quiet            Say less.
                  -h, --help             Show this help.

                Examples:
                  lacuna gaps --as-of 2022-05-31
                      The gaps of that day.
                """
        )
    }

    @Test func commandWithArguments() {
        #expect(
            HelpText.command(Sample.call) == """
                Call a method.

                Usage: lacuna call METHOD [PARAMS]

                Arguments:
                  METHOD  Its name.
                  PARAMS  Its parameters.

                Options:
                  -h, --help  Show this help.
                """
        )
        #expect(HelpText.command(Sample.importing).contains("Usage: lacuna import FILE...\n"))
        #expect(HelpText.command(Sample.plan).contains("Usage: lacuna plan --steps N\n"))
        #expect(HelpText.command(Sample.plan).contains("How many. Required.\n"))
        #expect(HelpText.command(Sample.version).contains("Usage: lacuna version\n"))
    }

    @Test func linesAreAtMost79ColumnsAndEndWithoutBlanks() {
        let words = (0..<300).map { String(repeating: "w", count: $0 * 7 % 11 + 1) }.joined(separator: " ")
        let command = CommandSpec(
            name: "long",
            summary: words,
            arguments: [ArgumentSpec(name: String(repeating: "N", count: 40), help: words)],
            options: [OptionSpec(name: "a-very-long-option-name", value: "PLACEHOLDER", help: words)],
            discussion: [words, words],
            examples: [("lacuna long", words)]
        )
        let table = CommandTable(summary: words, commands: [command])
        for text in [HelpText.overview(of: table), HelpText.command(command), HelpText.group("long", [command])] {
            for line in text.split(separator: "\n") {
                #expect(line.count <= 79 && line.last != " ", "\(line)")
            }
        }
    }

    @Test func wrappingFillsALineToItsLastColumn() {
        let forty = String(repeating: "a", count: 40)
        let rest = String(repeating: "b", count: 38)
        #expect(TextLayout.filled([forty, rest]) == ["\(forty) \(rest)"])
        #expect(TextLayout.filled([forty, rest + "b"], indent: 2) == [forty, "  \(rest)b"])
    }

    @Test func aWordWiderThanALineStandsAlone() {
        let wide = String(repeating: "x", count: 200)
        #expect(TextLayout.filled(["a", wide, "b"], indent: 2) == ["a", "  " + wide, "  b"])
        #expect(TextLayout.filled([]) == [])
        #expect(TextLayout.paragraphs(" \n\n a  b\nc\n\n\n d ") == ["a b c", "", "d"])
    }

    @Test func aLongTermStandsOnALineOfItsOwn() {
        let long = String(repeating: "t", count: 27)
        #expect(
            TextLayout.columns([(term: "a", text: "one"), (term: long, text: "two"), (term: "bcd", text: "")])
                == ["  a    one", "  " + long, "       two", "  bcd"]
        )
    }
}
