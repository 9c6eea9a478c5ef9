import Answers
import GapDetection
import Provision

private let format = Options.format("table", "csv", "json")

let twinsCommand = Command(
    name: "twins",
    summary: "Find areas of like size and deprivation that already have what this one lacks.",
    arguments: [ArgumentSpec(name: "AREA", help: "The area, by id, name or code.")],
    options: [
        Options.asOf, Options.knownAt, Options.level, Options.areasAsOf, Options.rule, Options.service, format,
        Options.store, Options.noCache,
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
        guard let row = snapshot.row(of: area) else {
            throw invocation.refusal(
                ofPositional: "AREA",
                expected: model.whereabouts(of: area, on: date)
                    ?? "\(model.areas.areas[area].id) has no row at \(date): name an area that 'lacuna show' lists."
            )
        }
        guard let twins = SimilarAreas(of: row, in: snapshot, model) else {
            throw CommandFailure(
                .badData,
                "lacuna: the children or the deprived share of \(model.areas.areas[area].name) are not on record, so no area can be found that is like it."
            )
        }
        let answer = TwinsAnswer(twins, row: row, snapshot, model, service: service)
        try ResultOutput(invocation, format).write(access, &console, answer)
        return access.status
    }
)
