import Answers
import GapDetection
import JSONRPC
import Provision

extension LacunaMethod {
    static let planGet: LacunaMethod = LacunaMethod(
        "plan.get",
        "The improvements that do most by an objective, found exactly.",
        parameters: [
            .required(
                "steps",
                #"{"type":"integer","minimum":0,"maximum":10000}"#,
                "How many."
            ), Shared.asOf, Shared.within, Shared.level, Shared.rule,
            .optional(
                "objective",
                #"{"enum":["children","worst-first","fair"]}"#,
                "What the plan maximises: children in need reached (unless told), the worst gaps first, or those who have least."
            ),
        ],
        result: #"{"type":"object","required":["objective","maximises","steps","gain","unreached"]}"#
    ) { params, call, writer throws(RPCError) in
        let query = try call.query(params)
        guard let steps = try params.optionalInt("steps", in: 0...10_000) else { throw .params("steps", "missing") }
        var objective = ImprovementPlan.Objective.children
        if let word = try params.optionalString("objective") {
            guard let known = ImprovementPlan.Objective(rawValue: word) else {
                throw .params("objective", "expected children, worst-first or fair, not '\(word)'")
            }
            objective = known
        }
        let within = try call.within(params, asOf: query.asOf, basis: query.basis)
        let snapshot = call.model.snapshot(
            asOf: query.asOf,
            within: within?.area,
            basis: query.basis,
            rule: query.rule
        )
        let plan: ImprovementPlan
        do throws(ImprovementPlan.Failure) {
            plan = try ImprovementPlan(call.model, at: snapshot, budget: steps, objective: objective)
        } catch {
            throw .params("steps", error.description)
        }
        try writer.answer(
            PlanAnswer(
                plan,
                asOf: query.asOf,
                scopeNote: within?.note ?? call.model.emptyNote(of: snapshot, within: within?.area),
                people: call.model.peopleNote(snapshot)
            )
        )
    }
}
