import Answers
import Exhibits
import GapDetection
import Provision

private let format = Options.format("table", "csv", "json", "svg", "png")

let equityCommand = Command(
    name: "equity",
    summary: "Show how evenly each service type reaches the children of each ICS.",
    options: Options.snapshot + [
        Options.service, format, Options.width, ResultOutput.file, Options.store, Options.noCache,
    ],
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
        try output.write(
            access,
            &console,
            EquityAnswer(measures, access.model, at: snapshot, heading: "\(heading), \(snapshot.asOf.displayText)"),
            picture: {
                let scope = ExhibitScope(
                    access.model,
                    asOf: snapshot.asOf,
                    knownAt: snapshot.knownAt,
                    heading: heading,
                    leftOut: access.leftOutFiles
                )
                return ChildrenChart.svg(ChildrenByLevel(scope, measures), output.options("children"))
            }
        )
        return access.status
    }
)
