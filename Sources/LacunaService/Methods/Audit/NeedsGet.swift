import Answers
import GapDetection
import JSONRPC
import Provision

extension LacunaMethod {
    static let needsGet: LacunaMethod = LacunaMethod(
        "needs.get",
        "Groups of families (THRIVE's five) by area: the interventions delivered for each, by which services, and what is planned.",
        parameters: [Shared.asOf, Shared.knownAt, Shared.within, Shared.areasAsOf],
        result: #"{"type":"object","required":["asOf","groups","areas","cells","unreached"]}"#
    ) { params, call, writer throws(RPCError) in
        let snapshot = call.store.snapshot(try call.query(params))
        let (rows, note) = try call.rows(snapshot, params)
        let matrix = NeedsMatrix(call.model, at: snapshot, rows: Array(rows))
        try writer.answer(NeedsAnswer(matrix, call.model, note: note))
    }
}
