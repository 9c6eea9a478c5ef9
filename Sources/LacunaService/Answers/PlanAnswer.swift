package import GapDetection
package import Provision

/// `plan.get`'s answer.
package struct PlanAnswer: Encodable {
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

    package init(_ plan: ImprovementPlan, asOf: CalendarDate, notes: [String?] = []) {
        let said = notes.compactMap { $0 }
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
}
