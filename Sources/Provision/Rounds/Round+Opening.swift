extension Round {
    /// Whether a return can be recorded at a moment: from the beginning, in England, of the day on which the round opens.
    public func takesReturns(at moment: Instant) -> Bool { moment >= Instant(beginningOf: opened) }

    /// What speaks against asking the areas of a round: nobody is asked, an area does not exist at the reference date, or two of one
    /// succession are asked for one return.
    ///
    /// A round is not opened with any of these. One that an earlier version wrote is read all the same, and told by `lacuna verify`.
    public func doubts(areas: AreaHierarchy) -> [ModelFault] {
        if asked.isEmpty, !asksNobody {
            return [
                ModelFault(
                    .whole,
                    "round '\(id)' asks nobody",
                    hint: "name the areas; a round that asks nobody on purpose is opened with '--asks nobody'"
                )
            ]
        }
        let places = asked.compactMap { areas.index(of: $0) }
        var doubts: [ModelFault] = []
        for place in places {
            let area = areas.areas[place]
            guard !area.isValid(on: referenceDate) else {
                // Both may exist for a time: the successor before its predecessor's last day.
                let heirs = areas.successors(of: place).filter { places.contains($0) }
                if let heir = heirs.first {
                    doubts.append(
                        ModelFault(
                            .whole,
                            "round '\(id)' asks '\(area.id)' and its successor '\(areas.areas[heir].id)'",
                            hint: "ask one of them"
                        )
                    )
                }
                continue
            }
            let others = areas.valid(on: referenceDate, from: place).map { areas.areas[$0].id.text }
            if let until = area.until, until < referenceDate {
                doubts.append(
                    ModelFault(
                        .whole,
                        "round '\(id)' asks '\(area.id)', which ended on \(until), before the reference date \(referenceDate)",
                        hint: others.isEmpty
                            ? "no successor is on record" : "ask \(listed(others, most: .max)), which took its place"
                    )
                )
            } else if let from = area.from {
                doubts.append(
                    ModelFault(
                        .whole,
                        "round '\(id)' asks '\(area.id)', which begins on \(from), after the reference date \(referenceDate)",
                        hint: others.isEmpty
                            ? "ask it in a later round" : "ask \(listed(others, most: .max)), which was there before it"
                    )
                )
            }
        }
        return doubts
    }
}

extension ProvisionModel {
    /// The areas a round asked, by place, in the order of the hierarchy: one for each succession, since there is one return to wait
    /// for. Of an area and one that it became, both asked, it is the later one, unless only the earlier exists at the reference date.
    public func asked(in round: Round) -> [Int] {
        let places = Set(round.asked.compactMap { areas.index(of: $0) })
        var dropped: Set<Int> = []
        for heir in places where !areas.predecessorIndices(of: heir).isEmpty {
            let exists = areas.areas[heir].isValid(on: round.referenceDate)
            for place in areas.lineage(of: heir) where place != heir && places.contains(place) {
                let stays = !exists && areas.areas[place].isValid(on: round.referenceDate)
                dropped.insert(stays ? heir : place)
            }
        }
        return places.subtracting(dropped).sorted()
    }
}
