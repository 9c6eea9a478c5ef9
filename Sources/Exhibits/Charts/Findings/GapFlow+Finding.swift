import Provision

extension GapFlow {
    /// "More gaps closed than opened in 2018-01: 27 against 21; 245 are open".
    var finding: String? {
        guard let last = rounds.last else { return nil }
        func open(_ count: Int) -> String { "\(grouped(count)) \(count == 1 ? "is" : "are") open" }
        guard rounds.count > 1 else {
            guard last.open > 0 else { return "No gap is open in \(last.label), the only round" }
            return "\(counted(last.open, "gap")) \(last.open == 1 ? "is" : "are") open in \(last.label), the only round"
        }
        let opened = last.opened + last.reopened
        if opened == last.closed {
            return opened == 0
                ? "No gap opened or closed in \(last.label); \(open(last.open))"
                : "As many gaps opened as closed in \(last.label), \(grouped(opened)); \(open(last.open))"
        }
        let (more, less) = (max(opened, last.closed), min(opened, last.closed))
        let words = opened > last.closed ? "opened than closed" : "closed than opened"
        return "More gaps \(words) in \(last.label): \(grouped(more)) against \(grouped(less)); \(open(last.open))"
    }
}
