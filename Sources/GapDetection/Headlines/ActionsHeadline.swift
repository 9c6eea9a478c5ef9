import Provision

/// Who acts: which actions are late, else which have nobody who answers for them, else how far they have come.
func actionsHeadline(_ now: HeadlineScope, _ history: ProvisionHistory) -> Headline? {
    let model = now.context.model
    guard !model.actions.isEmpty else { return nil }
    let day = now.context.snapshot.areasAsOf
    let within = now.area.flatMap { model.areas.index(of: $0.id) }
    let standings = ActionsOnRecord(
        model,
        at: now.context.snapshot,
        history: history,
        register: within == nil ? now.audit : nil
    )
    .standings
    .filter { standing in
        within.map { head in standing.areas.contains { model.areas.isWithin($0, head, on: day) } } ?? true
    }
    guard !standings.isEmpty else { return nil }
    let open = standings.filter { $0.action.isOpen }
    let late = open.filter(\.isOverdue)
    let ownerless = open.filter { $0.action.owner == nil }
    let targets = Set(standings.flatMap { $0.targets.map(\.target.text) })
    let gaps = now.gaps { targets.contains(now.audit.id(of: $0).description) }
    func made(_ claim: String, _ detail: String?, _ figure: Int) -> Headline {
        Headline(.actions, claim, detail: detail, figure: figure, area: now.area?.id, gaps: gaps)
    }
    let all = counted(standings.count, "action")
    if let worst = late.max(by: { $0.daysLate < $1.daysLate }) {
        let due = worst.action.deadline.map { ", due on \($0.displayText)" } ?? ""
        return made(
            late.count == standings.count
                ? (late.count == 1 ? "The one action on record is late" : "All \(all) on record are late")
                : "\(grouped(late.count)) of the \(all) on record \(verb(late.count, "is", "are")) late",
            "\(late.count == 1 ? "it" : "the one longest overdue") is \u{201C}\(withoutStop(worst.action.what))\u{201D} (\(worst.action.ownerInWords)\(due))",
            late.count
        )
    }
    if !ownerless.isEmpty {
        let dayless = ownerless.count { $0.action.due == nil }
        let days =
            dayless == ownerless.count
            ? (dayless == 1 ? "it has no day by which it is due" : "none of them has a day by which it is due")
            : "\(grouped(dayless)) of them \(verb(dayless, "has", "have")) no day"
        return made(
            "Nobody is named for \(ownerless.count == standings.count ? "any" : grouped(ownerless.count)) of the \(all) on record",
            dayless == 0 ? nil : days,
            ownerless.count
        )
    }
    let done = standings.count { if case .done = $0.action.state { true } else { false } }
    let verified = standings.count { $0.isVerified }
    let next = open.first { $0.action.deadline != nil }
    let coming = next.map { standing in
        "the next is \u{201C}\(withoutStop(standing.action.what))\u{201D} (\(standing.action.ownerInWords)\(standing.action.deadline.map { ", due on \($0.displayText)" } ?? ""))"
    }
    return made(
        done == 0
            ? "\(all) \(verb(standings.count, "is", "are")) on record, and none is done yet"
            : "\(grouped(done)) of the \(all) on record \(verb(done, "is", "are")) done, \(grouped(verified)) of them verified by a later round",
        coming,
        done
    )
}

/// A text that stands within a sentence.
private func withoutStop(_ text: String) -> String { text.hasSuffix(".") ? String(text.dropLast()) : text }
