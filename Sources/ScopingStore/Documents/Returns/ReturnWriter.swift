import Markup
public import Provision

/// Writes a return as XML, in one canonical form, sealed: what it writes is valid, and reads back to the same return.
public enum ReturnWriter {
    public static func bytes(of document: Return) -> [UInt8] {
        var writer = MarkupWriter()
        writer.declaration()
        writer.element("return") { writer in
            writer.attribute("xmlns", scopingNamespace)
            writer.attribute("area", document.area.text)
            writer.attribute("round", document.round.text)
            writer.attribute("revision", document.revision)
            writer.attribute("source", document.source.rawValue)
            writer.attribute("state", document.state == .submitted ? nil : document.state.rawValue)
            writer.attribute("simulated", document.isSimulated ? "true" : nil)
            recorded(document.recorded, to: &writer)
            if let respondent = document.respondent {
                writer.empty("respondent") {
                    $0.attribute("role", respondent.role)
                    $0.attribute("organisation", respondent.organisation)
                    $0.attribute("name", respondent.name)
                }
            }
            for area in document.jointWith { writer.empty("joint-with") { $0.attribute("area", area.text) } }
            list("ratings", document.ratings, to: &writer, each: rating)
            list("services", document.services, to: &writer, each: service)
            list("interventions", document.interventions, to: &writer, each: delivered)
            list("assessments", document.assessments, to: &writer, each: assessment)
            list("posts", document.posts, to: &writer, each: post)
            list("outcomes", document.outcomes, to: &writer, each: outcome)
            list("queries", document.queries, to: &writer, each: query)
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

    static func recorded(_ recorded: Return.Recorded, to writer: inout MarkupWriter) {
        writer.compact("recorded") {
            $0.attribute("at", recorded.at.description)
            $0.attribute("by", recorded.by)
            $0.attribute("role", recorded.role)
            $0.attribute("predecessor", recorded.predecessor)
            if let note = recorded.note { $0.element("note", text: note) }
        }
    }

    private static func rating(_ rating: Rating, to writer: inout MarkupWriter) {
        switch rating.value {
        case .level(let code):
            writer.compact("rating") {
                $0.attribute("service", rating.service.text)
                $0.attribute("value", code)
                $0.attribute("carried-from", rating.carriedFrom?.text)
                for part in rating.parts {
                    $0.empty("part") {
                        $0.attribute("name", part.name)
                        $0.attribute("value", part.level)
                    }
                }
                for cause in rating.causes { reference("cause", cause.text, to: &$0) }
                for stated in rating.criteria {
                    $0.empty("criterion") {
                        $0.attribute("ref", stated.criterion.text)
                        $0.attribute("state", stated.state.rawValue)
                    }
                }
                evidence(rating.evidence, to: &$0)
            }
        case .notExpected:
            writer.compact("not-expected") {
                $0.attribute("service", rating.service.text)
                $0.attribute("carried-from", rating.carriedFrom?.text)
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
        writer.compact("service") { writer in
            writer.attribute("id", service.id.text)
            writer.attribute("name", service.name)
            writer.attribute("type", service.type?.text)
            writer.attribute("extent", extent)
            writer.attribute("part", part)
            writer.attribute("age-from", service.ages?.from.description)
            writer.attribute("age-to", service.ages?.to.description)
            writer.attribute("opened", service.opened.map(service.openedPrecision.text))
            writer.attribute("closed", service.closed.map(service.closedPrecision.text))
            writer.attribute("commissioned", yesOrNo(service.isCommissioned))
            writer.attribute("delivering", yesOrNo(service.isDelivering))
            writer.attribute("accepting-referrals", yesOrNo(service.isAcceptingReferrals))
            writer.attribute("capacity", service.capacity)
            for provider in service.providers {
                writer.element("provider", text: provider.name) { $0.attribute("sector", provider.sector?.rawValue) }
            }
            for intervention in service.interventions { reference("intervention", intervention.text, to: &writer) }
            for funding in service.funding {
                writer.empty("funding") {
                    $0.attribute("kind", funding.kind.rawValue)
                    $0.attribute("funder", funding.funder)
                    $0.attribute("from", funding.from?.description)
                    $0.attribute("until", funding.until?.description)
                }
            }
            evidence(service.evidence, to: &writer)
        }
    }

    private static func delivered(_ delivered: DeliveredIntervention, to writer: inout MarkupWriter) {
        writer.compact("delivered") {
            $0.attribute("intervention", delivered.intervention.text)
            $0.attribute("state", delivered.state == .delivered ? nil : delivered.state.rawValue)
            $0.attribute("service", delivered.service?.text)
            $0.attribute("age-from", delivered.ages?.from.description)
            $0.attribute("age-to", delivered.ages?.to.description)
            $0.attribute("staff-trained", delivered.staffTrained)
            evidence(delivered.evidence, to: &$0)
        }
    }

    private static func assessment(_ assessment: Assessment, to writer: inout MarkupWriter) {
        writer.compact("assessment") {
            $0.attribute("standard", assessment.standard.text)
            $0.attribute("state", assessment.state.rawValue)
            evidence(assessment.evidence, to: &$0)
        }
    }

    private static func post(_ post: Post, to writer: inout MarkupWriter) {
        writer.compact("post") {
            $0.attribute("role-group", post.role?.text)
            $0.attribute("title", post.title)
            $0.attribute("service", post.service?.text)
            $0.attribute("wte", post.wte?.description)
            $0.attribute("filled", post.filled?.description)
            $0.attribute("funded-until", post.fundedUntil?.description)
            evidence(post.evidence, to: &$0)
        }
    }

    private static func query(_ query: Query, to writer: inout MarkupWriter) {
        writer.compact("query") {
            $0.attribute("number", query.number)
            $0.attribute("service", query.service?.text)
            signature(query.asked, to: &$0)
            $0.element("text", text: query.text)
            guard let answer = query.answer else { return }
            $0.element("answer", text: answer.text) { signature(answer.signature, to: &$0) }
        }
    }

    private static func signature(_ signature: Query.Signature, to writer: inout MarkupWriter) {
        writer.attribute("at", signature.at.description)
        writer.attribute("by", signature.by)
        writer.attribute("role", signature.role)
    }

    private static func reference(_ name: StaticString, _ id: String, to writer: inout MarkupWriter) {
        writer.empty(name) { $0.attribute("ref", id) }
    }

    static func evidence(_ evidence: [Evidence], to writer: inout MarkupWriter) {
        for item in evidence {
            writer.element("evidence", text: item.text) {
                $0.attribute("source", item.source?.text)
                $0.attribute("section", item.section)
            }
        }
    }

    private static func yesOrNo(_ value: Bool?) -> String? { value.map { $0 ? "yes" : "no" } }
}
