import Provision

extension FundingTimeline {
    /// "Funding of 3 services ends within a year, the first on 29 February 2024".
    var finding: String? {
        let ends = services.compactMap { service in service.end }
        guard !ends.isEmpty else { return nil }
        let ended = ends.count { $0 < asOf }
        let soon = ends.filter { $0 >= asOf && thresholds.endsSoon(moneyUntil: $0, asOf: asOf) }.sorted()
        let span = thresholds.fundingMonths == 12 ? "a year" : counted(thresholds.fundingMonths, "month")
        // Of more services than are drawn the later ones are not looked at.
        func number(_ count: Int) -> String {
            (services.count >= Self.maxServices ? "at least " : "") + counted(count, "service")
        }
        if let first = soon.first {
            let more = ended > 0 ? ", and has ended for \(grouped(ended))" : ""
            let when = soon.count == 1 ? "on" : "the first on"
            return "Funding of \(number(soon.count)) ends within \(span), \(when) \(first.displayText)\(more)"
        }
        if ended > 0 { return "Funding of \(number(ended)) has ended" }
        return ends.min().map { "No funding ends within \(span); the first to end does so on \($0.displayText)" }
    }
}

extension FundingTimeline.Service {
    /// The last day its money reaches; nil where none is recorded.
    var end: CalendarDate? {
        if let lastDay { return lastDay }
        let days = strands.compactMap(\.until)
        return days.count == strands.count ? days.max() : nil
    }
}
