package import GapDetection
package import Provision

/// `plan.get`'s answer.
package struct PlanAnswer: Encodable {
    package let asOf: String
    package let severityBefore: Int
    package let gain: Int
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
        package let children: Int?
    }

    package init(_ plan: ImprovementPlan, asOf: CalendarDate, notes: [String?] = []) {
        let said = notes.compactMap { $0 }
        self.notes = said.isEmpty ? nil : said
        self.asOf = asOf.description
        severityBefore = plan.severityBefore
        gain = plan.gain
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
                children: step.children
            )
        }
    }
}
