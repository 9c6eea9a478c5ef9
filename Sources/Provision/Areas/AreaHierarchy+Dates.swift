/// What belongs to what on a day.
///
/// An area that moves keeps its past: on each day it has the parent of that day. Where a parent itself has ended, or not begun,
/// and one area alone stands for it on the day, that one is the parent. An area that does not exist on the day goes with what
/// became of it, or was there before it, if that has one parent, else with its own of the nearest day.
///
/// Warrington in Cheshire and Merseyside until 2026-03-31 and in Lancashire and South Cumbria since: on 2025-05-01 its parent
/// is the first, on 2026-05-01 the second; the CCG area that it was goes with it.
extension AreaHierarchy {
    /// The parent's place on a day, nil for an area without one. Parents are of a wider kind, so the walk upwards ends.
    public func parent(of index: Int, on date: CalendarDate) -> Int? {
        guard spans.indices.contains(index) else { return nil }
        return hasMoves ? datedParent(of: index, on: date) : spans[index].first?.parent
    }

    private func datedParent(of index: Int, on date: CalendarDate) -> Int? {
        let area = areas[index]
        if !area.isValid(on: date) {
            let parents = Set(valid(on: date, from: index).map { datedParent(of: $0, on: date) })
            if parents.count == 1, let parent = parents.first ?? nil, depths[parent] < depths[index] { return parent }
        }
        var day = date
        if let from = area.from { day = max(day, from) }
        if let until = area.until { day = min(day, until) }
        guard let parent = spans[index].first(where: { $0.dates.holds(on: day) })?.parent else { return nil }
        if areas[parent].isValid(on: date) { return parent }
        let standIns = valid(on: date, from: parent).filter { depths[$0] < depths[index] }
        return standIns.count == 1 ? standIns.first : parent
    }

    /// Whether an area lies on a day in or below `whole`, or in or below one of those that were there before it began.
    public func isWithin(_ index: Int, _ whole: Int, on date: CalendarDate) -> Bool {
        heads(of: whole, on: date).contains { lies(index, inOrBelow: $0, on: date) }
    }

    /// Whether an area lies on a day in or below another, whose predecessors are not looked at.
    public func lies(_ index: Int, inOrBelow whole: Int, on date: CalendarDate) -> Bool {
        var current: Int? = index
        while let place = current {
            if place == whole { return true }
            current = parent(of: place, on: date)
        }
        return false
    }

    /// The areas that stand for one on a day: itself, and before its first day its predecessors of the day.
    func heads(of index: Int, on date: CalendarDate) -> [Int] {
        guard areas.indices.contains(index), let from = areas[index].from, date < from else { return [index] }
        return [index] + valid(on: date, from: index)
    }

    /// The areas that exist on a day and lie right below one, in document order.
    public func children(of index: Int, on date: CalendarDate) -> [Int] {
        guard everBelow.indices.contains(index), parentDepths.contains(depths[index]) else { return [] }
        // What ended as a parent may have passed its areas on.
        let candidates = hasMoves ? Array(areas.indices) : everBelow[index]
        return candidates.filter { areas[$0].isValid(on: date) && parent(of: $0, on: date) == index }
    }
}
