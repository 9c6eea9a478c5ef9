import Provision

/// Posts, and since when something has held of them.
extension GapContext {
    /// The posts of what heads a group, and of its areas.
    func posts(ofGroup place: Int) -> [PostOnRecord] {
        let group = groups[place]
        let isAlone = group.rows.contains { snapshot.rows[$0] == group.index }
        let posts = model.posts(
            ofHead: group.index,
            rows: group.rows,
            hasOwn: !isAlone,
            in: snapshot,
            shared: snapshot.sharedReturns(listing: .posts)
        )
        return posts.own + posts.rows.joined()
    }

    /// Since when something has held of the posts of a group without a break, by the dates of the rounds; nil where it does not now.
    func since(group place: Int, _ passes: ([PostOnRecord], CalendarDate) -> Bool) -> CalendarDate? {
        let group = groups[place]
        let areas = Set([group.index] + group.rows.map { snapshot.rows[$0] })
        return since(areas.sorted(), passes)
    }

    /// The same of the posts of one area.
    func since(_ area: Int, _ passes: ([PostOnRecord], CalendarDate) -> Bool) -> CalendarDate? {
        since([area], passes)
    }

    private func since(_ areas: [Int], _ passes: ([PostOnRecord], CalendarDate) -> Bool) -> CalendarDate? {
        var first: CalendarDate?
        for round in model.rounds.reversed() where round.referenceDate <= asOf {
            let date = round.referenceDate
            let posts = areas.flatMap { model.posts(standingFor: $0, asOf: date, knownAt: snapshot.knownAt) }
            guard passes(posts, date) else { break }
            first = date
        }
        return first
    }
}
