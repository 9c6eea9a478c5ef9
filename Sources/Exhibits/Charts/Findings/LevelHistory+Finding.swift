import Provision

extension LevelHistory {
    /// "27 cells gained full provision since 2015-01 and 9 lost it"; of one service type areas in place of cells.
    ///
    /// - Parameter services: the service types that are drawn, by place.
    func finding(services chosen: [Int]) -> String? {
        guard let full = FullProvision(levels), !areas.isEmpty, !chosen.isEmpty, let first = rounds.first,
            let last = rounds.last
        else {
            return nil
        }
        let (begin, end) = (0, rounds.count - 1)
        let cells = areas.flatMap { area in chosen.map { (area.cell($0, begin).state, area.cell($0, end).state) } }
        let unit = chosen.count == 1 ? "area" : "cell"
        let now = cells.count { full.holds($0.1) }
        guard rounds.count > 1 else {
            return "\(full.capitalised) in \(grouped(now)) of \(counted(cells.count, unit)) in \(last)"
        }
        let gained = cells.count { full.holds($0.1) && !full.holds($0.0) }
        let lost = cells.count { full.holds($0.0) && !full.holds($0.1) }
        if gained == 0, lost == 0 {
            return
                "No \(unit) gained or lost \(full.name) since \(first): \(grouped(now)) of \(grouped(cells.count)) have it"
        }
        if gained == 0 { return "\(counted(lost, unit)) lost \(full.name) since \(first), and none gained it" }
        return
            "\(counted(gained, unit)) gained \(full.name) since \(first), and \(lost == 0 ? "none" : grouped(lost)) lost it"
    }
}
