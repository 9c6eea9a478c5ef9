import Answers
import GapDetection
import JSONRPC
import Provision

extension LacunaMethod {
    static let auditGet: LacunaMethod = LacunaMethod(
        "audit.get",
        "The standards of the service model by area: as stated, as the data on record judge them, and on what evidence.",
        parameters: [
            Shared.asOf, Shared.knownAt, Shared.within,
            .optional("standard", #"{"type":"string"}"#, "Only this standard, by id or title."),
            .optional("compare", #"{"type":"string","format":"date"}"#, "An earlier date: what held then."),
            Shared.areasAsOf,
        ],
        result: #"{"type":"object","required":["asOf","standards","areas","cells"]}"#
    ) { params, call, writer throws(RPCError) in
        let only = try call.standard(params)
        let query = try call.query(params)
        let snapshot = call.store.snapshot(query)
        let scope = try call.within(params, asOf: snapshot.asOf, basis: snapshot.basis)
        let (rows, note) = try call.rows(snapshot, params)
        var earlier: StandardsAudit?
        if let date = try call.date(params, "compare") {
            var past = query
            past.asOf = date
            past.basis = query.basis.steady(on: query.asOf)
            let snapshot = call.store.snapshot(past)
            earlier = StandardsAudit(call.model, at: snapshot, only: only, history: call.store.history(past))
        }
        let audit = StandardsAudit(
            call.model,
            at: snapshot,
            only: only,
            rows: rows,
            within: scope?.area,
            history: call.store.history(query)
        )
        try writer.answer(AuditAnswer(audit, call.model, earlier: earlier, note: note))
    }
}
