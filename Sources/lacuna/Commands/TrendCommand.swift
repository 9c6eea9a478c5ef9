import Exhibits
import LacunaService
import Markup
import Provision
import ScopingStore

private let format = Options.format("table", "csv", "json")

let trendCommand = Command(
    name: "trend",
    summary: "Count the levels round by round, for any area of the hierarchy.",
    options: [Options.within, Options.service, Options.knownAt, Options.level, Options.rule, format, Options.store],
    discussion: [
        "Each row is the snapshot at a round's reference date, on the areas of that date unless --level says otherwise; "
            + "ratings that were carried forward count."
    ],
    examples: [("lacuna trend --within C&M --service iapt-0-5", "One service type in one ICS.")],
    run: { invocation, console in
        let access = try StoreAccess(invocation, &console)
        let model = access.model
        let service = try access.service(invocation)
        var points: [TrendPoint] = []
        for round in model.rounds {
            let (snapshot, _) = try access.snapshot(invocation, &console, atRound: round.referenceDate)
            points.append(
                TrendPoint(
                    round,
                    snapshot,
                    rows: snapshot.rows.indices,
                    service: service,
                    model.framework.scale
                )
            )
        }
        let codes = model.framework.scale.levels.map(\.code)
        let header = ["ROUND", "DATE", "AREAS"] + codes + ["NOT EXPECTED", "UNRATED"]
        let rows = points.map { point in
            [point.round, point.date, String(point.areas)] + codes.map { String(point.levels[$0] ?? 0) }
                + [String(point.notExpected), String(point.unrated)]
        }
        switch invocation.value(format) ?? "table" {
        case "json": console.write(try JSONText.bytes(["points": points]))
        case "csv":
            var writer = CSVWriter(header: header.map { $0.lowercased() })
            for row in rows { writer.row(row) }
            console.write(writer.bytes)
        default: TextTable.print(header: header, rows, right: Set(2..<header.count), to: &console)
        }
        return access.status
    }
)
