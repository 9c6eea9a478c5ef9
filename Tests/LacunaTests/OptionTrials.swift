/// What an option does, as a trial: the same command line with it and without it (or with another value), which must differ.
struct OptionTrial: CustomStringConvertible {
    let command: String
    /// Arguments and options that both lines have.
    var given: [String] = []
    /// The option tried, with its value.
    let words: [String]
    /// What stands in its place in the other line, where the option cannot be left out.
    var instead: [String] = []
    /// How the line with it ends.
    var status: Int32 = 0
    /// The formats in which it is tried; nil for all that the command has.
    var formats: [String]?

    var option: String { words[0] == "-o" ? "output" : String(words[0].dropFirst(2)) }
    var description: String { ([command] + given + words).joined(separator: " ") }
}

/// A trial of every option of every command, on the store of `TwoNetworks` and the files of `OptionBench`; `{name}` is a path
/// in the bench's folder.
enum OptionTrials {
    static let all = looking + gapsAndTrends + analyses + pictures + returns + recording + keeping

    /// Options whose effect shows only at a server, in another process or on other machines: where they are tested.
    static let elsewhere: [String: [String: String]] = [
        "report": ["pdf": "PagePrinterTests", "paper": "PagePrinterTests"],
        // A baseline takes twelve rounds, and the bench has three.
        "trend": ["baseline": "ChartCommandTests", "two-of-three": "ChartCommandTests"],
        "serve": [
            "stdio": "ServeOptionTests", "allow-write": "ServeOptionTests", "unix": "ServingCommandTests",
            "tcp": "ServingCommandTests", "access": "ServeOptionTests", "log": "ServeOptionTests",
            "max-line": "ServeOptionTests", "max-batch": "ServeOptionTests", "max-connections": "ServeOptionTests",
            "idle": "ServeOptionTests", "max-outbox": "ServeOptionTests", "max-buffered": "ServeOptionTests",
        ],
        "call": [
            "unix": "ServingCommandTests", "tcp": "ServeOptionTests", "token": "ServeOptionTests",
            "subscribe": "ServingCommandTests",
        ],
    ]

    /// Trials of one command.
    private static func of(_ command: String, _ given: [String] = [], _ words: [[String]], formats: [String]? = nil)
        -> [OptionTrial]
    {
        words.map { OptionTrial(command: command, given: given, words: $0, formats: formats) }
    }

    private static func instead(_ command: String, _ given: [String], _ words: [String], _ other: [String])
        -> OptionTrial
    {
        OptionTrial(command: command, given: given, words: words, instead: other)
    }

    private static func refused(_ command: String, _ given: [String], _ words: [String], _ status: Int32) -> OptionTrial
    {
        OptionTrial(command: command, given: given, words: words, status: status)
    }

    private static let asOf = ["--as-of", "2023-05-01"]
    /// Before Ash corrected its midwives, before Birch and Elm were heard in 2024.
    private static let knownAt = ["--known-at", "2024-04-15"]
    private static let within = ["--within", "North"]
    private static let byICS = ["--level", "ics"]
    private static let areasAsOf = ["--areas-as-of", "2022-05-01"]
    private static let snapshot = [asOf, knownAt, within, byICS, areasAsOf]
    private static let best = ["--rule", "best"]

    private static let looking =
        of("status", [knownAt])
        + of("show", snapshot + [["--compare", "2023-05-01"]])
        + of("show", byICS, [best, ["--rule", "majority"]])
        + of("show", ["--compare", "2022-05-01"], snapshot)
        + of("show", ["--compare", "2022-05-01"] + byICS, [best])
        + of("history", ["Ash", "midwives"], [knownAt])
        + of("round status", [knownAt])
        + of("compare", ["Ash", "Birch"], [asOf, knownAt])
        + of("compare", ["North", "South"], [best])
        + [instead("compare", ["Ash"], ["--between", "2022-05-01", "2024-05-01"], ["Birch"])]
        + [
            instead(
                "compare",
                ["Ash"],
                ["--between", "2022-05-01", "2024-05-01"],
                ["--between", "2023-05-01", "2024-05-01"]
            )
        ]

    private static let filters = [
        ["--service", "hubs"], ["--kind", "none"], ["--register", "record"], ["--min-severity", "45"],
    ]
    private static let between = ["--between", "2022-05-01", "2024-05-01"]
    private static let written = ["table", "csv", "json", "xml"]
    private static let control = ["--gaps", "--control"]

