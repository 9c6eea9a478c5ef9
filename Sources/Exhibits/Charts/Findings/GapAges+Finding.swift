import Provision

extension GapAges {
    /// "Half of 245 gaps have been open for 2 years or more". At least half: what is known of an age may be a least.
    var finding: String? {
        let known = (months + monthsAtLeast).map { max(0, $0) }.sorted()
        guard !known.isEmpty else { return nil }
        let of = unknown > 0 ? "whose age is known " : ""
        let median = known[known.count / 2]
        if known.count == 1 {
            return unknown > 0
                ? "The one gap whose age is known has been open for \(span(median))"
                : "One gap is open, for \(span(median))"
        }
        if median == 0 {
            guard let oldest = known.last, oldest > 0 else {
                return "None of the \(grouped(known.count)) gaps \(of)was there a month before"
            }
            return "More than half of the \(grouped(known.count)) gaps \(of)were first seen within the last month"
        }
        return
            "At least half of the \(grouped(known.count)) gaps \(of)have been open for \(monthsInWords(median)) or more"
    }

    private func span(_ age: Int) -> String {
        if age == 0 { return "less than a month, as far as is known" }
        return monthsInWords(age) + (monthsAtLeast.isEmpty ? "" : " or more")
    }
}
