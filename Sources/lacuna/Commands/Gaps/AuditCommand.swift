import Answers
import Exhibits
import GapDetection
import Provision

private let format = Options.format("table", "csv", "json", "svg", "png")

private let standard = OptionSpec(
    name: "standard",
    value: "STANDARD",
    help: "Only this standard, by id or title."
)
private let compare = OptionSpec(
    name: "compare",
    value: "DATE",
    help: "An earlier date: what was said and judged then, and what moved since."
)

let auditCommand = Command(
    name: "audit",
    summary: "Hold what the service model asks for against what areas say and what is on record.",
    options: [
        Options.within, standard, Options.asOf, Options.knownAt, compare, Options.areasAsOf, format,
        Options.width, ResultOutput.file, Options.store, Options.noCache,
    ],
    discussion: [
        "Standards are in the framework file, each with its source and section, and who answers for it: each area, its ICS or the "
            + "network. STATED (SAID) is what they say themselves in their returns: met, partly met, not met or not applicable.",
        "JUDGED (DATA) is what is on record says, where a standard has a rule for it: ages that provision made for the early years "
            + "covers, interventions delivered, needs groups reached, service types rated as provided. Where no list is on record "
            + "it is not known. Some rules see only a part of the standard: they can deny it, and show no more than a part.",
        "As SVG: standards by areas, what is stated and what the data say side by side; those that nobody speaks of are named below.",
    ],
    examples: [
        ("lacuna audit", "all standards, counted by area"), ("lacuna audit --within Halton", "one area, with reasons"),
        ("lacuna audit --standard principle-8", "one standard, area by area"),
        ("lacuna audit -o audit.svg", "all that is spoken of, as a picture"),
    ],
    run: { invocation, console in
        let access = try StoreAccess(invocation, &console)
        let model = access.model
        let only = try invocation.found(standard, access.lookup.standard)
        let date = try access.date(invocation)
        let knownAt = try access.knownAt(invocation)
        let basis = try invocation.date(Options.areasAsOf).map(AreaBasis.date) ?? .current
        let within = try access.within(invocation, &console, asOf: date, basis: basis)
        let snapshot = model.snapshot(asOf: date, knownAt: knownAt, within: within, basis: basis)
        let output = ResultOutput(invocation, format)
        try output.refuseInPicture([compare], invocation)
        let earlier = try invocation.date(compare).map { other in
            // On the areas of the later date, so that each finds itself.
            let past = model.snapshot(asOf: other, knownAt: knownAt, basis: basis.steady(on: date))
            return StandardsAudit(model, at: past, only: only)
        }
        let audit = StandardsAudit(model, at: snapshot, only: only, within: within)
        try output.write(
            access,
            &console,
            AuditAnswer(
                audit,
                model,
                earlier: earlier,
                note: try access.scopeNote(invocation, asOf: date, basis: basis)
                    ?? model.emptyNote(of: snapshot, within: within),
                heading: within.map { model.areas.areas[$0].name } ?? access.networkName,
                outlook: only == nil && !audit.standards.isEmpty
                    ? AuditOutlook(audit, model, snapshot, within: within) : nil
            ),
            picture: {
                let scope = ExhibitScope(
                    model,
                    asOf: date,
                    knownAt: knownAt,
                    within: within,
                    basis: basis,
                    leftOut: access.leftOutFiles
                )
                return AuditChart.svg(AuditByArea(scope, audit), output.options("audit"))
            }
        )
        return access.status
    }
)
