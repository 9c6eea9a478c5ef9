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
private let budget = OptionSpec(name: "budget", value: "N", help: "With --costs: how much there is to spend.")

let planCommand = Command(
    name: "plan",
    summary: "Find the improvements that close most gap: so many steps, or as many as a budget buys.",
    options: [steps, costs, budget] + Options.snapshot + [format, Options.store],
    discussion: [
        "A step raises one cell by one level, never two at once. What it buys is the severity of the gap before less that "
            + "after. The best set is found exactly, by dynamic programming over all cells: no set of as many steps, or for as much "
            + "money, buys more."
    ],
    examples: [
        ("lacuna plan --steps 5 --within C&M", "where the next five steps do most"),
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
                mend: "Give --steps N, or --costs FILE and --budget N."
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
                cost: prices.map { table in { table.cost(area: $0, service: $1, level: $2) } }
            )
        } catch {
            throw CommandFailure(.badData, "lacuna: \(error)")
        }
        let answer = PlanAnswer(plan, asOf: snapshot.asOf)
        switch invocation.value(format) ?? "table" {
        case "json": console.write(try JSONText.bytes(answer))
        case "csv":
            var writer = CSVWriter(header: [
                "area", "area name", "service", "service name", "from", "to", "gain", "cost", "children",
            ])
            for step in answer.steps {
                writer.row([
                    step.area, step.areaName, step.service, step.serviceName, step.from, step.to, String(step.gain),
                    String(step.cost), step.children.map(String.init) ?? "",
                ])
            }
            console.write(writer.bytes)
        default:
            let price = prices == nil ? "" : " for \(plan.cost)"
            console.print(
                "\(heading), \(snapshot.asOf): \(plan.steps.count) \(plan.steps.count == 1 ? "step" : "steps")\(price) take \(plan.gain) of \(plan.severityBefore) points of severity away."
            )
            guard !plan.steps.isEmpty else { return access.status }
            console.print()
            TextTable.print(
                header: ["BUYS", "COST", "AREA", "SERVICE TYPE", "FROM", "TO", "CHILDREN 0-4"],
                answer.steps.map { step in
                    [
                        String(step.gain), String(step.cost), step.areaName, step.serviceName, step.from, step.to,
                        step.children.map(String.init) ?? "",
                    ]
                },
                right: [0, 1, 6],
                to: &console
            )
        }
        return access.status
    }
)

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
        let header = table.rows.first?.fields.map { comparable($0) } ?? []
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
