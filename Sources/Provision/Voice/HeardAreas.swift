/// In which areas somebody who answered a survey lives, as far as samples by place tell.
///
/// A place lies in one area of its own time. On another day that area may have become one with others, or been a part of one: then
/// it is heard where all of it went, and of one that was divided nobody can tell who was. A place of which it is not known whether
/// anybody answered makes nobody heard, and nobody unheard.
public struct HeardAreas: Sendable {
    /// What is known of an area.
    public enum State: Hashable, Sendable {
        case heard, unheard
        /// Somebody may live there: a sample is of a wider area, of one that was divided, or may be of none.
        case notKnown
    }

    private let areas: AreaHierarchy
    private let date: CalendarDate
    /// The samples with an area: what stands for it on the day, and whether anybody is in it for certain.
    private let samples: [(places: [Int], isCertain: Bool)]

    /// - Parameter date: the day whose areas are asked about.
    /// - Returns: nil where no sample says that anybody lives in the network.
    public init?(_ voice: FamilyVoice, _ areas: AreaHierarchy, on date: CalendarDate) {
        self.areas = areas
        self.date = date
        samples = voice.surveys.flatMap(\.samples).compactMap { sample in
            guard let area = sample.area, let index = areas.index(of: area),
                sample.count.map({ $0.upperBound > 0 }) ?? true
            else { return nil }
            return (areas.valid(on: date, from: index), sample.count.map { $0.lowerBound > 0 } ?? false)
        }
        guard samples.contains(where: \.isCertain) else { return nil }
    }

    /// - Parameter area: by place in the hierarchy.
    public func state(of area: Int) -> State {
        var state = State.unheard
        for sample in samples {
            let inside = sample.places.filter { areas.isWithin($0, area, on: date) }
            if sample.isCertain, !inside.isEmpty, inside.count == sample.places.count { return .heard }
            if !inside.isEmpty || sample.places.contains(where: { areas.isWithin(area, $0, on: date) }) {
                state = .notKnown
            }
        }
        return state
    }
}

extension Survey {
    /// The fewest places that three in four of those who answered live in, the largest first: how narrow a sample is. Nil where it is
    /// not known how many answered, or the places do not tell.
    public var mainPlaces: (places: [Sample], people: Int)? {
        guard let respondents, respondents > 0 else { return nil }
        let exact = samples.filter { $0.count.map { $0.lowerBound == $0.upperBound } ?? false }
        var (places, people) = ([Sample](), 0)
        let order = exact.indices.sorted { one, other in
            let (first, second) = (exact[one].count?.lowerBound ?? 0, exact[other].count?.lowerBound ?? 0)
            return first == second ? one < other : first > second
        }
        for index in order where people * 4 < respondents * 3 {
            places.append(exact[index])
            people += exact[index].count?.lowerBound ?? 0
        }
        return people * 4 >= respondents * 3 ? (places, people) : nil
    }
}