    private static let gapsAndTrends =
        of("gaps", snapshot + filters + [["--assume", "Birch/visiting=G"], ["--if-nothing-renewed", "2025-01-01"]])
        + of("gaps", byICS, [best])
        + of("gaps", between, [knownAt, within, byICS] + filters, formats: written)
        + of("gaps", between + byICS, [best], formats: written)
        + of("gaps", [between], formats: written)
        + of("gaps", [["--chart", "funding"], ["--chart", "coverage"]], formats: ["svg"])
        + of("explain", ["partial:place-ash:midwives"], [["--as-of", "2024-09-01"]])
        + of("explain", ["partial:place-ash:hubs"], [knownAt])
        + of("explain", ["partial:ics-south:hubs", "--rule", "best"], [byICS])
        + of("explain", ["partial:ics-south:hubs"] + byICS, [best])
        + of("explain", ["none:ccg-birch:visiting"], [areasAsOf])
        + of("trend", [within, ["--service", "hubs"], knownAt, byICS, ["--gaps"]])
        + of("trend", byICS, [best])
        + of("trend", ["--gaps"], [within, knownAt, byICS, ["--control"]] + filters)
        + of("trend", ["--gaps"] + byICS, [best])
        + of("trend", control, [within, knownAt, byICS] + filters)
        + of("trend", control, [["--target", "20"]], formats: ["json", "svg"])
        + of("trend", control, [["--rebase", "2023-05-01:a new team"]], formats: ["json", "svg"])

    private static let people = ["--steps", "4"]
    private static let costs = ["--costs", "{costs.csv}", "--budget", "7"]

    private static let analyses =
        of("need", [asOf.replacing("2023", "2022"), within, byICS.replacing("ics", "ccg"), areasAsOf])
        + of("headlines", [asOf, within, knownAt, byICS, areasAsOf]) + of("headlines", byICS, [best])
        + of("figures", []) + of("outcomes", [asOf, knownAt, within])
        // Ash is called the same in both years.
        + of("outcomes", [areasAsOf], formats: ["csv", "json"])
        + of("audit", [asOf, knownAt, within, areasAsOf, ["--standard", "principle-2"]])
        + of("audit", [["--compare", "2023-05-01"]], formats: ["table", "csv", "json"])
        + of("needs", [asOf, knownAt, within, areasAsOf])
        + of("workforce", ["--option", "a"], [asOf, knownAt, within, ["--ratios", "{ratios.csv}"]])
        + [instead("workforce", [], ["--option", "b"], ["--option", "a"])]
        + of("voice", [["--survey", "visits-2023"], ["--about", "principle-2"]])
        + of("voice", [["--within", "North"]], formats: ["table", "json"])
        + of("equity", [asOf, knownAt, within, byICS, ["--service", "hubs"]])
        + of("equity", ["--as-of", "2022-05-01"], [["--areas-as-of", "2024-05-01"]])
        + of("equity", byICS, [best])
        + of("plan", people, snapshot + [["--objective", "fair"], ["--objective", "worst-first"]])
        + of("plan", people + byICS, [best])
        + [
            instead("plan", [], ["--steps", "4"], ["--steps", "3"]),
            instead("plan", ["--budget", "7"], ["--costs", "{costs.csv}"], ["--costs", "{other.csv}"]),
            instead("plan", ["--costs", "{costs.csv}"], ["--budget", "7"], ["--budget", "30"]),
        ]
        + of("twins", ["Birch"], [asOf, knownAt, ["--service", "visiting"]])
        + of("twins", ["ccg-birch"], [["--level", "ccg"], areasAsOf])
        + of("twins", ["North"] + byICS, [best])

    private static let tiles = ["--layout", "tiles"]
    private static let timeline = ["--layout", "timeline"]

    private static let pictures =
        of("heatmap", snapshot + [tiles, timeline, ["--compare", "2023-05-01"], ["--order", "name"]])
        + of("heatmap", [["--order", "severity"], ["--rows-by-children"], ["--palette", "nhs"]])
        + of("heatmap", byICS, [best])
        + of(
            "heatmap",
            tiles,
            snapshot + [["--service", "hubs"], ["--tiles", "{tiles.json}"], ["--palette", "nhs"]]
        )
        + of("heatmap", tiles, [["--boundaries", "{shapes.json}"]])
        + of("heatmap", timeline, [within, knownAt, ["--service", "hubs"], ["--palette", "nhs"]])
        + of("heatmap", timeline, [["--from", "2023-01-01"], ["--to", "2023-12-31"]])
        + of("heatmap", [["-o", "{out.svg}"]])
        + of("heatmap", [["--width", "a4"]])
        + ["gaps", "trend", "need", "equity", "audit", "needs"].flatMap {
            of($0, [["--width", "column"]], formats: ["svg"])
        }
        + of("history", ["place-ash", "hubs"], [["--width", "slide"]], formats: ["svg"])
        // A brief has pictures, which take their time: each option is tried in one of its formats.
        + of("brief", ["-o", "-"], [asOf, ["--palette", "nhs"]], formats: ["docx"])
        + of("brief", ["-o", "-"], [knownAt], formats: ["odt"])
        + of("brief", ["-o", "-"], [["--compare", "2022-05-01"]], formats: ["pptx"])
        + [
            OptionTrial(command: "brief", words: ["-o", "{out.odt}"], instead: ["-o", "{other.odt}"], formats: [])
        ]
        + of(
            "brief",
            ["-o", "-", "--format", "eml"],
            [["--to", "chair@nhs.net"], ["--from", "Ann <ann@nhs.net>"]],
            formats: []
        )
        + of("report", ["-o", "{out}"], [asOf, knownAt, ["--palette", "nhs"]])
        + [instead("report", [], ["-o", "{out}"], ["-o", "{other}"])]

