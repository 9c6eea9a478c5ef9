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
            Shared.knownAt,
        ],
        result: #"{"type":"object","required":["id","kind","why"]}"#
    ) { params, call, writer throws(RPCError) in
        let question = try call.question(params)
        let id = try params.string("id")
        let gaps = call.store.audit(question).gaps
        guard let gap = gaps.first(where: { $0.id.description == id }),
            let rule = gapRules.first(where: { $0.kind == gap.kind })
        else {
            let nearest = Suggestion.nearest(to: id, among: gaps.map(\.id.description))
            throw Call.notFound("id", id, "no such gap is open at \(question.asOf)", nearest: nearest)
        }
        let folder = call.store.folder
        do throws(DocumentFault) {
            writer.encode(try Explanation(gap, rule, call.model, folder: folder, call.store.snapshot(question)))
        } catch {
            throw .unavailable(error)
        }
    }
}
