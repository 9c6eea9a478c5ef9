import Answers
import GapDetection
import JSONRPC
import Provision

extension LacunaMethod {
    static let headlineList: LacunaMethod = LacunaMethod(
        "headline.list",
        "At most seven sentences that say what is wrong, what changed and who has not answered, each with its figure, its change, its children and the gaps beneath it.",
        parameters: [Shared.asOf, Shared.knownAt, Shared.within, Shared.level, Shared.areasAsOf, Shared.rule],
        result: #"{"type":"object","required":["asOf","headlines"]}"#
    ) { params, call, writer throws(RPCError) in
        let query = try call.query(params)
        let snapshot = call.store.snapshot(query)
        let within = try call.within(params, asOf: snapshot.asOf, basis: snapshot.basis)?.area
        let headlines = Headlines(
            call.model,
            at: snapshot,
            within: within,
            history: call.store.history(query),
            register: within == nil ? call.store.audit(query) : nil
        )
        try writer.answer(
            HeadlinesAnswer(
                headlines,
                heading: within.map { call.model.areas.areas[$0].name } ?? call.model.wholeName,
                asOf: snapshot.asOf
            )
        )
    }
}
