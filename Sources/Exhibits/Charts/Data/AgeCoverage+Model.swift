import GapDetection
import Provision

extension AgeCoverage {
    /// The ages that services on record are stated to serve, area by area, and where that is not known.
    ///
    /// Services without a type, and interventions that are delivered, stand in a column of their own, so that the last column,
    /// any service, is all that is known of an area. Areas without a register are left out and named.
    ///
    /// - Parameter service: only this service type, by place in the framework; nil for all.
    public init(_ scope: ExhibitScope, service: Int? = nil) {
        let (model, snapshot) = (scope.model, scope.snapshot())
        let types = model.framework.serviceTypes
        let chosen = service.map { [$0] } ?? Array(types.indices)
        var (areas, silent, others) = ([Area](), [String](), false)
        var ageless: Set<Service.ID> = []
        var planned: [(area: String, names: [String])] = []
        let registers = AreaRegister.registers(of: snapshot, in: model)
        for (place, (row, register)) in zip(snapshot.rows, registers).enumerated() {
            guard register.isKnown else {
                silent.append(model.areas.areas[row].name)
                continue
            }
            func standing(_ column: Int) -> Level.Standing? {
                model.framework.scale.level(of: snapshot.state(row: place, column: column))?.standing
            }
            let names = register.planned.compactMap { plan in
                model.framework.interventions.first { $0.id == plan.intervention }?.name
            }
            if !names.isEmpty { planned.append((model.areas.areas[row].name, names)) }
            let live = register.services.map(\.service).filter { service in
                let rated = service.type.flatMap { model.framework.index(of: $0) }.flatMap(standing)
                return service.isServing(at: scope.asOf, rated: rated)
            }
            func served(by services: [Service]) -> ServedAges {
                var served = ServedAges()
                for service in services {
                    let ages = service.agesServed(model.framework)
                    served.known += ages
                    if ages.isEmpty {
                        served.mayBeMore = true
                        ageless.insert(service.id)
                    }
                }
                return served
            }
            var cells = chosen.map { column in
                let (type, state) = (types[column], snapshot.state(row: place, column: column))
                let services = live.filter { $0.type == type.id }
                let rated = ServedAges(rated: state, of: type, in: model.framework.scale)
                guard !services.isEmpty else { return rated }
                var ages = served(by: services)
                // What is for every child is not limited to what the services on record say of themselves.
                if type.reach == .universal { ages.known += rated.known }
                return ages
            }
            if service == nil {
                var rest = served(by: live.filter { $0.type.flatMap(model.framework.index) == nil })
                let isUncertain = register.services.contains { entry in
                    entry.service.type == nil && entry.service.mayBeLive(at: scope.asOf)
                        && !entry.service.isKnownLive(at: scope.asOf)
                }
                rest.mayBeMore = rest.mayBeMore || isUncertain
                for delivered in register.interventions {
                    let ages = delivered.agesServed(model.framework)
                    rest.known += ages.map { [$0] } ?? []
                    rest.mayBeMore = rest.mayBeMore || ages == nil
                }
                others = others || rest != ServedAges()
                cells.append(rest)
            }
            areas.append(Area(name: model.areas.areas[row].name, ages: cells))
        }
        if service == nil, !others { areas = areas.map { Area(name: $0.name, ages: Array($0.ages.dropLast())) } }
        var notes: [String] = []
        if !silent.isEmpty { notes.append("No service or intervention is on record of \(listed(silent)).") }
        if service == nil, !planned.isEmpty {
            let plans = planned.map { "\(listed($0.names)) (\($0.area))" }
            notes.append("Planned, and serving nobody yet: \(listed(plans)).")
        }
        if !ageless.isEmpty {
            let states = ageless.count == 1 ? "states" : "state"
            notes.append("\(counted(ageless.count, "service")) on record \(states) no ages: these may serve any.")
        }
        self.init(
            caption: scope.caption(
                "ages served, conception to the fifth birthday",
                "Ages that services are stated to serve on \(scope.asOf.displayText), of "
                    + "\(counted(areas.count, "area")) with a register.",
                notes: notes
            ),
            services: chosen.map { types[$0].name } + (others ? ["Interventions and other services"] : []),
            areas: areas
        )
    }
}

extension AgeCoverage.ServedAges {
    /// What the rating of a service type says of the ages it serves where none of its services is on record.
    ///
    /// Full provision serves the ages that the framework lays down for the type. Some provision serves nobody knows which; so does
    /// full provision of a type without ages, and a type that is not rated. No provision, a plan, and a type that is not expected serve none.
    init(rated state: CellState, of type: ServiceType, in scale: RatingScale) {
        switch scale.level(of: state)?.standing {
        case .full: self.init(type.ages.map { [$0] } ?? [], mayBeMore: type.ages == nil)
        case .partial: self.init(mayBeMore: true)
        case .inDevelopment?, Level.Standing.none?: self.init()
        case nil: self.init(mayBeMore: state != .notExpected)
        }
    }
}
