import Answers
import JSON
import JSONRPC
import Provision
import ScopingStore

/// An action as a request brings it: to be opened, or what has become of one that is on record.
struct RequestedAction: Sendable {
    private enum Content: Sendable {
        case opening(Action)
        case update(Action.ID, ActionUpdate, heedsDay: Bool)
    }

    private let content: Content
    private let basedOn: Int?
    /// Whose action it is: who records it must be allowed to for each of them.
    let areas: [Area.ID]
    let note: String?

    /// - Throws: what is wrong with the request, or with what it brings: 422.
    init(_ params: borrowing Params, _ call: Call) throws(RPCError) {
        let model = call.model
        basedOn = try params.optionalInt("basedOn", in: 0...Return.latestRevision)
        note = try params.optionalString("note").map(collapsed)
        guard let today = call.service.now().dayInLondon else { throw .params("stated", "no day can be told") }
        let word = try params.optionalString("id")
        var id: Action.ID?
        if let word {
            guard let given = Action.ID(word) else {
                throw .params("id", "an id is lower-case letters and digits joined by single hyphens, at most 64")
            }
            id = given
        }
        if params["for"] != nil || params["what"] != nil {
            let action = try Self.opening(id, params, call, today)
            content = .opening(action)
            areas = action.areas.isEmpty ? action.gaps.map(\.area) : action.areas
        } else {
            guard let id else { throw .params("id", "missing; to open an action, give for and what") }
            guard let latest = model.actions.revisions(of: id).last else {
                try call.refuseIfLeftOut("\(StoreLayout.actions)/\(id)")
                let nearest = Suggestion.nearest(to: id.text, among: model.actions.ids.map(\.text))
                throw Call.notFound("id", id.text, "no such action is on record", nearest: nearest)
            }
            content = .update(id, try Self.update(params, call, today), heedsDay: params["stated"] != nil)
            areas = latest.areas.isEmpty ? latest.gaps.map(\.area) : latest.areas
        }
    }

    /// Why it was not recorded: what is wrong with an action is wrong with no return.
    static func failure(_ failure: WriteFailure) -> RPCError {
        guard case .invalid(let faults) = failure else { return Call.failure(failure) }
        return RPCError(.invalidContent, "Invalid action") { $0.member("problems", faults.map(\.description)) }
    }

    /// Records it.
    func record(
        with writer: StoreWriter,
        by author: StoreWriter.Author,
        now: Instant
    ) throws(WriteFailure) -> StoreWriter.ActionReceipt {
        switch content {
        case .opening(let action):
            if let basedOn, basedOn != 0 { throw .actionConflict(action.id, basedOn: basedOn, latest: 0) }
            return try writer.open(action, by: author, now: now)
        case .update(let id, let update, let heedsDay):
            return try writer.update(id, basedOn: basedOn, by: author, now: now, heedsDay: heedsDay) {
                latest throws(WriteFailure) in
                try update.applied(to: latest)
            }
        }
    }

    private static func opening(
        _ id: Action.ID?,
        _ params: borrowing Params,
        _ call: Call,
        _ today: CalendarDate
    ) throws(RPCError) -> Action {
        for name: StaticString in ["state", "reason", "until", "done", "reached", "stated"] where params[name] != nil {
            throw .params(name, "does not go together with for and what; open the action first")
        }
        var draft = ActionDraft(opened: try call.date(params, "opened") ?? today)
        draft.targets = try params.optionalStrings("for") ?? []
        draft.what = try params.optionalString("what") ?? ""
        draft.role = try params.optionalString("role")
        draft.organisation = try params.optionalString("organisation")
        draft.person = try params.optionalString("person")
        draft.due = try call.date(params, "due")
        draft.milestones = try dated(params, "milestones").map { Action.Milestone(day: $0.day, what: $0.what) }
        draft.cost = try cost(params)
        draft.evidence = try evidence(params)
        draft.isSimulated = call.model.framework.isSimulated
        for word in try params.optionalStrings("areas") ?? [] {
            let area = try call.area(named: word, "areas", asOf: draft.opened)
            draft.areas.append(call.model.areas.areas[area].id)
        }
        // Who records it is known to the store when it does.
        let recorded = Return.Recorded(at: call.service.now(), by: "-", role: "-")
        do throws(WriteFailure) {
            return try draft.action(id: id, call.model, recorded: recorded)
        } catch {
            throw failure(error)
        }
    }

    private static func update(
        _ params: borrowing Params,
        _ call: Call,
        _ today: CalendarDate
    ) throws(RPCError) -> ActionUpdate {
        var update = ActionUpdate(stated: try call.date(params, "stated") ?? today)
        update.state = try params.optionalString("state")
        update.reason = try params.optionalString("reason")
        update.until = try call.date(params, "until")
        update.done = try call.date(params, "done")
        update.due = try call.date(params, "due")
        update.role = try params.optionalString("role")
        update.organisation = try params.optionalString("organisation")
        update.person = try params.optionalString("person")
        update.cost = try cost(params)
        update.milestones = try dated(params, "milestones").map { Action.Milestone(day: $0.day, what: $0.what) }
        update.reached = try dated(params, "reached")
        update.evidence = try evidence(params)
        return update
    }

    private static func cost(_ params: borrowing Params) throws(RPCError) -> Action.Cost? {
        guard let text = try params.optionalString("cost") else { return nil }
        guard let pounds = Hundredths(text) else {
            throw .params("cost", "expected pounds, with at most two digits after the point")
        }
        return Action.Cost(pounds: pounds)
    }

    private static func evidence(_ params: borrowing Params) throws(RPCError) -> [Evidence] {
        (try params.optionalStrings("evidence") ?? []).map { Evidence(text: collapsed($0)) }
    }

    /// Days with texts: "2022-10-01: The plan is agreed".
    private static func dated(
        _ params: borrowing Params,
        _ name: StaticString
    ) throws(RPCError) -> [(day: CalendarDate, what: String)] {
        var found: [(day: CalendarDate, what: String)] = []
        for value in try params.optionalStrings(name) ?? [] {
            guard let (day, what) = datedText(value) else {
                throw .params(name, "expected a day and a text each: \"2022-10-01: The plan is agreed\"")
            }
            found.append((day, what))
        }
        return found
    }
}
