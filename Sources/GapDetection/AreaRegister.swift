package import Provision

/// The services and interventions on record for a row of a snapshot: those of the latest standing return, not after the
/// snapshot's date, in which each of its areas lists any.
///
/// What a return says nothing of is not known; what it lists is what the area commissions and delivers.
package struct AreaRegister: Sendable {
    package let services: [Entry]
    package let interventions: [DeliveredIntervention]
    /// The document the register was read from, of the row's own area where it has one.
    let document: Gap.Document?

    package struct Entry: Sendable {
        package let service: Service
        let document: Gap.Document
    }

    /// Whether anything is on record.
    package var isKnown: Bool { !services.isEmpty || !interventions.isEmpty }

    /// The services of a type, whatever their state.
    package func services(of type: ServiceType.ID) -> [Entry] { services.filter { $0.service.type == type } }

    /// Of each area the latest standing return, about a date not after `asOf`, that lists services or interventions.
    static func latestDocuments(in model: ProvisionModel, asOf: CalendarDate, knownAt: Instant?) -> [Area.ID: Return] {
        var latest: [Area.ID: (date: CalendarDate, document: Return)] = [:]
        for document in model.standingReturns(knownAt: knownAt)
        where !document.services.isEmpty || !document.interventions.isEmpty {
            guard let date = model.round(document.round)?.referenceDate, date <= asOf else { continue }
            if let other = latest[document.area], other.date > date { continue }
            latest[document.area] = (date, document)
        }
        return latest.mapValues(\.document)
    }

    package static func registers(of snapshot: Snapshot, in model: ProvisionModel) -> [AreaRegister] {
        let latest = latestDocuments(in: model, asOf: snapshot.asOf, knownAt: snapshot.knownAt)
        return snapshot.members.map { members in
            var services: [Entry] = []
            var interventions: [DeliveredIntervention] = []
            var source: Gap.Document?
            // An area's own register takes the place of those of the areas it came from.
            var superseded: Set<Int> = []
            for member in members where latest[model.areas.areas[member].id] != nil {
                superseded.formUnion(model.areas.lineage(of: member).filter { $0 != member })
            }
            for area in members.filter({ !superseded.contains($0) }).map({ model.areas.areas[$0].id }) {
                guard let found = latest[area] else { continue }
                let document = Gap.Document(
                    area: found.area,
                    round: found.round,
                    revision: found.revision,
                    origin: found.source == .areaReturn ? .areaReturn : .collated
                )
                source = source ?? document
                for service in found.services where !services.contains(where: { $0.service.id == service.id }) {
                    services.append(Entry(service: service, document: document))
                }
                interventions += found.interventions
            }
            return AreaRegister(services: services, interventions: interventions, document: source)
        }
    }
}

extension Service {
    /// Whether it is stated to see families at a date.
    func isKnownLive(at date: CalendarDate) -> Bool { isDelivering == true && mayBeLive(at: date) }

    /// Whether nothing on record speaks against its seeing families at a date.
    package func mayBeLive(at date: CalendarDate) -> Bool {
        isDelivering != false && (opened.map { $0 <= date } ?? true) && (closed.map { $0 > date } ?? true)
    }

    /// The last day its money is known to reach, if all of it is non-recurrent; nil where there is recurrent money, where
    /// nothing is on record, or where an end is not stated.
    package var lastFundedDay: CalendarDate? {
        guard !funding.isEmpty, funding.allSatisfy({ $0.kind != .recurrent && $0.until != nil }) else { return nil }
        return funding.compactMap(\.until).max()
    }
}
