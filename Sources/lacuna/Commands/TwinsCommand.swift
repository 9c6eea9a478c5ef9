import GapDetection
import Markup
import Provision

private let format = Options.format("table", "csv", "json")

let twinsCommand = Command(
    name: "twins",
    summary: "Find areas of like size and deprivation that already have what this one lacks.",
    arguments: [ArgumentSpec(name: "AREA", help: "The area, by id, name or code.")],
    options: [
        Options.asOf, Options.knownAt, Options.level, Options.areasAsOf, Options.rule, Options.service, format,
        Options.store,
    ],
    discussion: [
        "Areas are alike by the logarithm of their children aged 0-4 and the share of them in deprived small areas, each in "
            + "standard deviations among areas of the kind. For each service type that is not full here: the nearest areas with full "
            + "provision of it, at most three."
    ],
    examples: [("lacuna twins Knowsley", "whom Knowsley could ask")],
    run: { invocation, console in
        let access = try StoreAccess(invocation, &console)
        let model = access.model
        let date = try access.date(invocation)
        let area = try access.area(invocation, positional: "AREA", asOf: date)
        let service = try access.service(invocation)
        let (snapshot, _) = try access.snapshot(
            asOf: date,
            knownAt: try access.knownAt(invocation),
            basis: try access.basis(invocation, asOf: date),
            invocation
        )
        guard let row = snapshot.rows.firstIndex(of: area) else {
            throw invocation.refusal(
                ofPositional: "AREA",
                expected: "\(model.areas.areas[area].id) has no row at \(date): name an area that 'lacuna show' lists."
            )
        }
        guard let twins = Twins(of: row, in: snapshot, model) else {
            throw CommandFailure(
                .badData,
                "lacuna: the children or the deprived share of \(model.areas.areas[area].name) are not on record, so no area can be found that is like it."
            )
        }
        let answer = TwinsAnswer(twins, row: row, snapshot, model, service: service)
        switch invocation.value(format) ?? "table" {
        case "json": console.write(try JSONText.bytes(answer))
        case "csv":
            var writer = CSVWriter(header: TwinsAnswer.header.map { $0.lowercased() })
            for row in answer.rows { writer.row(row) }
            console.write(writer.bytes)
        default:
            console.print("\(answer.name), \(date): areas like it, and what they have in full")
            console.print("Nearest: " + answer.nearest.joined(separator: ", ") + ".")
            console.print()
            TextTable.print(header: TwinsAnswer.header, answer.rows, right: [4, 5, 6], to: &console)
        }
        return access.status
    }
)

private struct TwinsAnswer: Encodable {
    static let header = ["SERVICE TYPE", "HERE", "AREA", "THERE", "CHILDREN 0-4", "DEPRIVED %", "DISTANCE"]

    let area: String
    let name: String
    let nearest: [String]
    let lacking: [Lacking]

    struct Lacking: Encodable {
        let service: String
        let serviceName: String
        let here: String
        let twins: [Twin]
    }

    struct Twin: Encodable {
        let area: String
        let name: String
        let value: String
        let children: Int
        let deprivedShare: Double
        let distance: Double
    }

    init(_ twins: Twins, row: Int, _ snapshot: Snapshot, _ model: ProvisionModel, service: Int?) {
        area = twins.area.id.text
        name = twins.area.name
        nearest = twins.twins.prefix(5).map(\.area.name)
        lacking = model.framework.serviceTypes.indices.compactMap { column in
            guard service == nil || service == column else { return nil }
            let state = snapshot.state(row: row, column: column)
            if let level = model.framework.scale.level(of: state), level.closesGap { return nil }
            let having = twins.twins.filter { twin in
                model.framework.scale.level(of: snapshot.state(row: twin.row, column: column))?.closesGap == true
            }
            return Lacking(
                service: model.framework.serviceTypes[column].id.text,
                serviceName: model.framework.serviceTypes[column].name,
                here: model.code(of: state),
                twins: having.prefix(3).map { twin in
                    Twin(
                        area: twin.area.id.text,
                        name: twin.area.name,
                        value: model.code(of: snapshot.state(row: twin.row, column: column)),
                        children: twin.area.childrenUnderFive ?? 0,
                        deprivedShare: twin.area.deprivedShare ?? 0,
                        distance: (twin.distance * 1_000).rounded() / 1_000
                    )
                }
            )
        }
    }

    var rows: [[String]] {
        lacking.flatMap { lack -> [[String]] in
            guard !lack.twins.isEmpty else {
                return [[lack.serviceName, lack.here, "(no area of the kind has it in full)", "", "", "", ""]]
            }
            return lack.twins.map { twin in
                [
                    lack.serviceName, lack.here, twin.name, twin.value, String(twin.children),
                    String((twin.deprivedShare * 1_000).rounded() / 10), String(twin.distance),
                ]
            }
        }
    }
}
