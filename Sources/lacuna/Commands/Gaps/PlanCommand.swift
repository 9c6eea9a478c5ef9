import GapDetection
import LacunaService
import Markup
import Provision
import ScopingStore

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
        let people = access.model.peopleNote(snapshot)
        let answer = PlanAnswer(
            plan,
            asOf: snapshot.asOf,
            notes: [
                try access.scopeNote(invocation, asOf: snapshot.asOf, basis: snapshot.basis), people,
            ]
        )
        switch invocation.value(format) ?? "table" {
        case "json": console.write(try JSONText.bytes(answer))
        case "csv":
            var writer = CSVWriter(header: [
                "area", "area name", "service", "service name", "from", "to", "gain", "cost", "children", "in need",
                "severity",
            ])
            for step in answer.steps {
                writer.row([
                    step.area, step.areaName, step.service, step.serviceName, step.from, step.to, String(step.gain),
                    String(step.cost), step.children.map(String.init) ?? "", String(step.inNeed), String(step.severity),
                ])
            }
            console.write(writer.bytes)
        default:
            print(answer, heading, hasPrices: prices != nil, to: &console)
            if let people {
                console.print()
                console.print(people)
            }
        }
        return access.status
    }
)

/// The plan for a terminal: what it does in one sentence, what it maximises, and its steps.
private func print(_ plan: PlanAnswer, _ heading: String, hasPrices: Bool, to console: inout Console) {
    let count = plan.steps.count
    let price = hasPrices ? " for \(plan.cost)" : ""
    let verb = count == 1 ? "reaches" : "reach"
    console.print(
        "\(heading), \(plan.asOf): \(counted(count, "step"))\(price) \(verb) \(grouped(plan.gain)) more children in need, of \(grouped(plan.unreached)) not reached.\(plan.steps.isEmpty ? "" : " A child counts once for each service type.")"
    )
    console.print("Maximises \(plan.maximises) (--objective \(plan.objective)).")
    guard !plan.steps.isEmpty else { return }
    console.print()
    let first = hasPrices ? ["REACHES", "COST"] : ["REACHES"]
    TextTable.print(
        header: first + ["AREA", "SERVICE TYPE", "FROM", "TO", "SEVERITY", "IN NEED", "CHILDREN 0-4"],
        plan.steps.map { step in
            [String(step.gain)] + (hasPrices ? [String(step.cost)] : []) + [
                step.areaName, step.serviceName, step.from, step.to, String(step.severity),
                step.assumption == nil ? String(step.inNeed) : "about \(step.inNeed)",
                step.children.map(String.init) ?? "not known",
            ]
        },
        right: Set(first.indices).union((first.count + 4)...(first.count + 6)),
        to: &console
    )
    var told: Set<String> = []
    for step in plan.steps {
        guard let assumption = step.assumption, told.insert(step.area).inserted else { continue }
        console.print("\(step.areaName): \(assumption).")
    }
}

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

/// What steps cost, from a file of the user's.
struct CostTable {
    private struct Key: Hashable {
        let area: Area.ID?
        let service: ServiceType.ID
        let level: String
    }

    private var prices: [Key: Int] = [:]

    /// Reads the file whole and names every line that cannot be used.
    init(_ path: String, _ model: ProvisionModel) throws(CommandFailure) {
        let table: SpreadsheetTable
        do {
            table = try SpreadsheetTable(try readDocument(at: path))
        } catch let fault as DocumentFault {
            throw CommandFailure(reading: fault)
        } catch {
            throw CommandFailure(.badData, "lacuna: \(path): \(error)")
        }
        let header = table.rows.first?.fields.map { searchKey($0) } ?? []
        let columns = ["service", "level", "cost", "area"].map { header.firstIndex(of: $0) }
        guard let service = columns[0], let level = columns[1], let cost = columns[2] else {
            throw CommandFailure(
                .badData,
                "lacuna: \(path):1: the first row must name the columns service, level, cost and, if wanted, area"
            )
        }
        let names = NameIndex(model)
        var faults: [String] = []
        for row in table.rows.dropFirst() where !row.fields.isEmpty {
            func cell(_ column: Int?) -> String { column.map { row[$0] } ?? "" }
            func fault(_ message: String) { faults.append("lacuna: \(path):\(row.number): \(message)") }
            guard case .one(let type) = names.service(cell(service)) else {
                fault("'\(cell(service))' is no service type")
                continue
            }
            guard model.framework.scale.index(of: cell(level)) != nil else {
                fault("'\(cell(level))' is no level; the levels are \(model.framework.scale.codes)")
                continue
            }
            guard let price = Int(cell(cost)), (0...1_000_000_000).contains(price) else {
                fault("the cost '\(cell(cost))' is no whole number from 0 to 1000000000")
                continue
            }
            var area: Area.ID?
            if !cell(columns[3]).isEmpty {
                guard case .one(let found) = names.area(cell(columns[3])) else {
                    fault("'\(cell(columns[3]))' names no area, or several")
                    continue
                }
                area = model.areas.areas[found].id
            }
            let key = Key(area: area, service: model.framework.serviceTypes[type].id, level: cell(level))
            if prices.updateValue(price, forKey: key) != nil { fault("this step was given a cost before") }
        }
        if !faults.isEmpty { throw CommandFailure(.badData, faults) }
    }

    func cost(area: Area.ID, service: ServiceType.ID, level: String) -> Int? {
        prices[Key(area: area, service: service, level: level)]
            ?? prices[Key(area: nil, service: service, level: level)]
    }
}
