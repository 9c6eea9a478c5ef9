import Provision

/// The ratings and the lists of a return as flat bytes, there and back.
enum ReturnCodec {
    // MARK: Ratings

    static func write(_ ratings: [Rating], to writer: inout FlatWriter) {
        writer.list(ratings) { writer, rating in
            writer.shared(rating.service.text)
            switch rating.value {
            case .notExpected: writer.byte(0)
            case .level(let code):
                writer.byte(1)
                writer.shared(code)
            }
            writer.optional(rating.carriedFrom) { $0.shared($1.text) }
            writer.list(rating.parts) { writer, part in
                writer.text(part.name)
                writer.shared(part.level)
            }
            writer.list(rating.causes) { $0.shared($1.text) }
            writer.list(rating.criteria) { writer, stated in
                writer.shared(stated.criterion.text)
                writer.byte(place(of: stated.state))
            }
            write(rating.evidence, to: &writer)
        }
    }

    static func ratings(_ reader: inout FlatReader) throws(MalformedCache) -> [Rating] {
        try reader.list(ofAtLeast: 22) { (reader: inout FlatReader) throws(MalformedCache) in
            let service: ServiceType.ID = try reader.sharedID()
            let value: Rating.Value
            switch try reader.byte() {
            case 0: value = .notExpected
            case 1: value = .level(try reader.shared())
            default: throw MalformedCache()
            }
            return Rating(
                service: service,
                value: value,
                carriedFrom: try reader.optional { (reader: inout FlatReader) throws(MalformedCache) in
                    try reader.sharedID()
                },
                parts: try reader.list(ofAtLeast: 8) { (reader: inout FlatReader) throws(MalformedCache) in
                    RatedPart(name: try reader.text(), level: try reader.shared())
                },
                causes: try reader.list(ofAtLeast: 4) { (reader: inout FlatReader) throws(MalformedCache) in
                    try reader.sharedID()
                },
                criteria: try reader.list(ofAtLeast: 5) { (reader: inout FlatReader) throws(MalformedCache) in
                    StatedCriterion(try reader.sharedID(), try reader.choice())
                },
                evidence: try evidence(&reader)
            )
        }
    }

    static func write(_ evidence: [Evidence], to writer: inout FlatWriter) {
        writer.list(evidence) { writer, item in
            writer.text(item.text)
            writer.optional(item.source) { $0.shared($1.text) }
            writer.optional(item.section) { $0.shared($1) }
        }
    }

    static func evidence(_ reader: inout FlatReader) throws(MalformedCache) -> [Evidence] {
        try reader.list(ofAtLeast: 6) { (reader: inout FlatReader) throws(MalformedCache) in
            Evidence(
                text: try reader.text(),
                source: try reader.optional { (reader: inout FlatReader) throws(MalformedCache) in try reader.sharedID()
                },
                section: try reader.optional { (reader: inout FlatReader) throws(MalformedCache) in try reader.shared()
                }
            )
        }
    }

    // MARK: The register

    static func write(registerOf document: Return, to writer: inout FlatWriter) {
        writer.list(document.services) { write($1, to: &$0) }
        writer.list(document.interventions) { writer, delivered in
            writer.shared(delivered.intervention.text)
            writer.byte(place(of: delivered.state))
            writer.optional(delivered.service) { $0.shared($1.text) }
            writer.optional(delivered.ages) { write($1, to: &$0) }
            writer.optional(delivered.staffTrained) { $0.number(Int64($1)) }
            write(delivered.evidence, to: &writer)
        }
        writer.list(document.assessments) { writer, assessment in
            writer.shared(assessment.standard.text)
            writer.byte(place(of: assessment.state))
            write(assessment.evidence, to: &writer)
        }
        writer.list(document.posts) { write($1, to: &$0) }
        writer.list(document.outcomes) { write($1, to: &$0) }
    }

    static func register(_ reader: inout FlatReader) throws(MalformedCache) -> ReturnBody.Register {
        let services = try reader.list(ofAtLeast: 30) { (reader: inout FlatReader) throws(MalformedCache) in
            try service(&reader)
        }
        let interventions = try reader.list(ofAtLeast: 12) { (reader: inout FlatReader) throws(MalformedCache) in
            DeliveredIntervention(
                intervention: try reader.sharedID(),
                state: try reader.choice(),
                service: try reader.optional { (reader: inout FlatReader) throws(MalformedCache) in
                    try reader.sharedID()
                },
                ages: try reader.optional { (reader: inout FlatReader) throws(MalformedCache) in try ages(&reader) },
                staffTrained: try reader.optional { (reader: inout FlatReader) throws(MalformedCache) in
                    Int(try reader.number(Int64.self))
                },
                evidence: try evidence(&reader)
            )
        }
        let assessments = try reader.list(ofAtLeast: 9) { (reader: inout FlatReader) throws(MalformedCache) in
            Assessment(standard: try reader.sharedID(), state: try reader.choice(), evidence: try evidence(&reader))
        }
        let posts = try reader.list(ofAtLeast: 13) { (reader: inout FlatReader) throws(MalformedCache) in
            try post(&reader)
        }
        let outcomes = try reader.list(ofAtLeast: 21) { (reader: inout FlatReader) throws(MalformedCache) in
            try outcome(&reader)
        }
        return ReturnBody.Register(
            services: services,
            interventions: interventions,
            assessments: assessments,
            posts: posts,
            outcomes: outcomes
        )
    }

