import Provision

extension AgeCoverage {
    /// "Of 12 kinds of help 7 are not known to reach any child after the second birthday": the emptier of the first two years and the later
    /// ones. Where neither is empty for any, in how many areas every age is served.
    var finding: String? {
        guard !areas.isEmpty, !services.isEmpty else { return nil }
        let second = 24.0
        func missing(_ isServed: (AgeRange) -> Bool) -> Int {
            services.indices.count { column in !areas.contains { $0.ages(column).known.contains(where: isServed) } }
        }
        let late = missing { $0.to.months > second }
        let early = missing { $0.from.months < second }
        let most = max(late, early)
        if most == 0 {
            let whole = areas.count { AgeCoverage.share($0.anyAges.known) >= 1 }
            return
                "Every age from conception to the fifth birthday is known to be served in \(grouped(whole)) of \(counted(areas.count, "area"))"
        }
        let when = late >= early ? "after the second birthday" : "before the second birthday"
        if services.count == 1 { return "\(services[0]) is not known to serve any child \(when)" }
        let verb = most == 1 ? "is" : "are"
        return
            "\(grouped(most)) of \(grouped(services.count)) service types \(verb) not known to serve any child \(when)"
    }
}
