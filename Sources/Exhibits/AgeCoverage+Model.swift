import GapDetection
import Provision

extension AgeCoverage {
    /// The ages that services on record are stated to serve, area by area, as the gap rule for ages reads them.
    ///
    /// Services without a type, and interventions that are delivered, stand in a column of their own, so that the last column,
    /// any service, is all that the rule knows of an area. Areas without a register are left out and named.
    ///
    /// - Parameter service: only this service type, by place in the framework; nil for all.
    public init(_ scope: ExhibitScope, service: Int? = nil) {
        let (model, snapshot) = (scope.model, scope.snapshot())
        let types = model.framework.serviceTypes
        let chosen = service.map { [$0] } ?? Array(types.indices)
        var (areas, silent, others) = ([Area](), [String](), false)
        var ageless: Set<Service.ID> = []
        for (row, register) in zip(snapshot.rows, AreaRegister.registers(of: snapshot, in: model)) {
            guard register.isKnown else {
                silent.append(model.areas.areas[row].name)
                continue
            }
            let live = register.services.map(\.service).filter { $0.mayBeLive(at: scope.asOf) }
            func ages(_ services: [Service]) -> [AgeRange] {
                services.flatMap { service in
                    let ages = service.agesServed(model.framework)
                    if ages.isEmpty { ageless.insert(service.id) }
                    return ages
                }
            }
            var cells = chosen.map { column in ages(live.filter { $0.type == types[column].id }) }
            if service == nil {
                let rest =
                    ages(live.filter { $0.type.flatMap(model.framework.index) == nil })
                    + register.interventions.compactMap { $0.agesServed(model.framework) }
                others = others || !rest.isEmpty
                cells.append(rest)
            }
            areas.append(Area(name: model.areas.areas[row].name, ages: cells))
        }
        if service == nil, !others { areas = areas.map { Area(name: $0.name, ages: Array($0.ages.dropLast())) } }
        var notes: [String] = []
        if !silent.isEmpty { notes.append("No service or intervention is on record of \(listed(silent)).") }
        if !ageless.isEmpty {
            notes.append("Not drawn: \(counted(ageless.count, "service")) for which no ages are on record.")
        }
        self.init(
            caption: scope.caption(
                "ages served, conception to the fifth birthday",
                "Ages that services on record are stated to serve on \(scope.asOf.inWords), of "
                    + "\(counted(areas.count, "area")) with a register.",
                notes: notes
            ),
            services: chosen.map { types[$0].name } + (others ? ["Interventions and other services"] : []),
            areas: areas
        )
    }
}
