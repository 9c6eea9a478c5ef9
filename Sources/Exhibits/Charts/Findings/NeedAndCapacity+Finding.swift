import Provision

extension NeedAndCapacity {
    /// "No area can take on as many children as the initial target asks for"; without capacity on record how many are expected to need help.
    var finding: String? {
        let all = areas.filter { $0.need > 0 }
        guard !all.isEmpty else { return nil }
        let who = unit.lowercased()
        let known = all.filter { $0.capacity != nil && $0.target != nil }
        guard !known.isEmpty else {
            let total = "\(grouped(all.reduce(0) { $0 + $1.need })) \(who) are expected to need help"
            guard all.count > 1, let most = all.max(by: { $0.need < $1.need }) else { return total }
            return "\(total), \(grouped(most.need)) of them in \(most.name)"
        }
        let enough = known.count { ($0.capacity ?? 0) >= ($0.target ?? 0) }
        let rest = known.count < all.count ? " of the \(counted(known.count, "area")) whose capacity is known" : ""
        let target = "as many \(who) as the initial target asks for"
        if known.count == 1, let one = known.first {
            return "\(one.name) \(enough == 1 ? "can" : "cannot") take on \(target)"
        }
        if enough == 0 { return "\(rest.isEmpty ? "No area" : "None\(rest)") can take on \(target)" }
        if enough == known.count { return "\(rest.isEmpty ? "Every area" : "Each\(rest)") can take on \(target)" }
        return rest.isEmpty
            ? "\(grouped(enough)) of \(counted(known.count, "area")) can take on \(target)"
            : "\(grouped(enough))\(rest) can take on \(target)"
    }
}
