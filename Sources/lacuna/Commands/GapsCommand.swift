import Exhibits
import GapDetection
import Provision

private let format = Options.format("table", "csv", "json")
private let kinds = OptionSpec(
    name: "kind",
    value: "KIND",
    help: "Only these kinds of gap.",
    allowed: gapRules.map(\.kind.rawValue),
    isList: true
)
private let minSeverity = OptionSpec(
    name: "min-severity",
    value: "N",
    help: "Only gaps of this severity (0 to 100) or more."
)

let gapsCommand = Command(
    name: "gaps",
    summary: "List the gaps, the most severe first.",
    options: Options.snapshot + [Options.service, kinds, minSeverity, format, Options.store],
    discussion: ["Kinds of gap:"] + gapRules.map { "\($0.kind): \($0.definition)" } + [
        "Severity runs from 0 to 100: points for the kind of gap, more for more children aged 0-4, more for the share of "
            + "them in deprived neighbourhoods. The framework file holds the points."
    ],
    examples: [
        ("lacuna gaps --kind none --within Liverpool", "what Liverpool has none of"),
        ("lacuna gaps --format csv > gaps.csv", "the register for a spreadsheet"),
    ],
    run: { invocation, console in
        let access = try StoreAccess(invocation, &console)
        let chosenKinds = Set(invocation.values(kinds).map(GapKind.init(rawValue:)))
        let leastSeverity = try leastSeverity(invocation)
        let service = try access.service(invocation).map { access.model.framework.serviceTypes[$0].id }
        let (snapshot, heading) = try access.snapshot(invocation, &console)
        let found = gaps(in: access.model, at: snapshot, kinds: chosenKinds.isEmpty ? nil : chosenKinds).filter {
            $0.severity >= leastSeverity && (service == nil || $0.service == service)
        }
        let register = GapRegister(gaps: found, model: access.model, asOf: snapshot.asOf)
        switch invocation.value(format) ?? "table" {
        case "json": console.write(try JSONText.bytes(GapListAnswer(register)))
        case "csv": console.write(register.csv())
        default: printTable(register, heading: heading, to: &console)
        }
        return access.status
    }
)

private func leastSeverity(_ invocation: Invocation) throws -> Int {
    guard let text = invocation.value(minSeverity) else { return 0 }
    guard let number = Int(text), (0...100).contains(number) else {
        throw invocation.refusal(ofOption: minSeverity.name, expected: "Expected a whole number from 0 to 100.")
    }
    return number
}

private func printTable(_ register: GapRegister, heading: String, to console: inout Console) {
    console.print("\(heading), \(register.asOf): \(register.summary)")
    guard !register.gaps.isEmpty else { return }
    console.print()
    let rows = register.gaps.map { gap in
        [
            String(gap.severity), gap.kind.rawValue, register.areaName(gap),
            register.serviceName(gap) ?? "(the area's return)",
            gap.since?.description ?? "",
        ]
    }
    let header = ["SEVERITY", "KIND", "AREA", "SERVICE TYPE", "SINCE"]
    let widths = header.indices.map { column in ([header] + rows).map { $0[column].count }.max() ?? 0 }
    for row in [header] + rows {
        let cells = row.indices.map { LetterTable.pad(row[$0], widths[$0], left: $0 == 0) }
        var line = cells.joined(separator: "  ")
        while line.last == " " { line.removeLast() }
        console.print(line)
    }
}

/// `gap.list`'s answer.
struct GapListAnswer: Encodable {
    let asOf: String
    let total: Int
    let gaps: [Entry]

    struct Entry: Encodable {
        let id: String
        let kind: String
        let area: String
        let service: String?
        let severity: Int
        let since: String?
        let why: String
        let document: String?
        let evidence: [EvidenceAnswer]

        private enum Key: CodingKey { case id, kind, area, service, severity, since, why, document, evidence }

        /// Writes null where there is nothing, so that every entry has the same keys.
        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Key.self)
            try container.encode(id, forKey: .id)
            try container.encode(kind, forKey: .kind)
            try container.encode(area, forKey: .area)
            try container.encode(service, forKey: .service)
            try container.encode(severity, forKey: .severity)
            try container.encode(since, forKey: .since)
            try container.encode(why, forKey: .why)
            try container.encode(document, forKey: .document)
            try container.encode(evidence, forKey: .evidence)
        }
    }

    init(_ register: GapRegister) {
        asOf = register.asOf.description
        total = register.gaps.count
        gaps = register.gaps.map { gap in
            Entry(
                id: gap.id.description,
                kind: gap.kind.rawValue,
                area: gap.area.text,
                service: gap.service?.text,
                severity: gap.severity,
                since: gap.since?.description,
                why: gap.why,
                document: gap.document.map(documentPath),
                evidence: gap.evidence.map(EvidenceAnswer.init)
            )
        }
    }
}

struct EvidenceAnswer: Encodable {
    let text: String
    let source: String?
    let section: String?

    init(_ evidence: Evidence) {
        text = evidence.text
        source = evidence.source?.text
        section = evidence.section
    }
}