    private static let someone = [["--by", "Jo"], ["--role", "analyst"], ["--note", "As agreed."]]
    private static let tooLong = String(repeating: "x", count: 5_000)

    private static let returns =
        [
            instead("return form", [], ["--area", "place-ash"], ["--area", "place-birch"]),
            instead("return form", ["-o", "{forms}"], ["--all"], ["--area", "place-ash"]),
        ]
        + of("return form", ["--area", "place-ash"], [["--round", "2023-05"], ["-o", "{out.csv}"]])
        + of("return check", ["{short.csv}"], [["--drop"], ["--draft"]])
        + [
            refused("return check", ["{form.csv}"], ["--based-on", "1"], 1),
            refused("return check", ["{form.csv}"], ["--by", tooLong], 1),
            refused("return check", ["{form.csv}"], ["--role", tooLong], 1),
            refused("return check", ["{form.csv}"], ["--note", tooLong], 1),
            refused("return submit", ["{form.csv}"], ["--based-on", "1"], 65),
        ]
        + of("return submit", ["{form.csv}"], [["--dry-run"], ["--draft"]] + someone)
        + of("return submit", ["{short.csv}"], [["--drop"]])
        + of("return correct", ["place-ash", "hubs", "G"], [["--round", "2023-05"]] + someone)
        + of("return correct", ["place-ash", "hubs", "G"], [["--cause", "finances"], ["--evidence", "Now open."]])
        + of("return accept", ["place-ash"], [["--round", "2023-05"]] + someone)
        + conversation
        + [
            refused("return correct", ["place-ash", "hubs", "G"], ["--based-on", "1"], 65),
            refused("return accept", ["place-ash"], ["--based-on", "1"], 65),
        ]

    /// Before an answer, Ash was asked something in each of two rounds.
    private static let conversation =
        of("return query", ["place-ash", "hubs", "--text", "Why?"], [["--round", "2023-05"]] + someone)
        + of("return answer", ["place-ash", "1", "--text", "So."], [["--round", "2023-05"]] + someone)
        + of(
            "return request-changes",
            ["place-ash", "--note", "This."],
            [["--round", "2023-05"]] + someone.dropLast()
        )
        + [
            instead("return query", ["place-ash"], ["--text", "Why?"], ["--text", "Who?"]),
            instead("return answer", ["place-ash", "1"], ["--text", "So."], ["--text", "Thus."]),
            instead("return request-changes", ["place-ash"], ["--note", "This."], ["--note", "That."]),
            refused("return query", ["place-ash", "--text", "Why?"], ["--based-on", "1"], 65),
            refused("return answer", ["place-ash", "1", "--text", "So."], ["--based-on", "0"], 65),
            refused("return request-changes", ["place-ash", "--note", "This."], ["--based-on", "1"], 65),
        ]

    private static let opening = ["2025-05", "--reference-date", "2025-05-01"]

    private static let mails = ["--from", "net@nhs.net", "-o", "{out}"]

    private static let actionLists = ["actions", "action list"].flatMap { command in
        of(command, [["--as-of", "2023-07-01"], knownAt, within, ["--owner", "lead"], ["--state", "planned"]])
            + of(command, [["--overdue"], ["--due-before", "2024-06-01"], ["--for", "none:place-cedar:hubs"]])
            + of(command, [["--by", "owner"], ["--by", "due"]], formats: ["table"])
            + of(command, [["-o", "{out.csv}"]], formats: [])
    }

    private static let opener = ["--for", "principle-2", "--what", "Train two teams"]
    private static let recorder = [["--by", "Jo"], ["--in-role", "analyst"], ["--note", "As agreed."]]
    private static let money = ["--cost", "1200.50"]

