import Provision

extension ChildrenByLevel {
    /// "No child lives where Parent Infant MH Service is in full provision"; else the service type that reaches fewest.
    var finding: String? {
        guard let full = FullProvision(levels) else { return nil }
        var names: [String] = []
        var sums: [String: (full: Int, all: Int)] = [:]
        for service in groups.flatMap(\.services) {
            if sums[service.name] == nil { names.append(service.name) }
            let reached = service.children.indices.reduce(0) {
                $0 + (full.holds(.level($1)) ? service.children[$1] : 0)
            }
            let before = sums[service.name] ?? (0, 0)
            sums[service.name] = (before.full + reached, before.all + service.total)
        }
        let reached = names.compactMap { name in sums[name].map { (name: name, full: $0.full, all: $0.all) } }.filter {
            $0.all > 0
        }
        guard let one = reached.first else { return nil }
        let without = reached.filter { $0.full == 0 }.map(\.name)
        if without.count == reached.count, reached.count > 1 {
            return "No child lives under \(full.name) of any of \(counted(reached.count, "service type"))"
        }
        if !without.isEmpty { return "No child lives under \(full.name) of \(listedAsAny(without))" }
        if reached.allSatisfy({ $0.full == $0.all }) {
            return reached.count == 1
                ? "Every child lives under \(full.name) of \(one.name)"
                : "Every child lives under \(full.name) of every service type"
        }
        let least = reached.dropFirst().reduce(one) {
            Double($1.full) / Double($1.all) < Double($0.full) / Double($0.all) ? $1 : $0
        }
        let share = begun(percentInWords(Double(least.full), of: Double(least.all)))
        return reached.count == 1
            ? "\(share) of children live under \(full.name) of \(least.name)"
            : "\(share) of children live under \(full.name) of \(least.name), and no smaller share under that of any other"
    }
}
