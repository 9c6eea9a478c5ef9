import Provision

/// Maps days to places along a line, with ticks at the beginnings of months, quarters, years or decades.
struct TimeScale: Sendable {
    let first: CalendarDate
    let last: CalendarDate
    let start: Double
    let end: Double
    /// Where ticks stand, with what is written there.
    let ticks: [(date: CalendarDate, label: String)]

    /// A scale over some days, from the tick before the first to the tick after the last; nil without any.
    ///
    /// - Parameter mostTicks: as many as there is room for.
    init?(covering dates: some Sequence<CalendarDate>, from start: Double, to end: Double, maxTicks: Int = 10) {
        let sorted = dates.sorted()
        guard let low = sorted.first, let high = sorted.last else { return nil }
        self.start = start
        self.end = end
        let from = low.components.year * 12 + low.components.month - 1
        let to = high.components.year * 12 + high.components.month
        let steps = [1, 3, 6, 12, 24, 60, 120, 240, 600, 1_200, 2_400, 6_000, 12_000]
        let step = steps.first { (to - from) / $0 + 1 <= max(2, maxTicks) } ?? 24_000
        var month = from / step * step
        var ticks: [(date: CalendarDate, label: String)] = []
        while month < 120_000 {
            defer { month += step }
            guard let date = CalendarDate(year: month / 12, month: month % 12 + 1, day: 1) else { continue }
            ticks.append((date, Self.label(month, step: step, isFirst: ticks.isEmpty)))
            if date >= high, ticks.count > 1 { break }
        }
        first = min(ticks.first?.date ?? low, low)
        last = max(ticks.last?.date ?? high, high)
        self.ticks = ticks
    }

    func position(_ date: CalendarDate) -> Double {
        let span = Double(last.daysSince1970 - first.daysSince1970)
        guard span > 0 else { return start }
        let share = Double(date.daysSince1970 - first.daysSince1970) / span
        return start + min(max(share, 0), 1) * (end - start)
    }

    /// The year where a tick stands in January, or is the first; else the month.
    private static func label(_ month: Int, step: Int, isFirst: Bool) -> String {
        let name = CalendarDate.shortMonthNames[month % 12]
        if step.isMultiple(of: 12) { return String(month / 12) }
        return month % 12 == 0 || isFirst ? "\(name) \(month / 12)" : name
    }
}
