/// What a rating comes to, in eight bytes: its service type, its state, and where its return took it from.
package struct RatingMark: Hashable, Sendable {
    package let word: UInt64

    package init(word: UInt64) { self.word = word }

    /// - Parameter service: by place in the framework; nil where it is beyond 65,535.
    package init?(service: Int, state: CellState, from: RatingFrom) {
        guard let service = UInt16(exactly: service) else { return nil }
        word = UInt64(service) << 48 | UInt64(state.rawValue) << 40 | UInt64(from.raw)
    }

    package var service: Int { Int(word >> 48) }
    package var state: CellState { CellState(rawValue: UInt8(truncatingIfNeeded: word >> 40)) }
    package var from: RatingFrom { RatingFrom(raw: UInt32(truncatingIfNeeded: word)) }
}

/// Where a return took a rating from, in four bytes: from nowhere, so that the words are its own; from another round; or from nobody's
/// words, an assumption of a scenario.
package struct RatingFrom: Hashable, Sendable {
    let raw: UInt32

    private static let assumed: UInt32 = 1 << 31
    /// Carried over from a round that is not on record.
    private static let unknownRound: UInt32 = 1

    init(raw: UInt32) { self.raw = raw }

    /// - Parameter round: the number of the round that the rating names; nil where there is no such round.
    init(_ rating: Rating, round: Int?) {
        var raw: UInt32 = 0
        if rating.carriedFrom != nil {
            raw = Self.unknownRound
            if let place = round.flatMap({ UInt32(exactly: $0) }), place < Self.assumed - 2 { raw = place + 2 }
        }
        self.raw = rating.isAssumed ? raw | Self.assumed : raw
    }

    package var isAssumed: Bool { raw & Self.assumed != 0 }

    package var isCarried: Bool { raw & ~Self.assumed != 0 }

    /// The number of the round it was carried over from; nil where it was not, or where there is no such round.
    package var round: Int? {
        let place = raw & ~Self.assumed
        return place > Self.unknownRound ? Int(place - 2) : nil
    }

    /// The same where the rounds have other numbers.
    func renumbered(_ numbers: [Int?]) -> RatingFrom {
        guard let round else { return self }
        let place = numbers.indices.contains(round) ? numbers[round].flatMap { UInt32(exactly: $0) } : nil
        return RatingFrom(raw: raw & Self.assumed | (place.map { $0 + 2 } ?? Self.unknownRound))
    }
}

extension Return {
    /// The service types that it rates, by place in the framework.
    func ratedServices(in framework: Framework) -> [Int] {
        marks?.list.map(\.service) ?? ratings.compactMap { framework.index(of: $0.service) }
    }

    /// A mark for each rating; nil where a mark has no room for one of them, or the framework does not have it.
    ///
    /// - Parameter rounds: the numbers that the marks are to name rounds by.
    package func marks(in framework: Framework, rounds: RoundNumbers) -> [RatingMark]? {
        if let known = marks {
            guard let numbers = rounds.numbers(of: known.rounds) else { return Array(known.list) }
            return known.list.compactMap { mark in
                RatingMark(service: mark.service, state: mark.state, from: mark.from.renumbered(numbers))
            }
        }
        var found: [RatingMark] = []
        var latest = 0
        for rating in ratings {
            let round = rating.carriedFrom.flatMap { rounds.number(of: $0, expecting: latest) }
            latest = round ?? latest
            guard let service = framework.index(of: rating.service),
                let state = framework.scale.state(of: rating.value),
                let mark = RatingMark(service: service, state: state, from: RatingFrom(rating, round: round))
            else { return nil }
            found.append(mark)
        }
        return found
    }
}
