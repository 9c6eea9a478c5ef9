import Exhibits
import GapDetection
import LacunaService
import Markup
import Provision

private let format = Options.format("table", "csv", "json", "svg")

let equityCommand = Command(
    name: "equity",
    summary: "Show how evenly each service type reaches the children of each ICS.",
    options: Options.snapshot + [Options.service, format, ResultOutput.file, Options.store, Options.noCache],
    discussion: [
        "FULL is the share of children aged 0-4 who live where provision is full. DIFFER is the probability that two of them, "
            + "drawn at random, live under different levels (Gini-Simpson: 0 where all live under one). AGREE is Leik's ordinal "
            + "consensus over the ranked levels (1: all under one level; 0: half under the worst, half under the best).",
        "Children of areas that are not rated, or whose number is not known, are left out.",
        "As SVG: for each ICS and service type the shares of children under each level, as a bar.",
    ],
    examples: [
        ("lacuna equity --service health-visiting", "one service type in every ICS"),
        ("lacuna equity --within C&M -o children.svg", "one ICS as a picture"),
    ],
    run: { invocation, console in
        let access = try StoreAccess(invocation, &console)
        let service = try access.service(invocation).map { access.model.framework.serviceTypes[$0].id }
        let (snapshot, heading) = try access.snapshot(invocation, &console)
        let output = ResultOutput(invocation, format)
        let measures = Equity.measures(of: snapshot, in: access.model)
            .filter { service == nil || $0.service.id == service }
        if output.format == "svg" {
            let scope = ExhibitScope(
                access.model,
                asOf: snapshot.asOf,
                knownAt: snapshot.knownAt,
                heading: heading,
                leftOut: access.leftOutFiles
            )
            let data = ChildrenByLevel(scope, measures)
            try output.write(ChildrenChart.svg(data, ExhibitOptions(name: "children")), access, &console)
            return access.status
        }
        let rows = measures.map { EquityRow($0, access.model.framework.scale) }
        let codes = access.model.framework.scale.levels.map(\.code)
        switch output.format {
        case "json": try output.write(try JSONText.bytes(EquityAnswer(measures, access.model)), access, &console)
        case "csv":
            var writer = CSVWriter(
                header: ["ics", "service", "service name"] + codes.map { "children \($0)" }
                    + ["share full", "gini-simpson", "consensus", "best", "worst", "source"]
            )
            for (row, measure) in zip(rows, measures) {
                writer.row(
                    [row.ics, row.service, row.serviceName] + codes.map { String(row.children[$0] ?? 0) }
                        + [row.shareFull, row.giniSimpson, row.consensus].map { $0.map(threeDigits) ?? "" }
                        + [row.best, row.worst].map { $0.joined(separator: "; ") }
                        + [access.model.areas.peopleSources(of: [measure]).map(\.citation).joined(separator: "; ")]
                )
            }
            try output.write(writer.bytes, access, &console)
        default:
            try output.print(access, &console) { text in
                text.print("\(heading), \(snapshot.asOf): children aged 0-4 by the level they live under")
                var ics: String?
                for group in Dictionary(grouping: rows.enumerated(), by: \.element.ics).values
                    .sorted(by: { ($0.first?.offset ?? 0) < ($1.first?.offset ?? 0) })
                {
                    guard let first = group.first?.element, first.ics != ics else { continue }
                    ics = first.ics
                    text.print()
                    text.print(first.icsName)
                    TextTable.print(
                        header: ["SERVICE TYPE"] + codes + ["FULL", "DIFFER", "AGREE", "BEST", "WORST"],
                        group.map { $0.element.cells(codes) },
                        right: Set(1...(codes.count + 3)),
                        to: &text
                    )
                }
                text.print()
                text.print(
                    "FULL: the share of children who live where provision is full. DIFFER: the chance that two of them live under different levels."
                )
                text.print(
                    "AGREE: 1 where all live under one level, 0 where half live under the worst and half under the best; levels outside the order are left out."
                )
                if let note = AreaHierarchy.peopleNote(measures.flatMap(\.counted)) {
                    text.print()
                    text.print(note)
                }
                let sources = access.model.areas.peopleSources(of: measures)
                if !sources.isEmpty { text.print() }
                for source in sources { text.print("Source: \(source.citation)") }
            }
        }
        return access.status
    }
)
