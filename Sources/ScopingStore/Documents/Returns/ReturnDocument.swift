public import Provision

/// Reads a return.
public enum ReturnDocument {
    /// Reads a return's bytes and checks them against the schema, and against the framework, the areas and the rounds.
    ///
    /// - Parameter file: its name for messages.
    /// - Parameter asksReasons: given where a rating that leaves a gap without saying why is a fault, as when it is submitted:
    ///   the ratings on record for an area and round, which may be repeated without.
    /// - Throws: every fault found, with its line.
    public static func read(
        _ bytes: [UInt8],
        file: String,
        framework: Framework,
        areas: AreaHierarchy,
        rounds: [Round],
        asksReasons: ((Area.ID, Round.ID) -> [Rating])? = nil
    ) throws(DocumentFaults) -> Return {
        try XMLDocument.read(bytes, as: .areaReturn, file: file) { (root: XMLElement) throws(DocumentFaults) in
            let ratings = root.child("ratings")?.children ?? .none
            let services = root.entries("services", "service")
            let delivered = root.entries("interventions", "delivered")
            let assessments = root.entries("assessments", "assessment")
            let posts = root.entries("posts", "post")
            let outcomes = root.entries("outcomes", "outcome")
            let queries = root.entries("queries", "query")
            func lines() -> DocumentLines {
                var lines = DocumentLines()
                root.noteWhole(in: &lines)
                for entry in ratings { lines.note(entry, as: .rating) }
                for entry in services { lines.note(entry, as: .service) }
                for entry in delivered { lines.note(entry, as: .delivered) }
                for entry in assessments { lines.note(entry, as: .assessment) }
                for entry in posts { lines.note(entry, as: .post) }
                for entry in outcomes { lines.note(entry, as: .outcome) }
                for entry in queries { lines.note(entry, as: .query) }
                for entry in root.children("joint-with") { lines.note(entry, as: .jointWith) }
                return lines
            }
            let document = try decoding(lines()) {
                Return(
                    area: try root.id("area"),
                    round: try root.id("round"),
                    revision: try root.integer("revision"),
                    source: try root.choice("source"),
                    state: try root.optionalChoice("state") ?? .submitted,
                    isSimulated: root.isTrue("simulated"),
                    recorded: try recorded(root),
                    respondent: try root.child("respondent").map { entry in
                        Return.Respondent(
                            role: try entry.required("role"),
                            organisation: entry.attribute("organisation"),
                            name: entry.attribute("name")
                        )
                    },
                    jointWith: try root.children("joint-with").map { try $0.id("area") },
                    ratings: try ratings.map(rating),
                    services: try services.map(service),
                    interventions: try delivered.map(intervention),
                    assessments: try assessments.map(assessment),
                    posts: try posts.map(post),
                    outcomes: try outcomes.map(outcome),
                    queries: try queries.map(query)
                )
            }
            var faults = document.faults(framework: framework, areas: areas, rounds: rounds)
            if let known = asksReasons?(document.area, document.round) {
                faults += document.missingReasons(framework: framework, known: known)
            }
            guard faults.isEmpty else { throw lines().documentFaults(faults) }
            return document
        }
    }

    private static func recorded(_ root: XMLElement) throws -> Return.Recorded {
        guard let entry = root.child("recorded") else { throw root.fault("the element <recorded> is missing") }
        return Return.Recorded(
            at: try entry.instant("at"),
            by: try entry.required("by"),
            role: try entry.required("role"),
            predecessor: entry.attribute("predecessor"),
            note: entry.child("note")?.text
        )
    }

    private static func query(_ entry: XMLElement) throws -> Query {
        Query(
            number: try entry.integer("number"),
            service: try entry.optionalID("service"),
            asked: try signature(entry),
            text: entry.child("text")?.text ?? "",
            answer: try entry.child("answer").map { answer in
                Query.Answer(try signature(answer), text: answer.text)
            }
        )
    }

    private static func signature(_ entry: XMLElement) throws -> Query.Signature {
        Query.Signature(at: try entry.instant("at"), by: try entry.required("by"), role: try entry.required("role"))
    }

    private static func rating(_ entry: XMLElement) throws -> Rating {
        Rating(
            service: try entry.id("service"),
            value: entry.isNamed("not-expected") ? .notExpected : .level(try entry.required("value")),
            carriedFrom: try entry.optionalID("carried-from"),
            parts: try entry.children("part").map { part in
                RatedPart(name: try part.required("name"), level: try part.required("value"))
            },
            causes: try entry.references("cause"),
            criteria: try entry.children("criterion").map { criterion in
                StatedCriterion(try criterion.id("ref"), try criterion.choice("state"))
            },
            evidence: try entry.evidence()
        )
    }

    private static func service(_ entry: XMLElement) throws -> Service {
        let (opened, closed) = (try entry.period("opened"), try entry.period("closed"))
        return Service(
            id: try entry.id("id"),
            name: try entry.required("name"),
            type: try entry.optionalID("type"),
            providers: try entry.children("provider").map { provider in
                Service.Provider(name: provider.text, sector: try provider.optionalChoice("sector"))
            },
            extent: try extent(entry),
            ages: try entry.ages(),
            interventions: try entry.references("intervention"),
            funding: try entry.children("funding").map { funding in
                Service.Funding(
                    kind: try funding.choice("kind"),
                    funder: funding.attribute("funder"),
                    from: try funding.optionalDate("from"),
                    until: try funding.optionalDate("until")
                )
            },
            opened: opened?.first,
            openedPrecision: opened?.precision ?? .day,
            closed: closed?.last,
            closedPrecision: closed?.precision ?? .day,
            isCommissioned: entry.yesOrNo("commissioned"),
            isDelivering: entry.yesOrNo("delivering"),
            isAcceptingReferrals: entry.yesOrNo("accepting-referrals"),
            capacity: try entry.optionalInteger("capacity"),
            evidence: try entry.evidence()
        )
    }

    private static func extent(_ entry: XMLElement) throws -> Service.Extent {
        let part = entry.attribute("part")
        switch entry.attribute("extent") ?? "whole" {
        case "part":
            guard let part else {
                throw entry.fault("extent=\"part\" needs to say which part", hint: "part=\"Millom\"")
            }
            return .part(part)
        case let extent:
            guard part == nil else {
                throw entry.fault("a part is named, but extent is \"\(extent)\"", hint: "set extent=\"part\"")
            }
            return extent == "unstated" ? .unstated : .whole
        }
    }

    private static func assessment(_ entry: XMLElement) throws -> Assessment {
        Assessment(
            standard: try entry.id("standard"),
            state: try entry.choice("state"),
            evidence: try entry.evidence()
        )
    }

    private static func post(_ entry: XMLElement) throws -> Post {
        Post(
            title: try entry.required("title"),
            role: try entry.optionalID("role-group"),
            service: try entry.optionalID("service"),
            wte: try entry.optionalHundredths("wte"),
            filled: try entry.optionalHundredths("filled"),
            fundedUntil: try entry.optionalDate("funded-until"),
            evidence: try entry.evidence()
        )
    }

    private static func intervention(_ entry: XMLElement) throws -> DeliveredIntervention {
        DeliveredIntervention(
            intervention: try entry.id("intervention"),
            state: try entry.optionalChoice("state") ?? .delivered,
            service: try entry.optionalID("service"),
            ages: try entry.ages(),
            staffTrained: try entry.optionalInteger("staff-trained"),
            evidence: try entry.evidence()
        )
    }
}

extension XMLElement {
    fileprivate func yesOrNo(_ name: StaticString) -> Bool? { attribute(name).map { $0 == "yes" } }
}