    private static func write(_ service: Service, to writer: inout FlatWriter) {
        writer.shared(service.id.text)
        writer.shared(service.name)
        writer.optional(service.type) { $0.shared($1.text) }
        writer.list(service.providers) { writer, provider in
            writer.shared(provider.name)
            writer.optional(provider.sector) { $0.byte(place(of: $1)) }
        }
        switch service.extent {
        case .whole: writer.byte(0)
        case .unstated: writer.byte(1)
        case .part(let name):
            writer.byte(2)
            writer.text(name)
        }
        writer.optional(service.ages) { write($1, to: &$0) }
        writer.list(service.interventions) { $0.shared($1.text) }
        writer.list(service.funding) { writer, funding in
            writer.byte(place(of: funding.kind))
            writer.optional(funding.funder) { $0.shared($1) }
            writer.optional(funding.from) { $0.number($1.daysSince1970) }
            writer.optional(funding.until) { $0.number($1.daysSince1970) }
        }
        writer.optional(service.opened) { $0.number($1.daysSince1970) }
        writer.byte(place(of: service.openedPrecision))
        writer.optional(service.closed) { $0.number($1.daysSince1970) }
        writer.byte(place(of: service.closedPrecision))
        for fact in [service.isCommissioned, service.isDelivering, service.isAcceptingReferrals] {
            writer.byte(fact.map { $0 ? 2 : 1 } ?? 0)
        }
        writer.optional(service.capacity) { $0.number(Int64($1)) }
        write(service.evidence, to: &writer)
    }

    private static func service(_ reader: inout FlatReader) throws(MalformedCache) -> Service {
        Service(
            id: try reader.sharedID(),
            name: try reader.shared(),
            type: try reader.optional { (reader: inout FlatReader) throws(MalformedCache) in try reader.sharedID() },
            providers: try reader.list(ofAtLeast: 5) { (reader: inout FlatReader) throws(MalformedCache) in
                Service.Provider(
                    name: try reader.shared(),
                    sector: try reader.optional { (reader: inout FlatReader) throws(MalformedCache) in
                        try reader.choice()
                    }
                )
            },
            extent: try extent(&reader),
            ages: try reader.optional { (reader: inout FlatReader) throws(MalformedCache) in try ages(&reader) },
            interventions: try reader.list(ofAtLeast: 4) { (reader: inout FlatReader) throws(MalformedCache) in
                try reader.sharedID()
            },
            funding: try reader.list(ofAtLeast: 4) { (reader: inout FlatReader) throws(MalformedCache) in
                Service.Funding(
                    kind: try reader.choice(),
                    funder: try reader.optional { (reader: inout FlatReader) throws(MalformedCache) in
                        try reader.shared()
                    },
                    from: try date(&reader),
                    until: try date(&reader)
                )
            },
            opened: try date(&reader),
            openedPrecision: try reader.choice(),
            closed: try date(&reader),
            closedPrecision: try reader.choice(),
            isCommissioned: try fact(&reader),
            isDelivering: try fact(&reader),
            isAcceptingReferrals: try fact(&reader),
            capacity: try reader.optional { (reader: inout FlatReader) throws(MalformedCache) in
                Int(try reader.number(Int64.self))
            },
            evidence: try evidence(&reader)
        )
    }

    private static func extent(_ reader: inout FlatReader) throws(MalformedCache) -> Service.Extent {
        switch try reader.byte() {
        case 0: .whole
        case 1: .unstated
        case 2: .part(try reader.text())
        default: throw MalformedCache()
        }
    }

    private static func fact(_ reader: inout FlatReader) throws(MalformedCache) -> Bool? {
        switch try reader.byte() {
        case 0: nil
        case 1: false
        case 2: true
        default: throw MalformedCache()
        }
    }

    static func date(_ reader: inout FlatReader) throws(MalformedCache) -> CalendarDate? {
        try reader.optional { (reader: inout FlatReader) throws(MalformedCache) in
            guard let date = CalendarDate(daysSince1970: try reader.number(Int32.self)) else { throw MalformedCache() }
            return date
        }
    }

    private static func write(_ ages: AgeRange, to writer: inout FlatWriter) {
        writer.number(Int64(ages.from.units))
        writer.number(Int64(ages.to.units))
    }

    private static func ages(_ reader: inout FlatReader) throws(MalformedCache) -> AgeRange {
        guard let from = Age(units: Int(try reader.number(Int64.self)), checked: ()),
            let to = Age(units: Int(try reader.number(Int64.self)), checked: ()),
            let ages = AgeRange(from: from, to: to)
        else { throw MalformedCache() }
        return ages
    }

    /// A case's place among those of its type.
    static func place<Choice: CaseIterable & Equatable>(of choice: Choice) -> UInt8 {
        UInt8(clamping: Array(Choice.allCases).firstIndex(of: choice) ?? 255)
    }
}
