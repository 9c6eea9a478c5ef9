package import Provision

/// Groups of families by area: what stands behind each cell, and which services deliver it where that is on record.
package struct NeedsMatrix: Sendable {
    package let asOf: CalendarDate
    package let groups: [NeedsGroup]
    package let rows: [Row]
    /// What is on record of a head (an ICS) without an area below it being named, where there is anything.
    package let heads: [Row]

    package struct Row: Sendable {
        /// By place in the hierarchy.
        package let area: Int
        /// What heads it, by place in the hierarchy.
        package let head: Int
        package let reach: NeedsReach
        /// Group by group.
        package let cells: [Cell]
        /// What goes along with help of every kind.
        package let crossCutting: Cell
        /// What the framework lists for no group.
        package let unplaced: Cell
        package let document: Gap.Document?

        /// What is known of a group.
        package func state(_ group: Int) -> State {
            switch reach.record {
            case .absent: .notOnRecord
            case .unplaced: .unplaced
            case .known: cells[group].delivered.isEmpty ? .none : .delivered
            }
        }
    }

    package enum State: String, Sendable {
        case delivered
        /// Interventions are on record, and none of them is listed for the group.
        case none
        /// Interventions are on record, and the framework lists none of them for any group.
        case unplaced
        case notOnRecord = "not-on-record"
    }

    package struct Cell: Sendable {
        package let delivered: [Entry]
        /// What nobody receives yet.
        package let planned: [Entry]
    }

    package struct Entry: Sendable {
        package let intervention: Intervention
        /// Those that are on record as delivering it; none where nobody is named.
        package let services: [Service]
    }

    /// The groups that no area is known to reach though something is on record for some area, by place in `groups`.
    package var reachedNowhere: [Int] {
        guard rows.contains(where: { $0.reach.record == .known }) else { return [] }
        return groups.indices.filter { group in !rows.contains { $0.state(group) == .delivered } }
    }

    package init(_ model: ProvisionModel, at snapshot: Snapshot, rows chosen: [Int]? = nil) {
        let placing = NeedsReach.Placing(model.framework)
        let groups = model.framework.needsGroups
        let registers = AreaRegister.registers(of: snapshot, in: model)
        let under = model.groups(of: snapshot)
        func row(_ area: Int, head: Int, _ register: AreaRegister) -> Row {
            let live = register.services.map(\.service).filter { $0.mayBeLive(at: snapshot.asOf) }
            var services: [Intervention.ID: [Service]] = [:]
            func add(_ service: Service, to id: Intervention.ID) {
                guard !(services[id] ?? []).contains(where: { $0.id == service.id }) else { return }
                services[id, default: []].append(service)
            }
            for service in live { for id in service.interventions { add(service, to: id) } }
            for listed in register.interventions {
                guard let service = live.first(where: { $0.id == listed.service }) else { continue }
                add(service, to: listed.intervention)
            }
            let delivered = register.delivered(asOf: snapshot.asOf)
            let given = placing.known(delivered).map { Entry(intervention: $0, services: services[$0.id] ?? []) }
            let planned = placing.known(register.planned.map(\.intervention)).map { intervention in
                let named = register.planned.filter { $0.intervention == intervention.id }.compactMap(\.service)
                return Entry(
                    intervention: intervention,
                    services: register.services.map(\.service).filter { named.contains($0.id) }
                )
            }
            func cell(_ belongs: (Intervention) -> Bool) -> Cell {
                Cell(
                    delivered: given.filter { belongs($0.intervention) },
                    planned: planned.filter { belongs($0.intervention) }
                )
            }
            return Row(
                area: area,
                head: head,
                reach: placing.reach(of: delivered),
                cells: groups.map { group in cell { !$0.isCrossCutting && $0.needsGroups.contains(group.id) } },
                crossCutting: cell(\.isCrossCutting),
                unplaced: cell { !$0.isCrossCutting && $0.needsGroups.isEmpty },
                document: register.document
            )
        }
        let shown = chosen.map(Set.init)
        let groupsShown = under.map { ($0.head, $0.rows.filter { shown?.contains($0) ?? true }) }.filter { !$1.isEmpty }
        asOf = snapshot.asOf
        self.groups = groups
        rows = groupsShown.flatMap { head, rows in rows.map { row(snapshot.rows[$0], head: head, registers[$0]) } }
        heads = groupsShown.map(\.0).filter { snapshot.row(of: $0) == nil }.map { head in
            func lists(_ part: RegisterPart) -> [Int] {
                model.lists(part, standingFor: head, asOf: snapshot.asOf, knownAt: snapshot.knownAt)
            }
            let register = AreaRegister(services: lists(.services), interventions: lists(.interventions), model)
            return row(head, head: head, register)
        }.filter { $0.reach.delivered > 0 || $0.hasPlans }
    }
}

extension NeedsMatrix.Row {
    /// Whether anything is planned.
    package var hasPlans: Bool { (cells + [crossCutting, unplaced]).contains { !$0.planned.isEmpty } }
}

extension AreaRegister {
    /// The interventions that are delivered: by services that may be live at a date, or by nobody named.
    func delivered(asOf date: CalendarDate) -> [Intervention.ID] {
        services.map(\.service).filter { $0.mayBeLive(at: date) }.flatMap(\.interventions)
            + interventions.map(\.intervention)
    }
}
