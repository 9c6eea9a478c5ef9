import GapDetection
import JSONRPC
import Provision

extension LacunaMethod {
    static let planGet: LacunaMethod = LacunaMethod(
        "plan.get",
        "The improvements that close most gap, found exactly.",
        parameters: [
            .required(
                "steps",
                #"{"type":"integer","minimum":0,"maximum":10000}"#,
                "How many."
            ), Shared.asOf, Shared.within, Shared.level, Shared.rule,
        ],
        result: #"{"type":"object","required":["steps","gain"]}"#
    ) { params, call, writer throws(RPCError) in
        let question = try call.question(params)
        guard let steps = try params.optionalInt("steps", in: 0...10_000) else { throw .params("steps", "missing") }
        let within = try call.within(params, asOf: question.asOf, basis: question.basis)
        let snapshot = call.model.snapshot(
            asOf: question.asOf,
            within: within?.area,
            basis: question.basis,
            rule: question.rule
        )
        let plan: ImprovementPlan
        do throws(ImprovementPlan.Failure) {
            plan = try ImprovementPlan(call.model, at: snapshot, budget: steps)
        } catch {
            throw .params("steps", error.description)
        }
        try writer.encode(
            PlanAnswer(
                plan,
                asOf: question.asOf,
                notes: [
                    within?.note ?? call.model.emptyNote(of: snapshot, within: within?.area),
                    call.model.peopleNote(snapshot),
                ]
            )
        )
    }
}
