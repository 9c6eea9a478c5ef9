import Provision

/// `contradiction`: what is rated and what is on record disagree. It is reported, never corrected.
///
/// - A service of the type is delivering, yet the level is none or the type is stated as not expected.
/// - The level is full, yet every service of the type with money on record rests on non-recurrent money.
/// - A service is commissioned and has not closed, yet takes no referrals.
/// - The area has ratings in a round that did not ask it.
///
/// A level of in development with no service on record is none: what is being developed need not exist yet.
struct ContradictionRule: GapRule {
    let kind = GapKind.contradiction
    let definition =
        "Contradiction: the rating and the register disagree, such as a service that is delivering under no provision."
    let source = "The scale's own definitions; and what the scoping reports say in two places in two ways."

    func findings(in context: GapContext) -> GapFindings {
        var gaps: [Gap] = []
        var unknown: [Area.ID] = []
        for row in context.snapshot.rows.indices {
            if context.registers[row].isKnown {
                for column in context.framework.serviceTypes.indices {
                    if let gap = gap(row, column, context) { gaps.append(gap) }
                }
                gaps += closedDoors(row, context)
            } else {
                unknown.append(context.area(row: row).id)
            }
        }
        gaps += ratedUnasked(context)
        let reason = "no services are on record to hold the ratings against"
        return GapFindings(gaps, notJudged: unknown.isEmpty ? [] : [NotJudged(kind, reason, areas: unknown)])
    }

    private func gap(_ row: Int, _ column: Int, _ context: GapContext) -> Gap? {
        let type = context.framework.serviceTypes[column]
        let area = context.area(row: row)
        let services = context.registers[row].services(of: type.id)
        let live = services.filter { $0.service.isKnownLive(at: context.asOf) }
        let level = context.level(row: row, column: column)
        let found = context.rating(row: row, column: column)
        func gap(_ why: String, _ closing: String, _ evidence: [Evidence], _ document: Gap.Document?) -> Gap {
            context.gap(
                kind,
                area: area,
                service: type,
                since: context.since(row: row, column: column) {
                    $0 == context.snapshot.state(row: row, column: column)
                },
                why: why,
                closing: closing,
                evidence: (found?.rating.evidence ?? []) + evidence,
                document: found?.document ?? document
            )
        }
        let isNotExpected = context.snapshot.state(row: row, column: column) == .notExpected
        if let first = live.first, level?.standing == Level.Standing.none || isNotExpected {
            let names = live.map { entry in
                if case .part(let part) = entry.service.extent { return "\(entry.service.name) (in \(part))" }
                return entry.service.name
            }
            let stated =
                isNotExpected
                ? "states that \(type.name) is not expected there"
                : "is rated \(level.map(words) ?? "") for \(type.name)"
            return gap(
                "\(area.name) \(stated), yet \(listed(names)) \(verb(live.count, "is", "are")) on record as delivering it.",
                "It closes when the area rates what is there, or says that the service has ended.",
                live.flatMap(\.service.evidence),
                first.document
            )
        }
        let paid = live.filter { !$0.service.funding.isEmpty }
        if level?.standing == .full, !paid.isEmpty, paid.count == live.count,
            paid.allSatisfy({ $0.service.lastFundedDay != nil })
        {
            return gap(
                "\(area.name) is rated \(level.map(words) ?? "") for \(type.name), yet \(listed(paid.map(\.service.name))) \(verb(paid.count, "rests", "rest")) on non-recurrent money alone.",
                "It closes when recurrent money is on record, or the area is rated at a level that does not claim stable funding.",
                paid.flatMap(\.service.evidence),
                paid.first?.document
            )
        }
        return nil
    }

    /// Services that are commissioned and take nobody.
    private func closedDoors(_ row: Int, _ context: GapContext) -> [Gap] {
        let area = context.area(row: row)
        return context.registers[row].services.compactMap { entry in
            let service = entry.service
            guard service.isCommissioned == true, service.isAcceptingReferrals == false,
                service.closed.map({ $0 > context.asOf }) ?? true
            else { return nil }
            return context.gap(
                kind,
                area: area,
                service: service.type.flatMap { context.framework.serviceType($0) },
                subject: "register/\(service.id)",
                topic: service.name,
                since: nil,
                why: "\(place(service, in: area)) is commissioned, yet takes no referrals of children under five.",
                closing:
                    "It closes when the service takes such referrals, or is no longer commissioned for these ages.",
                evidence: service.evidence,
                document: entry.document
            )
        }
    }

    /// Areas with ratings in the latest round, which did not ask them.
    private func ratedUnasked(_ context: GapContext) -> [Gap] {
        guard let round = context.model.latestRound(asOf: context.asOf) else { return [] }
        let rated = context.model.participation(in: round, knownAt: context.snapshot.knownAt).ratedUnasked
        return rated.filter(Set(context.snapshot.members.joined()).contains).map { index in
            let area = context.model.areas.areas[index]
            return context.gap(
                kind,
                area: area,
                subject: "round/\(round.id)",
                topic: round.displayText,
                since: round.referenceDate,
                why: "\(area.name) is rated in \(round.displayText), which did not ask it.",
                closing: "It closes when the next round asks the area."
            )
        }
    }
}
