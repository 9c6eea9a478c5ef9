import Testing

@testable import lacuna

@Suite("Command line: parsing")
struct CommandLineParsingTests {
    @Test(
        "A value may be separate or attached",
        arguments: [
            ["--output", "a.svg"], ["--output=a.svg"], ["-o", "a.svg"], ["-oa.svg"], ["-o=a.svg"],
        ]
    )
    func valueForms(tokens: [String]) throws {
        guard case .invocation(let invocation) = try ArgumentParser(command: Sample.gaps).parse(tokens) else {
            Issue.record("help instead")
            return
        }
        #expect(invocation.value("output") == "a.svg")
    }

    @Test func nothingGivenMeansNothingSet() throws {
        let invocation = try Sample.parse()
        #expect(invocation.value("as-of") == nil)
        #expect(invocation.values("service") == [])
        #expect(!invocation.flag("quiet"))
    }

    @Test func flagsAreSetByEitherName() throws {
        #expect(try Sample.parse("--quiet").flag("quiet"))
        #expect(try Sample.parse("-q").flag("quiet"))
    }

    @Test func aRepeatableOptionKeepsTheOrder() throws {
        let invocation = try Sample.parse("-s", "b", "--service=a", "-sb")
        #expect(invocation.values("service") == ["b", "a", "b"])
        #expect(invocation.arguments(of: "service").map(\.position) == [2, 3, 4])
    }

    @Test func anOptionMayTakeTwoValues() throws {
        #expect(try Sample.parse("--between", "2022", "2023").values("between") == ["2022", "2023"])
        #expect(try Sample.parse("--between=2022", "2023").values("between") == ["2022", "2023"])
    }

    @Test func aListIsTakenApart() throws {
        #expect(try Sample.parse("--kind", "none,partial").values("kind") == ["none", "partial"])
    }

    @Test func optionsStandBeforeBetweenAndAfterArguments() throws {
        let command = CommandSpec(
            name: "x",
            summary: "",
            arguments: Sample.history.arguments,
            options: Sample.gaps.options
        )
        for tokens in [["-q", "a", "b"], ["a", "-q", "b"], ["a", "b", "-q"]] {
            let outcome = try ArgumentParser(command: command).parse(tokens)
            guard case .invocation(let invocation) = outcome else { continue }
            #expect(invocation.flag("quiet"))
            #expect(invocation.positional("AREA") == "a")
            #expect(invocation.positional("SERVICE") == "b")
            #expect(invocation.argument(1) == "b")
        }
    }

