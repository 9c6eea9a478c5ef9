import Answers
import GapDetection
import JSONRPC
import Provision
import ScopingStore

extension LacunaMethod {
    static let gapGet: LacunaMethod = LacunaMethod(
        "gap.get",
        "One gap, explained: the rule, the rating, the evidence, the need behind it.",
        parameters: [
            .required("id", #"{"type":"string"}"#, "As gap.list gives it."), Shared.asOf,
            Shared.knownAt, Shared.level, Shared.areasAsOf, Shared.rule,
        ],
        result: #"{"type":"object","required":["id","kind","why"]}"#
    ) { params, call, writer throws(RPCError) in
        let query = try call.query(params)
        let id = try params.string("id")
        let audit = call.store.audit(query)
        guard let gap = audit.gap(named: id),
            let rule = gapRules.first(where: { $0.kind == gap.kind })
        else {
            let nearest = Suggestion.nearest(to: id, among: audit.findings.map { audit.id(of: $0).description })
            throw Call.notFound("id", id, "no such gap is open at \(query.asOf)", nearest: nearest)
        }
        let explanation: Explanation
        do throws(DocumentFault) {
            let snapshot = call.store.snapshot(query)
            explanation = try Explanation(gap, rule, call.model, folder: call.store.folder, snapshot)
        } catch {
            throw .unavailable(error)
        }
        try writer.answer(explanation)
    }
}
