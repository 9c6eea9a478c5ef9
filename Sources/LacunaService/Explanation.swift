package import GapDetection
package import Provision
import ScopingStore

/// `gap.get`'s answer: the chain from the rule to the return.
package struct Explanation: Encodable {
    package let id: String
    package let kind: String
    package let definition: String
    package let ruleSource: String
    package let why: String
    package let closing: String
    package let severity: Int
    package let severityInWords: String
    package let since: String?
    package let months: Int?
    package let children: Int?
    /// Whose figures those are, where they are not the area\'s own; left out where they are.
    package let childrenNote: String?
    package let need: String?
    package let document: String?
    package let line: Int?
    package let recorded: String?
    package let evidence: [EvidenceAnswer]
    private let asOf: String

    package init(_ gap: Gap, _ rule: any GapRule, _ model: ProvisionModel, folder: String, _ snapshot: Snapshot) {
        id = gap.id.description
        kind = gap.kind.rawValue
        definition = rule.definition
        ruleSource = rule.source
        why = gap.why
        closing = gap.closing
        severity = gap.severity
        severityInWords = gap.severityInWords
        since = gap.since?.description
        months = gap.since.map { snapshot.asOf.months(since: $0) }
        children = gap.children
        asOf = snapshot.asOf.description
        let area = model.areas.index(of: gap.area).map { model.areas.area(at: $0, on: snapshot.areasAsOf) }
        need = area.flatMap { area in model.framework.need?.expected(of: area) }.map { estimate in
            "\(Int(estimate.need.rounded())) of \(estimate.children) children aged 0-4 are expected to need specialist help; the initial target is \(estimate.target)."
        }
        let standing = gap.document.flatMap { place in
            model.returns.first { $0.area == place.area && $0.round == place.round && $0.revision == place.revision }
        }
        childrenNote = area.flatMap { AreaHierarchy.peopleNote([$0]) }
        document = gap.document.map(documentPath)
        line = gap.document.flatMap { place in
            StoreReader.line(
                ofRating: gap.service,
                area: place.area,
                round: place.round,
                revision: place.revision,
                folder: folder
            )
        }
        recorded = standing.map { "\($0.recorded.at) by \($0.recorded.by), \($0.recorded.role)" }
        evidence = gap.evidence.map(EvidenceAnswer.init)
    }

    /// For a terminal: a label and a text each.
    package var lines: [(String, String)] {
        var lines = [
            ("Gap", id), ("Rule", definition), ("After", ruleSource), ("Why", why),
            ("Severity", severityInWords),
            ("Since", since.map { "\($0), \(months ?? 0) months by \(asOf)" } ?? "not known from the rounds"),
        ]
        if let children { lines.append(("Children", "\(children) aged 0-4" + (childrenNote.map { ". \($0)" } ?? ""))) }
        if let need { lines.append(("Need", need)) }
        if let document { lines.append(("Return", line.map { "\(document), line \($0)" } ?? document)) }
        if let recorded { lines.append(("Recorded", recorded)) }
        for item in evidence {
            let place = [item.source, item.section.map { "section \($0)" }].compactMap { $0 }.joined(separator: ", ")
            lines.append(("Evidence", place.isEmpty ? item.text : "\(item.text) [\(place)]"))
        }
        lines.append(("To close it", closing))
        return lines
    }
}
