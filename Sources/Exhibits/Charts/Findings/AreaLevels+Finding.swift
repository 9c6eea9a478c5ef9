import Provision

extension AreaLevels {
    /// "No area has full provision of A or B"; else the service type that fewest areas have in full.
    var finding: String? {
        guard let full = FullProvision(levels), !services.isEmpty else { return nil }
        let rated = areas.contains { area in area.cells.contains { $0.state.levelIndex != nil } }
        guard rated else { return nil }
        let counts = services.indices.map { service in
            (name: services[service], count: areas.count { full.holds($0.cell(service).state) })
        }
        let of = "of \(counted(areas.count, "area"))"
        if counts.count == 1, let one = counts.first {
            return "\(full.capitalised) of \(one.name) in \(one.count == 0 ? "none" : grouped(one.count)) \(of)"
        }
        let nowhere = counts.filter { $0.count == 0 }.map(\.name)
        if nowhere.count == counts.count { return "No area has \(full.name) of any service type" }
        if nowhere.count > 3 {
            return "No area has \(full.name) of \(grouped(nowhere.count)) of \(grouped(counts.count)) service types"
        }
        if nowhere.count > 1 {
            return "No area has \(full.name) of \(listedAsAny(nowhere))"
        }
        if let only = nowhere.first { return "No area has \(full.name) of \(only)" }
        guard let least = counts.min(by: { $0.count < $1.count }) else { return nil }
        if least.count == areas.count { return "Every area has \(full.name) of every service type" }
        return "\(full.capitalised) is rarest for \(least.name): \(grouped(least.count)) \(of)"
    }
}