    /// The bench has two actions: Ash's is late, and Cedar's has no owner.
    private static let actions =
        actionLists + of("action show", ["hub-in-ash"], [["--as-of", "2023-07-01"], ["--known-at", "2023-12-31"]])
        + of(
            "action open",
            opener,
            [
                ["--area", "Ash"], ["--role", "Lead"], ["--due", "2025-04-01"], ["--milestone", "2025-01-01: Begun"],
                money, ["--evidence", "The plan of May."], ["--opened", "2024-09-01"], ["--id", "train"], ["--dry-run"],
            ] + recorder
        )
        + of("action open", opener + ["--role", "Lead"], [["--organisation", "North NHS"], ["--person", "Jo"]])
        + [
            instead("action open", Array(opener.dropFirst(2)), ["--for", "principle-2"], ["--for", "principle-1"]),
            instead("action open", Array(opener.dropLast(2)), ["--what", "Train"], ["--what", "Hire"]),
            refused("action update", ["hub-in-ash", "--state", "done"], ["--based-on", "1"], 65),
        ]
        + of(
            "action update",
            ["hub-in-ash"],
            [
                ["--state", "planned"], ["--due", "2025-04-01"], ["--milestone", "2025-01-01: Begun"], money,
                ["--reached", "2023-09-02: Plan agreed"], ["--role", "Director"], ["--organisation", "South NHS"],
                ["--person", "Jo"], ["--evidence", "The plan of May."], ["--note", "As agreed."],
            ]
        )
        + of(
            "action update",
            ["hub-in-ash", "--state", "done"],
            [["--done", "2024-06-01"], ["--stated", "2024-09-01"], ["--dry-run"]] + recorder
        )
        + of("action update", ["hub-in-ash", "--state", "dropped"], [["--reason", "No room."]])
        + of(
            "action update",
            ["hub-in-ash", "--state", "deferred", "--reason", "No room."],
            [["--until", "2025-01-01"]]
        )

    private static let recording =
        actions
        + of("round open", opening, [["--name", "Spring"], ["--opened", "2025-01-10"], ["--due", "2025-04-15"]])
        + of(
            "round open",
            opening,
            [
                ["--asks", "place-elm,Ash"], ["--asks", "nobody"], ["--note", "The last."],
                ["--contacts", "{contacts.csv}"],
            ]
        )
        + of(
            "remind",
            mails,
            [["--on", "2024-04-10"], ["--round", "2023-05"], ["--kind", "thanks"]],
            formats: ["csv"]
        )
        + [
            instead("remind", Array(mails.dropFirst(2)), ["--from", "net@nhs.net"], ["--from", "Net <net@nhs.net>"]),
            instead("remind", Array(mails.dropLast(2)), ["-o", "{out}"], ["-o", "{other}"]),
        ]
        + of("init", ["{new}"], [["--template", "small"], ["--areas", "{areas.csv}"], ["--name", "Ours"]])
        + [instead("round open", ["2025-05"], ["--reference-date", "2025-05-01"], ["--reference-date", "2025-06-01"])]
        + of("token add", ["ann", "--access", "{access}"], [["--role", "manager"], ["--area", "place-elm"]])
        + [
            instead("token add", ["ann"], ["--access", "{access}"], ["--access", "{nobody}"]),
            instead("token list", [], ["--access", "{access}"], ["--access", "{nobody}"]),
            instead("token revoke", ["zoe"], ["--access", "{access}"], ["--access", "{nobody}"]),
        ]

    private static let size = ["--areas", "3", "--services", "3", "--months", "12", "-o", "{out}"]

    private static let keeping =
        of("export", ["-o", "{out}"], [asOf, knownAt, ["--area", "place-ash"], ["--round", "2023-05"]])
        + [instead("export", [], ["-o", "{out}"], ["-o", "{other}"])]
        + of("verify", [["--heads", "{heads}"]])
        + of("version", [["--sbom"]])
        + [instead("man", ["gaps"], ["-o", "{out}"], ["-o", "{other}"])]
        + of("seal", [["--again"]])
        + of("simulate", size, [["--every", "3"], ["--seed", "7"], ["--with-audit"], ["--with-actions"]])
        + [
            instead("simulate", Array(size.dropFirst(2)), ["--areas", "4"], ["--areas", "3"]),
            instead("simulate", ["--areas", "3", "-o", "{out}"], ["--services", "4"], ["--services", "3"]),
            instead("simulate", ["--areas", "3", "-o", "{out}"], ["--months", "24"], ["--months", "12"]),
            instead("simulate", Array(size.dropLast(2)), ["-o", "{out}"], ["-o", "{other}"]),
        ]
        + of("history", ["Ash", "midwives"], [["-o", "{out.csv}"]], formats: [])
        + ["headlines", "trend", "gaps", "need", "equity", "audit", "needs"].flatMap {
            of($0, [["-o", "{out.csv}"]], formats: [])
        }
}

extension [String] {
    fileprivate func replacing(_ old: String, _ new: String) -> [String] { map { $0.replacing(old, with: new) } }
}

extension OptionTrials {
    private static func of(_ command: String, _ words: [[String]], formats: [String]? = nil) -> [OptionTrial] {
        of(command, [], words, formats: formats)
    }
}
