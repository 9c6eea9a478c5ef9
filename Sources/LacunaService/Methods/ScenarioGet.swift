import Exhibits
import GapDetection
import JSONRPC
import Provision

extension LacunaMethod {
    static let scenarioGet = LacunaMethod(
        "scenario.get",
        "The gaps as they would be with other levels; nothing is stored.",
        params: [
            Parameter(
                "changes",
                #"{"type":"array","items":{"type":"object","required":["area","service","value"]}}"#,
                "What is assumed: area, service, value.",
                isRequired: true
            ), Shared.asOf, Shared.within,
        ],
        result: #"{"type":"object","required":["asOf","total","gaps"]}"#
    ) { params, call, writer throws(RPCError) in
        try call.require(.viewer)
        let asOf = try call.asOf(params)
        guard let changes = params.value("changes"), changes.kind == .array, changes.count <= 1_000 else {
            throw .params("changes", "expected an array of at most 1000 changes")
        }
        var assumptions: [Assumption] = []
        for change in changes.elements {
            guard let area = change["area"]?.string, let service = change["service"]?.string,
                let value = change["value"]?.string
            else { throw .params("changes", "each has area, service and value, all strings") }
            let place = try call.area(named: area, "changes", asOf: asOf)
            guard case .one(let column) = call.store.service(service) else {
                throw Call.notFound("changes", service, "names no service type", nearest: nil)
            }
            guard call.model.framework.scale.index(of: value) != nil else {
                throw .params("changes", "the levels are \(call.model.framework.scale.codes), not '\(value)'")
            }
            assumptions.append(
                Assumption(
                    area: call.model.areas.areas[place].id,
                    service: call.model.framework.serviceTypes[column].id,
                    level: value
                )
            )
        }
        let within = try call.area(params, "within", asOf: asOf)
        let model = call.model.assuming(assumptions, asOf: asOf)
        let audit = GapAudit(model, at: model.snapshot(asOf: asOf), within: within)
        writer.encode(
            GapListAnswer(GapRegister(gaps: audit.gaps, model: model, asOf: asOf, notJudged: audit.notJudged))
        )
    }
}
