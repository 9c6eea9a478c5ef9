import Provision

/// What a matrix of needs shows, as people read it.
extension NeedsMatrix {
    /// What stands out, without its full stop: whom nothing reaches, else who is reached in the fewest areas. Nil where nothing is
    /// known.
    package var finding: String? {
        let known = rows.filter { $0.reach.record == .known }
        guard !known.isEmpty, !groups.isEmpty else { return nil }
        let nowhere = reachedNowhere
        if nowhere.count == groups.count { return "Nothing on record reaches families of any group" }
        if !nowhere.isEmpty {
            let names = nowhere.map { groups[$0].name.lowercased() }
            return "Nothing on record reaches families who are \(alternatives(names))\(anywhere(of: known.count))"
        }
        let counts = groups.indices.map { group in known.count { $0.state(group) == .delivered } }
        guard let least = counts.min(), let place = counts.firstIndex(of: least), least < known.count else {
            let place = known.count == 1 ? "the area" : "every area"
            return "Something on record reaches families of each group in \(place)"
        }
        let all = counted(known.count, "area")
        return "Families who are \(groups[place].name.lowercased()) are reached in \(grouped(least)) of \(all)"
    }

    /// What stands out, and group by group in how many areas it is reached.
    package var sentences: [String] {
        let known = rows.count { $0.reach.record == .known }
        guard known > 0 else {
            return ["Whom interventions reach is not known: none is on record that is listed for a group."]
        }
        let counts = groups.indices.map { group in
            "\(groups[group].name.lowercased()) in \(grouped(rows.count { $0.state(group) == .delivered }))"
        }
        let those = known == rows.count ? "" : " of which it can be said"
        let silent = rows.count { $0.reach.record == .absent }
        let unplaced = rows.count { $0.reach.record == .unplaced }
        return [
            finding.map { "\($0)." },
            rows.count == 1
                ? nil
                : "Of \(counted(known, "area"))\(those) families are reached who are \(counts.joined(separator: ", ")).",
            silent == 0 ? nil : "Of \(counted(silent, "area")) no intervention is on record.",
            unplaced == 0
                ? nil : "Of \(counted(unplaced, "area")) the framework lists none of the interventions for a group.",
        ].compactMap { $0 }
    }

    /// " in any of 17 areas"; nothing where there is one area alone.
    private func anywhere(of known: Int) -> String {
        guard known == rows.count else {
            return known == 1
                ? " in the one area of which it can be said"
                : " in any of the \(grouped(known)) areas of which it can be said"
        }
        return known == 1 ? "" : known == 2 ? " in either area" : " in any of \(grouped(known)) areas"
    }

    /// "A", "A or B", "A, B or C".
    private func alternatives(_ names: [String]) -> String {
        guard let last = names.last, names.count > 1 else { return names.first ?? "" }
        return names.dropLast().joined(separator: ", ") + " or " + last
    }
}
