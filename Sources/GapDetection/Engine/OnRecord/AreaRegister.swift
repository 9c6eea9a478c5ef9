package import Provision

/// The services and interventions on record for a row of a snapshot.
///
/// Each of the two lists is that of the latest standing return, not after the snapshot's date, in which the row's area lists
/// any; where it has listed none, those of the areas it came from; and where the row is made of several areas, those of each.
/// The snapshot says which returns these are (`Snapshot.returns(listing:row:)`), by the rule that ratings follow, so that
/// every view of a date has the same register. What a return says nothing of is not known; what it lists is what the area
/// commissions and delivers.
package struct AreaRegister: Sendable {
    /// A service that several areas list is there once, as the latest of them describes it.
    package let services: [Entry]
    /// What is delivered. This is the one place at which what is only planned is set aside.
    package let interventions: [DeliveredIntervention]
    /// What is planned, and reaches nobody yet.
    package let planned: [DeliveredIntervention]
    /// The document the register was read from, of the row's own area where it has one.
    let document: Gap.Document?
    /// By service type, by place in the framework, the places of its services.
    private let placesOfColumn: [Int: [Int]]

    package struct Entry: Sendable {
        package let service: Service
        package let document: Gap.Document
    }

    /// Whether anything is on record.
    package var isKnown: Bool { !services.isEmpty || !interventions.isEmpty }

    /// The services of a type, whatever their state.
    package func services(of type: ServiceType.ID) -> [Entry] { services.filter { $0.service.type == type } }

    /// The same by place in the framework.
    func services(column: Int) -> [Entry] { placesOfColumn[column].map { $0.map { services[$0] } } ?? [] }

    /// The service types, by place in the framework, that any service is of.
    var columns: [Int] { placesOfColumn.keys.sorted() }

    /// The register of each row.
    package static func registers(of snapshot: Snapshot, in model: ProvisionModel) -> [AreaRegister] {
        snapshot.rows.indices.map { row in
            AreaRegister(
                services: snapshot.returns(listing: .services, row: row),
                interventions: snapshot.returns(listing: .interventions, row: row),
                model
            )
        }
    }

    /// - Parameters:
    ///   - services: the returns whose lists of services stand for the row, by place in the model's.
    ///   - interventions: those whose lists of interventions do.
    init(services: [Int], interventions: [Int], _ model: ProvisionModel) {
        self.init(services.map { model.returns[$0] }, interventions.map { model.returns[$0] }, model)
    }

    private init(_ listingServices: [Return], _ listingInterventions: [Return], _ model: ProvisionModel) {
        func isLater(_ one: Return, _ other: Return) -> Bool {
            guard let first = model.round(one.round), let second = model.round(other.round) else { return false }
            return first.referenceDate > second.referenceDate
        }
        var services: [(entry: Entry, source: Return)] = []
        var places: [Service.ID: Int] = [:]
        for source in listingServices {
            let document = Gap.Document(listOf: source)
            for service in source.services {
                let entry = Entry(service: service, document: document)
                guard let place = places[service.id] else {
                    places[service.id] = services.count
                    services.append((entry, source))
                    continue
                }
                if isLater(source, services[place].source) { services[place] = (entry, source) }
            }
        }
        var delivered: Set<DeliveredIntervention> = []
        self.services = services.map(\.entry)
        var placesOfColumn: [Int: [Int]] = [:]
        for (place, found) in services.enumerated() {
            guard let type = found.entry.service.type, let column = model.framework.index(of: type) else { continue }
            placesOfColumn[column, default: []].append(place)
        }
        self.placesOfColumn = placesOfColumn
        let listed = listingInterventions.flatMap(\.interventions).filter { delivered.insert($0).inserted }
        interventions = listed.filter { $0.state == .delivered }
        planned = listed.filter { $0.state == .planned }
        document = (listingServices.first ?? listingInterventions.first).map(Gap.Document.init(listOf:))
    }
}

extension Gap.Document {
    /// A return whose list of services, interventions or assessments something rests on.
    init(listOf source: Return) {
        self.init(
            area: source.area,
            round: source.round,
            revision: source.revision,
            origin: source.source == .areaReturn ? .areaReturn : .collated
        )
    }
}

extension Service {
    /// Whether it is stated to see families at a date.
    package func isKnownLive(at date: CalendarDate) -> Bool { isDelivering == true && mayBeLive(at: date) }

    /// Whether it counts as seeing families at a date: it is stated to, or it may, and the rating of its type says that there is
    /// provision. One of no type that is commissioned, without a word of whether it sees families, is not known to.
    ///
    /// - Parameter standing: that of its type's level in the area; nil where the type is not rated.
    package func isServing(at date: CalendarDate, rated standing: Level.Standing?) -> Bool {
        guard mayBeLive(at: date), !isKnownLive(at: date) else { return isKnownLive(at: date) }
        return type != nil && standing != Level.Standing.none && standing != .inDevelopment
    }

    /// Whether nothing on record speaks against its seeing families at a date: it opened by then, and had not closed. On its
    /// closing day a service is there no more, so that an area which rates it as none from that day on contradicts nothing.
    /// This is what live means, wherever it is asked.
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
