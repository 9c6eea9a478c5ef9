/// The lists that a return can hold beside its ratings: the two of the register, what it says of standards,
/// its posts, and what its services came to.
///
/// A list stands until the area, or an area that succeeded it, makes another. A return without a list says nothing of it: it
/// neither adds to nor empties what is on record.
public enum RegisterPart: Int, CaseIterable, Hashable, Sendable {
    case services
    case interventions
    case assessments
    case posts
    case outcomes
}

extension Return {
    /// Whether it holds a list of this part.
    func lists(_ part: RegisterPart) -> Bool {
        switch part {
        case .services: hasServices
        case .interventions: hasInterventions
        case .assessments: hasAssessments
        case .posts: hasPosts
        case .outcomes: hasOutcomes
        }
    }
}

/// Where each area's lists are: for each part and area the returns that hold one, by place in the model's, the latest
/// reference date last.
struct RegisterLists: Sendable {
    private var returns: [[[Int]]]

    /// - Parameter dates: for each return its round's reference date; nil where there is no such round.
    init(areas: AreaHierarchy, returns: [Return], dates: [CalendarDate?]) {
        self.returns = RegisterPart.allCases.map { part in
            var lists = [[Int]](repeating: [], count: areas.areas.count)
            for (place, document) in returns.enumerated() where document.lists(part) && dates[place] != nil {
                if let area = areas.index(of: document.area) { lists[area].append(place) }
            }
            return lists.map { places in
                places.sorted { one, other in
                    guard let first = dates[one], let second = dates[other], first != second else { return one < other }
                    return first < second
                }
            }
        }
    }

    /// The returns of an area that hold a list, the latest last.
    func places(_ part: RegisterPart, area: Int) -> [Int] {
        guard returns[part.rawValue].indices.contains(area) else { return [] }
        return returns[part.rawValue][area]
    }

    /// The same lists with one return more.
    ///
    /// - Parameters:
    ///   - place: where it comes to stand in the model's returns.
    ///   - dates: of all returns, as they stand then.
    func adding(_ document: Return, area: Int, place: Int, dates: [CalendarDate?]) -> RegisterLists {
        var lists = self
        for part in lists.returns.indices {
            for area in lists.returns[part].indices {
                for index in lists.returns[part][area].indices where lists.returns[part][area][index] >= place {
                    lists.returns[part][area][index] += 1
                }
            }
        }
        for part in RegisterPart.allCases where document.lists(part) {
            guard let date = dates[place] else { continue }
            var places = lists.returns[part.rawValue][area]
            let next = places.firstIndex { other in dates[other].map { ($0, other) > (date, place) } ?? true }
            places.insert(place, at: next ?? places.count)
            lists.returns[part.rawValue][area] = places
        }
        return lists
    }
}
