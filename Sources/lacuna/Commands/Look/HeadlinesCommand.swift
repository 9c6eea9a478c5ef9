import Answers
import GapDetection
import Provision

private let format = Options.format("table", "csv", "json")

let headlinesCommand = Command(
    name: "headlines",
    summary: "Say in at most seven sentences what is wrong, what changed and who has not answered.",
    options: Options.snapshot + [format, ResultOutput.file, Options.store, Options.noCache],
    discussion: [
        "The sentences are made from the gap register by rule: what moved since the round before, what no area has in full, ages for "
            + "which little is made, what most areas lack, money that ends, who has not answered, what families said. The page, the "
            + "paper, the mail and 'lacuna status' open with the same ones.",
        "As JSON or CSV each comes with the figure it turns on, its change since the round before, the children behind it and the ids "
            + "of the gaps beneath it.",
    ],
    examples: [
        ("lacuna headlines", "the network at its latest round"),
        ("lacuna headlines --within Liverpool", "one area"),
        ("lacuna headlines --format json", "with the gaps beneath each sentence"),
    ],
    run: { invocation, console in
        let access = try StoreAccess(invocation, &console)
        let model = access.model
        let date = try access.date(invocation)
        let basis = try access.basis(invocation, asOf: date)
        let within = try access.within(invocation, &console, asOf: date, basis: basis)
        let snapshot = model.snapshot(
            asOf: date,
            knownAt: try access.knownAt(invocation),
            basis: basis,
            rule: access.rule(invocation)
        )
        let headlines = Headlines(model, at: snapshot, within: within)
        try ResultOutput(invocation, format).write(
            access,
            &console,
            HeadlinesAnswer(
                headlines,
                heading: within.map { model.areas.areas[$0].name } ?? access.networkName,
                asOf: date
            )
        )
        return access.status
    }
)
