import JSONRPC
import Provision

extension LacunaMethod {
    static let needGet = LacunaMethod(
        "need.get",
        "Expected need, step by step, and published figures held against it.",
        params: [Shared.asOf, Shared.within, Shared.level],
        result: #"{"type":"object","required":["formula","areas","published"]}"#
    ) { params, call, writer throws(RPCError) in
        try call.require(.viewer)
        guard let need = call.model.framework.need else {
            throw RPCError(RPCError.notFound, "Not found") {
                $0.member("message", "the framework has no model of need")
            }
        }
        let snapshot = call.store.snapshot(try call.question(params))
        writer.encode(NeedAnswer(call.model, need, snapshot, rows: try call.rows(snapshot, params)))
    }
}
