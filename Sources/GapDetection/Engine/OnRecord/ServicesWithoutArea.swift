package import Provision

/// Services that what heads a group of areas (an ICS) lists, and none of the areas does: a report names them, and not where they are.
/// They belong to no area's register, and no area is judged by them.
package struct ServicesWithoutArea: Sendable {
    /// What heads the areas, by place in the hierarchy.
    package let head: Int
    package let services: [ServiceOnRecord]

    /// Group by group, without those that have none.
    package static func all(of snapshot: Snapshot, in model: ProvisionModel) -> [ServicesWithoutArea] {
        var registers: [AreaRegister]?
        return model.groups(of: snapshot).compactMap { group in
            guard !group.rows.contains(where: { snapshot.rows[$0] == group.head }) else { return nil }
            let lists = model.lists(
                .services,
                standingFor: group.head,
                asOf: snapshot.asOf,
                knownAt: snapshot.knownAt
            )
            guard !lists.isEmpty else { return nil }
            let areas = registers ?? AreaRegister.registers(of: snapshot, in: model)
            registers = areas
            let known = Set(group.rows.flatMap { areas[$0].services.map(\.service.id) })
            let services = lists.flatMap { place -> [ServiceOnRecord] in
                let document = Gap.Document(listOf: model.returns[place])
                return model.returns[place].services.filter { !known.contains($0.id) }
                    .map { ServiceOnRecord(service: $0, document: document) }
            }
            return services.isEmpty ? nil : ServicesWithoutArea(head: group.head, services: services)
        }
    }
}
