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
        var scopes = ScopeOverRounds()
        for round in call.model.rounds {
            question.asOf = round.referenceDate
            let snapshot = call.store.snapshot(question)
            // A name may mean another area at another date: the CCG area of the name, then the Place.
            let area = try call.area(params, "within", asOf: round.referenceDate)
            if let area, !scopes.shows(area, in: round, of: call.model, basis: question.basis) { continue }
            let rows = call.rows(snapshot, within: area)
            points.append(
                TrendPoint(round, snapshot, rows: rows, service: service, call.model.framework.scale)
            )
        }
        if let (area, absence) = scopes.wholeAbsence { throw Call.absent(call.model.areas.areas[area], absence) }
        writer.encode(TrendAnswer(points, notes: scopes.notes))
    }
}
