package import Provision
package import ScopingStore

/// What somebody says of an action that is on record: what is not said stays as it is.
package struct ActionUpdate: Sendable {
    /// A word of `Action.State.words`.
    package var state: String?
    package var reason: String?
    package var until: CalendarDate?
    package var done: CalendarDate?
    package var due: CalendarDate?
    package var role: String?
    package var organisation: String?
    package var person: String?
    package var cost: Action.Cost?
    /// Milestones to add.
    package var milestones: [Action.Milestone] = []
    /// Milestones that were reached, by what they are called, and when.
    package var reached: [(day: CalendarDate, what: String)] = []
    /// Evidence to add.
    package var evidence: [Evidence] = []
    /// The day from which on this holds.
    package var stated: CalendarDate

    package init(stated: CalendarDate) { self.stated = stated }

    /// The next revision.
    ///
    /// - Throws: everything that is wrong with it.
    package func applied(to latest: Action) throws(WriteFailure) -> Action {
        var faults: [DocumentFault] = []
        func refuse(_ message: String, _ hint: String?) {
            faults.append(DocumentFault(file: "action \(latest.id)", message: message, hint: hint))
        }
        var owner = latest.owner
        if role != nil || organisation != nil || person != nil {
            owner = ActionDraft.owner(
                role ?? latest.owner?.role,
                organisation ?? latest.owner?.organisation,
                person ?? (role == nil ? latest.owner?.person : nil),
                refuse
            )
        }
        let state = state(after: latest, refuse)
        let milestones = milestones(after: latest, refuse)
        guard faults.isEmpty else { throw .invalid(faults) }
        return Action(
            id: latest.id,
            revision: latest.revision,
            opened: latest.opened,
            stated: stated,
            isSimulated: latest.isSimulated,
            recorded: latest.recorded,
            targets: latest.targets,
            areas: latest.areas,
            what: latest.what,
            owner: owner,
            due: due ?? latest.due,
            milestones: milestones,
            cost: cost ?? latest.cost,
            state: state,
            evidence: latest.evidence + evidence.filter { !latest.evidence.contains($0) }
        )
    }

    private func state(after latest: Action, _ refuse: (String, String?) -> Void) -> Action.State {
        let reason = reason.map(collapsed).flatMap { $0.isEmpty ? nil : $0 }
        let word = state ?? latest.state.word
        if reason != nil, word != "deferred", word != "dropped" {
            refuse("a reason belongs to an action that is deferred or dropped, not \(word)", "say it as a note")
        }
        if until != nil, word != "deferred" {
            refuse("a day until which belongs to an action that is deferred, not \(word)", "give the day it is due")
        }
        if done != nil, word != "done" {
            refuse("a day on which it was done belongs to an action that is done, not \(word)", "state it as done")
        }
        switch word {
        case "planned": return .planned
        case "in-progress": return .inProgress
        case "done":
            if let done { return .done(on: done) }
            if case .done = latest.state { return latest.state }
            return .done(on: stated)
        case "deferred":
            guard case .deferred(let before, let day) = latest.state else {
                guard let reason, let until else {
                    refuse("deferred without a reason and a day until which", "give both")
                    return latest.state
                }
                return .deferred(reason: reason, until: until)
            }
            return .deferred(reason: reason ?? before, until: until ?? day)
        case "dropped":
            if let reason { return .dropped(reason: reason) }
            if case .dropped = latest.state { return latest.state }
            refuse("dropped without a reason", "say why: those whom it was promised will ask")
            return latest.state
        default:
            let nearest = Suggestion.nearest(to: word, among: Action.State.words)
            refuse(
                "there is no state '\(word)'; the states are \(Action.State.words.joined(separator: ", "))",
                nearest.map { "did you mean '\($0)'?" }
            )
            return latest.state
        }
    }

    private func milestones(after latest: Action, _ refuse: (String, String?) -> Void) -> [Action.Milestone] {
        var all = latest.milestones
        for milestone in milestones where !all.contains(where: { $0.day == milestone.day && $0.what == milestone.what })
        {
            all.append(milestone)
        }
        for (day, what) in reached {
            guard let place = all.firstIndex(where: { searchKey($0.what) == searchKey(what) }) else {
                let nearest = Suggestion.nearest(to: what, among: all.map(\.what))
                refuse(
                    "it has no milestone '\(what)'"
                        + (all.isEmpty ? "" : "; it has \(listed(all.map { "'\($0.what)'" }))"),
                    nearest.map { "did you mean '\($0)'?" } ?? "add it as a milestone"
                )
                continue
            }
            all[place] = Action.Milestone(day: all[place].day, what: all[place].what, reached: day)
        }
        return all
    }
}

/// A day and a text: "2022-10-01: The plan is agreed"; nil for anything else.
package func datedText(_ value: String) -> (day: CalendarDate, what: String)? {
    let parts = value.split(separator: ":", maxSplits: 1)
    guard parts.count == 2, let day = CalendarDate(iso: collapsed(String(parts[0]))) else { return nil }
    let text = collapsed(String(parts[1]))
    return text.isEmpty ? nil : (day, text)
}
