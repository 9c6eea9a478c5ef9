import Testing

@testable import lacuna

@Suite("Command line: usage errors, to the letter")
struct CommandLineUsageErrorTests {
    private func check(
        _ error: UsageError?,
        _ text: String,
        token: String?,
        position: Int?,
        _ location: SourceLocation = #_sourceLocation
    ) {
        #expect(error?.description == text, sourceLocation: location)
        #expect(error?.token == token, sourceLocation: location)
        #expect(error?.position == position, sourceLocation: location)
    }

    @Test func unknownOption() {
        check(
            Sample.error("-q", "--as-off=2022"),
            "lacuna gaps: unknown option '--as-off'. Did you mean '--as-of'?\nSee 'lacuna help gaps'.",
            token: "--as-off=2022",
            position: 2
        )
        check(
            Sample.error("--zzz", as: Sample.plan),
            "lacuna plan: unknown option '--zzz'. Accepted here: --steps, --help.\nSee 'lacuna help plan'.",
            token: "--zzz",
            position: 1
        )
        #expect(Sample.error("-as-of", "x")?.hint == "Did you mean '--as-of'?")
        #expect(Sample.error("-O", "x")?.hint == "Did you mean '-o'?")
        #expect(Sample.error("--o", "x")?.hint == "Did you mean '-o'?")
        #expect(Sample.error("--As-Of", "x")?.hint == "Did you mean '--as-of'?")
        #expect(Sample.error("--hlep")?.hint == "Did you mean '--help'?")
    }

    @Test func repeatedOption() {
        check(
            Sample.error("--as-of", "a", "--as-of=b"),
            "lacuna gaps: option '--as-of' is given more than once. Give it once.\nSee 'lacuna help gaps'.",
            token: "--as-of=b",
            position: 3
        )
        #expect(Sample.error("--quiet", "-q")?.message == "option '-q' is given more than once")
    }

    @Test func missingValue() {
        check(
            Sample.error("--as-of"),
            "lacuna gaps: option '--as-of' needs a value (DATE). Write '--as-of DATE'.\nSee 'lacuna help gaps'.",
            token: nil,
            position: 2
        )
        check(
            Sample.error("--as-of", "-x"),
            "lacuna gaps: option '--as-of' needs a value (DATE). If '-x' is the value, write '--as-of=-x'.\n"
                + "See 'lacuna help gaps'.",
            token: "-x",
            position: 2
        )
        #expect(Sample.error("-o", "-5")?.hint == "If '-5' is the value, write '--output=-5'.")
        #expect(Sample.error("-o", "--")?.hint == "If '--' is the value, write '--output=--'.")
        #expect(Sample.error("--between", "a")?.message == "option '--between' needs a value (TO)")
        #expect(Sample.error("--between", "a", "-q")?.hint == "Write '--between TO'.")
    }

    @Test func valueForAFlag() {
        check(
            Sample.error("--quiet=yes"),
            "lacuna gaps: option '--quiet' takes no value, but 'yes' is attached to it. Write '--quiet' alone.\n"
                + "See 'lacuna help gaps'.",
            token: "--quiet=yes",
            position: 1
        )
        #expect(Sample.error("-qs")?.message == "option '-q' takes no value, but 's' is attached to it")
        #expect(Sample.error("--help=x")?.message == "option '--help' takes no value, but 'x' is attached to it")
    }

    @Test func valueNotAccepted() {
        check(
            Sample.error("--format", "jsn"),
            "lacuna gaps: 'jsn' is not accepted by option '--format'. Did you mean 'json'? Expected table, json or csv.\n"
                + "See 'lacuna help gaps'.",
            token: "jsn",
            position: 2
        )
        check(
            Sample.error("--kind=none,,partial"),
            "lacuna gaps: '' is not accepted by option '--kind'. Expected none or partial.\nSee 'lacuna help gaps'.",
            token: "--kind=none,,partial",
            position: 1
        )
    }

    @Test func missingOption() {
        check(
            Sample.error(as: Sample.plan),
            "lacuna plan: option '--steps N' is required.\nSee 'lacuna help plan'.",
            token: nil,
            position: 1
        )
    }

    @Test func unexpectedArgument() {
        check(
            Sample.error("x"),
            "lacuna gaps: unexpected argument 'x'. No arguments are taken.\nSee 'lacuna help gaps'.",
            token: "x",
            position: 1
        )
        check(
            Sample.error("a", "b", "c", as: Sample.history),
            "lacuna history: unexpected argument 'c'. Only AREA SERVICE is taken.\nSee 'lacuna help history'.",
            token: "c",
            position: 3
        )
        #expect(Sample.error("as-of", "2022")?.hint == "Did you mean '--as-of'?")
    }

    @Test func missingArguments() {
        check(
            Sample.error(as: Sample.history),
            "lacuna history: missing arguments AREA and SERVICE.\nSee 'lacuna help history'.",
            token: nil,
            position: 1
        )
        check(
            Sample.error("a", as: Sample.history),
            "lacuna history: missing argument SERVICE.\nSee 'lacuna help history'.",
            token: nil,
            position: 2
        )
        #expect(Sample.error(as: Sample.importing)?.message == "missing argument FILE")
    }

    @Test func theFirstThingWrongIsReported() {
        #expect(Sample.error("--bogus", "--as-of")?.message == "unknown option '--bogus'")
        #expect(Sample.error("x", "--bogus")?.message == "unknown option '--bogus'")
    }

    @Test func aCommandRefusesInTheSameWords() throws {
        let invocation = try Sample.parse("--as-of=2022-13-01")
        check(
            invocation.refusal(ofOption: "as-of", expected: "Expected a date such as 2022-05-31."),
            "lacuna gaps: '2022-13-01' is not accepted by option '--as-of'. Expected a date such as 2022-05-31.\n"
                + "See 'lacuna help gaps'.",
            token: "--as-of=2022-13-01",
            position: 1
        )
        let history = try Sample.parse("sefon", "x", as: Sample.history)
        check(
            history.refusal(ofPositional: "AREA", nearest: ["place-sefton"]),
            "lacuna history: 'sefon' is not accepted as AREA. Did you mean 'place-sefton'?\nSee 'lacuna help history'.",
            token: "sefon",
            position: 1
        )
        check(
            invocation.refusal("'--as-of' and '--between' do not go together", hint: "Give one of them."),
            "lacuna gaps: '--as-of' and '--between' do not go together. Give one of them.\nSee 'lacuna help gaps'.",
            token: nil,
            position: nil
        )
    }

    @Test func exitStatuses() {
        let all: [lacuna.ExitStatus] = [
            .done, .findings, .usage, .badData, .noInput, .unavailable, .cannotCreate, .inputOutput, .locked,
            .notPermitted,
        ]
        #expect(all.map(\.rawValue) == [0, 1, 64, 65, 66, 69, 73, 74, 75, 77])
    }
}
