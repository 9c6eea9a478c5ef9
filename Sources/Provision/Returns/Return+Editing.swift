// Other returns made from one: a copy that differs in what is named, and in nothing else.

extension Return {
    /// The same return in another state.
    public func with(state: ReturnState) -> Return {
        var changed = self
        changed.state = state
        return changed
    }

    /// The same return with one rating in place of the one it had for that service type, or added to it.
    ///
    /// - Parameter order: the order of service types in which an added rating takes its place.
    public func replacing(_ rating: Rating, order: [ServiceType.ID]) -> Return {
        var changed = ratings.filter { $0.service != rating.service } + [rating]
        let place = Dictionary(order.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        changed.sort { (place[$0.service] ?? .max) < (place[$1.service] ?? .max) }
        return with(ratings: changed)
    }

    /// The same return with one rating corrected. Where that changes anything, what was accepted is no more so.
    ///
    /// - Parameter order: the order of service types in which an added rating takes its place.
    public func corrected(by rating: Rating, order: [ServiceType.ID]) -> Return {
        let changed = replacing(rating, order: order)
        // Any return can be corrected: none is refused here.
        guard changed != self, let next = try? ReturnStep.correct.after(state) else { return changed }
        return changed.with(state: next)
    }

    /// The same return with other ratings.
    public func with(ratings: [Rating]) -> Return {
        var changed = self
        changed.ratings = ratings
        return changed
    }

    /// The same content as another revision, recorded at another moment.
    public func revised(to revision: Int, at moment: Instant) -> Return {
        var changed = self
        changed.revision = revision
        changed.recorded.at = moment
        return changed
    }
}
