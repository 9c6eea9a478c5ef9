import Provision

/// `voice-mismatch`: more than a third of those asked want something that the framework knows (`FamilyWishes`), and areas of an ICS do
/// not have it on record.
///
/// It is a gap in provision, one for an ICS and a wish: those who live in the areas named stand behind it. The sample is the
/// network's, so that it says nothing of how many want it there.
struct VoiceMismatchRule: FindingRule {
    let kind = GapKind.voiceMismatch
    let definition =
        "Voice mismatch: more than a third of the families asked want it, and areas of an ICS do not have it on record."
    let source = "The family feedback report of 2023, which found peer support wanted by more than a third."

    func findings(in context: GapContext) -> Findings {
        guard context.model.voice != nil else { return Findings() }
        var (findings, workings) = (Findings(), [Mismatch]())
        for wish in FamilyWishes(context).wishes {
            findings.stayedSilent(
                kind,
                "whether there is \(wish.topic.name(context.framework)) is not on record",
                about: wish.notKnown.map { context.area(row: $0).id }
            )
            var column: Int?
            if case .serviceType(let type) = wish.topic { column = context.framework.index(of: type) }
            for (place, group) in context.groups.enumerated() {
                let lacking = group.rows.filter(wish.lacking.contains)
                guard !lacking.isEmpty else { continue }
                findings.found.append(
                    context.finding(
                        kind,
                        area: group.index,
                        group: place,
                        people: context.people(rows: lacking),
                        column: column,
                        subject: column == nil ? wish.topic.id : nil,
                        since: context.ended([wish.survey]),
                        detail: workings.count
                    )
                )
                workings.append(
                    Mismatch(wish: wish, lacking: lacking, having: group.rows.filter(wish.having.contains))
                )
            }
        }
        findings.workings = workings
        return findings
    }

    private struct Mismatch: Sendable {
        let wish: FamilyWishes.Wish
        /// The rows of the ICS that lack it, and those that have it.
        let lacking: [Int]
        let having: [Int]
    }

    func words(of finding: Finding, workings: (any Sendable)?, in context: GapContext) -> GapWords {
        guard let found = workings as? [Mismatch], found.indices.contains(Int(finding.detail)) else {
            assertionFailure("what was found is there")
            return GapWords(why: "", closing: "")
        }
        let mismatch = found[Int(finding.detail)]
        let wish = mismatch.wish
        let name = wish.topic.name(context.framework)
        func names(_ rows: [Int]) -> String { listed(rows.map { context.area(row: $0).name }) }
        let sentence = wish.finding.sentence(in: wish.survey)
        let there = mismatch.having.isEmpty ? "" : " It is on record in \(names(mismatch.having))."
        return GapWords(
            topic: name,
            people: context.people(rows: mismatch.lacking),
            why:
                "\(sentence) \(name) is not on record in \(names(mismatch.lacking)).\(there) The survey is of the whole network, and says nothing of how many want it there.",
            closing: "It closes when \(name) is on record as provided in each of them.",
            evidence: [
                context.evidence(
                    wish.survey,
                    "\(wish.survey.inWords), \(wish.survey.nature): \(sentence)",
                    section: wish.finding.section(in: wish.survey)
                )
            ]
        )
    }
}
