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
    /// The places of samples with people in them, and all areas above them.
    private var certain: Set<Int> = []
    /// The same of each sample in an area that was divided, part by part.
    private var divided: [[Set<Int>]] = []
    /// The same of these, and of samples that may be of nobody.
    private var possible: Set<Int> = []
    /// The places of all samples: somebody may live in any area below one.
    private var covering: Set<Int> = []

    /// - Parameter date: the day whose areas are asked about.
    /// - Returns: nil where no sample says that anybody lives in the network.
    public init?(_ voice: FamilyVoice, _ areas: AreaHierarchy, on date: CalendarDate) {
        self.areas = areas
        self.date = date
        var isAnybodyHeard = false
        for sample in voice.surveys.flatMap(\.samples) {
            guard let area = sample.area, let index = areas.index(of: area), sample.count?.upperBound != 0 else {
                continue
            }
            let places = areas.valid(on: date, from: index)
            let above = places.map { Set(areas.path(from: $0, on: date)) }
            let isCertain = sample.count.map { $0.lowerBound > 0 } ?? false
            isAnybodyHeard = isAnybodyHeard || isCertain
            covering.formUnion(places.flatMap { areas.heads(of: $0, on: date) })
            if isCertain, let only = above.first, above.count == 1 {
                certain.formUnion(only)
            } else {
                if isCertain, !above.isEmpty { divided.append(above) }
                for area in above { possible.formUnion(area) }
            }
        }
        guard isAnybodyHeard else { return nil }
    }

    /// - Parameter area: by place in the hierarchy.
    public func state(of area: Int) -> State {
        let heads = areas.heads(of: area, on: date)
        func holds(_ places: Set<Int>) -> Bool { heads.contains(where: places.contains) }
        if holds(certain) || divided.contains(where: { $0.allSatisfy(holds) }) { return .heard }
        if holds(possible) || areas.path(from: area, on: date).contains(where: covering.contains) { return .notKnown }
        return .unheard
    }
}

extension AreaHierarchy {
    /// An area and those above it on a day, upwards.
    fileprivate func path(from area: Int, on date: CalendarDate) -> [Int] {
        var path = [area]
        while let last = path.last, let above = parent(of: last, on: date) { path.append(above) }
        return path
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
