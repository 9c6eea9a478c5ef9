import Provision

/// Who was asked in the latest round and has not answered.
func unansweredHeadline(_ now: HeadlineScope) -> Headline? {
    let (model, snapshot) = (now.context.model, now.context.snapshot)
    guard let round = model.latestRound(asOf: snapshot.asOf) else { return nil }
    let took = model.participation(in: round, knownAt: snapshot.knownAt)
    let members = Set(now.rows.flatMap { snapshot.members[$0] })
    let asked = took.asked.filter(members.contains)
    let silent = took.silent.filter(members.contains)
    guard !silent.isEmpty else { return nil }
    let names = silent.map { model.areas.areas[$0].name }
    let due = round.due.map { $0 > snapshot.asOf ? ", due on \($0.displayText)" : "" } ?? ""
    let findings = now.gaps { $0.kind == .noReturn }
    guard asked.count > 1 else {
        return Headline(
            .unanswered,
            "\(names.first ?? now.name) has made no return of its own in \(round.displayText)\(due)",
            figure: 1,
            area: now.area?.id,
            gaps: findings
        )
    }
    let whom =
        silent.count == asked.count
        ? "None of the \(counted(asked.count, "area")) asked has made a return of its own"
        : "\(grouped(silent.count)) of the \(counted(asked.count, "area")) asked \(verb(silent.count, "has", "have")) made no return of \(verb(silent.count, "its", "their")) own"
    return Headline(
        .unanswered,
        "\(whom) in \(round.displayText)\(due)",
        detail: listed(names, most: 5),
        figure: silent.count,
        area: now.area?.id,
        gaps: findings
    )
}
