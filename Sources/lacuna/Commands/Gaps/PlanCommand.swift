import Answers
import GapDetection
import Provision

private let format = Options.format("table", "csv", "json")
private let steps = OptionSpec(name: "steps", value: "N", help: "How many improvements.")
private let costs = OptionSpec(
    name: "costs",
    value: "FILE",
    help: "What each step costs: a CSV file with the columns service, level, cost and, if they differ, area."
)
private let objective = OptionSpec(
    name: "objective",
    value: "OBJECTIVE",
    help: "What the plan maximises; children unless told.",
    allowed: ImprovementPlan.Objective.allCases.map(\.rawValue)
)
private let budget = OptionSpec(name: "budget", value: "N", help: "With --costs: how much there is to spend.")

let planCommand = Command(
    name: "plan",
    summary: "Find the improvements that do most: so many steps, or as many as a budget buys.",
    options: [steps, objective, costs, budget] + Options.snapshot + [format, Options.store, Options.noCache],
    discussion: [
        "A step raises one cell by one level, never two at once. The best set is found exactly, by dynamic programming over all "
            + "cells: no set of as many steps, or for as much money, is better by its objective.",
        "--objective children reaches most children in need: those of the area by the need model, times how much less the level "
            + "lacks after the step. A child counts once for each service type. --objective worst-first leaves as few gaps as can "
            + "be in the worst severity, then in the next. --objective fair leaves as few cells as can be with no provision, the "
            + "most deprived areas first, then with a plan only, then with some provision, however small the area.",
    ],
    examples: [
        ("lacuna plan --steps 5 --within C&M", "where the next five steps do most"),
        ("lacuna plan --steps 5 --objective fair", "the five steps for those who have least"),
        ("lacuna plan --costs costs.csv --budget 500", "what 500 buys, in the units of the file"),
    ],
    run: { invocation, console in
        let access = try StoreAccess(invocation, &console)
        let (snapshot, heading) = try access.snapshot(invocation, &console)
        guard invocation.flag(costs.name) == invocation.flag(budget.name),
            invocation.flag(steps.name) != invocation.flag(costs.name)
        else {
            throw invocation.refusal(
                "a plan asks for a number of steps, or for costs and a budget",
                hint: "Give --steps N, or --costs FILE and --budget N."
            )
        }
        let limit = try whole(invocation.flag(steps.name) ? steps : budget, invocation)
        let prices = try invocation.value(costs).map { try CostTable($0, access.model) }
        let plan: ImprovementPlan
        do throws(ImprovementPlan.Failure) {
            plan = try ImprovementPlan(
                access.model,
                at: snapshot,
                budget: limit,
                objective: chosen(invocation),
                cost: prices.map { table in { table.cost(area: $0, service: $1, level: $2) } }
            )
        } catch {
            throw CommandFailure(.badData, "lacuna: \(error)")
        }
        let answer = PlanAnswer(
            plan,
            asOf: snapshot.asOf,
            heading: heading,
            scopeNote: try access.scopeNote(invocation, asOf: snapshot.asOf, basis: snapshot.basis),
            people: access.model.peopleNote(snapshot),
            hasPrices: prices != nil
        )
        try ResultOutput(invocation, format).write(access, &console, answer)
        return access.status
    }
)

/// The objective asked for. The command line has refused every other word.
private func chosen(_ invocation: Invocation) -> ImprovementPlan.Objective {
    invocation.value(objective).flatMap { ImprovementPlan.Objective(rawValue: $0) } ?? .children
}

private func whole(_ option: OptionSpec, _ invocation: Invocation) throws -> Int {
    guard let number = invocation.value(option).flatMap({ Int($0) }), (0...1_000_000_000).contains(number) else {
        throw invocation.refusal(ofOption: option.name, expected: "Expected a whole number from 0 to 1000000000.")
    }
    return number
}
