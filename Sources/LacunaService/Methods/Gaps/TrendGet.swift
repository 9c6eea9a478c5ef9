import Answers
import Exhibits
import GapDetection
import JSONRPC
import Provision

extension LacunaMethod {
    static let trendGet: LacunaMethod = LacunaMethod(
        "trend.get",
        "Levels counted round by round; with gaps also what became of the gaps.",
        parameters: [
            Shared.within, .optional("service", #"{"type":"string"}"#, "Only this service type."), Shared.knownAt,
            Shared.level, Shared.rule,
            .optional(
                "gaps",
                #"{"type":"boolean"}"#,
                "Also how many gaps opened, closed, persisted and reopened in each round, as rounds."
            ),
            .optional("kinds", #"{"type":"array","items":{"type":"string"}}"#, "With gaps: only these kinds."),
            .optional(
                "minSeverity",
                #"{"type":"integer","minimum":0,"maximum":100}"#,
                "With gaps: only this severe or more."
            ),
        ],
        result: #"{"type":"object","required":["points"]}"#
    ) { params, call, writer throws(RPCError) in
        let service = try call.service(params)
        var query = try call.query(params)
        let rounds = try call.gapCounts(params, query, service: service)
        var points: [TrendPoint] = []
        var scopes = ScopeOverRounds()
        for round in call.model.rounds {
            query.asOf = round.referenceDate
            let snapshot = call.store.snapshot(query)
            // A name may mean another area at another date: the CCG area of the name, then the Place.
            let area = try call.area(params, "within", asOf: round.referenceDate)
            if let area, !scopes.shows(area, in: round, of: call.model, basis: query.basis) { continue }
            let rows = call.rows(snapshot, within: area)
            points.append(
                TrendPoint(round, snapshot, rows: rows, service: service, call.model.framework.scale)
            )
        }
        if let (area, absence) = scopes.wholeAbsence { throw Call.absent(call.model.areas.areas[area], absence) }
        try writer.answer(TrendAnswer(points, gaps: rounds, notes: scopes.notes, call.model.framework.scale))
    }
}

extension Call {
    /// What `lacuna trend --gaps` counts; nil where the request does not ask for it.
    fileprivate func gapCounts(
        _ params: borrowing Params,
        _ query: ServedStore.SnapshotQuery,
        service: Int?
    ) throws(RPCError) -> [GapCountsAnswer.Row]? {
        let kinds = try kinds(params)
        let severity = try params.optionalInt("minSeverity", in: 0...100)
        guard try params.optionalBool("gaps") ?? false else {
            if kinds != nil { throw .params("kinds", "is about gaps; ask for them with gaps: true") }
            if severity != nil { throw .params("minSeverity", "is about gaps; ask for them with gaps: true") }
            return nil
        }
        let scope = ExhibitScope(
            model,
            asOf: query.asOf,
            knownAt: query.knownAt,
            within: try within(params, asOf: query.asOf, basis: query.basis)?.area,
            basis: query.basis,
            rule: query.rule
        )
        let flow = GapFlow(scope, kinds: kinds) { gap in
            gap.severity >= severity ?? 0 && (service == nil || Int(gap.service) == service)
        }
        return GapCountsAnswer(flow, scope).rounds
    }
}
