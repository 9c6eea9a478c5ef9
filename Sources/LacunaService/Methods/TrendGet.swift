import JSONRPC
import Provision

extension LacunaMethod {
    static let trendGet: LacunaMethod = LacunaMethod(
        "trend.get",
        "Levels counted round by round.",
        parameters: [
            Shared.within, .optional("service", #"{"type":"string"}"#, "Only this service type."), Shared.knownAt,
            Shared.level, Shared.rule,
        ],
        result: #"{"type":"object","required":["points"]}"#
    ) { params, call, writer throws(RPCError) in
        let service = try call.service(params)
        var question = try call.question(params)
        var points: [TrendPoint] = []
        for round in call.model.rounds {
            question.asOf = round.referenceDate
            let snapshot = call.store.snapshot(question)
            let rows = try call.rows(snapshot, params)
            points.append(
                TrendPoint(round, snapshot, rows: rows, service: service, call.model.framework.scale)
            )
        }
        try writer.encode(["points": points])
    }
}
