import GapDetection
import Provision

extension NeedAndCapacity {
    /// Expected need by the framework's model, against what the services that are to meet it can take on in a year.
    ///
    /// Capacity is known of an area where every such service states it, as with the gap rule for capacity. Nil where the
    /// framework has no model of need.
    ///
    /// - Parameter byGroup: a row for each area that heads a table (an ICS), with the sums of the areas below it.
    public init?(_ scope: ExhibitScope, byGroup: Bool = false) {
        let model = scope.model
        guard let need = model.framework.need else { return nil }
        let snapshot = scope.snapshot()
        let registers = AreaRegister.registers(of: snapshot, in: model)
        let rows: [(area: Int, rows: [Int])] =
            byGroup
            ? model.groups(of: snapshot).map { ($0.head, $0.rows) }
            : snapshot.rows.enumerated().map { ($1, [$0]) }
        var (areas, unknown) = ([Area](), [String]())
        for entry in rows {
            let estimates = entry.rows.compactMap {
                need.expected(of: model.areas.area(at: snapshot.rows[$0], on: snapshot.areasAsOf))
            }
            guard estimates.count == entry.rows.count, !estimates.isEmpty else {
                unknown.append(model.areas.areas[entry.area].name)
                continue
            }
            let services = need.serviceTypes.flatMap { type in
                entry.rows.flatMap { registers[$0].services(of: type) }.map(\.service)
            }.filter { $0.mayBeLive(at: scope.asOf) }
            // A service of several areas of one row counts once.
            let capacities = Dictionary(services.map { ($0.id, $0.capacity) }, uniquingKeysWith: { $0 ?? $1 })
            let isKnown = !services.isEmpty && services.allSatisfy { $0.capacity != nil }
            areas.append(
                Area(
                    name: model.areas.areas[entry.area].name,
                    need: estimates.reduce(0) { $0 + $1.need },
                    capacity: isKnown ? Double(capacities.values.compactMap { $0 }.reduce(0, +)) : nil,
                    target: Double(estimates.reduce(0) { $0 + $1.target })
                )
            )
        }
        var notes = ["Expected need: \(need.displayText)."]
        if let note = model.peopleNote(snapshot) { notes.append(note) }
        if !unknown.isEmpty { notes.append("The number of children is not known of \(listed(unknown)).") }
        let names = need.serviceTypes.compactMap { model.framework.serviceType($0)?.name }
        let hasCapacity = areas.contains { $0.capacity != nil }
        let whose =
            names.isEmpty
            ? " The framework names no service type that is to meet the need."
            : " Capacity is that of \(names.joined(separator: ", "))."
        var caption = scope.caption(
            hasCapacity ? "need for specialist help against capacity" : "expected need for specialist help",
            "Children aged 0 to 4 expected to need specialist help\(hasCapacity ? ", and the number that can be taken on in a year" : ""), "
                + "as of \(scope.asOf.displayText).\(hasCapacity ? whose : "")",
            notes: notes
        )
        // Capacity is what returns say; need is not.
        caption.sources =
            model.sourcesOfNeed(areas: snapshot.rows) + (hasCapacity ? caption.sources : [])
        self.init(caption: caption, areas: areas)
    }
}

extension NeedModel {
    /// "6.5% of children aged 0-4, and 5% more of those in deprived small areas; the initial target is 35% of it".
    fileprivate var displayText: String {
        "\(percent(base)) of children aged 0-4, and \(percent(deprived)) more of those in deprived small areas; "
            + "the initial target is \(percent(target)) of it"
    }
}

private func percent(_ share: Double) -> String {
    let tenths = (share * 1000).rounded() / 10
    return "\(grouped(tenths, decimals: tenths == tenths.rounded() ? 0 : 1))%"
}
