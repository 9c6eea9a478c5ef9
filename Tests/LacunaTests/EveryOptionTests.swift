import Foundation
import Synchronization
import TestSupport
import Testing

@testable import lacuna

/// A folder with a copy of `TwoNetworks` as its store and the files that options name; command lines run in it.
final class OptionBench: Sendable {
    let folder: TemporaryFolder
    var store: String { folder.path + "/store" }

    /// What a line printed and what it left in its folder, with paths and secrets made alike.
    struct Result: Equatable {
        let status: Int32
        let output: String
        let errors: String
        let files: [String: String]

        /// Whether the result itself differs: what was printed, or written.
        func differs(from other: Result) -> Bool { output != other.output || files != other.files }
    }

    init() throws {
        folder = try TemporaryFolder()
        _ = try folder.copy(TwoNetworks.folder, to: "store")
        let types = TwoNetworks.services.flatMap { ["\($0),A,5,", "\($0),G,7,"] }
        let costs = ["service,level,cost,area"] + types
        try folder.write((costs + ["hubs,A,1,place-elm"]).joined(separator: "\n"), to: "costs.csv")
        try folder.write(costs.joined(separator: "\n"), to: "other.csv")
        try folder.write("role-group,children-per-wte,cost-per-wte\nworkers,20,40000\n", to: "ratios.csv")
        let tiles =
            #"{"layout":"odd-r","hexes":{"place-ash":{"n":"Ash","q":3,"r":2},"place-elm":{"n":"Elm","q":1,"r":0}}}"#
        try folder.write(tiles, to: "tiles.json")
        let ring = "[[[-3,53],[-2.5,53],[-2.5,53.5],[-3,53.5],[-3,53]]]"
        let shape =
            #"{"type":"Feature","properties":{"name":"Ash"},"geometry":{"type":"Polygon","coordinates":\#(ring)}}"#
        try folder.write(#"{"type":"FeatureCollection","features":[\#(shape)]}"#, to: "shapes.json")
        let hash = String(repeating: "ab", count: 32)
        try folder.write("token zoe viewer - \(hash)\n", to: "access")
        try folder.write("token zoe manager - \(hash)\ntoken yan viewer - \(hash)\n", to: "nobody")
        try folder.write(Self.form.joined(separator: "\r\n"), to: "form.csv")
        let people = ["ash", "birch", "cedar", "elm"].map { "place-\($0),\($0)@nhs.net" }
        try folder.write((["area,email"] + people).joined(separator: "\n"), to: "contacts.csv")
        try folder.write("name,parent\nNorth,\nAsh,North", to: "areas.csv")
        for (moment, words) in Self.actions {
            _ = lacuna(words, store: store, environment: ["LACUNA_NOW": "\(moment)T09:00:00Z", "USER": "tess"])
        }
        let short = Self.form.filter { !$0.hasPrefix("Family hubs") }
        try folder.write(short.joined(separator: "\r\n"), to: "short.csv")
    }

    /// What was recorded of actions, and on which day.
    private static let actions = [
        (
            "2023-06-01",
            [
                "action", "open", "--for", "partial:place-ash:hubs", "--what", "Open a second hub in Ash", "--id",
                "hub-in-ash",
            ]
                + ["--role", "Lead", "--organisation", "North NHS", "--due", "2023-12-01"]
                + ["--milestone", "2023-09-01: Plan agreed"]
        ), ("2024-02-01", ["action", "update", "hub-in-ash", "--state", "in-progress"]),
        (
            "2024-04-20",
            [
                "action", "open", "--for", "none:place-cedar:hubs", "--what", "Open a hub in Cedar", "--due",
                "2025-03-01",
            ]
        ),
    ]

    /// Ash's form of 2024-05, filled in: one level and one evidence changed.
    private static let form = [
        "Lacuna return form", "Area,place-ash,Ash", "Round,round 2024-05,Spring 2024", "Based on,2,", "Answered by,,",
        "In the role of,Commissioner,required", "Organisation,,", "",
        "Service type,Level,Causes,Evidence,Last level,Last date",
        "Home visiting,G,,,G,2024-05-01",
        "Parent-infant therapy,G,,,A,2024-05-01",
        "Family hubs,A,staff,Closed on Fridays,A,2024-05-01",
        "Specialist midwives,A,,Two posts.,A,2024-05-01", "",
    ]

    /// - Parameter looks: whether the files of the folder are part of the result.
    func run(_ words: [String], looks: Bool = true) throws -> Result {
        let here = folder.path
        let paths = words.map { word in
            word.hasPrefix("{") && word.hasSuffix("}") ? here + "/" + word.dropFirst().dropLast() : word
        }
        let ran = lacuna(paths, store: store, environment: ["LACUNA_NOW": "2024-10-01T09:00:00Z", "USER": "tess"])
        func plain(_ text: String) -> String {
            let text = text.replacing(here, with: "HERE")
            return text.contains("lacuna_") ? text.replacing(#/lacuna_[0-9a-f]{64}/#, with: "TOKEN") : text
        }
        var found: [String: String] = [:]
        for name in looks ? files(below: here) : [] {
            let text = plain(try text(of: here + "/" + name))
            found[name] = name == "access" || name == "nobody" ? text.replacing(#/[0-9a-f]{64}/#, with: "HASH") : text
        }
        return Result(status: ran.status, output: plain(ran.output), errors: plain(ran.errors), files: found)
    }
}

@Suite("Every option of every command, in every format")
struct EveryOptionTests {
    private static func formats(_ trial: OptionTrial) -> [[String]] {
        let spec = Lacuna.commands.first { $0.spec.name == trial.command }?.spec
        let all = spec?.option(named: "format")?.allowed ?? []
        // A dry run has formats; the recording itself has none.
        guard !["return submit", "return correct"].contains(trial.command) else { return [[]] }
        let chosen = trial.formats ?? all
        // A PNG is the SVG, painted by another program: PicturePainterTests.
        return chosen.isEmpty ? [[]] : chosen.filter { $0 != "png" }.map { ["--format", $0] }
    }

    /// A bench for trials of commands that write nothing. Many leave out their option from the same line.
    private static let reading = Result { try OptionBench() }
    private static let plain = Mutex<[[String]: OptionBench.Result]>([:])

    private static func without(_ words: [String]) throws -> OptionBench.Result {
        if let known = plain.withLock({ $0[words] }) { return known }
        let result = try reading.get().run(words, looks: false)
        plain.withLock { $0[words] = result }
        return result
    }

    static func writes(_ trial: OptionTrial) -> Bool {
        let writing = [
            "return", "round", "init", "token", "seal", "verify", "simulate", "report", "export", "action open",
            "action update",
        ]
        return (trial.given + trial.words).contains("-o") || writing.contains { trial.command.hasPrefix($0) }
    }

    @Test("An option makes a difference to the result, in each format", arguments: OptionTrials.all)
    func difference(trial: OptionTrial) throws {
        for format in Self.formats(trial) {
            let words = trial.command.split(separator: " ").map(String.init) + trial.given
            let (with, without): (OptionBench.Result, OptionBench.Result)
            if Self.writes(trial) {
                with = try prepared(trial).run(words + trial.words + format)
                without = try prepared(trial).run(words + trial.instead + format)
            } else {
                with = try Self.reading.get().run(words + trial.words + format, looks: false)
                without = try Self.without(words + trial.instead + format)
            }
            #expect(with.status == trial.status, "\(format): \(with.errors)")
            if trial.status == 0 {
                #expect(with.differs(from: without), "\(format): ignored")
            } else {
                #expect(without.status == 0, "\(format): \(without.errors)")
            }
        }
    }

    /// A bench as the trial needs it.
    private func prepared(_ trial: OptionTrial) throws -> OptionBench {
        let bench = try OptionBench()
        switch trial.command {
        case "remind":
            for round in ["2023-05", "2024-05"] { _ = try bench.run(["round", "contacts", round, "{contacts.csv}"]) }
        case "verify":
            try bench.folder.write(try bench.run(["heads"]).output, to: "heads")
        case "return answer":
            for round in ["2023-05", "2024-05"] {
                _ = try bench.run(["return", "query", "place-ash", "--text", "Well?", "--round", round])
            }
        case "seal":
            let areas = try text(of: bench.store + "/areas.xml").replacing(
                "children=\"6000\"",
                with: "children=\"6001\""
            )
            try bench.folder.write(areas, to: "store/areas.xml")
        default: break
        }
        return bench
    }

    @Test("No command and no option is without a trial")
    func complete() throws {
        for command in Lacuna.commands.map(\.spec) {
            let tried = Set(OptionTrials.all.filter { $0.command == command.name }.map(\.option))
            let elsewhere = OptionTrials.elsewhere[command.name] ?? [:]
            for option in command.options.map(\.name) where !["store", "format", "no-cache"].contains(option) {
                #expect(
                    tried.contains(option) || elsewhere[option] != nil,
                    "\(command.name) --\(option) is tried nowhere"
                )
            }
        }
        let tests = try files(below: Repository.root + "/Tests/LacunaTests").map {
            try text(of: Repository.root + "/Tests/LacunaTests/" + $0)
        }
        for (command, options) in OptionTrials.elsewhere {
            for (option, suite) in options {
                let spec = try #require(Lacuna.commands.first { $0.spec.name == command }?.spec)
                #expect(spec.option(named: option) != nil, "\(command) has no --\(option)")
                #expect(
                    tests.contains { $0.contains("struct \(suite)") && $0.contains("--\(option)") },
                    "\(suite): --\(option)"
                )
            }
        }
    }

    @Test("--store names the store, whatever the environment says", arguments: Lacuna.commands.map(\.spec.name))
    func store(command: String) throws {
        let spec = try #require(Lacuna.commands.first { $0.spec.name == command }?.spec)
        guard spec.option(named: "store") != nil, command != "serve" else { return }
        let trial = OptionTrials.all.first { $0.command == command }
        // A command without options of its own has no trial.
        let given = trial.map { $0.given + $0.words } ?? spec.arguments.filter(\.isRequired).map { _ in "2024-05" }
        let words = command.split(separator: " ").map(String.init) + given + ["--store", "{nowhere}"]
        #expect(try OptionBench().run(words).status == 66)
    }

    @Test("--format: each of a command's formats is another, the first is what comes without it")
    func formats() throws {
        let bench = try OptionBench()
        for command in Lacuna.commands.map(\.spec) {
            // The format of the forms that go with mails is none of what the command prints.
            guard let option = command.option(named: "format"), command.name != "remind" else { continue }
            let given: [String] =
                switch command.name {
                case "history": ["Ash", "midwives"]
                case "explain": ["partial:place-ash:hubs"]
                case "twins": ["Birch"]
                case "compare": ["Ash", "Birch"]
                case "plan": ["--steps", "3"]
                case "workforce": ["--option", "a"]
                case "action show": ["hub-in-ash"]
                case "export": ["--area", "place-ash", "--round", "2024-05"]
                case "return submit": ["{form.csv}", "--dry-run"]
                case "return correct": ["Ash", "hubs", "G", "--dry-run"]
                case "return form": ["--area", "place-ash"]
                default: []
                }
            let words = command.name.split(separator: " ").map(String.init) + given
            // A PNG wants another program, which need not be here: PicturePainterTests.
            let allowed = option.allowed.filter { $0 != "png" }
            let results = try allowed.map { try bench.run(words + ["--format", $0], looks: false) }
            #expect(results.allSatisfy { $0.status == 0 && !$0.output.isEmpty }, "\(command.name)")
            #expect(Set(results.map(\.output)).count == allowed.count, "\(command.name)")
            #expect(try bench.run(words, looks: false).output == results.first?.output, "\(command.name)")
            for (format, result) in zip(allowed, results) {
                switch format {
                case "json", "oscal": #expect(throws: Never.self) { try Plain.json(result.output) }
                case "csv": #expect(!Plain.csv(result.output).isEmpty)
                case "xml", "svg": #expect(throws: Never.self) { try PlainElement(reading: Array(result.output.utf8)) }
                case "html": #expect(result.output.hasPrefix("<!DOCTYPE html>"))
                default: #expect(!result.output.hasPrefix("{") && !result.output.hasPrefix("<"))
                }
                guard command.option(named: "output") != nil else { continue }
                let file = "out.\(format)"
                let written = try bench.run(words + ["--format", format, "-o", "{\(file)}"])
                // What lies in the folder is read after every line.
                defer { try? FileManager.default.removeItem(atPath: bench.folder.path + "/" + file) }
                guard command.name != "export" || format != "xml" else { continue }
                #expect(written.output.isEmpty && written.files[file] == result.output, "\(command.name) \(format)")
                guard format != "table", command.name != "export" else { continue }
                let byEnding = try bench.run(words + ["-o", "{by-ending.\(format)}"])
                #expect(byEnding.files["by-ending.\(format)"] == result.output, "\(command.name) \(format)")
                try FileManager.default.removeItem(atPath: bench.folder.path + "/by-ending.\(format)")
            }
        }
    }
}
