import GapDetection
import Markup
import Provision

private let format = Options.format("table", "csv", "json")

let equityCommand = Command(
    name: "equity",
    summary: "Show how evenly each service type reaches the children of each ICS.",
    options: Options.snapshot + [Options.service, format, Options.store],
    discussion: [
        "FULL is the share of children aged 0-4 who live where provision is full. DIFFER is the probability that two of them, "
            + "drawn at random, live under different levels (Gini-Simpson: 0 where all live under one). AGREE is Leik's ordinal "
            + "consensus over the ranked levels (1: all under one level; 0: half under the worst, half under the best).",
        "Children of areas that are not rated, or whose number is not known, are left out.",
    ],
    examples: [("lacuna equity --service health-visiting", "one service type in every ICS")],
    run: { invocation, console in
        let access = try StoreAccess(invocation, &console)
        let service = try access.service(invocation).map { access.model.framework.serviceTypes[$0].id }
        let (snapshot, heading) = try access.snapshot(invocation, &console)
        let rows = Equity.measures(of: snapshot, in: access.model)
            .filter { service == nil || $0.service.id == service }
            .map { EquityRow($0, access.model.framework.scale) }
        let codes = access.model.framework.scale.levels.map(\.code)
        switch invocation.value(format) ?? "table" {
        case "json": console.write(try JSONText.bytes(["measures": rows]))
        case "csv":
            var writer = CSVWriter(
                header: ["ics", "service", "service name"] + codes.map { "children \($0)" }
                    + ["share full", "gini-simpson", "consensus", "best", "worst"]
            )
            for row in rows {
                writer.row(
                    [row.ics, row.service, row.serviceName] + codes.map { String(row.children[$0] ?? 0) }
                        + [row.shareFull, row.giniSimpson, row.consensus].map { $0.map(threeDigits) ?? "" }
                        + [row.best, row.worst].map { $0.joined(separator: "; ") }
                )
            }
            console.write(writer.bytes)
        default:
            console.print("\(heading), \(snapshot.asOf): children aged 0-4 by the level they live under")
            var ics: String?
            for group in Dictionary(grouping: rows.enumerated(), by: \.element.ics).values
                .sorted(by: { ($0.first?.offset ?? 0) < ($1.first?.offset ?? 0) })
            {
                guard let first = group.first?.element, first.ics != ics else { continue }
                ics = first.ics
                console.print()
                console.print(first.icsName)
                TextTable.print(
                    header: ["SERVICE TYPE"] + codes + ["FULL", "DIFFER", "AGREE", "BEST", "WORST"],
                    group.map { $0.element.cells(codes) },
                    right: Set(1...(codes.count + 3)),
                    to: &console
                )
            }
        }
        return access.status
    }
)

/// A number between 0 and 1 with three digits after the point.
private func threeDigits(_ value: Double) -> String {
    let thousandths = Int((min(1, max(0, value)) * 1_000).rounded())
    let digits = String(thousandths % 1_000)
    return "\(thousandths / 1_000)." + String(repeating: "0", count: 3 - digits.utf8.count) + digits
}

/// One row of `equity.get`'s answer.
private struct EquityRow: Encodable {
    let ics: String
    let icsName: String
    let service: String
    let serviceName: String
    /// By the level's code.
    let children: [String: Int]
    let otherChildren: Int
    let shareFull: Double?
    let giniSimpson: Double?
    let consensus: Double?
    let best: [String]
    let worst: [String]
    let childrenNotKnown: [String]

    init(_ equity: Equity, _ scale: RatingScale) {
        ics = equity.head.id.text
        icsName = equity.head.name
        service = equity.service.id.text
        serviceName = equity.service.name
        children = Dictionary(
            zip(scale.levels.map(\.code), equity.children),
            uniquingKeysWith: { first, _ in first }
        )
        otherChildren = equity.otherChildren
        shareFull = equity.fullShare
        giniSimpson = equity.giniSimpson
        consensus = equity.consensus
        best = equity.best.map(\.name)
        worst = equity.worst.map(\.name)
        childrenNotKnown = equity.unknown.map(\.name)
    }

    func cells(_ codes: [String]) -> [String] {
        func few(_ names: [String]) -> String {
            names.count > 3
                ? names.prefix(2).joined(separator: ", ") + " +\(names.count - 2)" : names.joined(separator: ", ")
        }
        return [serviceName] + codes.map { String(children[$0] ?? 0) }
            + [shareFull, giniSimpson, consensus].map { $0.map(threeDigits) ?? "" } + [few(best), few(worst)]
    }
}
