import Answers
import GapDetection
import JSONRPC
import Provision
import ScopingStore

/// The day that a question about actions is about.
private let actionDay = Parameter.optional(
    "asOf",
    #"{"type":"string","format":"date"}"#,
    "The day; else the latest round's reference date, or the last day that an action speaks of."
)

extension LacunaMethod {
    static let actionList: LacunaMethod = LacunaMethod(
        "action.list",
        "What is done about gaps: by whom, by when, what is overdue, and what a later round has verified.",
        parameters: [
            actionDay, Shared.knownAt, Shared.within,
            .optional(
                "owner",
                #"{"type":"string"}"#,
                "Only those of an owner whose role, organisation or name holds these words; none: of nobody."
            ),
            .optional(
                "state",
                #"{"enum":["planned","in-progress","done","deferred","dropped"]}"#,
                "Only those in this state."
            ),
            .optional("overdue", #"{"type":"boolean"}"#, "Whether only those that are late."),
            .optional(
                "dueBefore",
                #"{"type":"string","format":"date"}"#,
                "Only those whose day is before this one."
            ),
            .optional("for", #"{"type":"string"}"#, "Only those for this gap or standard, by its id."),
        ],
        result: #"{"type":"object","required":["asOf","actions"]}"#
    ) { params, call, writer throws(RPCError) in
        let query = try call.actionQuery(params)
        let scope = try call.within(params, asOf: query.asOf)
        var filter = ActionFilter()
        filter.within = scope?.area
        filter.owner = try params.optionalString("owner")
        filter.state = try params.optionalString("state")
        if let state = filter.state, !Action.State.words.contains(state) {
            throw .params("state", "expected one of \(Action.State.words.joined(separator: ", "))")
        }
        filter.isOverdue = try params.optionalBool("overdue") ?? false
        filter.dueBefore = try call.date(params, "dueBefore")
        filter.target = try params.optionalString("for")
        let snapshot = call.store.snapshot(query)
        let record = ActionsOnRecord(call.model, at: snapshot, history: call.store.history(query))
        try writer.answer(ActionsAnswer(record, call.model, at: snapshot, filter: filter, note: scope?.note))
    }

    static let actionGet: LacunaMethod = LacunaMethod(
        "action.get",
        "One action: how it stands, what it is for and whether that is still open, and every revision of it.",
        parameters: [.required("id", #"{"type":"string"}"#, "As action.list gives it."), actionDay, Shared.knownAt],
        result: #"{"type":"object","required":["asOf","action","revisions"]}"#
    ) { params, call, writer throws(RPCError) in
        let word = try params.string("id")
        let query = try call.actionQuery(params)
        let ids = call.model.actions.ids
        guard let id = ids.first(where: { $0.text == word }) else {
            try call.refuseIfLeftOut("\(StoreLayout.actions)/\(word)")
            let nearest = Suggestion.nearest(to: word, among: ids.map(\.text))
            throw Call.notFound("id", word, "no such action is on record", nearest: nearest)
        }
        let record = ActionsOnRecord(
            call.model,
            at: call.store.snapshot(query),
            history: call.store.history(query),
            only: [id]
        )
        guard let standing = record.standing(of: id) else {
            try call.refuseIfLeftOut("\(StoreLayout.actions)/\(word)")
            throw Call.notFound("id", word, "nothing of it was on record for \(query.asOf)", nearest: nil)
        }
        try writer.answer(ActionAnswer(standing, call.model, asOf: query.asOf, knownAt: query.knownAt))
    }
}

extension Call {
    /// The day that a request about actions names, or the one that is meant.
    fileprivate func actionQuery(_ params: borrowing Params) throws(RPCError) -> ServedStore.SnapshotQuery {
        let named = try date(params, "asOf") ?? model.latestActionDate
        let day = if let named { named } else { try asOf(params) }
        return ServedStore.SnapshotQuery(asOf: day, knownAt: try knownAt(params))
    }
}
