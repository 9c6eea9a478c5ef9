import Provision

/// `contradiction`: what is rated and what is on record disagree. It is reported, never corrected.
///
/// - A service of the type is delivering, yet the level is none or the type is stated as not expected.
/// - The level is full, yet every service of the type with money on record rests on non-recurrent money.
/// - A service is commissioned and has not closed, yet takes no referrals.
/// - The area has ratings in a round that did not ask it.
///
/// A level of in development with no service on record is none: what is being developed need not exist yet.
struct ContradictionRule: FindingRule {
    let kind = GapKind.contradiction
    let definition =
        "Contradiction: the rating and the register disagree, such as a service that is delivering under no provision."
    let source = "The scale's own definitions; and what the scoping reports say in two places in two ways."

    func findings(in context: GapContext) -> Findings {
        var findings = Findings()
        var workings: [Contradiction] = []
        var unknown: [Area.ID] = []
        for row in context.snapshot.rows.indices {
            let register = context.registers[row]
            guard register.isKnown else {
                unknown.append(context.area(row: row).id)
                continue
            }
            for column in register.columns {
                guard let found = contradiction(row, column, context) else { continue }
                var state = StateSet()
                state.insert(context.snapshot.state(row: row, column: column))
                findings.found.append(
                    context.finding(
                        kind,
                        row: row,
                        column: column,
                        since: context.since(row: row, column: column, state),
                        detail: workings.count
                    )
                )
                workings.append(found)
            }
            for entry in register.services where isClosedDoor(entry.service, context) {
                findings.found.append(
                    context.finding(
                        kind,
                        row: row,
                        column: entry.service.type.flatMap { context.framework.index(of: $0) },
                        subject: "register/\(entry.service.id)",
                        since: nil,
                        detail: workings.count
                    )
                )
                workings.append(.closedDoor(entry))
            }
        }
        findings.found += ratedUnasked(context, &workings)
        findings.stayedSilent(kind, "no services are on record to hold the ratings against", about: unknown)
        findings.workings = workings
        return findings
    }

    /// What disagrees.
    private enum Contradiction: Sendable {
        /// Services that deliver, though the level says that there is none.
        case delivering([AreaRegister.Entry])
        /// Services without recurrent money under a level that claims it.
        case unstable([AreaRegister.Entry])
        /// A service that is commissioned and takes nobody.
        case closedDoor(AreaRegister.Entry)
        case ratedUnasked(Round)
    }

    private func contradiction(_ row: Int, _ column: Int, _ context: GapContext) -> Contradiction? {
        let live = context.registers[row].services(column: column).filter { $0.service.isKnownLive(at: context.asOf) }
        guard !live.isEmpty else { return nil }
        let state = context.snapshot.state(row: row, column: column)
        if context.stands(.none).contains(state) || state == .notExpected { return .delivering(live) }
        let paid = live.filter { !$0.service.funding.isEmpty }
        guard context.stands(.full).contains(state), !paid.isEmpty, paid.count == live.count,
            paid.allSatisfy({ $0.service.lastFundedDay != nil })
        else { return nil }
        return .unstable(paid)
    }

    /// Whether a service is commissioned and takes nobody.
    private func isClosedDoor(_ service: Service, _ context: GapContext) -> Bool {
        service.isCommissioned == true && service.isAcceptingReferrals == false
            && service.closed.map { $0 > context.asOf } ?? true
    }

    /// Areas with ratings in the latest round, which did not ask them.
    private func ratedUnasked(_ context: GapContext, _ workings: inout [Contradiction]) -> [Finding] {
        guard let round = context.model.latestRound(asOf: context.asOf) else { return [] }
        let rated = context.model.participation(in: round, knownAt: context.snapshot.knownAt).ratedUnasked
        guard !rated.isEmpty else { return [] }
        workings.append(.ratedUnasked(round))
        return rated.filter(Set(context.snapshot.members.joined()).contains).map { index in
            context.finding(
                kind,
                area: index,
                subject: "round/\(round.id)",
                since: round.referenceDate,
                detail: workings.count - 1
            )
        }
    }

    func words(of finding: Finding, workings: (any Sendable)?, in context: GapContext) -> GapWords {
        guard let found = workings as? [Contradiction], found.indices.contains(Int(finding.detail)) else {
            assertionFailure("a contradiction that was found is there")
            return GapWords(why: "", closing: "")
        }
        switch found[Int(finding.detail)] {
        case .delivering(let live): return words(finding, delivering: live, context)
        case .unstable(let paid): return words(finding, unstable: paid, context)
        case .closedDoor(let entry):
            let service = entry.service
            return GapWords(
                topic: service.name,
                why:
                    "\(place(service, in: context.area(row: Int(finding.row)))) is commissioned, yet takes no referrals of children under five.",
                closing:
                    "It closes when the service takes such referrals, or is no longer commissioned for these ages.",
                evidence: service.evidence,
                document: entry.document
            )
        case .ratedUnasked(let round):
            let area = context.model.areas.areas[Int(finding.area)]
            return GapWords(
                topic: round.displayText,
                why: "\(area.name) is rated in \(round.displayText), which did not ask it.",
                closing: "It closes when the next round asks the area."
            )
        }
    }

    private func words(
        _ finding: Finding,
        delivering live: [AreaRegister.Entry],
        _ context: GapContext
    ) -> GapWords {
        let (row, column) = (Int(finding.row), Int(finding.service))
        let (area, type) = (context.area(row: row), context.framework.serviceTypes[column])
        let names = live.map { entry in
            if case .part(let part) = entry.service.extent { return "\(entry.service.name) (in \(part))" }
            return entry.service.name
        }
        let rated = context.level(row: row, column: column).map(GapDetection.words) ?? ""
        let stated =
            context.snapshot.state(row: row, column: column) == .notExpected
            ? "states that \(type.name) is not expected there"
            : "is rated \(rated) for \(type.name)"
        return words(
            finding,
            live,
            "\(area.name) \(stated), yet \(listed(names)) \(verb(live.count, "is", "are")) on record as delivering it.",
            "It closes when the area rates what is there, or says that the service has ended.",
            context
        )
    }

    private func words(
        _ finding: Finding,
        unstable paid: [AreaRegister.Entry],
        _ context: GapContext
    ) -> GapWords {
        let (row, column) = (Int(finding.row), Int(finding.service))
        let (area, type) = (context.area(row: row), context.framework.serviceTypes[column])
        let rated = context.level(row: row, column: column).map(GapDetection.words) ?? ""
        return words(
            finding,
            paid,
            "\(area.name) is rated \(rated) for \(type.name), yet \(listed(paid.map(\.service.name))) \(verb(paid.count, "rests", "rest")) on non-recurrent money alone.",
            "It closes when recurrent money is on record, or the area is rated at a level that does not claim stable funding.",
            context
        )
    }

    /// The rating's evidence before the services', and the rating's document before theirs.
    private func words(
        _ finding: Finding,
        _ services: [AreaRegister.Entry],
        _ why: String,
        _ closing: String,
        _ context: GapContext
    ) -> GapWords {
        let rating = context.rating(row: Int(finding.row), column: Int(finding.service))
        return GapWords(
            why: why,
            closing: closing,
            evidence: (rating?.rating.evidence ?? []) + services.flatMap(\.service.evidence),
            document: rating?.document ?? services.first?.document
        )
    }
}
