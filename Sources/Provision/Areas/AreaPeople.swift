extension Area {
    /// The children of an area, and where the figures come from.
    public struct People: Hashable, Sendable {
        /// Aged 0 to 4; nil where not known.
        public var children: Int?
        public var childrenFrom = Origin.own
        /// The share of them who live in deprived small areas, 0 to 1; nil where not known.
        public var deprivedShare: Double?
        public var deprivedFrom = Origin.own

        init(children: Int?, deprivedShare: Double?) {
            self.children = children
            self.deprivedShare = deprivedShare
        }

        /// Whose figures they are.
        public enum Origin: String, Hashable, Sendable {
            /// The area's own document states them.
            case own
            /// Those of the areas that became this one.
            case predecessors
            /// Its own, less those of areas that left it since they were counted, and with those of areas that joined.
            case adjusted
            /// Those of the areas below it.
            case parts
        }

        /// Takes what is missing from areas that make this one up: the sum of their children, and the mean of their deprived
        /// shares weighted by their children. Each only where it is known of all of them.
        ///
        /// South Sefton (8,854 children, 49.9% of them in deprived small areas) and Southport & Formby (4,935, 14.2%) make
        /// 13,789 children of Sefton, of whom (8,854 x 0.499 + 4,935 x 0.142) / 13,789 = 37.1% do.
        mutating func fill(from parts: [Part], _ origin: Origin) {
            guard !parts.isEmpty else { return }
            var sum = 0
            var deprived = 0.0
            var (knowsChildren, knowsShares) = (true, true)
            for part in parts {
                guard let count = part.people.children else {
                    (knowsChildren, knowsShares) = (false, false)
                    break
                }
                // A share of an area's children tells nothing of where its deprived small areas went.
                let children = part.share == 1 ? count : Int((Double(count) * part.share).rounded())
                sum = sum.addingReportingOverflow(children).partialValue
                if let share = part.people.deprivedShare, part.share == 1 {
                    deprived += Double(children) * share
                } else {
                    knowsShares = false
                }
            }
            if children == nil, knowsChildren {
                children = sum
                childrenFrom = origin
            }
            if deprivedShare == nil, knowsShares, sum > 0 {
                deprivedShare = deprived / Double(sum)
                deprivedFrom = origin
            }
        }

        /// One of the areas that make another up, and how much of it does.
        struct Part {
            let people: People
            let share: Double
        }
    }
}

extension AreaHierarchy {
    /// Gives every area without figures of its own those of the areas that became it, where the share that came to it is known:
    /// all of an area with one successor, else what its document states. Nothing is divided by guess.
    static func inheriting(_ areas: [Area], predecessors: [[Int]]) -> [Area] {
        var areas = areas
        // A successor ends later than what it succeeded, so that predecessors come first by their last days.
        let order = areas.indices.sorted { first, second in
            guard let one = areas[first].until else { return false }
            return areas[second].until.map { one < $0 } ?? true
        }
        for index in order where areas[index].people.children == nil || areas[index].people.deprivedShare == nil {
            let parts = predecessors[index].map { before -> Area.People.Part? in
                guard let share = areas[before].share(of: areas[index].id) else { return nil }
                return Area.People.Part(people: areas[before].people, share: share)
            }
            let known = parts.compactMap { $0 }
            if known.count == parts.count { areas[index].people.fill(from: known, .predecessors) }
        }
        return areas
    }

    /// An area with the figures that hold on a day. One that others left or joined since its children were counted has its own
    /// less theirs, or with theirs. One of which neither its document nor its predecessors tell has those of the areas that
    /// lie in it on the day, where all are known.
    ///
    /// Cheshire and Merseyside (136,635 children, 42.5% of them in deprived small areas) without Warrington (11,267, 23.4%): 125,368, and
    /// (136,635 x 0.425 - 11,267 x 0.234) / 125,368 = 44.2%.
    public func area(at index: Int, on date: CalendarDate) -> Area {
        var area = areas[index]
        if let counted = Area.latestCount(area.populations)?.date {
            adjust(&area.people, index, counted: counted, for: date)
        }
        guard area.people.children == nil || area.people.deprivedShare == nil else { return area }
        let parts = children(of: index, on: date).map {
            Area.People.Part(people: self.area(at: $0, on: date).people, share: 1)
        }
        area.people.fill(from: parts, .parts)
        return area
    }

