import Provision

/// What a form starts from: the revision it is based on; for each service type the rating last known with it; and the services,
/// interventions and posts on record, of the area or of those it came from.
struct FormBase: Sendable {
    let revision: Return?
    /// In the framework's order of service types.
    let last: [Last?]
    let services: [ServiceEntry]
    let interventions: [DeliveredEntry]
    let assessments: [AssessmentEntry]
    let posts: [PostEntry]

    /// The rating a row starts from: the one of this round, or the latest before.
    struct Last: Sendable {
        let rating: Rating
        let date: CalendarDate
        /// Nil where it is of the form's own round.
        let carriedFrom: Round.ID?
    }

    /// A service on record.
    struct ServiceEntry: Sendable {
        let service: Service
        /// When it was last stated; nil where it is in the form's own revision.
        let date: CalendarDate?
    }

    /// An intervention on record.
    struct DeliveredEntry: Sendable {
        let delivered: DeliveredIntervention
        let date: CalendarDate?
    }

    /// What was stated of a standard.
    struct AssessmentEntry: Sendable {
        let assessment: Assessment
        let date: CalendarDate?
    }

    /// A post on record.
    struct PostEntry: Sendable {
        let post: Post
        let date: CalendarDate?
    }

    /// - Parameter revision: the revision that a form was made from, 0 for none; nil for the latest. What was recorded since
    ///   is not seen, so that a form means today what it meant when it was sent out.
    init(area: Area, round: Round, revision: Int?, model: ProvisionModel) {
        let own = model.returns.filter { $0.area == area.id && $0.round == round.id }
        let latest = own.last?.revision ?? 0
        let wanted = revision ?? latest
        var model = model
        if wanted < latest {
            model = ProvisionModel(
                framework: model.framework,
                areas: model.areas,
                rounds: model.rounds,
                returns: model.returns.filter {
                    $0.area != area.id || $0.round != round.id || $0.revision <= wanted
                },
                voice: model.voice,
                actions: model.actions
            )
        }
        let base = own.last { $0.revision <= wanted }
        self.revision = base
        let snapshot = model.snapshot(asOf: round.referenceDate, basis: .date(round.referenceDate))
        let row = model.areas.index(of: area.id).flatMap { snapshot.row(of: $0) }
        last = model.framework.serviceTypes.indices.map { column in
            // A draft counts for nothing, but whoever began one goes on from it.
            let service = model.framework.serviceTypes[column].id
            if let draft = base, draft.state == .draft,
                let rating = draft.ratings.first(where: { $0.service == service })
            {
                return Last(rating: rating, date: round.referenceDate, carriedFrom: nil)
            }
            guard let row, let entry = snapshot.entry(row: row, column: column),
                let (rating, document) = model.source(ofEntry: entry), let from = model.round(document.round)
            else { return nil }
            return Last(rating: rating, date: from.referenceDate, carriedFrom: from.id == round.id ? nil : from.id)
        }
        let register = Register(area: area, base: base, snapshot: snapshot, row: row, model: model)
        services = register.services
        interventions = register.interventions
        assessments = register.assessments
        posts = register.posts
    }
}

/// The lists beside the ratings that a form starts from.
private struct Register {
    let services: [FormBase.ServiceEntry]
    let interventions: [FormBase.DeliveredEntry]
    let assessments: [FormBase.AssessmentEntry]
    let posts: [FormBase.PostEntry]

    init(area: Area, base: Return?, snapshot: Snapshot, row: Int?, model: ProvisionModel) {
        func returns(_ part: RegisterPart) -> [Return] {
            if let base, Self.lists(base, part) { return [base] }
            return row.map { snapshot.returns(listing: part, row: $0).map { model.returns[$0] } } ?? []
        }
        func date(_ document: Return) -> CalendarDate? { model.round(document.round)?.referenceDate }
        func dateToTell(_ document: Return) -> CalendarDate? {
            document.area == base?.area && document.round == base?.round ? nil : date(document)
        }
        let listing = returns(.services)
        var latest: [Service.ID: (service: Service, document: Return)] = [:]
        var order: [Service.ID] = []
        for document in listing {
            for service in document.services {
                guard let known = latest[service.id] else {
                    latest[service.id] = (service, document)
                    order.append(service.id)
                    continue
                }
                guard let one = date(document), let other = date(known.document), one > other else { continue }
                latest[service.id] = (service, document)
            }
        }
        let before = Self.predecessors(of: area, model.areas)
        services = order.compactMap { id in
            guard let (service, document) = latest[id] else { return nil }
            let extent = Self.extent(of: service, in: area, listing, before, model.areas)
            return FormBase.ServiceEntry(service: service.with(extent: extent), date: dateToTell(document))
        }
        var seen: Set<DeliveredIntervention> = []
        interventions = returns(.interventions).flatMap { document in
            document.interventions.filter { seen.insert($0).inserted }
                .map { FormBase.DeliveredEntry(delivered: $0, date: dateToTell(document)) }
        }
        // Of two areas that came together each may have spoken of a standard: the first stands.
        var spoken: Set<Standard.ID> = []
        assessments = returns(.assessments).flatMap { document in
            document.assessments.filter { spoken.insert($0.standard).inserted }
                .map { FormBase.AssessmentEntry(assessment: $0, date: dateToTell(document)) }
        }
        posts = returns(.posts).flatMap { document in
            document.posts.map { FormBase.PostEntry(post: $0, date: dateToTell(document)) }
        }
    }

    private static func lists(_ document: Return, _ part: RegisterPart) -> Bool {
        switch part {
        case .services: !document.services.isEmpty
        case .interventions: !document.interventions.isEmpty
        case .assessments: !document.assessments.isEmpty
        case .posts: !document.posts.isEmpty
        case .outcomes: !document.outcomes.isEmpty
        }
    }

    private static func predecessors(of area: Area, _ areas: AreaHierarchy) -> [Area] {
        guard let index = areas.index(of: area.id) else { return [] }
        return areas.lineage(of: index).map { areas.areas[$0] }.filter { $0.id != area.id }
    }

    /// The whole of one of several areas that an area came from is a part of it.
    private static func extent(
        of service: Service,
        in area: Area,
        _ listing: [Return],
        _ before: [Area],
        _ areas: AreaHierarchy
    ) -> Service.Extent {
        guard service.extent == .whole, before.count > 1 else { return service.extent }
        let whole = listing.filter { document in
            document.services.contains { $0.id == service.id && $0.extent == .whole }
        }.map(\.area)
        guard !whole.contains(area.id) else { return .whole }
        let names = before.filter { whole.contains($0.id) }.map(\.name)
        return names.isEmpty || names.count == before.count ? .whole : .part(names.joined(separator: " and "))
    }
}

extension Service {
    /// The same service, serving another extent of the area.
    func with(extent: Extent) -> Service {
        Service(
            id: id,
            name: name,
            type: type,
            providers: providers,
            extent: extent,
            ages: ages,
            interventions: interventions,
            funding: funding,
            opened: opened,
            openedPrecision: openedPrecision,
            closed: closed,
            closedPrecision: closedPrecision,
            isCommissioned: isCommissioned,
            isDelivering: isDelivering,
            isAcceptingReferrals: isAcceptingReferrals,
            capacity: capacity,
            evidence: evidence
        )
    }
}
