package import GapDetection
package import Provision

/// The improvements that do most by an objective.
package struct PlanAnswer: Answer {
    package let asOf: String
    package let objective: String
    /// What the plan makes as large as it can, in words.
    package let maximises: String
    /// Children in need whom the steps reach, and those not reached before; each child once for each service type.
    package let gain: Int
    package let unreached: Int
    package let cost: Int
    package let steps: [Step]
    /// What is shown in place of the area asked about, and whose children those of areas without their own figures are; left out
    /// where nothing is to be said.
    package let notes: [String]?
    private let heading: String
    private let hasPrices: Bool
    /// Whose children those of areas without their own figures are.
    private let people: String?

    private enum CodingKeys: CodingKey { case asOf, objective, maximises, gain, unreached, cost, steps, notes }

    package struct Step: Encodable {
        package let area: String
        package let areaName: String
        package let service: String
        package let serviceName: String
        package let from: String
        package let to: String
        package let gain: Int
        package let cost: Int
        package let severity: Int
        package let children: Int?
        package let inNeed: Int
        /// What had to be taken for figures that are not known; nil where all are.
        package let assumption: String?
    }

    /// - Parameters:
    ///   - heading: what part of the map it is of.
    ///   - scopeNote: what is shown in place of the area asked about.
    ///   - people: whose children those of areas without their own figures are.
    ///   - hasPrices: whether steps cost what somebody said, not one each.
    package init(
        _ plan: ImprovementPlan,
        asOf: CalendarDate,
        heading: String = "",
        scopeNote: String?,
        people: String?,
        hasPrices: Bool = false
    ) {
        self.heading = heading
        self.hasPrices = hasPrices
        self.people = people
        let said = [scopeNote, people].compactMap { $0 }
        self.notes = said.isEmpty ? nil : said
        self.asOf = asOf.description
        objective = plan.objective.rawValue
        maximises = plan.objective.goal
        gain = plan.gain
        unreached = plan.unreached
        cost = plan.cost
        steps = plan.steps.map { step in
            Step(
                area: step.area.id.text,
                areaName: step.area.name,
                service: step.service.id.text,
                serviceName: step.service.name,
                from: step.from.code,
                to: step.to.code,
                gain: step.gain,
                cost: step.cost,
                severity: step.severity,
                children: step.children.children,
                inNeed: step.children.count,
                assumption: step.children.assumption
            )
        }
    }
    package var table: AnswerTable? { rows }

    private var rows: AnswerTable {
        typealias Column = AnswerTable.Column<Step>
        let price: [Column] = hasPrices ? [.number("COST") { $0.cost }] : []
        return AnswerTable(
            steps,
            data: [
                .text("area") { $0.area }, .text("area name") { $0.areaName }, .text("service") { $0.service },
                .text("service name") { $0.serviceName }, .text("from") { $0.from }, .text("to") { $0.to },
                .number("gain") { $0.gain }, .number("cost") { $0.cost }, .number("children") { $0.children },
                .number("in need") { $0.inNeed }, .number("severity") { $0.severity },
            ],
            shown: [.number("REACHES") { $0.gain }] + price + [
                .text("AREA") { $0.areaName }, .text("SERVICE TYPE") { $0.serviceName }, .text("FROM") { $0.from },
                .text("TO") { $0.to }, .number("SEVERITY") { $0.severity },
                .figure("IN NEED") { $0.assumption == nil ? String($0.inNeed) : "about \($0.inNeed)" },
                .figure("CHILDREN 0-4") { $0.children.map(String.init) ?? "not known" },
            ]
        )
    }

    /// What it does in one sentence, what it maximises, and its steps.
    package var text: AnswerText {
        let price = hasPrices ? " for \(cost)" : ""
        let verb = steps.count == 1 ? "reaches" : "reach"
        let once = steps.isEmpty ? "" : " A child counts once for each service type."
        var text = AnswerText([
            "\(heading), \(inWords(asOf)): \(counted(steps.count, "step"))\(price) \(verb) \(grouped(gain)) more children in need, of \(grouped(unreached)) not reached.\(once)",
            "Maximises \(maximises) (--objective \(objective)).",
        ])
        if !steps.isEmpty {
            text.line()
            text.rows(of: rows)
        }
        var told: Set<String> = []
        for step in steps {
            guard let assumption = step.assumption, told.insert(step.area).inserted else { continue }
            text.line("\(step.areaName): \(assumption).")
        }
        text.paragraph([people].compactMap { $0 })
        return text
    }
}
