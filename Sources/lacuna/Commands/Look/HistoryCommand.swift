import Exhibits
import LacunaService
import Markup
import Provision
import ScopingStore

private let format = Options.format("table", "csv", "json", "svg")

let historyCommand = Command(
    name: "history",
    summary: "Show one cell through time, with its evidence.",
    arguments: [
        ArgumentSpec(name: "AREA", help: "The area, by id, name or code."),
        ArgumentSpec(name: "SERVICE", help: "The service type, by id, name or alias."),
    ],
    options: [Options.knownAt, format, ResultOutput.file, Options.store, Options.noCache],
    discussion: [
        "Every rating that stood on record, the oldest first; those of areas that this one succeeded among them. With "
            + "--known-at: only what was on record then. As SVG: a line of time for each of those areas, with the level that held and "
            + "the evidence below."
    ],
    examples: [
        ("lacuna history Sefton parent-infant-mh", "Sefton, continuing South Sefton and Southport & Formby."),
        ("lacuna history Blackpool parent-infant-mh -o blackpool.svg", "One cell through time as a picture."),
    ],
    run: { invocation, console in
        let access = try StoreAccess(invocation, &console)
        let model = access.model
        let area = try access.area(invocation, positional: "AREA")
        let service = try access.service(invocation, positional: "SERVICE")
        let knownAt = try access.knownAt(invocation)
        let output = ResultOutput(invocation, format)
        if output.format == "svg" {
            let scope = ExhibitScope(
                model,
                asOf: try access.latestDate(),
                knownAt: knownAt,
                within: area,
                leftOut: access.leftOutFiles
            )
            let data = CellHistory(scope, area: area, service: service)
            try output.write(CellHistoryChart.svg(data, ExhibitOptions(name: "history")), access, &console)
            return access.status
        }
        let points = HistoryAnswer(model, area: area, service: service, knownAt: knownAt)
        switch output.format {
        case "json": try output.write(try JSONText.bytes(points), access, &console)
        case "csv":
            var writer = CSVWriter(header: [
                "date", "area", "value", "round", "revision", "source", "recorded", "evidence",
            ])
            for point in points.points {
                writer.row([
                    point.date, point.area, point.value, point.round, String(point.revision), point.source,
                    point.recorded, point.evidence.map(\.text).joined(separator: " "),
                ])
            }
            try output.write(writer.bytes, access, &console)
        default:
            try output.print(access, &console) { text in
                text.print("\(model.areas.areas[area].name), \(model.framework.serviceTypes[service].name)")
                if points.points.isEmpty { text.print("Nothing is on record.") }
                for point in points.points {
                    let name = Area.ID(point.area).flatMap { model.areas.area($0)?.name } ?? point.area
                    let whose = point.area == model.areas.areas[area].id.text ? "" : " \(name),"
                    text.print(
                        "\(point.date)  \(point.value)  \(whose) \(point.source), round \(point.round) revision \(point.revision), recorded \(point.recorded)"
                    )
                    for evidence in point.evidence {
                        text.print(
                            "                \(evidence.text)"
                                + (evidence.section.map { " (\(Evidence.displayText($0)))" } ?? "")
                        )
                    }
                }
            }
        }
        return access.status
    }
)
