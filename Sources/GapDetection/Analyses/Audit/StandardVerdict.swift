package import Provision

/// What the data on record say of a standard in an area: how far it is met, and what that rests on.
///
/// What a list on record does not name is not there; where no list is on record nothing is known, and nothing is said.
package struct StandardVerdict: Sendable {
    /// Nil where it is not known.
    package let state: Assessment.State?
    package let grounds: Grounds
    /// What speaks for it.
    package let evidence: [Ground]
    /// Whether the data see only a part of the standard: then what they show in full is met in part.
    package let seesPart: Bool
    /// Whether nothing is on record of what areas are not asked for in so many words.
    let saysNothingByAbsence: Bool

    /// How the verdict came about, by the rule that made it.
    package enum Grounds: Sendable {
        /// Of the stretch asked for: what nothing made for the early years is known to cover, and whether more on record may cover
        /// it, since that states no ages.
        case ages(AgeRange, uncovered: [AgeRange], isOpen: Bool)
        /// How many interventions are on record as delivered, and which of those named.
        case interventions(delivered: Int, found: [Intervention.ID], named: Int, atLeast: Int)
        /// How many interventions are on record as delivered, and for which of the groups named there are none.
        case needsGroups(delivered: Int, missing: [NeedsGroup.ID], named: Int)
        /// The state of each service type named, by place in the framework.
        case serviceTypes([(column: Int, state: CellState)])
        /// How many services that are to meet the need are on record, how many of them with families measured by anything, and how many by
        /// a core measure; whether the area returns outcomes at all.
        case measures(services: Int, measured: Int, byCore: Int, isReturned: Bool)
        /// How many areas below meet it by the data, in part, not, and of how many it is not known.
        case areas(met: Int, partly: Int, notMet: Int, unknown: Int)
    }

    /// Something on record that a verdict rests on, with the return in which it stands.
    package struct Ground: Sendable {
        package let subject: Subject
        package let document: Gap.Document?

        package enum Subject: Sendable {
            case service(Service)
            case intervention(Intervention.ID)
            /// A rated service type, by place in the framework.
            case rating(column: Int, CellState)
            /// What a service was measured by.
            case outcome(Service, Measure)
        }
    }

    init(_ judge: Standard.Judge, row: Int, in context: GapContext) {
        let (state, grounds, evidence) =
            switch judge.rule {
            case .ages(let ages): Self.ages(ages, row, context)
            case .interventions(let ids, let atLeast): Self.interventions(ids, atLeast, row, context)
            case .needsGroups(let groups): Self.needsGroups(groups, row, context)
            case .serviceTypes(let types): Self.serviceTypes(types, row, context)
            case .measures: Self.measures(row, context)
            }
        self.init(state, grounds, evidence, judge)
    }

    /// Of the areas below one, as they are judged themselves: met where all of them meet it.
    init(of verdicts: [StandardVerdict], _ judge: Standard.Judge) {
        func count(_ state: Assessment.State?) -> Int { verdicts.count { $0.state == state } }
        let (met, partly, notMet, unknown) = (count(.met), count(.partly), count(.notMet), count(nil))
        let state: Assessment.State? =
            if met + partly > 0 {
                met == verdicts.count ? .met : .partly
            } else {
                unknown == 0 && notMet > 0 ? .notMet : nil
            }
        let grounds = Grounds.areas(met: met, partly: partly, notMet: notMet, unknown: unknown)
        self.init(state, grounds, [], Standard.Judge(judge.rule))
    }

    private init(_ state: Assessment.State?, _ grounds: Grounds, _ evidence: [Ground], _ judge: Standard.Judge) {
        self.state =
            switch state {
            case .met where judge.seesPart: .partly
            case .notMet where judge.absenceIsUnknown: nil
            default: state
            }
        saysNothingByAbsence = state == .notMet && judge.absenceIsUnknown
        self.grounds = grounds
        self.evidence = evidence
        seesPart = judge.seesPart
    }

    private typealias Made = (Assessment.State?, Grounds, [Ground])

    private static func ages(_ ages: AgeRange, _ row: Int, _ context: GapContext) -> Made {
        let coverage = AgeCoverage(row: row, in: context)
        let uncovered = AgeCoverage.gaps(in: coverage.earlyYears, ages.from, ages.to)
        let isOpen = !coverage.services.isEmpty || !coverage.interventions.isEmpty || !coverage.types.isEmpty
        func covers(_ range: AgeRange) -> Bool {
            coverage.earlyYears.contains(range) && range.from < ages.to && ages.from < range.to
        }
        let isTouched = coverage.earlyYears.contains(where: covers)
        let state: Assessment.State? =
            if uncovered.isEmpty {
                .met
            } else if isTouched {
                .partly
            } else {
                coverage.isKnown && !isOpen ? .notMet : nil
            }
        let framework = context.framework
        let register = context.registers[row]
        var evidence = register.services.filter { entry in
            context.isServing(entry.service, row: row) && entry.service.agesServed(framework).contains(where: covers)
                && entry.service.type.flatMap { framework.serviceType($0)?.reach } != .universal
        }.map { Ground(subject: .service($0.service), document: $0.document) }
        evidence += register.interventions.filter { $0.agesServed(framework).map(covers) ?? false }
            .map { Ground(subject: .intervention($0.intervention), document: register.document) }
        for (column, type) in framework.serviceTypes.enumerated() where type.reach != .universal {
            guard type.ages.map(covers) ?? false, context.isProvided(row: row, column: column),
                !register.services(column: column).contains(where: { context.isServing($0.service, row: row) })
            else { continue }
            evidence.append(context.ground(row: row, column: column))
        }
        return (state, .ages(ages, uncovered: uncovered, isOpen: isOpen), evidence)
    }

    private static func interventions(
        _ named: [Intervention.ID],
        _ atLeast: Int,
        _ row: Int,
        _ context: GapContext
    ) -> Made {
        let delivered = Set(context.delivered(row: row))
        let found = named.filter(delivered.contains)
        let state: Assessment.State? =
            if found.count >= atLeast { .met } else if !found.isEmpty { .partly } else {
                delivered.isEmpty ? nil : .notMet
            }
        return (
            state,
            .interventions(delivered: delivered.count, found: found, named: named.count, atLeast: atLeast),
            context.grounds(of: found, row: row)
        )
    }

    private static func needsGroups(_ groups: [NeedsGroup.ID], _ row: Int, _ context: GapContext) -> Made {
        let reach = NeedsReach.Placing(context.framework).reach(of: context.delivered(row: row))
        let missing = groups.filter { !reach.reaches($0) }
        let state: Assessment.State? =
            if missing.isEmpty { .met } else if missing.count < groups.count { .partly } else {
                reach.record == .known ? .notMet : nil
            }
        let speaking = reach.specific.filter { $0.needsGroups.contains(where: groups.contains) }
        return (
            state, .needsGroups(delivered: reach.delivered, missing: missing, named: groups.count),
            context.grounds(of: speaking.map(\.id), row: row)
        )
    }

    private static func serviceTypes(_ types: [ServiceType.ID], _ row: Int, _ context: GapContext) -> Made {
        let cells = types.compactMap { context.framework.index(of: $0) }
            .map { (column: $0, state: context.snapshot.state(row: row, column: $0)) }
        let expected = cells.filter { $0.state != .notExpected }
        let provided = expected.filter { context.isProvided(row: row, column: $0.column) }
        let state: Assessment.State? =
            if expected.isEmpty {
                cells.isEmpty ? nil : .notApplicable
            } else if expected.allSatisfy({ context.standing(row: row, column: $0.column) == .full }) {
                .met
            } else if !provided.isEmpty {
                .partly
            } else {
                expected.contains { $0.state == .unrated } ? nil : .notMet
            }
        let rated = cells.filter { $0.state.levelIndex != nil }
        return (state, .serviceTypes(cells), rated.map { context.ground(row: row, column: $0.column) })
    }
}