    @Test func twoHyphensEndTheOptions() throws {
        #expect(
            try Sample.parse("--", "--help", "--", "-q", as: Sample.importing).positionals("FILE") == [
                "--help", "--", "-q",
            ]
        )
    }

    @Test func aLoneHyphenIsAValueLikeAnyOther() throws {
        #expect(try Sample.parse("-", as: Sample.importing).positionals("FILE") == ["-"])
        #expect(try Sample.parse("-o", "-").value("output") == "-")
        #expect(try Sample.parse("--output", "-").value("output") == "-")
    }

    @Test func anAttachedValueMayLookLikeAnOption() throws {
        #expect(try Sample.parse("--output=-x").value("output") == "-x")
        #expect(try Sample.parse("--output=--help").value("output") == "--help")
        #expect(try Sample.parse("-o-x").value("output") == "-x")
        #expect(try Sample.parse("--output=a=b").value("output") == "a=b")
    }

    @Test func anEmptyValueIsAValue() throws {
        #expect(try Sample.parse("--output=").value("output") == "")
        #expect(try Sample.parse("--output", "").value("output") == "")
        #expect(try Sample.parse("-o=").value("output") == "")
        #expect(try Sample.parse("", as: Sample.importing).positionals("FILE") == [""])
    }

    @Test func anOptionalArgumentMayBeLeftOut() throws {
        #expect(try Sample.parse("m", as: Sample.call).positional("PARAMS") == nil)
        #expect(try Sample.parse("m", "{}", as: Sample.call).positional("PARAMS") == "{}")
    }

    @Test(
        "Help wins over everything before --",
        arguments: [
            ["--help"], ["-h"], ["--bogus", "-h"], ["--output", "--help"], ["a", "b", "--help"], ["--help", "--", "x"],
        ]
    )
    func help(tokens: [String]) throws {
        #expect(try ArgumentParser(command: Sample.gaps).parse(tokens) == .help)
    }

    @Test func positionsCountFromTheProgramsName() throws {
        let outcome = try ArgumentParser(command: Sample.gaps).parse(["--as-of", "2022"], offset: 1)
        guard case .invocation(let invocation) = outcome else { return }
        #expect(invocation.arguments(of: "as-of").first?.position == 3)
    }

    @Test func valuesMayBeAskedForByDeclaration() throws {
        let output = try #require(Sample.gaps.option(named: "output"))
        #expect(try Sample.parse("-o", "x").value(output) == "x")
        #expect(try Sample.parse("-o", "x").values(output) == ["x"])
        #expect(try Sample.parse("-o", "x").flag(output))
    }

    #if DEBUG
        @Test func askingForWhatIsNotDeclaredIsTheProgrammersError() async {
            await #expect(processExitsWith: .failure) { _ = try Sample.parse().value("bogus") }
            await #expect(processExitsWith: .failure) { _ = try Sample.parse().flag("bogus") }
            await #expect(processExitsWith: .failure) { _ = try Sample.parse().positionals("BOGUS") }
            await #expect(processExitsWith: .failure) { _ = try Sample.parse().argument(-1) }
        }
    #else
        @Test func askingForWhatIsNotDeclaredGivesNothingInProduction() throws {
            #expect(try Sample.parse().value("bogus") == nil)
            #expect(try Sample.parse().values("bogus") == [])
            #expect(try !Sample.parse().flag("bogus"))
            #expect(try Sample.parse().positionals("BOGUS") == [])
            #expect(try Sample.parse().argument(-1) == nil)
        }
    #endif
}

@Suite("Command line: hostile input")
struct CommandLineHostileInputTests {
    @Test func tenThousandTokens() throws {
        let tokens = Array(repeating: "x", count: 10_000)
        guard case .invocation(let files) = try ArgumentParser(command: Sample.importing).parse(tokens) else { return }
        #expect(files.positionals("FILE").count == 10_000)
        let services = Array(repeating: "-sx", count: 10_000)
        guard case .invocation(let gaps) = try ArgumentParser(command: Sample.gaps).parse(services) else { return }
        #expect(gaps.values("service").count == 10_000)
        #expect(Sample.error(tokens)?.position == 1)
    }

    @Test func nulAndOtherControlCharactersAreShownNotSent() {
        #expect(Sample.error("--a\0b\u{1B}[2J")?.message == "unknown option '--a\\u{0}b\\u{1B}[2J'")
        #expect(Wording.quoted("a\u{202E}b\u{2028}\n") == "'a\\u{202E}b\\u{2028}\\u{A}'")
    }

    @Test func emojiPassThrough() throws {
        #expect(try Sample.parse("--output=👩‍👧.svg").value("output") == "👩‍👧.svg")
        #expect(Sample.error("--👩‍👧")?.message == "unknown option '--👩‍👧'")
        #expect(Sample.error("-👶x")?.message == "unknown option '-👶x'")
    }

    @Test func aCombiningMarkAfterTheEqualsSignHidesNothing() throws {
        #expect(try Sample.parse("--output=\u{338}").value("output")?.unicodeScalars.map(\.value) == [0x338])
        #expect(try Sample.parse("-o\u{301}").value("output")?.unicodeScalars.map(\.value) == [0x301])
    }

    @Test func aVeryLongOptionIsCutInMessages() throws {
        let error = try #require(Sample.error("--" + String(repeating: "a", count: 1_000_000)))
        #expect(error.message == "unknown option '--" + String(repeating: "a", count: 78) + "…'")
        #expect(error.token?.utf8.count == 1_000_002)
        #expect(Wording.quoted(String(repeating: "a", count: 80)).count == 82)
    }

    @Test(
        "Odd shapes",
        arguments: ["--=", "--=x", "---", "-=", "-=x", "--\0", "-\u{301}", "--output\u{301}", "--OUTPUT"]
    )
    func oddShapes(token: String) {
        guard case .unknownOption = Sample.error(token)?.problem else {
            Issue.record("\(token) is not an unknown option")
            return
        }
    }
}
