import Provision

/// `unrated`: nobody has said anything of this service type in an area that was asked or that rated others. Not knowing is
/// a gap of its own, neither "none" nor "full". A service type stated as not expected is not unrated.
struct UnratedRule: GapRule {
    let kind = GapKind.unrated
    let definition =
        "Not rated: the area was asked or has rated others, but nothing is on record for this service type."

    func gaps(in view: GapView) -> [Gap] {
        view.cells { $0 == .unrated }.map { row, column in
            let area = view.area(row: row)
            let type = view.model.framework.serviceTypes[column]
            return Gap(
                id: Gap.ID(kind, area.id, type.id.text),
                kind: kind,
                area: area.id,
                service: type.id,
                severity: view.severity.points(kind, area: area),
                since: firstAsked(area.id, view),
                why: "Nothing is on record of \(type.name) in \(area.name).",
                evidence: [],
                document: nil
            )
        }
    }

    /// The reference date of the first round that asked the area: since then its silence counts.
    private func firstAsked(_ area: Area.ID, _ view: GapView) -> CalendarDate? {
        view.model.rounds.first { $0.opened <= view.snapshot.asOf && $0.asked.contains(area) }?.referenceDate
    }
}
