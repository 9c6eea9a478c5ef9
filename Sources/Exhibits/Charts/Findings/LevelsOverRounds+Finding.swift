import Provision

extension LevelsOverRounds {
    /// "Full provision rose from 37 to 52 of 187 cells since 2022-05"; of rounds that ask different numbers of cells the shares.
    var finding: String? {
        guard let full = FullProvision(levels), let last = rounds.last else { return nil }
        func sums(_ round: Int) -> (full: Int, all: Int) {
            let counts = groups.compactMap { $0.counts.indices.contains(round) ? $0.counts[round] : nil }
            let states = LevelStyle.states(of: levels)
            return (
                counts.reduce(0) { $0 + full.count(in: $1) },
                counts.reduce(0) { sum, counts in states.reduce(sum) { $0 + counts.cells(at: $1) } }
            )
        }
        let now = sums(rounds.count - 1)
        guard now.all > 0 else { return nil }
        guard let begin = rounds.indices.first(where: { sums($0).all > 0 }), begin < rounds.count - 1 else {
            return "\(full.capitalised) in \(grouped(now.full)) of \(counted(now.all, "cell")) in \(last)"
        }
        let then = sums(begin)
        let since = "since \(rounds[begin])"
        if then.all == now.all {
            let (from, to) = (then.full, now.full)
            guard from != to else {
                return
                    "\(full.capitalised) in \(grouped(to)) of \(counted(now.all, "cell")), as many as in \(rounds[begin])"
            }
            return
                "\(full.capitalised) \(to > from ? "rose" : "fell") from \(grouped(from)) to \(grouped(to)) of \(counted(now.all, "cell")) \(since)"
        }
        let (from, to) = (
            percentInWords(Double(then.full), of: Double(then.all)),
            percentInWords(Double(now.full), of: Double(now.all))
        )
        guard from != to else { return "\(full.capitalised) in \(to) of cells, as in \(rounds[begin])" }
        // Exact: shares that differ when rounded may not be compared as text.
        let isMore = now.full * then.all > then.full * now.all
        return "\(full.capitalised) \(isMore ? "rose" : "fell") from \(from) to \(to) of cells \(since)"
    }
}
