import Exhibits
import LacunaService
import Markup
import Provision
import ScopingStore

private let format = Options.format("table", "csv", "json")

let historyCommand = Command(
    name: "history",
    summary: "Show one cell through time, with its evidence.",
    arguments: [
        ArgumentSpec(name: "AREA", help: "The area, by id, name or code."),
        ArgumentSpec(name: "SERVICE", help: "The service type, by id, name or alias."),
    ],
    options: [Options.knownAt, format, Options.store],
    discussion: [
        "Every rating that stood on record, the oldest first; those of areas that this one succeeded among them. With "
            + "--known-at: only what was on record then."
    ],
    examples: [("lacuna history Sefton parent-infant-mh", "Sefton, continuing South Sefton and Southport & Formby.")],
    run: { invocation, console in
        let access = try StoreAccess(invocation, &console)
        let model = access.model
        let area = try access.area(invocation, positional: "AREA")
        let service = try access.service(invocation, positional: "SERVICE")
        let knownAt = try access.knownAt(invocation)
        let points = HistoryAnswer(model, area: area, service: service, knownAt: knownAt)
        switch invocation.value(format) ?? "table" {
        case "json": console.write(try JSONText.bytes(points))
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
            console.write(writer.bytes)
        default:
            console.print("\(model.areas.areas[area].name), \(model.framework.serviceTypes[service].name)")
            if points.points.isEmpty { console.print("Nothing is on record.") }
            for point in points.points {
                let name = Area.ID(point.area).flatMap { model.areas.area($0)?.name } ?? point.area
                let whose = point.area == model.areas.areas[area].id.text ? "" : " \(name),"
                console.print(
                    "\(point.date)  \(point.value)  \(whose) \(point.source), round \(point.round) revision \(point.revision), recorded \(point.recorded)"
                )
                for evidence in point.evidence {
                    console.print(
                        "                \(evidence.text)" + (evidence.section.map { " (section \($0))" } ?? "")
                    )
                }
            }
        }
        return access.status
    }
)
