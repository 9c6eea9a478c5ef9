import Markup
public import Provision

/// Writes a return as XML, in one canonical form, sealed: what it writes is valid, and reads back to the same return.
public enum ReturnWriter {
    public static func bytes(of document: Return) -> [UInt8] {
        var writer = MarkupWriter()
        writer.declaration()
        writer.element(
            "return",
            [
                Attribute("xmlns", scopingNamespace), Attribute("area", document.area.text),
                Attribute("round", document.round.text), Attribute("revision", document.revision),
                Attribute("source", document.source.rawValue),
                Attribute("state", document.state == .submitted ? nil : document.state.rawValue),
                Attribute("simulated", document.isSimulated ? "true" : nil),
            ]
        ) { writer in
            recorded(document.recorded, to: &writer)
            if let respondent = document.respondent {
                writer.element(
                    "respondent",
                    [
                        Attribute("role", respondent.role), Attribute("organisation", respondent.organisation),
                        Attribute("name", respondent.name),
                    ]
                )
            }
            for area in document.jointWith { writer.element("joint-with", [Attribute("area", area.text)]) }
            list("ratings", document.ratings, to: &writer, each: rating)
            list("services", document.services, to: &writer, each: service)
            list("interventions", document.interventions, to: &writer, each: delivered)
        }
        return Seal.applied(to: writer.bytes)
    }

    private static func list<Entry>(
        _ name: StaticString,
        _ entries: [Entry],
        to writer: inout MarkupWriter,
        each write: (Entry, inout MarkupWriter) -> Void
    ) {
        guard !entries.isEmpty else { return }
        writer.element(name) { writer in
            for entry in entries { write(entry, &writer) }
        }
    }

    private static func recorded(_ recorded: Return.Recorded, to writer: inout MarkupWriter) {
        let attributes = [
            Attribute("at", recorded.at.description), Attribute("by", recorded.by), Attribute("role", recorded.role),
            Attribute("predecessor", recorded.predecessor),
        ]
        if let note = recorded.note {
            writer.element("recorded", attributes) { $0.element("note", text: note) }
        } else {
            writer.element("recorded", attributes)
        }
    }

    private static func rating(_ rating: Rating, to writer: inout MarkupWriter) {
        let service = Attribute("service", rating.service.text)
        let carriedFrom = Attribute("carried-from", rating.carriedFrom?.text)
        switch rating.value {
        case .level(let code):
            parent(
                "rating",
                [service, Attribute("value", code), carriedFrom],
                to: &writer,
                of: rating.parts.count + rating.causes.count + rating.evidence.count
            ) {
                for part in rating.parts {
                    $0.element("part", [Attribute("name", part.name), Attribute("value", part.level)])
                }
                references("cause", rating.causes.map(\.text), to: &$0)
                evidence(rating.evidence, to: &$0)
            }
        case .notExpected:
            parent("not-expected", [service, carriedFrom], to: &writer, of: rating.evidence.count) {
                evidence(rating.evidence, to: &$0)
            }
        }
    }

    private static func service(_ service: Service, to writer: inout MarkupWriter) {
        let (extent, part): (String?, String?) =
            switch service.extent {
            case .whole: (nil, nil)
            case .part(let part): ("part", part)
            case .unstated: ("unstated", nil)
            }
        let attributes = [
            Attribute("id", service.id.text), Attribute("name", service.name), Attribute("type", service.type?.text),
            Attribute("extent", extent), Attribute("part", part), Attribute("age-from", service.ages?.from.description),
            Attribute("age-to", service.ages?.to.description),
            Attribute("opened", service.opened.map(service.openedPrecision.text)),
            Attribute("closed", service.closed.map(service.closedPrecision.text)),
            Attribute("commissioned", yesOrNo(service.isCommissioned)),
            Attribute("delivering", yesOrNo(service.isDelivering)),
            Attribute("accepting-referrals", yesOrNo(service.isAcceptingReferrals)),
            Attribute("capacity", service.capacity),
        ]
        let children =
            service.providers.count + service.interventions.count + service.funding.count + service.evidence.count
        parent("service", attributes, to: &writer, of: children) { writer in
            for provider in service.providers {
                writer.element("provider", [Attribute("sector", provider.sector?.rawValue)], text: provider.name)
            }
            references("intervention", service.interventions.map(\.text), to: &writer)
            for funding in service.funding {
                writer.element(
                    "funding",
                    [
                        Attribute("kind", funding.kind.rawValue), Attribute("funder", funding.funder),
                        Attribute("from", funding.from?.description), Attribute("until", funding.until?.description),
                    ]
                )
            }
            evidence(service.evidence, to: &writer)
        }
    }

    private static func delivered(_ delivered: DeliveredIntervention, to writer: inout MarkupWriter) {
        let attributes = [
            Attribute("intervention", delivered.intervention.text),
            Attribute("state", delivered.state == .delivered ? nil : delivered.state.rawValue),
            Attribute("service", delivered.service?.text),
            Attribute("age-from", delivered.ages?.from.description),
            Attribute("age-to", delivered.ages?.to.description),
        ]
        parent("delivered", attributes, to: &writer, of: delivered.evidence.count) {
            evidence(delivered.evidence, to: &$0)
        }
    }

    /// An element with children, or without where there are none to write.
    private static func parent(
        _ name: StaticString,
        _ attributes: [Attribute],
        to writer: inout MarkupWriter,
        of children: Int,
        _ content: (inout MarkupWriter) -> Void
    ) {
        if children == 0 { writer.element(name, attributes) } else { writer.element(name, attributes, content) }
    }

    private static func references(_ name: StaticString, _ ids: [String], to writer: inout MarkupWriter) {
        for id in ids { writer.element(name, [Attribute("ref", id)]) }
    }

    private static func evidence(_ evidence: [Evidence], to writer: inout MarkupWriter) {
        for item in evidence {
            writer.element(
                "evidence",
                [Attribute("source", item.source?.text), Attribute("section", item.section)],
                text: item.text
            )
        }
    }

    private static func yesOrNo(_ value: Bool?) -> String? { value.map { $0 ? "yes" : "no" } }
}