    /// Takes from an area's figures those of areas that left it since they were counted, and adds those of areas that joined.
    private func adjust(_ people: inout Area.People, _ index: Int, counted: CalendarDate, for date: CalendarDate) {
        guard hasMoves, parentDepths.contains(depths[index]), counted < date, let own = people.children else { return }
        var (children, deprived) = (own, people.deprivedShare.map { $0 * Double(own) })
        var isKnown = true
        let moved = areas.indices.filter { place in
            guard areas[place].isValid(on: date) else { return false }
            let (before, now) = (parent(of: place, on: counted), parent(of: place, on: date))
            return before != now && (before == index || now == index)
        }
        guard !moved.isEmpty else { return }
        for place in moved {
            let sign = parent(of: place, on: date) == index ? 1 : -1
            let theirs = areas[place].people
            isKnown = isKnown && theirs.children != nil
            children = children.addingReportingOverflow(sign * (theirs.children ?? 0)).partialValue
            deprived = theirs.deprivedShare.flatMap { share in
                deprived.map { $0 + Double(sign * (theirs.children ?? 0)) * share }
            }
        }
        people.childrenFrom = .adjusted
        people.deprivedFrom = .adjusted
        people.children = isKnown && children >= 0 ? children : nil
        people.deprivedShare =
            isKnown && children > 0 ? deprived.map { min(1, max(0, $0 / Double(children))) } : nil
    }

    /// What is to be said where figures of areas are not their own; nil where all are.
    ///
    /// "Figures from their predecessors: children and deprivation of Fylde Coast and Pennine Lancashire; deprivation of Sefton."
    public static func peopleNote(_ named: [Area]) -> String? {
        var seen: Set<Area.ID> = []
        let areas = named.filter { seen.insert($0.id).inserted }
        let sentences = [Area.People.Origin.predecessors, .adjusted, .parts].compactMap { origin -> String? in
            let children = areas.filter { $0.people.children != nil && $0.people.childrenFrom == origin }
            let shares = areas.filter { $0.people.deprivedShare != nil && $0.people.deprivedFrom == origin }
            let both = children.filter { area in shares.contains { $0.id == area.id } }
            let ids = Set(both.map(\.id))
            let phrases = [
                ("children and deprivation", both), ("children", children.filter { !ids.contains($0.id) }),
                ("deprivation", shares.filter { !ids.contains($0.id) }),
            ].compactMap { what, of -> String? in
                of.isEmpty ? nil : "\(what) of \(listed(of.map(\.name), most: .max))"
            }
            guard !phrases.isEmpty else { return nil }
            let one = Set((children + shares).map(\.id)).count == 1
            let whose =
                switch origin {
                case .adjusted: "adjusted for areas that moved"
                case .parts: "taken together from the areas below"
                case .own, .predecessors: one ? "from its predecessors" : "from their predecessors"
                }
            return "Figures \(whose): \(phrases.joined(separator: "; "))."
        }
        return sentences.isEmpty ? nil : sentences.joined(separator: " ")
    }
}

extension Area {
    /// The share of its children that went to a successor: all to a single one, else as its document states; nil where nothing tells.
    func share(of successor: ID) -> Double? {
        successors == [successor] ? 1 : successorShares[successor]
    }
}

extension ProvisionModel {
    /// What is to be said of the children of a snapshot's rows, or of other areas on its day, where the figures are not their own.
    public func peopleNote(_ snapshot: Snapshot, areas chosen: [Int]? = nil) -> String? {
        AreaHierarchy.peopleNote((chosen ?? snapshot.rows).map { areas.area(at: $0, on: snapshot.areasAsOf) })
    }
}
