import Answers
import GapDetection
import Provision
import ScopingStore

private let format = Options.format("table", "csv", "json")

private let option = OptionSpec(
    name: "option",
    value: "OPTION",
    help:
        "The option by which the workforce is built, by id or title; the one that the framework has chosen unless told."
)
private let ratios = OptionSpec(
    name: "ratios",
    value: "FILE",
    help: "A CSV file or workbook with the columns role-group, children-per-wte and, where it is known, cost-per-wte."
)

let workforceCommand = Command(
    name: "workforce",
    summary: "Show what a workforce would take by an option of the service model, and what is in post.",
    options: [
        option, ratios, Options.within, Options.asOf, Options.knownAt, format, Options.store, Options.noCache,
    ],
    discussion: [
        "Role groups and options are in the framework file; posts are in returns. A post whose size is not on record counts as a "
            + "post, and not as a whole-time equivalent (WTE). Where it is not known how much of a post is filled, all of it counts.",
        "A file of ratios has a row for each role group: role-group (an id or a name), children-per-wte (children of the need "
            + "model's initial target that one whole-time equivalent can help, such as 60 or 27.5), and cost-per-wte (pounds a year, "
            + "such as 50000 or \"50,000\"; may be empty). No source gives any. Without them posts alone are compared.",
        "required = target / children per WTE; lacking = required less in post. A role group that works across an ICS is counted by the "
            + "ICS's target, others by each Place's; what one Place has to spare makes up for nothing in another. Figures are worked "
            + "out exactly, and shown to a tenth of a WTE and to whole pounds. Vacant posts are lacking too, though there may be money for them.",
    ],
    examples: [
        ("lacuna workforce --option a", "the posts on record, by the role groups of option A"),
        ("lacuna workforce --option b --ratios ratios.csv --within C&M", "what option B would take in one ICS"),
    ],
    run: { invocation, console in
        let access = try StoreAccess(invocation, &console)
        let model = access.model
        guard let workforce = model.framework.workforce, !workforce.options.isEmpty else {
            throw CommandFailure(
                .badData,
                "lacuna: the framework has no options for a workforce; add <workforce> to framework.xml."
            )
        }
        guard
            let chosen = try invocation.found(option, access.lookup.option)
                ?? workforce.chosen.flatMap(workforce.option)
        else {
            let known = workforce.options.map(\.id.text).joined(separator: " or ")
            throw invocation.refusal(
                "no option is named, and the network has chosen none",
                hint: "Give --option \(known)."
            )
        }
        let given = try invocation.value(ratios).map { try readRatios(at: $0, workforce, &console) }
        let date = try access.date(invocation)
        let within = try access.within(invocation, &console, asOf: date, basis: .current)
        let snapshot = model.snapshot(asOf: date, knownAt: try access.knownAt(invocation), within: within)
        let estimate = WorkforceEstimate(model, chosen, at: snapshot, ratios: given, within: within)
        try ResultOutput(invocation, format).write(
            access,
            &console,
            WorkforceAnswer(
                estimate,
                model,
                on: snapshot.areasAsOf,
                note: try access.scopeNote(invocation, asOf: date, basis: .current)
                    ?? model.emptyNote(of: snapshot, within: within),
                people: model.peopleNote(snapshot, areas: estimate.areas.map(\.area)),
                heading: within.map { model.areas.areas[$0].name } ?? access.networkName
            )
        )
        return access.status
    }
)

/// The ratios of a file of the user's; all that is wrong with it is told.
private func readRatios(
    at path: String,
    _ workforce: Workforce,
    _ console: inout Console
) throws(CommandFailure) -> [StaffingRatio] {
    let bytes: [UInt8]
    do throws(DocumentFault) {
        bytes = try readDocument(at: path)
    } catch {
        throw CommandFailure(reading: error)
    }
    do throws(DocumentFaults) {
        let list = try RatioList(bytes, file: path, workforce: workforce)
        for remark in list.remarks { console.note("lacuna: \(remark)") }
        return list.ratios
    } catch {
        throw CommandFailure(.badData, error.faults.map { "lacuna: \($0)" })
    }
}
