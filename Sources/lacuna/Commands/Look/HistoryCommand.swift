import Answers
import Exhibits

private let format = Options.format("table", "csv", "json", "svg", "png")

let historyCommand = Command(
    name: "history",
    summary: "Show one cell through time, with its evidence.",
    arguments: [
        ArgumentSpec(name: "AREA", help: "The area, by id, name or code."),
        ArgumentSpec(name: "SERVICE", help: "The service type, by id, name or alias."),
    ],
    options: [Options.knownAt, format, Options.width, ResultOutput.file, Options.store, Options.noCache],
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
        try output.write(
            access,
            &console,
            HistoryAnswer(model, area: area, service: service, knownAt: knownAt),
            picture: {
                let scope = ExhibitScope(
                    model,
                    asOf: try access.latestDate(),
                    knownAt: knownAt,
                    within: area,
                    leftOut: access.leftOutFiles
                )
                let data = CellHistory(scope, area: area, service: service)
                return CellHistoryChart.svg(data, output.options("history"))
            }
        )
        return access.status
    }
)
