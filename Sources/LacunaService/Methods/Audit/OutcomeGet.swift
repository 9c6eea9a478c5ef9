import Answers
import GapDetection
import JSONRPC
import Provision

extension LacunaMethod {
    static let outcomeGet: LacunaMethod = LacunaMethod(
        "outcome.get",
        "What services came to for families, by measure, with totals; numbers under five are withheld, and those that would tell them.",
        parameters: [Shared.asOf, Shared.knownAt, Shared.within, Shared.areasAsOf],
        result: #"{"type":"object","required":["asOf","measures","outcomes","totals"]}"#
    ) { params, call, writer throws(RPCError) in
        let snapshot = call.store.snapshot(try call.query(params))
        let model = call.model
        let scope = try call.within(params, asOf: snapshot.asOf, basis: snapshot.basis)
        let (_, note) = try call.rows(snapshot, params)
        try writer.answer(
            OutcomesAnswer(
                OutcomeTable(model, at: snapshot),
                model,
                shows: { area in
                    scope.map { model.areas.isWithin(area, $0.area, on: snapshot.areasAsOf) } ?? true
                },
                note: note
            )
        )
    }
}
