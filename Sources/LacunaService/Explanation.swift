package import GapDetection
package import Provision
import ScopingStore

/// `gap.get`'s answer: the chain from the rule to the return.
package struct Explanation: Encodable {
    package let id: String
    package let kind: String
    /// "provision" or "record".
    package let register: String
    package let definition: String
    package let ruleSource: String
    package let why: String
    package let closing: String
    package let severity: Int
    package let severityInWords: String
    package let since: String?
    package let months: Int?
    package let children: Int?
    package let need: String?
    package let document: String?
    package let line: Int?
    package let recorded: String?
    package let evidence: [EvidenceAnswer]
    private let asOf: String

    package init(_ gap: Gap, _ rule: any GapRule, _ model: ProvisionModel, folder: String, _ snapshot: Snapshot) {
        id = gap.id.description
        kind = gap.kind.rawValue
        register = gap.kind.section.rawValue
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
        need = model.need(behind: gap).map { estimate in
            "\(grouped(Int(estimate.need.rounded()))) of the \(counted(estimate.children, "child", "children")) aged 0 to 4 are expected to need specialist help; the initial target is \(grouped(estimate.target))."
        }
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

    private static func inWords(_ date: String) -> String { CalendarDate(iso: date)?.inWords ?? date }

    /// "18 months"; nil for less than one.
    private static func lasting(_ months: Int) -> String? { months > 0 ? counted(months, "month") : nil }

    /// For a terminal: a label and a text each.
    package var lines: [(String, String)] {
        var lines = [
            ("Gap", id), ("Rule", definition), ("After", ruleSource), ("Why", why),
            ("Severity", severityInWords),
            (
                "Since",
                since.map {
                    Self.inWords($0) + (months.flatMap(Self.lasting).map { ": \($0) by \(Self.inWords(asOf))" } ?? "")
                }
                    ?? "not known from the rounds"
            ),
        ]
        if let children { lines.append(("Children", "\(grouped(children)) aged 0 to 4")) }
        if let need { lines.append(("Need", need)) }
        if let document { lines.append(("Return", line.map { "\(document), line \($0)" } ?? document)) }
        if let recorded { lines.append(("Recorded", recorded)) }
        for item in evidence {
            let place = [item.source, item.section.map { "section \($0)" }].compactMap { $0 }.joined(separator: ", ")
            lines.append(("Evidence", place.isEmpty ? item.text : "\(item.text) [\(place)]"))
        }
        lines.append(("Closing", closing))
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
}
