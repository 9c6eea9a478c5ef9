import Provision

/// Whether what an action is for outlasted it: the one answer of the register and of the list of actions.
enum StillOpen {
    /// The first round after an action was done that shows what it is for; nil where there has been none, or where the thing has been put
    /// right in between and is open again.
    ///
    /// - Parameters:
    ///   - since: since when it has been open without a break; nil where the rounds do not tell, so that it may always have been.
    ///   - day: the day the action was done.
    ///   - rounds: the reference dates of the rounds up to the date asked about, in order.
    static func round(openSince since: CalendarDate?, doneOn day: CalendarDate, _ rounds: [CalendarDate])
        -> CalendarDate?
    {
        guard since.map({ $0 <= day }) ?? true else { return nil }
        return rounds.first { $0 > day }
    }

    /// Since when it is open again, where it was put right after the action was done; nil where it was not.
    static func again(openSince since: CalendarDate?, doneOn day: CalendarDate) -> CalendarDate? {
        since.flatMap { $0 > day ? $0 : nil }
    }

    /// Whether a standard is not met, as was said or as the data say, anywhere where an action works for it; nil where neither is known
    /// of every area.
    static func isUnmet(_ cells: [StandardsAudit.Cell], areas: [Area.ID], _ hierarchy: AreaHierarchy) -> Bool? {
        let places = Set(areas.compactMap { hierarchy.index(of: $0) })
        let concerned = cells.filter { places.isEmpty || places.contains($0.area) }
        var isKnown = !concerned.isEmpty
        for cell in concerned {
            let states = [cell.stated, cell.judged].compactMap(\.self)
            if states.contains(where: { $0 == .notMet || $0 == .partly }) { return true }
            if states.isEmpty { isKnown = false }
        }
        return isKnown ? false : nil
    }
}
