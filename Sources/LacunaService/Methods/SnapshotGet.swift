import Answers
import JSONRPC
import Provision

extension LacunaMethod {
    static let snapshotGet: LacunaMethod = LacunaMethod(
        "snapshot.get",
        "The whole table at a date: ids of areas and service types, and a row of codes for each area.",
        parameters: [Shared.asOf, Shared.knownAt, Shared.within, Shared.level, Shared.rule],
        result: #"{"type":"object","required":["asOf","areas","services","values"]}"#
    ) { params, call, writer throws(RPCError) in
        let snapshot = call.store.snapshot(try call.query(params))
        let (rows, note) = try call.rows(snapshot, params)
        try writer.answer(SnapshotAnswer(call.model, snapshot, rows: rows, note: note))
    }
}
