import Provision

/// `unheard`: areas of an ICS of which nobody is known to have answered any survey, while others of the network have been heard.
///
/// It is a gap in the record, and one for an ICS: a survey of a network reaches few of its areas, and a board asks which ones. What is
/// wanting is an answer, not a service. An area of which it cannot be told is not counted.
struct UnheardRule: FindingRule {
    let kind = GapKind.unheard
    let definition =
        "Unheard: areas of an ICS in which no family that answered a survey is known to live, while others of the network were heard."
    let source = "The family feedback report of 2023: three in four respondents came from four towns."

    func findings(in context: GapContext) -> Findings {
        guard let voice = context.model.voice,
            let heard = HeardAreas(voice, context.model.areas, on: context.snapshot.areasAsOf)
        else { return Findings() }
        let states = context.snapshot.rows.map(heard.state)
        guard states.contains(.heard) else { return Findings() }
        let surveys = voice.surveys.filter { !$0.samples.isEmpty }
        var (found, workings) = ([Finding](), [Unheard]())
        for (place, group) in context.groups.enumerated() {
            let rows = group.rows.filter { states[$0] == .unheard }
            guard !rows.isEmpty else { continue }
            found.append(
                context.finding(
                    kind,
                    area: group.index,
                    group: place,
                    subject: "families",
                    since: context.ended(surveys),
                    detail: workings.count
                )
            )
            workings.append(
                Unheard(
                    rows: rows,
                    doubtful: group.rows.filter { states[$0] == .notKnown },
                    of: group.rows.count,
                    surveys: surveys
                )
            )
        }
        return Findings(found, workings: workings)
    }

    private struct Unheard: Sendable {
        let rows: [Int]
        let doubtful: [Int]
        let of: Int
        let surveys: [Survey]
    }

    func words(of finding: Finding, workings: (any Sendable)?, in context: GapContext) -> GapWords {
        guard let found = workings as? [Unheard], found.indices.contains(Int(finding.detail)) else {
            assertionFailure("what was found is there")
            return GapWords(why: "", closing: "")
        }
        let unheard = found[Int(finding.detail)]
        let head = context.facts.areas[Int(finding.area)].name
        func names(_ rows: [Int]) -> String { listed(rows.map { context.area(row: $0).name }) }
        let count =
            unheard.of == 1
            ? "" : ", \(grouped(unheard.rows.count)) of the \(grouped(unheard.of)) areas of \(head),"
        var sentences = [
            "No family that answered is known to live in \(names(unheard.rows))\(count.isEmpty ? "" : count.dropLast())."
        ]
        if !unheard.doubtful.isEmpty { sentences.append("Of \(names(unheard.doubtful)) it cannot be told.") }
        for survey in unheard.surveys {
            guard let main = survey.mainPlaces, let respondents = survey.respondents else { continue }
            sentences.append(
                "\(grouped(main.people)) of the \(survey.kind.counted(respondents)) of \u{201C}\(survey.title)\u{201D} come from \(listed(main.places.map(\.place)))."
            )
        }
        sentences.append("A place that a survey names may reach beyond its area.")
        return GapWords(
            topic: "families not heard",
            why: sentences.joined(separator: " "),
            closing: "It closes when families who live there have been asked, and a survey on record says so.",
            evidence: unheard.surveys.map { survey in
                let places = survey.samples.filter { !$0.isOutside }.map { sample in
                    let figure = sample.count.map { Survey.Figure.count($0).displayText(of: nil) }
                    return sample.place + (figure.map { " \($0)" } ?? "")
                }
                return context.evidence(survey, "\(survey.title), \(survey.nature): \(listed(places, most: 12)).")
            }
        )
    }
}
