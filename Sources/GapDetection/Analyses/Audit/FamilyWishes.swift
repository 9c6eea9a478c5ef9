package import Provision

/// What more than a third of the families asked want, and where it is on record.
///
/// A wish is an answer to a question of what families want, about a service type or an intervention. A service type is there where it
/// is rated as provided, if in part; an intervention where a service that may be live, or a list, has it. Areas that are not rated, or
/// have no intervention on record, are not known to have it or lack it; one that states the service type as not expected is left out.
package struct FamilyWishes: Sendable {
    package let wishes: [Wish]

    package struct Wish: Sendable {
        package let topic: VoiceTopic
        package let survey: Survey
        package let finding: FamilyVoice.Finding
        /// How many of those asked want it, at least.
        package let share: Share
        /// The rows that have it, lack it, and are not known to do either, by place in the snapshot.
        package let having: [Int]
        package let lacking: [Int]
        package let notKnown: [Int]
        /// The service types whose services deliver an intervention, in the framework's order.
        package let through: [ServiceType]
    }

    package init(_ context: GapContext) {
        guard let voice = context.model.voice else {
            wishes = []
            return
        }
        let rows = Array(context.snapshot.rows.indices)
        wishes = Self.wanted(in: voice).map { wanted in
            var column: Int?
            if case .serviceType(let type) = wanted.topic { column = context.framework.index(of: type) }
            let asked = column.map { context.expecting(rows, column: $0) } ?? rows
            let states = asked.map { (row: $0, has: context.has(wanted.topic, row: $0)) }
            return Wish(
                topic: wanted.topic,
                survey: wanted.survey,
                finding: wanted.finding,
                share: wanted.share,
                having: states.filter { $0.has == true }.map(\.row),
                lacking: states.filter { $0.has == false }.map(\.row),
                notKnown: states.filter { $0.has == nil }.map(\.row),
                through: context.types(delivering: wanted.topic, rows: asked)
            )
        }
    }

    private struct Wanted {
        let topic: VoiceTopic
        let survey: Survey
        let finding: FamilyVoice.Finding
        let share: Share
    }

    /// What more than a third want, each once: by the survey in which most do.
    private static func wanted(in voice: FamilyVoice) -> [Wanted] {
        var found: [Wanted] = []
        for (survey, finding) in voice.findings {
            guard case .answer(let answer, let question) = finding, question.isWish, question.among == nil,
                let share = answer.figure.leastShare(of: question.base(in: survey)), share.millionths * 3 > 1_000_000
            else { continue }
            for topic in question.about + answer.about {
                switch topic {
                case .standard, .needsGroup: continue
                case .serviceType, .intervention: break
                }
                let wanted = Wanted(topic: topic, survey: survey, finding: finding, share: share)
                guard let known = found.firstIndex(where: { $0.topic == topic }) else {
                    found.append(wanted)
                    continue
                }
                if found[known].share < share { found[known] = wanted }
            }
        }
        return found
    }
}

extension GapContext {
    /// Whether a row has a service type or an intervention; nil where that is not on record.
    fileprivate func has(_ topic: VoiceTopic, row: Int) -> Bool? {
        switch topic {
        case .serviceType(let type):
            guard let column = framework.index(of: type), let standing = standing(row: row, column: column) else {
                return nil
            }
            return standing == .full || standing == .partial
        case .intervention(let id):
            let delivered = delivered(row: row)
            return delivered.isEmpty ? nil : delivered.contains(id)
        case .standard, .needsGroup: return nil
        }
    }

    /// The types of the services that deliver an intervention and may be live.
    fileprivate func types(delivering topic: VoiceTopic, rows: [Int]) -> [ServiceType] {
        guard case .intervention(let id) = topic else { return [] }
        let types = rows.flatMap { registers[$0].services.map(\.service) }
            .filter { $0.mayBeLive(at: asOf) && $0.interventions.contains(id) }
            .compactMap(\.type)
        let named = Set(types)
        return framework.serviceTypes.filter { named.contains($0.id) }
    }
}
