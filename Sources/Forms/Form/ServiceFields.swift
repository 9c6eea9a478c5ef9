import Provision

/// What a form asks about a service, each in a column of its own. Providers and strands of funding are counted from 1.
enum ServiceField: Hashable, Sendable {
    case name, type
    case provider(Int), sector(Int)
    case place, agesFrom, agesTo
    case commissioned, delivering, accepting, capacity
    case funding(Int), funder(Int), fundedFrom(Int), fundedUntil(Int)
    case interventions, opened, closed, evidence
    case lastStated, id

    /// The most providers, and strands of funding, of one service.
    static let mostRepeated = 12

    /// All of them in the form's order.
    static func all(providers: Int, strands: Int) -> [ServiceField] {
        var fields: [ServiceField] = [.name, .type]
        for index in 1...max(1, providers) { fields += [.provider(index), .sector(index)] }
        fields += [.place, .agesFrom, .agesTo, .commissioned, .delivering, .accepting, .capacity]
        for index in 1...max(1, strands) {
            fields += [.funding(index), .funder(index), .fundedFrom(index), .fundedUntil(index)]
        }
        return fields + [.interventions, .opened, .closed, .evidence, .lastStated, .id]
    }

    var heading: String {
        func numbered(_ name: String, _ index: Int) -> String { index == 1 ? name : "\(name) \(index)" }
        return switch self {
        case .name: "Service"
        case .type: "Service type"
        case .provider(let index): numbered("Provider", index)
        case .sector(let index): numbered("Sector", index)
        case .place: "Where"
        case .agesFrom: "Ages from"
        case .agesTo: "Ages to"
        case .commissioned: "Commissioned"
        case .delivering: "Delivering"
        case .accepting: "Accepting referrals"
        case .capacity: "Places a year"
        case .funding(let index): numbered("Funding", index)
        case .funder(let index): numbered("Funder", index)
        case .fundedFrom(let index): numbered("Funded from", index)
        case .fundedUntil(let index): numbered("Funded until", index)
        case .interventions: "Interventions used"
        case .opened: "Opened"
        case .closed: "Closed"
        case .evidence: "Evidence"
        case .lastStated: "Last stated"
        case .id: "Id"
        }
    }

    /// The field that a heading is for; nil for a column of somebody's own.
    init?(heading: String) {
        let key = searchKey(heading)
        guard let field = Self.byHeading[key] else { return nil }
        self = field
    }

    private static let byHeading: [String: ServiceField] = Dictionary(
        all(providers: mostRepeated, strands: mostRepeated).map { (searchKey($0.heading), $0) },
        uniquingKeysWith: { first, _ in first }
    )

    func column(_ framework: Framework) -> FormColumn {
        let yesOrNo = FormColumn.Entry.choice(["yes", "no"])
        return switch self {
        case .name: FormColumn(heading, .shortText, "What the service is called.", width: 34)
        case .type:
            FormColumn(
                heading,
                .choice(framework.serviceTypes.map(\.name)),
                "The service type it belongs to; empty where it fits none.",
                width: 30
            )
        case .provider: FormColumn(heading, .shortText, "Who runs it.", width: 30)
        case .sector: FormColumn(heading, .choice(FormWords.sectors.map(\.word)), width: 15)
        case .place:
            FormColumn(
                heading,
                .shortText,
                "'\(FormWords.wholeArea)', or the part of the area that it serves.",
                width: 20
            )
        case .agesFrom:
            FormColumn(heading, .age, "conception, birth, 6 weeks, 6 months, 2 years.", width: 12)
        case .agesTo:
            FormColumn(heading, .age, "Up to, and not including: '2 years' is up to the second birthday.", width: 12)
        case .commissioned: FormColumn(heading, yesOrNo, "Somebody pays for it.", width: 14)
        case .delivering: FormColumn(heading, yesOrNo, "Families are being seen.", width: 12)
        case .accepting: FormColumn(heading, yesOrNo, "New families can be referred.", width: 12)
        case .capacity: FormColumn(heading, .number, "Children or families it can take on in a year.", width: 10)
        case .funding: FormColumn(heading, .choice(FormWords.fundingKinds.map(\.word)), width: 15)
        case .funder: FormColumn(heading, .shortText, "Whose money it is.", width: 26)
        case .fundedFrom: FormColumn(heading, .date, "The first day of the money.", width: 13)
        case .fundedUntil:
            FormColumn(heading, .date, "The last day of the money; empty where no end is set.", width: 13)
        case .interventions:
            FormColumn(
                heading,
                .choices(framework.interventions.map(\.name)),
                "By name; several are separated by semicolons.",
                width: 34
            )
        case .opened: FormColumn(heading, .date, "A day, a month (2018-06) or a year.", width: 13)
        case .closed:
            FormColumn(heading, .date, "A day, a month or a year; a service that ended keeps its row.", width: 13)
        case .evidence: FormColumn(heading, .text, "What is known of it, and where from.", width: 60)
        case .lastStated: FormColumn(heading, .given, width: 12)
        case .id: FormColumn(heading, .given, "for Lacuna; leave it as it is", isHidden: true)
        }
    }

    /// What the form writes for a service.
    func text(_ entry: FormBase.ServiceEntry, _ framework: Framework) -> String {
        let service = entry.service
        func provider(_ index: Int) -> Service.Provider? {
            service.providers.indices.contains(index - 1) ? service.providers[index - 1] : nil
        }
        func strand(_ index: Int) -> Service.Funding? {
            service.funding.indices.contains(index - 1) ? service.funding[index - 1] : nil
        }
        return switch self {
        case .name: service.name
        case .type: service.type.flatMap { framework.serviceType($0)?.name } ?? ""
        case .provider(let index): provider(index)?.name ?? ""
        case .sector(let index): FormWords.sector(provider(index)?.sector)
        case .place: FormWords.extent(service.extent)
        case .agesFrom: FormWords.age(service.ages?.from)
        case .agesTo: FormWords.age(service.ages?.to)
        case .commissioned: FormWords.yesOrNo(service.isCommissioned)
        case .delivering: FormWords.yesOrNo(service.isDelivering)
        case .accepting: FormWords.yesOrNo(service.isAcceptingReferrals)
        case .capacity: service.capacity.map { String($0) } ?? ""
        case .funding(let index): FormWords.funding(strand(index)?.kind)
        case .funder(let index): strand(index)?.funder ?? ""
        case .fundedFrom(let index): strand(index)?.from?.description ?? ""
        case .fundedUntil(let index): strand(index)?.until?.description ?? ""
        case .interventions:
            service.interventions.map { id in framework.interventions.first { $0.id == id }?.name ?? id.text }
                .joined(separator: "; ")
        case .opened: service.opened.map(service.openedPrecision.text) ?? ""
        case .closed: service.closed.map(service.closedPrecision.text) ?? ""
        case .evidence: FormWords.evidence(service.evidence)
        case .lastStated: entry.date?.description ?? ""
        case .id: service.id.text
        }
    }
}

extension FormTable {
    /// A row for each service on record, with room for others.
    static func services(_ base: FormBase, _ framework: Framework) -> FormTable {
        let fields = ServiceField.all(
            providers: base.services.map(\.service.providers.count).max() ?? 1,
            strands: max(2, base.services.map(\.service.funding.count).max() ?? 1)
        )
        return FormTable(
            part: .services,
            columns: fields.map { $0.column(framework) },
            rows: base.services.map { entry in fields.map { $0.text(entry, framework) } },
            emptyRows: 10
        )
    }
}
