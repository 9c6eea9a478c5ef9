import Provision

/// `unrepresented`: an ethnic group is rarer among those who answered the latest survey that says who did than among those who live
/// in areas of an ICS, by more than the framework lets pass.
///
/// The usual measure is four fifths: a group with less than 80% of its share is not represented. It is a rule of
/// thumb for shares that are notably lower, first laid down for selection for jobs (29 CFR 1607.4 D). Where fewer than five of those who answered
/// would be of the group if they were as those who live there, nothing can be read from so few, and nothing is said. It is a gap
/// in the record: what families want is known less well than it seems.
///
/// The sample is of the network, and is held against each area whose composition is on record. It is one gap for an ICS and a group,
/// which names the areas.
struct UnrepresentedRule: FindingRule {
    let kind = GapKind.unrepresented
    let definition =
        "Unrepresented: an ethnic group is much rarer among the families who answered than among those who live in some areas of an ICS."
    let source =
        "The family feedback report of 2023 (94% of respondents white) beside its Appendix C; four fifths as the rule of thumb for a share that is notably lower."

    /// The fewest people of a group that a sample like the area would hold, for anything to be said.
    private static let leastExpected = 5.0

    func findings(in context: GapContext) -> Findings {
        guard let survey = Self.survey(in: context.model) else { return Findings() }
        let answered = Self.answered(survey)
        let percent = context.thresholds.representationPercent
        let composed = context.model.composedAreas(in: context.snapshot)
        var findings = Findings()
        guard let respondents = survey.respondents else {
            let areas = context.model.areas.areas
            findings.stayedSilent(kind, "how many answered is not on record", about: composed.map { areas[$0].id })
            return findings
        }
        var found: [Unrepresented] = []
        for index in composed {
            let head = context.model.group(of: index, on: context.snapshot.areasAsOf)
            for group in context.model.areas.areas[index].composition {
                guard let share = answered[searchKey(group.name)],
                    share.millionths * 100 < percent * group.share.millionths,
                    group.share.value * Double(respondents) >= Self.leastExpected
                else { continue }
                let place = found.firstIndex { $0.head == head && searchKey($0.name) == searchKey(group.name) }
                if let place {
                    found[place].areas.append((index, group))
                } else {
                    found.append(
                        Unrepresented(
                            survey: survey,
                            respondents: respondents,
                            answered: share,
                            head: head,
                            name: group.name,
                            areas: [(index, group)]
                        )
                    )
                }
            }
        }
        findings.found = found.enumerated().map { place, item in
            context.finding(
                kind,
                area: item.head,
                group: context.groups.firstIndex { $0.index == item.head },
                subject: slug(item.name),
                since: context.ended([survey]),
                detail: place
            )
        }
        findings.workings = found
        return findings
    }

    private struct Unrepresented: Sendable {
        let survey: Survey
        let respondents: Int
        let answered: Share
        /// What heads the areas, by place in the hierarchy.
        let head: Int
        let name: String
        /// Where they live, and how many of those who live there they are.
        var areas: [(area: Int, group: Area.EthnicGroup)]
    }

    /// The latest survey that says of which ethnic groups those are who answered.
    private static func survey(in model: ProvisionModel) -> Survey? {
        (model.voice?.surveys ?? []).filter { !answered($0).isEmpty }
            .max { ($0.lastDay?.daysSince1970 ?? .min) < ($1.lastDay?.daysSince1970 ?? .min) }
    }

    /// The share of each ethnic group among those who answered, by its name.
    private static func answered(_ survey: Survey) -> [String: Share] {
        var shares: [String: Share] = [:]
        for group in survey.groups where group.characteristic == Survey.Group.ethnicGroup {
            if case .below? = group.figure { continue }
            shares[searchKey(group.name)] = group.figure?.leastShare(of: survey.respondents)
        }
        return shares
    }

    func words(of finding: Finding, workings: (any Sendable)?, in context: GapContext) -> GapWords {
        guard let found = workings as? [Unrepresented], found.indices.contains(Int(finding.detail)) else {
            assertionFailure("what was found is there")
            return GapWords(why: "", closing: "")
        }
        let item = found[Int(finding.detail)]
        let areas = item.areas.map { (name: context.facts.areas[$0.area].name, group: $0.group) }
        let parts = areas.map { area in
            let expected = Int((area.group.share.value * Double(item.respondents)).rounded())
            return
                "\(area.group.share.displayText) of those who live in \(area.name) (\(grouped(expected)) in a sample like them)"
        }
        let survey = item.survey
        return GapWords(
            topic: "\(item.name) families hardly heard",
            why:
                "\(item.answered.displayText) of the \(survey.kind.counted(item.respondents)) of \u{201C}\(survey.title)\u{201D} are \(item.name), and \(listed(parts)). The sample is of the network: how many of those who answered live there is another question.",
            closing:
                "It closes when the latest survey has at least \(context.thresholds.representationPercent)% of the share of that group in each of these areas.",
            evidence: [context.evidence(survey, "\(item.name) among those who answered: \(item.answered.displayText).")]
                + areas.map { area in
                    Evidence(
                        text: "\(item.name) among those who live in \(area.name): \(area.group.share.displayText).",
                        source: area.group.source,
                        section: area.group.section
                    )
                }
        )
    }
}
