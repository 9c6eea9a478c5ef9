import Provision

/// `unrepresented`: an ethnic group is rarer among those who answered the latest survey that says who did than among those who live
/// in an area, by more than the framework lets pass.
///
/// The usual measure is four fifths: a group with less than 80 % of its share is not represented. It is the rule by which the NHS's
/// Workforce Race Equality Standard takes a likelihood below 0.8 for more than chance. Where fewer than five of those who answered
/// would be of the group if they were as those who live there, nothing can be read from so few, and nothing is said. It is a gap
/// in the record: what families want is known less well than it seems.
///
/// The sample is of the network, and is held against each area whose composition is on record.
struct UnrepresentedRule: FindingRule {
    let kind = GapKind.unrepresented
    let definition =
        "Unrepresented: an ethnic group is much rarer among the families who answered than among those who live in the area."
    let source =
        "The family feedback report of 2023 (94 % of respondents white) beside its Appendix C; the four-fifths rule of the NHS Workforce Race Equality Standard."

    /// The fewest people of a group that a sample like the area would hold, for anything to be said.
    private static let leastExpected = 5.0

    func findings(in context: GapContext) -> Findings {
        guard let survey = Self.survey(in: context.model) else { return Findings() }
        let answered = Self.answered(survey)
        let limit = Double(context.thresholds.representationPercent) / 100
        var (findings, workings) = (Findings(), [Unrepresented]())
        var silent: [Area.ID] = []
        for (index, area) in context.model.areas.areas.enumerated() where !area.composition.isEmpty {
            guard context.shows(index) else { continue }
            guard let respondents = survey.respondents else {
                silent.append(area.id)
                continue
            }
            for group in area.composition {
                guard let share = answered[searchKey(group.name)], share.value < limit * group.share.value,
                    group.share.value * Double(respondents) >= Self.leastExpected
                else { continue }
                findings.found.append(
                    context.finding(
                        kind,
                        area: index,
                        subject: slug(group.name),
                        since: context.ended([survey]),
                        detail: workings.count
                    )
                )
                workings.append(Unrepresented(survey: survey, answered: share, group: group))
            }
        }
        findings.stayedSilent(kind, "how many answered is not on record", about: silent)
        findings.workings = workings
        return findings
    }

    private struct Unrepresented: Sendable {
        let survey: Survey
        let answered: Share
        let group: Area.EthnicGroup
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
        let (survey, answered, group) = {
            ($0.survey, $0.answered, $0.group)
        }(found[Int(finding.detail)])
        let area = context.facts.areas[Int(finding.area)].name
        let respondents = survey.respondents ?? 0
        let expected = Int((group.share.value * Double(respondents)).rounded())
        return GapWords(
            topic: "\(group.name) families not heard",
            why:
                "\(answered.displayText) of the \(survey.kind.counted(respondents)) of \u{201C}\(survey.title)\u{201D} are \(group.name), and \(group.share.displayText) of those who live in \(area): a sample like them would hold \(grouped(expected)). How many of those who answered live there is not told by this.",
            closing:
                "It closes when the latest survey has at least \(context.thresholds.representationPercent) % of the share of that group in \(area).",
            evidence: [
                context.evidence(survey, "\(group.name) among those who answered: \(answered.displayText)."),
                Evidence(
                    text: "\(group.name) among those who live in \(area): \(group.share.displayText).",
                    source: group.source,
                    section: group.section
                ),
            ]
        )
    }
}

extension GapContext {
    /// Whether an area, or what stands for it on the snapshot's day, is among the rows, or is made of them.
    fileprivate func shows(_ area: Int) -> Bool {
        let rows = Set(snapshot.rows)
        let places = model.areas.standing(for: area, on: snapshot.areasAsOf)
        return places.contains { place in
            rows.contains(place) || rows.contains { model.areas.lies($0, inOrBelow: place, on: snapshot.areasAsOf) }
                || rows.contains { model.areas.lies(place, inOrBelow: $0, on: snapshot.areasAsOf) }
        }
    }
}
