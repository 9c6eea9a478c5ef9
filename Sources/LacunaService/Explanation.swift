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
    /// How many of them are expected to need specialist help; nil for a gap in the record.
    package let inNeed: Int?
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
        inNeed = gap.inNeed?.count
        need = gap.inNeed?.sentence(target: model.framework.need?.target)
        let standing = gap.document.flatMap { place in
            model.returns.first { $0.area == place.area && $0.round == place.round && $0.revision == place.revision }
        }
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
        if let children { lines.append(("Children", "\(children) aged 0-4")) }
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
