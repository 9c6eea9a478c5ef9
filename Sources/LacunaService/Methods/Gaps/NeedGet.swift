import Answers
import JSON
import JSONRPC
import Provision

extension LacunaMethod {
    static let needGet: LacunaMethod = LacunaMethod(
        "need.get",
        "Expected need, step by step, and published figures held against it.",
        parameters: [Shared.asOf, Shared.within, Shared.level],
        result: #"{"type":"object","required":["formula","areas","published"]}"#
    ) { params, call, writer throws(RPCError) in
        guard let need = call.model.framework.need else {
            throw RPCError(.notFound, "Not found") {
                $0.member("message", "the framework has no model of need")
            }
        }
        let snapshot = call.store.snapshot(try call.query(params))
        let (rows, note) = try call.rows(snapshot, params)
        try writer.answer(NeedAnswer(call.model, need, snapshot, rows: rows, note: note))
    }
}
