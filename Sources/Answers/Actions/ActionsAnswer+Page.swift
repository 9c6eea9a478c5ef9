package import GapDetection
package import Provision

/// Actions as they stand in tables of a page or a paper.
extension ActionsAnswer {
    /// Day, what, what for, where, who, how far: a row each.
    package func rows(_ standings: [ActionStanding], _ model: ProvisionModel) -> [[String]] {
        standings.map { standing in
            let action = standing.action
            return [
                action.deadline?.displayText ?? "no day", action.what,
                listed(action.targets.map { $0.name(model) }, most: 3),
                listed(standing.areas.map { model.areas.areas[$0].name }, most: 3), action.ownerInWords,
                ActionEntry(standing, model).standingInWords,
            ]
        }
    }

    /// Who has how many to do, how many of them late, and the next day: those with the most late ones first, nobody's last.
    package func owners(_ standings: [ActionStanding]) -> [[String]] {
        var names: [String] = []
        var byOwner: [String: [ActionStanding]] = [:]
        for standing in standings {
            let name = standing.action.ownerInWords
            if byOwner[name] == nil { names.append(name) }
            byOwner[name, default: []].append(standing)
        }
        func late(_ name: String) -> Int { (byOwner[name] ?? []).count(where: \.isOverdue) }
        func isNobody(_ name: String) -> Bool { byOwner[name]?.first?.action.owner == nil }
        let order = names.enumerated().sorted { one, other in
            if isNobody(one.element) != isNobody(other.element) { return isNobody(other.element) }
            if late(one.element) != late(other.element) { return late(one.element) > late(other.element) }
            return one.offset < other.offset
        }
        return order.map { _, name in
            let own = byOwner[name] ?? []
            let next = own.filter { !$0.isOverdue }.compactMap(\.action.deadline).min()
            return [name, grouped(own.count), grouped(late(name)), next?.displayText ?? "-"]
        }
    }
}