extension StandardVerdict {
    fileprivate static func measures(_ row: Int, _ context: GapContext) -> (Assessment.State?, Grounds, [Ground]) {
        let outcomes = context.outcomes(row: row)
        let services = context.registers[row].services.map(\.service).filter {
            context.isServing($0, row: row) && context.isToBeMeasured($0)
        }
        var evidence: [Ground] = []
        var (measured, byCore) = (0, 0)
        for service in services {
            let own = outcomes.filter { $0.outcome.service == service.id && $0.isMeasured }
            let used = own.compactMap { entry in
                context.framework.measures.first { $0.id == entry.outcome.measure }.map { (entry, $0) }
            }
            measured += used.isEmpty ? 0 : 1
            byCore += used.contains { $0.1.isCore } ? 1 : 0
            evidence += used.map { Ground(subject: .outcome(service, $0.1), document: $0.0.document) }
        }
        let state: Assessment.State? =
            if outcomes.isEmpty || services.isEmpty { nil } else if byCore == services.count { .met } else {
                measured > 0 ? .partly : .notMet
            }
        let grounds = Grounds.measures(
            services: services.count,
            measured: measured,
            byCore: byCore,
            isReturned: !outcomes.isEmpty
        )
        return (state, grounds, evidence)
    }
}

extension GapContext {
    fileprivate func isProvided(row: Int, column: Int) -> Bool {
        let standing = standing(row: row, column: column)
        return standing == .full || standing == .partial
    }

    fileprivate func ground(row: Int, column: Int) -> StandardVerdict.Ground {
        StandardVerdict.Ground(
            subject: .rating(column: column, snapshot.state(row: row, column: column)),
            document: rating(row: row, column: column)?.document
        )
    }

    /// Interventions that a row's area delivers, each with the service that does, where one is named for it.
    fileprivate func grounds(of ids: [Intervention.ID], row: Int) -> [StandardVerdict.Ground] {
        let register = registers[row]
        return ids.map { id in
            let service = register.services.first {
                $0.service.interventions.contains(id) && $0.service.mayBeLive(at: asOf)
            }
            return StandardVerdict.Ground(
                subject: .intervention(id),
                document: service?.document ?? register.document
            )
        }
    }
}
