import GapDetection
package import Provision
package import ScopingStore

/// An action as somebody hands it in to be opened: words, checked against what is on record.
package struct ActionDraft: Sendable {
    /// Gaps and standards, by their ids.
    package var targets: [String] = []
    package var areas: [Area.ID] = []
    package var what = ""
    package var role: String?
    package var organisation: String?
    package var person: String?
    package var due: CalendarDate?
    package var milestones: [Action.Milestone] = []
    package var cost: Action.Cost?
    package var evidence: [Evidence] = []
    package var opened: CalendarDate
    package var isSimulated = false

    package init(opened: CalendarDate) { self.opened = opened }

    /// The action to record as its first revision.
    ///
    /// - Parameter id: the one it is given; nil for one made of what will be done.
    /// - Throws: everything that is wrong with it: a gap that is not in the register of the day it opens, an owner without a role.
    package func action(
        id given: Action.ID?,
        _ model: ProvisionModel,
        recorded: Return.Recorded
    ) throws(WriteFailure) -> Action {
        var faults: [DocumentFault] = []
        func refuse(_ message: String, _ hint: String?) {
            faults.append(DocumentFault(file: "action", message: message, hint: hint))
        }
        let what = collapsed(what)
        if what.isEmpty { refuse("what will be done is missing", "say it in a sentence") }
        let owner = Self.owner(role, organisation, person, refuse)
        let read = targets.compactMap { text -> Action.Target? in
            guard let target = Action.Target(text) else {
                refuse(
                    "'\(text)' is neither a gap nor a standard",
                    "a gap is called KIND:AREA:SUBJECT, as 'lacuna gaps --format csv' lists it"
                )
                return nil
            }
            return target
        }
        if targets.isEmpty { refuse("an action is for something", "name a gap or a standard") }
        for fault in Self.missing(read, model, on: opened) { refuse(fault.message, fault.hint) }
        guard let id = given ?? Self.id(for: what, read, model) else {
            if !what.isEmpty {
                refuse(
                    "no id can be made of '\(what)'",
                    "give one: lower-case letters and digits joined by single hyphens"
                )
            }
            throw .invalid(faults)
        }
        let action = Action(
            id: id,
            opened: opened,
            isSimulated: isSimulated,
            recorded: recorded,
            targets: read,
            areas: areas,
            what: what,
            owner: owner,
            due: due,
            milestones: milestones,
            cost: cost,
            evidence: evidence
        )
        // What a document cannot hold, and days out of order, are told with the rest.
        if read.count == targets.count, !targets.isEmpty {
            let known = action.faults(framework: model.framework, areas: model.areas) + action.textFaults()
            for fault in known where !faults.contains(where: { $0.message == fault.message }) {
                refuse(fault.message, fault.hint)
            }
        }
        guard faults.isEmpty else { throw .invalid(faults) }
        return action
    }

    /// An owner of words; nil where there are none.
    static func owner(
        _ role: String?,
        _ organisation: String?,
        _ person: String?,
        _ refuse: (String, String?) -> Void
    ) -> Action.Owner? {
        let words = [role, organisation, person].map { $0.map(collapsed).flatMap { $0.isEmpty ? nil : $0 } }
        guard words.contains(where: { $0 != nil }) else { return nil }
        guard let role = words[0] else {
            refuse(
                "the owner \(words.compactMap(\.self).first ?? "") has no role",
                "say in what role: people change, and roles stay"
            )
            return nil
        }
        return Action.Owner(role: role, organisation: words[1], person: words[2])
    }

    /// Gaps that are not in the register of a day, each with the one that may have been meant.
    private static func missing(
        _ targets: [Action.Target],
        _ model: ProvisionModel,
        on day: CalendarDate
    ) -> [(message: String, hint: String?)] {
        let gaps = targets.compactMap { if case .gap(let name) = $0 { name } else { nil } }
        let known = gaps.filter {
            GapKind.all.contains($0.kind) && !$0.kind.isOfActions && model.areas.index(of: $0.area) != nil
        }
        guard !known.isEmpty else { return [] }
        let audit = GapAudit(model, at: model.snapshot(asOf: day), kinds: Set(known.map(\.kind)))
        let ids = audit.findings.map { audit.id(of: $0).description }
        let open = Set(ids)
        return known.filter { !open.contains($0.text) }.map { name in
            let nearest = Suggestion.nearest(to: name.text, among: ids)
            return (
                "the gap '\(name.text)' is not in the register of \(day)",
                nearest.map { "did you mean '\($0)'?" }
                    ?? "'lacuna gaps --as-of \(day) --kind \(name.kind)' lists those that are"
            )
        }
    }

    /// An id made of what will be done: that of the same action where it is on record already, else the first that is free.
    private static func id(for what: String, _ targets: [Action.Target], _ model: ProvisionModel) -> Action.ID? {
        let base = slug(what, longest: 40)
        guard Action.ID(base) != nil else { return nil }
        for number in 1...10_000 {
            guard let id = Action.ID(number == 1 ? base : "\(base)-\(number)") else { return nil }
            guard let known = model.actions.revisions(of: id).first else { return id }
            if known.what == what, known.targets == targets { return id }
        }
        return nil
    }
}
