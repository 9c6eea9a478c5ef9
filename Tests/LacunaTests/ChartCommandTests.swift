import Exhibits
import Foundation
import GapDetection
import Provision
import ScopingStore
import TestSupport
import Testing

@testable import lacuna

/// A simulated network of 14 areas, 10 service types and 15 rounds, made once.
private enum Simulated {
    static let folder = try? TemporaryFolder()

    static let store: String? = folder.flatMap { folder in
        let made = lacuna(
            "simulate",
            "--areas",
            "14",
            "--services",
            "10",
            "--months",
            "90",
            "--seed",
            "5",
            "-o",
            folder.path + "/s",
            store: nil
        )
        return made.status == 0 ? folder.path + "/s" : nil
    }

    private static let read = Result { try StoreReader.load(try #require(store)).model }

    static func model() throws -> ProvisionModel { try read.get() }
}

@Suite("Charts at the command line and in the report")
struct ChartCommandTests {
    private let commands: [(words: [String], form: String)] = [
        (["trend"], "Small column charts, one for each level"),
        (["trend", "--gaps"], "Line of the open gaps through the rounds"),
        (["trend", "--gaps", "--control"], "Run chart"), (["gaps"], "Histogram of the ages of gaps"),
        (["gaps", "--kind", "none"], "Histogram of the ages of gaps"),
        (["gaps", "--kind", "funding"], "bar for each strand"),
        (["gaps", "--chart", "funding"], "bar for each strand"),
        (["gaps", "--kind", "age-range"], "Table with a row for each area"),
        (["gaps", "--chart", "coverage"], "Table with a row for each area"),
        (["need"], "Bars of need, a row for each area"),
        (["equity"], "Bars of shares, one for each service type"),
        (["history", "Blackpool", "parent-infant-mh"], "Line of time with the levels of one cell"),
    ]

    @Test("--format svg draws; -o FILE.svg draws the same into the file")
    func draws() throws {
        let folder = try TemporaryFolder()
        for (words, form) in commands {
            let drawn = lacuna(words + ["--format", "svg"])
            #expect(drawn.status == 0 && drawn.errors.isEmpty, "\(words): \(drawn.errors)")
            #expect(drawn.output.contains(form), "\(words)")
            let path = folder.path + "/picture.svg"
            let written = lacuna(words + ["-o", path])
            #expect(written.status == 0 && written.output.isEmpty && written.errors == "Wrote \(path).\n")
            #expect(try text(of: path) == drawn.output)
        }
    }

    @Test("-o takes any format, and its ending names one where --format does not")
    func files() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/out.csv"
        for words in [
            ["trend"], ["trend", "--gaps"], ["gaps"], ["need"], ["equity"], ["history", "Halton", "iapt-0-5"],
        ] {
            #expect(lacuna(words + ["-o", path]).status == 0)
            #expect(try text(of: path) == lacuna(words + ["--format", "csv"]).output, "\(words)")
            #expect(lacuna(words + ["-o", path, "--format", "table"]).status == 0)
            #expect(try text(of: path) == lacuna(words).output, "\(words)")
        }
        let refused = lacuna("need", "-o", Repository.scoping + "/need.svg")
        #expect(refused.status == 73 && refused.errors.contains("lies in the store"))
    }

    @Test("An option that fits no data says what would fit")
    func refusals() {
        for (words, message) in [
            (["trend", "--control"], "--control is about gaps. Add --gaps."),
            (["trend", "--kind", "none"], "--kind is about gaps. Add --gaps."),
            (["trend", "--gaps", "--target", "5"], "--target is about a control chart. Add --control."),
            (["trend", "--gaps", "--control", "--target", "few"], "Expected a whole number"),
            (["gaps", "--chart", "ages"], "--chart is about a picture, and this is a table. Add --format svg"),
            (["gaps", "--chart", "pie", "--format", "svg"], "ages, funding"),
            (["gaps", "--chart", "funding", "--kind", "none", "--format", "svg"], "draws services"),
            (["gaps", "--chart", "coverage", "--min-severity", "5", "--format", "svg"], "draws services"),
            (
                ["gaps", "--between", "2022-05-01", "2022-08-01", "--format", "svg"],
                "'lacuna trend --gaps --format svg' draws"
            ),
        ] {
            let refused = lacuna(words)
            #expect(refused.status == 64 && refused.output.isEmpty, "\(words)")
            #expect(refused.errors.replacing("\n", with: " ").contains(message), "\(words): \(refused.errors)")
        }
    }

    @Test("An empty selection gives a picture that says so")
    func empty() {
        let none = lacuna("gaps", "--kind", "stale", "--format", "svg")
        #expect(none.status == 0 && none.output.contains(">There is no gap to show.<"))
        let money = lacuna("gaps", "--chart", "funding", "--service", "iapt-0-5", "--format", "svg")
        #expect(money.status == 0 && money.output.contains(">There is no service to show.<"))
    }

    @Test(
        "A simulated history: each round's gaps are those of the register at its date, and the changes those between dates"
    )
    func flow() throws {
        let model = try Simulated.model()
        let latest = try #require(model.latestReferenceDate)
        let flow = GapFlow(ExhibitScope(model, asOf: latest))
        #expect(flow.rounds.count == 15 && flow.rounds[0].firstSeen == flow.rounds[0].open)
        let dates = model.rounds.map(\.referenceDate)
        func register(_ date: CalendarDate) -> [Gap] {
            gaps(in: model, at: model.snapshot(asOf: date, basis: .date(latest)))
        }
        func inProvision(_ gaps: [Gap]) -> Int { gaps.count { !$0.kind.isOfTheRecord } }
        for (round, date) in zip(flow.rounds, dates) {
            let found = register(date)
            #expect(round.open == inProvision(found), "\(date)")
            #expect(round.inTheRecord == found.count - inProvision(found), "\(date)")
        }
        #expect(flow.rounds.contains { $0.reopened > 0 })
        for index in [1, 7, 14] {
            let changes = GapChanges(
                model,
                from: dates[index - 1],
                to: model.snapshot(asOf: dates[index], basis: .date(latest))
            )
            let round = flow.rounds[index]
            #expect(round.opened == inProvision(changes.opened) && round.closed == inProvision(changes.closed))
            #expect(round.persisting == inProvision(changes.persisting))
            #expect(round.reopened == inProvision(changes.reopened))
        }
        for (before, after) in zip(flow.rounds, flow.rounds.dropFirst()) {
            #expect(after.persisting + after.closed == before.open)
        }
    }

    @Test("The same figures as table, CSV and JSON; a control chart once there are twelve rounds")
    func trend() throws {
        let model = try Simulated.model()
        let flow = GapFlow(ExhibitScope(model, asOf: try #require(model.latestReferenceDate)))
        let last = try #require(flow.rounds.last)
        let cells = [last.open, last.opened, last.reopened, last.persisting, last.closed, 0, last.inTheRecord ?? -1]
            .map(String.init)
        let csv = lacuna(["trend", "--gaps", "--format", "csv"], store: Simulated.store).output
        #expect(
            csv.hasPrefix(
                "\u{FEFF}round,date,open,opened,reopened,persisting,closed,first looked at,in the record\r\n"
            )
        )
        #expect(csv.hasSuffix("," + cells.joined(separator: ",") + "\r\n"))
        let json = lacuna(["trend", "--gaps", "--format", "json"], store: Simulated.store).output
        #expect(json.contains("\"open\" : \(last.open),"))
        let control = lacuna(
            ["trend", "--gaps", "--control", "--target", "1", "--format", "svg"],
            store: Simulated.store
        )
        let behaviour = try #require(ProcessBehaviour(flow.rounds.map { Double($0.open) }))
        #expect(control.output.contains("Control chart (XmR)") && behaviour.hasLimits)
        let variation = behaviour.variation(at: 14, aim: .lower)
        #expect(control.output.contains("Variation at the latest point, \(last.label): \(variation.rawValue)."))
        #expect(control.output.contains("consistently falls short of the target"))
        let words = lacuna(["trend", "--gaps", "--control", "--format", "json"], store: Simulated.store).output
        #expect(words.contains("\"hasLimits\" : true") && words.contains("Assurance: no target is set."))
    }

    @Test("Limits are worked out anew from a date, fixed by a period, and counted by the older rule where told")
    func limits() throws {
        let model = try Simulated.model()
        let scope = ExhibitScope(model, asOf: try #require(model.latestReferenceDate))
        let rounds = scope.rounds
        let open = GapFlow(scope).rounds.map { Double($0.open) }
        func ask(_ words: String...) -> Outcome {
            lacuna(["trend", "--gaps", "--control"] + words, store: Simulated.store)
        }
        // The first round on or after the date begins the new stretch.
        let day = try #require(CalendarDate(daysSince1970: Int(rounds[11].referenceDate.daysSince1970) + 1))
        let step = ask("--rebase", "\(day): a  new team ", "--format", "json")
        #expect(
            step.output.contains("\"reason\" : \"a new team\"")
                && step.output.contains("\"from\" : \"\(rounds[12].id)\"")
        )
        let parted = try #require(ProcessBehaviour(open, rebases: [12]))
        #expect(step.output.contains("\"hasLimits\" : \(parted.latest.hasLimits)"))
        #expect(
            ask("--rebase", "\(day):a new team", "--format", "svg").output.contains("From \(rounds[12].id): a new team")
        )
        #expect(ask("--rebase", "\(day)", "--format", "csv").output.contains("Median from \(rounds[12].id)"))
        let first = rounds[0].referenceDate
        let fixed = ask("--baseline", "\(first)", "\(rounds[11].referenceDate)", "--format", "csv")
        var data = GapFlow(scope).openGaps()
        data.baseline = 0..<12
        #expect(fixed.output == String(decoding: ControlChart.table(data).csv(), as: UTF8.self))
        #expect(ask("--two-of-three", "inside", "--format", "json").output.contains("\"twoOfThree\" : \"inside\""))
        for (words, expected) in [
            (["--rebase", "\(first)"], "Expected a date after the first round's"),
            (["--rebase", "2999-01-01"], "Expected a date after the first round's"),
            (["--rebase", "soon:why"], "Expected a date, and the reason"),
            (
                ["--baseline", "\(first)", "\(rounds[10].referenceDate)"],
                "--baseline holds 11 rounds, and limits need 12"
            ),
            (["--baseline", "x", "2022-01-01"], "'x' is not accepted"),
            (["--rebase", "\(day)", "--baseline", "\(first)", "\(rounds[13].referenceDate)"], "within the baseline"),
            (["--two-of-three", "some"], "'some' is not accepted"),
        ] {
            let refused = lacuna(["trend", "--gaps", "--control"] + words, store: Simulated.store)
            #expect(refused.status == 64 && refused.errors.contains(expected), "\(refused.errors)")
        }
        for words in [["--rebase", "\(day)"], ["--two-of-three", "all"], ["--baseline", "\(first)", "\(day)"]] {
            #expect(lacuna(["trend", "--gaps"] + words, store: Simulated.store).errors.contains("Add --control."))
            #expect(lacuna(["trend"] + words, store: Simulated.store).errors.contains("Add --gaps."))
        }
    }

    @Test("Levels of a simulated history are those that the table of 'lacuna trend' adds up")
    func levels() throws {
        let model = try Simulated.model()
        let data = LevelsOverRounds(ExhibitScope(model, asOf: try #require(model.latestReferenceDate)))
        let rows = lacuna(["trend", "--format", "csv"], store: Simulated.store).output.split(separator: "\r\n")
            .dropFirst()
        #expect(rows.count == 15 && data.groups.count > 1)
        for (index, row) in rows.enumerated() {
            let sums = data.levels.indices.map { level in data.groups.reduce(0) { $0 + $1.counts[index].levels[level] }
            }
            #expect(row.split(separator: ",").dropFirst(3).prefix(sums.count).map { Int($0) } == sums)
        }
    }

    @Test("Ages and money of a simulated register agree with the rules")
    func register() throws {
        let model = try Simulated.model()
        let scope = ExhibitScope(model, asOf: try #require(model.latestReferenceDate))
        let found = gaps(in: model, at: scope.snapshot())
        let ages = GapAges(scope, of: found)
        #expect(!ages.months.isEmpty && !ages.monthsAtLeast.isEmpty)
        let known = found.compactMap { gap in gap.since.map { scope.asOf.months(since: $0) } }
        #expect((ages.months + ages.monthsAtLeast).sorted() == known.sorted())
        let rule = found.filter { $0.kind == .funding }
        #expect(!rule.isEmpty)
        let limit = try #require(scope.asOf.adding(months: model.framework.thresholds.fundingMonths))
        let soon = FundingTimeline(scope).services.filter { service in
            service.strands.compactMap(\.until).max().map { $0 <= limit } ?? false
        }
        #expect(soon.count == rule.count)
    }

    @Test("The report's charts: those with data, in order, each once; none of what has nothing to show")
    func report() throws {
        let real = try RealData.model()
        let date = try date("2022-05-01")
        func charts(_ model: ProvisionModel, _ date: CalendarDate) -> [ReportChart] {
            reportCharts(model, asOf: date, gaps: GapAudit(model, at: model.snapshot(asOf: date)).gaps)
        }
        #expect(charts(real, date).map(\.name) == ["map", "funding", "ages-served", "need"])
        let model = try Simulated.model()
        let latest = try #require(model.latestReferenceDate)
        let drawn = charts(model, latest)
        #expect(
            drawn.map(\.name) == [
                "levels", "gap-flow", "open-gaps", "gap-ages", "timeline", "funding", "ages-served", "need",
            ]
        )
        for chart in drawn {
            let svg = String(decoding: chart.svg(ExhibitOptions(name: chart.name, isStandalone: false)), as: UTF8.self)
            #expect(svg.hasPrefix("<svg ") && svg.contains("id=\"x\(chart.name)-title\""), "\(chart.name)")
            #expect(svg.contains("SIMULATED DATA") && !chart.heading.isEmpty)
            #expect(chart.standalone(.framework).starts(with: "<?xml".utf8))
            #expect(!chart.table.rows.isEmpty)
        }
        // Before the first round there is nothing to draw.
        #expect(charts(real, try TestSupport.date("2001-01-01")).isEmpty)
    }
}
