package import GapDetection
package import Provision
package import ScopingStore

/// One gap, explained: the chain from the rule to the return.
package struct Explanation: Answer {
    private let gap: GapAnswer
    private let definition: String
    private let ruleSource: String
    private let severityInWords: String
    private let months: Int?
    /// Whose figures the children are, where they are not the area's own; left out where they are.
    private let childrenNote: String?
    /// How many children behind it are expected to need specialist help; nil for a gap in the record.
    private let inNeed: Int?
    private let need: String?
    private let line: Int?
    private let recorded: String?
    /// What families said of what the gap is about; nil where nothing of it is on record.
    private let familiesSaid: [Said]?
    /// The words that find the rest of it, where there is more than is told.
    private let moreSaid: String?
    /// Services of the gap's type that are named of the area's ICS without an area; nil where there are none.
    private let withoutArea: [Unplaced]?
    /// What is done about it; nil where nothing is on record.
    private let actions: [ActionEntry]?
    private let asOf: String
    /// By their ids, the titles of the sources that the evidence cites: for people. Programs have the ids.
    private let titles: [String: String]

    /// Something that families said.
    private struct Said: Encodable {
        let text: String
        let survey: String
        let source: String
        let section: String?
        /// The survey with its size, as people read it.
        let inWords: String

        private enum CodingKeys: CodingKey { case text, survey, source, section }
    }

    /// A service that may serve the area, or may not.
    private struct Unplaced: Encodable {
        let id: String
        let name: String
        /// What it is named of.
        let under: String
        let underName: String

        private enum CodingKeys: CodingKey { case id, name, under }
    }

    /// The most findings told to people of one gap.
    private static let mostSaid = 4

    /// - Throws: where the return that the gap rests on cannot be read for its line.
    package init(
        _ gap: Gap,
        _ rule: any GapRule,
        _ model: ProvisionModel,
        folder: String,
        _ snapshot: Snapshot
    ) throws(DocumentFault) {
        self.gap = GapAnswer(gap)
        definition = rule.definition
        ruleSource = rule.source
        severityInWords = gap.severityInWords
        months = gap.since.map { snapshot.asOf.months(since: $0) }
        asOf = snapshot.asOf.description
        titles = Dictionary(
            gap.evidence.compactMap(\.source).map { ($0.text, model.framework.source($0)?.title ?? $0.text) },
            uniquingKeysWith: { first, _ in first }
        )
        let area = model.areas.index(of: gap.area).map { model.areas.area(at: $0, on: snapshot.areasAsOf) }
        childrenNote = gap.children == nil ? nil : area.flatMap { AreaHierarchy.peopleNote([$0]) }
        inNeed = gap.inNeed?.count
        // The need model speaks of the service types it names, and is said of no other.
        need = model.need(behind: gap) == nil ? nil : gap.inNeed?.sentence(target: model.framework.need?.target)
        let standing = gap.document.flatMap { named in
            model.returns.first { $0.area == named.area && $0.round == named.round && $0.revision == named.revision }
        }
        if let named = gap.document {
            line = try StoreReader.line(
                ofRating: gap.service,
                area: named.area,
                round: named.round,
                revision: named.revision,
                folder: folder
            )
        } else {
            line = nil
        }
        let actions = gap.actions(model, at: snapshot)
        self.actions = actions.isEmpty ? nil : actions.map { ActionEntry($0, model) }
        let topics = gap.topics(model.framework)
        let said = model.voiceFindings(about: topics).map { survey, finding in
            Said(
                text: finding.sentence(in: survey),
                survey: survey.id.text,
                source: survey.source.text,
                section: finding.section(in: survey),
                inWords: survey.inWords
            )
        }
        familiesSaid = said.isEmpty ? nil : said
        moreSaid =
            said.count > Self.mostSaid
            ? topics.map(\.id).min().map { "\(said.count - Self.mostSaid) more: 'lacuna voice --about \($0)'" } : nil
        let unplaced = model.servicesWithoutArea(that: gap, at: snapshot)
        withoutArea =
            unplaced.isEmpty
            ? nil
            : unplaced.map { service, head in
                Unplaced(id: service.id.text, name: service.name, under: head.id.text, underName: head.name)
            }
        recorded = standing.map { "\($0.recorded.at) by \($0.recorded.by), \($0.recorded.role)" }
    }

    private enum Key: CodingKey {
        case definition, ruleSource, severityInWords, months, childrenNote, inNeed, need, line, recorded, asOf
        case familiesSaid, withoutArea, actions
    }

    /// The members of the gap, as every answer has them, and then what explains it.
    package func encode(to encoder: any Encoder) throws {
        try gap.encode(to: encoder)
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(definition, forKey: .definition)
        try container.encode(ruleSource, forKey: .ruleSource)
        try container.encode(severityInWords, forKey: .severityInWords)
        try container.encode(months, forKey: .months)
        try container.encodeIfPresent(childrenNote, forKey: .childrenNote)
        try container.encode(inNeed, forKey: .inNeed)
        try container.encode(need, forKey: .need)
        try container.encode(line, forKey: .line)
        try container.encode(recorded, forKey: .recorded)
        try container.encode(asOf, forKey: .asOf)
        try container.encodeIfPresent(familiesSaid, forKey: .familiesSaid)
        try container.encodeIfPresent(withoutArea, forKey: .withoutArea)
        try container.encodeIfPresent(actions, forKey: .actions)
    }

    private static func displayText(_ date: String) -> String { CalendarDate(iso: date)?.displayText ?? date }

    /// "18 months"; nil for less than one.
    private static func lasting(_ months: Int) -> String? { months > 0 ? counted(months, "month") : nil }

    package var text: AnswerText {
        AnswerText(labelled.map { label, text in padded(label, to: 12) + text })
    }

    /// A label and a text each.
    private var labelled: [(String, String)] {
        var lines = [
            ("Gap", gap.id), ("Rule", definition), ("Basis", ruleSource), ("Why", gap.why),
            ("Severity", severityInWords),
            (
                "Since",
                gap.since.map {
                    Self.displayText($0)
                        + (months.flatMap(Self.lasting).map { ": \($0) by \(Self.displayText(asOf))" } ?? "")
                }
                    ?? "not known from the rounds"
            ),
        ]
        if let children = gap.children {
            lines.append(("Children", "\(grouped(children)) aged 0 to 4" + (childrenNote.map { ". \($0)" } ?? "")))
        }
        if let need { lines.append(("Need", need)) }
        if let document = gap.document { lines.append(("Return", line.map { "\(document), line \($0)" } ?? document)) }
        if let recorded { lines.append(("Recorded", recorded)) }
        for item in gap.evidence {
            let written = [item.source.map { titles[$0] ?? $0 }, item.section.map(Evidence.displayText)].compactMap {
                $0
            }
            .joined(separator: ", ")
            lines.append(("Evidence", written.isEmpty ? item.text : "\(item.text) [\(written)]"))
        }
        lines.append(("Closing", gap.closing))
        for (place, action) in (actions ?? []).enumerated() {
            lines.append((place == 0 ? "Actions" : "", action.inWords))
        }
        for (place, item) in (withoutArea ?? []).enumerated() {
            lines.append((place == 0 ? "Perhaps" : "", "\(item.name), named of \(item.underName) without an area"))
        }
        for (place, item) in (familiesSaid ?? []).prefix(Self.mostSaid).enumerated() {
            let begin = place == 0 ? ("Families", "said: ") : ("", "")
            lines.append((begin.0, "\(begin.1)\(item.text) [\(item.inWords)]"))
        }
        if let moreSaid { lines.append(("", moreSaid)) }
        return lines
    }
}

extension ProvisionModel {
    /// The need behind a gap: that of its area, where the gap is about a service type that is to meet the need, or about the
    /// need itself. The model of need speaks of no other.
    func need(behind gap: Gap) -> NeedEstimate? {
        guard let need = framework.need else { return nil }
        let isMeant =
            gap.service.map(need.serviceTypes.contains) ?? [GapKind.capacity, .denominator].contains(gap.kind)
        return isMeant ? areas.area(gap.area).flatMap(need.expected) : nil
    }

    /// Services of a gap's service type that are named of what heads its area, and of no area.
    fileprivate func servicesWithoutArea(that gap: Gap, at snapshot: Snapshot) -> [(service: Service, head: Area)] {
        guard let type = gap.service, let index = areas.index(of: gap.area) else { return [] }
        return ServicesWithoutArea.all(of: snapshot, in: self)
            .filter { areas.isWithin(index, $0.head, on: snapshot.areasAsOf) }
            .flatMap { group in
                group.services.filter { $0.service.type == type }
                    .map { ($0.service, areas.area(at: group.head, on: snapshot.areasAsOf)) }
            }
    }
}
