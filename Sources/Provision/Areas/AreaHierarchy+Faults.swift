extension AreaHierarchy {
    /// Everything that is wrong with a list of areas, placed at the entry it concerns.
    static func faults(sources: [Source], kinds: [Area.Kind], areas: [Area]) -> [ModelFault] {
        var faults = repeatedIDs(of: areas, in: .area, called: "areas")
        faults += repeatedIDs(of: kinds, in: .kind, called: "kinds of area")
        faults += repeatedIDs(of: sources, in: .source, called: "sources")
        if areas.count > maxAreas {
            faults.append(ModelFault(.whole, "a hierarchy has at most \(maxAreas) areas, this one \(areas.count)"))
        }
        let check = AreaCheck(kinds: kinds, areas: areas)
        let sourceIDs = Set(sources.map(\.id))
        for (index, area) in areas.enumerated() {
            let place = ModelFault.Place(.area, index)
            if check.depthOfKind[area.kind] == nil {
                faults.append(.unknown("kind of area", area.kind.text, known: kinds.map(\.id.text), at: place))
            }
            if let from = area.from, let until = area.until, until < from {
                faults.append(ModelFault(place, "'\(area.id)' ends (\(until)) before it begins (\(from))"))
            }
            faults += area.parents.flatMap { check.faults(of: $0, of: area, at: place) }
            faults += check.overlaps(of: area, at: place)
            faults += area.successors.flatMap { check.faults(ofSuccessor: $0, of: area, index, at: place) }
            if Set(area.successors).count < area.successors.count {
                faults.append(ModelFault(place, "'\(area.id)' names a successor twice", hint: "name each once"))
            }
            faults += check.faultsOfShares(of: area, at: place)
            faults += area.compositionFaults(at: place)
            let cited =
                area.codes.map(\.source) + area.populations.map(\.source) + area.deprivation.map(\.source)
                + area.composition.map(\.source)
            for source in Set(cited.compactMap { $0 }).sorted() where !sourceIDs.contains(source) {
                faults.append(.unknown("source", source.text, known: sources.map(\.id.text), at: place))
            }
        }
        return faults
    }
}

/// The checks of one area against the others.
private struct AreaCheck {
    let kinds: [Area.Kind]
    let areas: [Area]
    let indexOfID: [Area.ID: Int]
    let depthOfKind: [Area.Kind.ID: Int]

    init(kinds: [Area.Kind], areas: [Area]) {
        self.kinds = kinds
        self.areas = areas
        indexOfID = positions(of: areas)
        depthOfKind = positions(of: kinds)
    }

    /// A parent exists, is of a wider kind, and is one while both exist, as far as dates are stated.
    func faults(of parent: Area.Parent, of area: Area, at place: ModelFault.Place) -> [ModelFault] {
        guard let above = indexOfID[parent.area].map({ areas[$0] }) else {
            return [.unknown("parent", parent.area.text, known: areas.map(\.id.text), at: place)]
        }
        var faults: [ModelFault] = []
        if let depth = depthOfKind[area.kind], let wider = depthOfKind[above.kind], wider >= depth {
            faults.append(
                ModelFault(
                    place,
                    "the parent of '\(area.id)' is '\(parent.area)', which is not of a wider kind",
                    hint: "kinds go from the widest to the narrowest: \(kinds.map(\.id.text).joined(separator: ", "))"
                )
            )
        }
        if let from = parent.from, let until = parent.until, until < from {
            faults.append(
                ModelFault(
                    place,
                    "'\(area.id)' leaves '\(parent.area)' (\(until)) before it joins it (\(from))",
                    hint: "from is the first day, until the last"
                )
            )
        }
        for one in [area, above] {
            if let from = parent.from, let begins = one.from, from < begins {
                faults.append(
                    ModelFault(
                        place,
                        "'\(area.id)' joins '\(parent.area)' (\(from)) before '\(one.id)' begins (\(begins))",
                        hint: "state from=\"\(begins)\" or later, or leave from out"
                    )
                )
            }
            if let until = parent.until, let ends = one.until, ends < until {
                faults.append(
                    ModelFault(
                        place,
                        "'\(area.id)' leaves '\(parent.area)' (\(until)) after '\(one.id)' ended (\(ends))",
                        hint: "state until=\"\(ends)\" or earlier, or leave until out"
                    )
                )
            }
            if let from = parent.from, let ends = one.until, ends < from {
                faults.append(
                    ModelFault(
                        place,
                        "'\(area.id)' joins '\(parent.area)' (\(from)) after '\(one.id)' ended (\(ends))"
                    )
                )
            }
            if let until = parent.until, let begins = one.from, until < begins {
                faults.append(
                    ModelFault(
                        place,
                        "'\(area.id)' leaves '\(parent.area)' (\(until)) before '\(one.id)' begins (\(begins))"
                    )
                )
            }
        }
        return faults
    }

    /// One parent at a time.
    func overlaps(of area: Area, at place: ModelFault.Place) -> [ModelFault] {
        let parents = area.parents.sorted { first, second in
            guard let two = second.from else { return false }
            return first.from.map { $0 < two } ?? true
        }
        return zip(parents, parents.dropFirst()).compactMap { first, second in
            if let until = first.until, let from = second.from, until < from { return nil }
            return ModelFault(
                place,
                "'\(area.id)' has two parents at once, '\(first.area)' and '\(second.area)'",
                hint:
                    "a parent ends (until) the day before the next begins (from); a parent attribute holds all the time"
            )
        }
    }

    /// A successor exists, is another area, and outlasts the area.
    func faults(ofSuccessor successor: Area.ID, of area: Area, _ index: Int, at place: ModelFault.Place) -> [ModelFault]
    {
        guard let next = indexOfID[successor] else {
            return [.unknown("successor", successor.text, known: areas.map(\.id.text), at: place)]
        }
        if next == index { return [ModelFault(place, "'\(area.id)' cannot succeed itself")] }
        guard let end = area.until else {
            return [
                ModelFault(
                    place,
                    "'\(area.id)' names a successor but no last day",
                    hint: "give it until=\"YYYY-MM-DD\""
                )
            ]
        }
        if let ends = areas[next].until, ends <= end {
            return [ModelFault(place, "the successor '\(successor)' ends (\(ends)) no later than '\(area.id)'")]
        }
        return []
    }

    /// What successors take adds up to no more than there was.
    func faultsOfShares(of area: Area, at place: ModelFault.Place) -> [ModelFault] {
        let sum = area.successors.compactMap { area.successorShares[$0] }.reduce(0, +)
        let isWhole = area.successors.allSatisfy { area.successorShares[$0] != nil }
        guard !area.successorShares.isEmpty, sum > 1 + 1e-6 || (isWhole && abs(sum - 1) > 0.005) else { return [] }
        return [
            ModelFault(
                place,
                "the shares of the successors of '\(area.id)' add up to \((sum * 1_000).rounded() / 1_000), not to 1",
                hint: "share is the part of its children that went to each"
            )
        ]
    }
}
