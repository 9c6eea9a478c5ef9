package import Exhibits
import GapDetection
import Provision

/// `gap.list`'s answer.
package struct GapListAnswer: Encodable {
    package let asOf: String
    package let total: Int
    /// How many of them are gaps in provision.
    package let provision: Int
    /// How many of them are gaps in the record.
    package let record: Int
    package let gaps: [Entry]
    package let notJudged: [Unknown]

    package struct Unknown: Encodable {
        package let kind: String
        package let reason: String
        package let areas: [String]
    }

    package struct Entry: Encodable {
        package let id: String
        package let kind: String
        /// "provision" or "record".
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

        private enum Key: CodingKey {
            case id, kind, register, area, service, severity, since, why, closing, children, document, evidence
        }

        /// Writes null where there is nothing, so that every entry has the same keys.
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

    package init(_ register: GapRegister) {
        asOf = register.asOf.description
        total = register.gaps.count
        provision = register.tally.provision
        record = register.tally.record
        notJudged = register.notJudged.map {
            Unknown(kind: $0.kind.rawValue, reason: $0.reason, areas: $0.areas.map(\.text))
        }
        gaps = register.gaps.map { gap in
            Entry(
                id: gap.id.description,
                kind: gap.kind.rawValue,
                register: gap.kind.section.rawValue,
                area: gap.area.text,
                service: gap.service?.text,
                severity: gap.severity,
                since: gap.since?.description,
                why: gap.why,
                closing: gap.closing,
                children: gap.children,
                document: gap.document.map(documentPath),
                evidence: gap.evidence.map(EvidenceAnswer.init)
            )
        }
    }
}
