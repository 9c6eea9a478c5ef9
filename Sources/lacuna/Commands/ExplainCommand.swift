import Exhibits
import GapDetection
import Provision
import ScopingStore

private let format = Options.format("table", "json")

let explainCommand = Command(
    name: "explain",
    summary: "Say why something is a gap: the rule, the rating, the evidence, the need behind it.",
    arguments: [ArgumentSpec(name: "GAP-ID", help: "As 'lacuna gaps' lists it, such as none:ccg-halton:iapt-0-5.")],
    options: Options.snapshot + [format, Options.store],
    examples: [("lacuna explain none:ccg-halton:iapt-0-5", "from the rule to the line of the return")],
    run: { invocation, console in
        let access = try StoreAccess(invocation, &console)
        let (snapshot, _) = try access.snapshot(invocation, &console, isWhole: true)
        let wanted = invocation.positional("GAP-ID") ?? ""
        let kind = GapKind(rawValue: wanted.split(separator: ":").first.map(String.init) ?? "")
        guard let rule = gapRules.first(where: { $0.kind == kind }) else {
            throw invocation.refusal(
                ofPositional: "GAP-ID",
                expected: "An id begins with its kind: \(gapRules.map(\.kind.rawValue).joined(separator: ", ")).",
                nearest: Suggestion.nearest(to: kind.rawValue, among: gapRules.map(\.kind.rawValue)).map { [$0] } ?? []
            )
        }
        let found = GapAudit(access.model, at: snapshot, kinds: [kind]).gaps
        guard let gap = found.first(where: { $0.id.description == wanted }) else {
            let near = Suggestion.nearest(to: wanted, among: found.map(\.id.description))
            throw invocation.refusal(
                ofPositional: "GAP-ID",
                expected: "No such gap is open at \(snapshot.asOf); 'lacuna gaps --kind \(kind)' lists those that are.",
                nearest: near.map { [$0] } ?? []
            )
        }
        let explanation = Explanation(gap, rule, access, snapshot)
        if invocation.value(format) == "json" {
            console.write(try JSONText.bytes(explanation))
        } else {
            for (label, text) in explanation.lines { console.print(LetterTable.pad(label, 12) + text) }
        }
        return access.status
    }
)

/// `gap.get`'s answer: the chain from the rule to the return.
private struct Explanation: Encodable {
    let id: String
    let kind: String
    let definition: String
    let ruleSource: String
    let why: String
    let closing: String
    let severity: Int
    let severityInWords: String
    let since: String?
    let months: Int?
    let children: Int?
    let need: String?
    let document: String?
    let line: Int?
    let recorded: String?
    let evidence: [EvidenceAnswer]
    private let asOf: String

    init(_ gap: Gap, _ rule: any GapRule, _ access: StoreAccess, _ snapshot: Snapshot) {
        let model = access.model
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
        let area = model.areas.area(gap.area)
        need = area.flatMap { area in model.framework.need?.expected(of: area) }.map { estimate in
            "\(Int(estimate.need.rounded())) of \(estimate.children) children aged 0-4 are expected to need specialist help; the initial target is \(estimate.target)."
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
                folder: access.store.folder
            )
        }
        recorded = standing.map { "\($0.recorded.at) by \($0.recorded.by), \($0.recorded.role)" }
        evidence = gap.evidence.map(EvidenceAnswer.init)
    }

    /// For a terminal: a label and a text each.
    var lines: [(String, String)] {
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
