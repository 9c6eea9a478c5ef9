import Provision

extension Measurements {
    /// "Open gaps: a change for the better, 60 in 2023-11 against a mean of 71.6"; of a run chart the latest point against the median.
    var finding: String? {
        guard let behaviour = ControlChart.behaviour(self), let value = behaviour.values.last,
            let label = judged.last.map({ points[$0].label })
        else { return nil }
        func number(_ value: Double) -> String { grouped(value, decimals: value == value.rounded() ? 0 : 1) }
        let latest = behaviour.latest
        let now = "\(number(value)) in \(label)"
        guard latest.hasLimits else {
            guard behaviour.values.count > 1 else { return "\(unit): \(now), the only round" }
            let median = latest.median
            let place = value > median ? "above" : value < median ? "below" : "at"
            return "\(unit): \(now), \(place) the median of \(number(median))"
        }
        let change =
            switch behaviour.variation(at: behaviour.values.count - 1, aim: aim) {
            case .commonCause: "no significant change"
            case .improvement: "a significant change for the better"
            case .concern: "a significant change for the worse"
            case .upwards: "significantly higher"
            case .downwards: "significantly lower"
            }
        var words = "\(unit): \(change), \(now) against a mean of \(number(latest.mean))"
        if let target, let assurance = behaviour.assurance(target: target, aim: aim) {
            switch assurance {
            case .passing: words += "; the target of \(number(target)) is met"
            case .failing: words += "; the target of \(number(target)) is out of reach as things are"
            case .inconsistent: words += "; the target of \(number(target)) is met at some times and not at others"
            }
        }
        return words
    }
}
