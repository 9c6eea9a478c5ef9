import Provision

/// What an audit shows, as people read it.
extension StandardsAudit {
    /// How many of the areas asked have assessed anything.
    private var assessed: (some: Int, of: Int) {
        let some = Set(cells.filter { $0.stated != nil }.map(\.area))
        return (some.count, areas.count)
    }

    /// The standards that the data judge, and those of them that they show met in full nowhere though they see all of it.
    private var judged: (all: [Standard], nowhere: [Standard]) {
        let cells = cells.filter { $0.verdict != nil }
        let all = standards.indices.filter { place in cells.contains { $0.standard == place } }
        let nowhere = all.filter { place in
            let states = cells.filter { $0.standard == place }.map(\.judged)
            return standards[place].judge?.seesPart != true && !states.contains(.met)
                && states.contains { $0 == .partly || $0 == .notMet }
        }
        return (all.map { standards[$0] }, nowhere.map { standards[$0] })
    }

    /// What stands out, without its full stop: who has assessed anything, then what contradicts it or what is met nowhere.
    package var finding: String {
        let (some, all) = assessed
        let who =
            some == 0
            ? "No area has assessed itself"
            : all == 1
                ? "The area has assessed itself"
                : "\(grouped(some)) of the \(grouped(all)) asked \(verb(some, "has assessed itself", "have assessed themselves"))"
        let over = cells.count { $0.conflict == .overclaimed }
        if over > 0 {
            return "\(who); \(counted(over, "claim")) to meet a standard \(verb(over, "is", "are")) denied by the data"
        }
        let (judged, nowhere) = judged
        guard !judged.isEmpty else { return "\(who), and no data can judge it" }
        if !nowhere.isEmpty {
            let names = nowhere.map { "\u{201C}\($0.title)\u{201D}" }
            return "\(who); by the data \(listed(names, most: 3)) \(verb(names.count, "is", "are")) met in full nowhere"
        }
        let met = cells.count { $0.judged == .met }
        return
            "\(who); by the data \(counted(met, "case")) of \(grouped(cells.count { $0.verdict != nil })) are met in full"
    }

    /// Who assessed anything and what then follows is, then how the data judge.
    package var sentences: [String] {
        let (some, all) = assessed
        let (judged, _) = judged
        let canJudge =
            judged.isEmpty
            ? "no data can judge any of the \(counted(standards.count, "standard"))"
            : "what the data on record say of the \(grouped(judged.count)) of \(counted(standards.count, "standard")) that they can judge"
        var sentences = [
            some == 0
                ? judged.isEmpty
                    ? "No area has assessed itself, and \(canJudge)."
                    : "No area has assessed itself; what follows is \(canJudge)."
                : "\(grouped(some)) of the \(grouped(all)) asked have assessed themselves; beside it stands \(canJudge)."
        ]
        let found = cells.filter { $0.verdict != nil }
        if !found.isEmpty {
            let states: [Assessment.State?] = [.met, .partly, .notMet, .notApplicable, nil]
            let counts = states.compactMap { state -> String? in
                let count = found.count { $0.judged == state }
                return count == 0 ? nil : "\(grouped(count)) \(state?.words ?? "not known")"
            }
            sentences.append("By the data \(listed(counts)) of \(counted(found.count, "case")).")
        }
        return sentences
    }
}

extension StandardsAudit.Cell {
    /// Whether anybody said anything of it, or data could.
    package var isSpokenOf: Bool { verdict != nil || stated != nil }
}
