package import GapDetection
import Provision

/// A gap as every answer writes it: `gap.list`, `gap.changes`, `gap.get`, `scenario.get`, and the commands' JSON.
package struct GapAnswer: Encodable {
    package let id: String
    package let kind: String
    /// The register it stands in: "provision" or "record".
    package let register: String
    package let area: String
    package let service: String?
    package let severity: Int
    package let since: String?
    package let why: String
    package let closing: String
    package let children: Int?
    package let document: String?
    package let evidence: [EvidenceAnswer]

    package init(_ gap: Gap) {
        id = gap.id.description
        kind = gap.kind.rawValue
        register = gap.kind.section.rawValue
        area = gap.area.text
        service = gap.service?.text
        severity = gap.severity
        since = gap.since?.description
        why = gap.why
        closing = gap.closing
        children = gap.children
        document = gap.document.map(documentPath)
        evidence = gap.evidence.map(EvidenceAnswer.init)
    }

    private enum Key: CodingKey {
        case id, kind, register, area, service, severity, since, why, closing, children, document, evidence
    }

    /// Writes null where there is nothing, so that every gap has the same members.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(id, forKey: .id)
        try container.encode(kind, forKey: .kind)
        try container.encode(register, forKey: .register)
        try container.encode(area, forKey: .area)
        try container.encode(service, forKey: .service)
        try container.encode(severity, forKey: .severity)
        try container.encode(since, forKey: .since)
        try container.encode(why, forKey: .why)
        try container.encode(closing, forKey: .closing)
        try container.encode(children, forKey: .children)
        try container.encode(document, forKey: .document)
        try container.encode(evidence, forKey: .evidence)
    }
}
