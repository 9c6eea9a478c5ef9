import GapDetection
import Provision

extension WorkforceEstimate {
    /// What has to be known beside the figures, a sentence each.
    func notes(_ model: ProvisionModel, on date: CalendarDate) -> [String] {
        func names(_ areas: [Int]) -> String { listed(areas.map { model.areas.area(at: $0, on: date).name }) }
        func groups(_ ids: [RoleGroup.ID]) -> String {
            listed(ids.map { model.framework.workforce?.roleGroup($0)?.name.lowercased() ?? $0.text })
        }
        var notes: [String] = []
        if model.framework.need == nil {
            notes.append("The framework has no model of need, so that no target is known: add <need> to framework.xml.")
        }
        let asked = option.works.map(\.group)
        let without = asked.filter { ratios[$0] == nil }
        if without.count == asked.count {
            notes.append(
                "What it would take is not known: there are no ratios. Give children to one whole-time equivalent and, where it is "
                    + "known, what one costs a year, for each role group: --ratios FILE (role-group,children-per-wte,cost-per-wte), "
                    + "\"ratios\" in a request, or <ratio> in framework.xml."
            )
        } else {
            if !without.isEmpty {
                notes.append("Without a ratio, so that nothing is required of them: \(groups(without)).")
            }
            let free = asked.filter { ratios[$0].map { $0.costPerWTE == nil } ?? false }
            if !free.isEmpty { notes.append("Without a cost, so that the costs are not whole: \(groups(free)).") }
        }
        if without.count < asked.count, totals.contains(where: { $0.staff.unsized > 0 }) {
            let count = totals.reduce(0) { $0 + $1.staff.unsized }
            notes.append(
                "\(counted(count, "post")) of no stated size \(count == 1 ? "is" : "are") not taken off what is lacking, which is less by as much as \(count == 1 ? "it is" : "they are")."
            )
        }
        let unused = ratios.keys.filter { !asked.contains($0) }.sorted()
        if !unused.isEmpty { notes.append("Of no use for this option are the ratios of \(groups(unused)).") }
        if !unknown.isEmpty {
            notes.append(
                "The children of \(names(unknown)) are not known: what it would take there is not known either, nor what it would take in all."
            )
        }
        let others = areas.reduce(Staff()) { sum, area in
            let isTop =
                area.isHead
                || !areas.contains { $0.isHead && model.areas.lies(area.area, inOrBelow: $0.area, on: date) }
            return isTop ? sum + area.others : sum
        }
        if others.posts > 0 {
            notes.append(
                "\(counted(others.posts, "post")) \(others.posts == 1 ? "is" : "are") of no role group of this option, or of one that is not known, and counted in none."
            )
        }
        if !ended.isEmpty {
            notes.append(
                "The money of \(counted(ended.count, "post")) has ended: \(listed(ended.map(\.post.title), most: 4)). \(ended.count == 1 ? "It is" : "They are") not counted."
            )
        }
        return notes
    }
}
