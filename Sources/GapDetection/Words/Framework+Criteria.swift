package import Provision

/// What areas state of criteria, as people read it.
extension Framework {
    /// "met are Provided and Enough capacity; not met is Stable funding; not known is Meets guidelines", without a full stop.
    package func words(of stated: [StatedCriterion]) -> String {
        func names(_ state: Criterion.State) -> [String] {
            stated.filter { $0.state == state }.map { criterion($0.criterion)?.name.lowercased() ?? $0.criterion.text }
        }
        let parts = [(names(.met), "met"), (names(.notMet), "not met"), (names(.notKnown), "not known")]
        return parts.filter { !$0.0.isEmpty }.map { names, word in "\(word): \(listed(names))" }.joined(separator: "; ")
    }
}
