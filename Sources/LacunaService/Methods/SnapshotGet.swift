import JSONRPC
import Provision

extension LacunaMethod {
    static let snapshotGet = LacunaMethod(
        "snapshot.get",
        "The whole table at a date: ids of areas and service types, and a row of codes for each area.",
        params: [Shared.asOf, Shared.knownAt, Shared.within, Shared.level, Shared.rule],
        result: #"{"type":"object","required":["asOf","areas","services","values"]}"#
    ) { params, call, writer throws(RPCError) in
        try call.require(.viewer)
        let snapshot = call.store.snapshot(try call.question(params))
        let rows = try call.rows(snapshot, params)
        let model = call.model
        writer.object { result in
            result.member("asOf", snapshot.asOf.description)
            result.member("knownAt", snapshot.knownAt?.description)
            result.member("areas", rows.map { model.areas.areas[snapshot.rows[$0]].id.text })
            result.member("services", model.framework.serviceTypes.map(\.id.text))
            result.member(
                "values",
                array: { values in
                    for row in rows {
                        values.array { (cells: inout JSONWriter) in
                            for column in 0..<snapshot.columns {
                                let state = snapshot.state(row: row, column: column)
                                let code = model.framework.scale.level(of: state)?.code
                                cells.value(code ?? (state == .notExpected ? "not-expected" : nil))
                            }
                        }
                    }
                }
            )
        }
    }
}
