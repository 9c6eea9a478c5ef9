import Provision

extension ProvisionTable {
    /// What the shares below the columns are of.
    enum ShareBasis {
        /// Children aged 0-4 of the areas where they are known.
        case children(total: Int, unknownAreas: Int)
        /// Areas, where no area's children are known.
        case areas
    }

    var shareBasis: ShareBasis {
        let children = groups.flatMap(\.rows).map(\.children)
        let total = children.compactMap { $0 }.reduce(0) { $0.addingReportingOverflow($1).partialValue }
        return total > 0 ? .children(total: total, unknownAreas: children.count { $0 == nil }) : .areas
    }

    /// For each column the share, 0 to 1, of all children (or areas) who live where provision is full; nil without any area.
    var fullShares: [Double?] {
        let rows = groups.flatMap(\.rows)
        let isByChildren = if case .children = shareBasis { true } else { false }
        let weights = rows.map { isByChildren ? Double($0.children ?? 0) : 1 }
        let total = weights.reduce(0, +)
        return columns.indices.map { column in
            guard total > 0 else { return nil }
            let full = zip(rows, weights).reduce(0.0) { sum, pair in
                pair.0.fullness.indices.contains(column) ? sum + pair.1 * pair.0.fullness[column] : sum
            }
            return full / total
        }
    }

    /// What the row below the columns says.
    var sharesHeading: String {
        switch shareBasis {
        case .children: "Children aged 0-4 who live where provision is full, %"
        case .areas: "Areas with full provision, %"
        }
    }

    /// What the shares are of, as a note.
    var sharesNote: String? {
        guard rowCount > 0 else { return nil }
        guard case .children(let total, let unknown) = shareBasis else {
            return "Shares are of areas, as no area's children aged 0-4 are on record."
        }
        let rest =
            unknown == 0 ? "" : "; \(counted(unknown, "area")) without a number of children left out"
        return "Shares are of all \(grouped(total)) children aged 0-4 in the areas shown\(rest)."
    }
}
