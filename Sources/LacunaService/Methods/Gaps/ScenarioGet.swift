import Answers
import Exhibits
import GapDetection
import JSON
import JSONRPC
import Provision

extension LacunaMethod {
    static let scenarioGet: LacunaMethod = LacunaMethod(
        "scenario.get",
        "The gaps as they would be with other levels; nothing is stored.",
        parameters: [
            .required(
                "changes",
                #"{"type":"array","items":{"type":"object","required":["area","service","value"]}}"#,
                "What is assumed: area, service, value."
            ), Shared.asOf, Shared.within,
        ],
        result: #"{"type":"object","required":["asOf","total","gaps"]}"#
    ) { params, call, writer throws(RPCError) in
        let asOf = try call.asOf(params)
        guard let changes = params["changes"], changes.kind == .array, changes.count <= 1_000 else {
            throw .params("changes", "expected an array of at most 1000 changes")
        }
        var assumptions: [Assumption] = []
        try changes.forEachElement { change throws(RPCError) in
            guard let area = change["area"]?.string, let service = change["service"]?.string,
                let value = change["value"]?.string
            else { throw .params("changes", "each has area, service and value, all strings") }
            let index = try call.area(named: area, "changes", asOf: asOf)
            let column = try call.found("changes", service, call.store.lookup.service)
            let level = try call.found("changes", value, call.store.lookup.level)
            assumptions.append(
                Assumption(
                    area: call.model.areas.areas[index].id,
                    service: call.model.framework.serviceTypes[column].id,
                    level: level
                )
            )
        }
        let within = try call.within(params, asOf: asOf)
        let model = call.model.assuming(assumptions, asOf: asOf)
        let audit = GapAudit(model, at: model.snapshot(asOf: asOf), within: within?.area)
        try writer.answer(
            GapListAnswer(
                GapRegister(gaps: audit.gaps, model: model, asOf: asOf, notJudged: audit.notJudged),
                note: within?.note
            )
        )
    }
}
