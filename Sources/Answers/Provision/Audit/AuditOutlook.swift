package import GapDetection
package import Provision

/// What a board asks once it has seen an audit: who says so, and what it would take. In sentences.
package struct AuditOutlook: Sendable {
    package let sentences: [String]

    /// - Parameter within: the part of the map that is asked about, by place in the hierarchy; nil for all of it.
    package init(_ audit: StandardsAudit, _ model: ProvisionModel, _ snapshot: Snapshot, within: Int? = nil) {
        sentences = [Self.witnesses(audit, model, snapshot)] + Self.workforce(model, snapshot, within)
    }

    private static func witnesses(_ audit: StandardsAudit, _ model: ProvisionModel, _ snapshot: Snapshot) -> String {
        let assessed = Set(audit.cells.filter { !$0.statements.isEmpty }.map(\.area)).count
        // Whatever a row rests on: its lists, and the ratings of its cells.
        var places: Set<Int> = []
        for row in snapshot.rows.indices {
            for part in RegisterPart.allCases { places.formUnion(snapshot.returns(listing: part, row: row)) }
            for column in 0..<snapshot.columns {
                guard let entry = snapshot.entry(row: row, column: column) else { continue }
                if let place = model.place(ofReturnAt: entry) { places.insert(place) }
            }
        }
        let returns = places.sorted().map { model.returns[$0] }
        let own = returns.count { $0.source == .areaReturn }
        let themselves =
            assessed == 0
            ? "nobody has assessed themselves"
            : "\(grouped(assessed)) of \(counted(audit.areas.count, "area")) asked \(assessed == 1 ? "has" : "have") assessed themselves"
        let collated = returns.count - own
        let sources = [(own, "of the areas' own"), (collated, "collated by the network")].filter { $0.0 > 0 }
            .map { "\(grouped($0.0)) \($0.1)" }
        guard !returns.isEmpty else { return "Who says so: \(themselves), and no return is on record." }
        return
            "Who says so: \(themselves); the data are those of \(counted(returns.count, "return")), \(listed(sources))."
    }

    private static func workforce(_ model: ProvisionModel, _ snapshot: Snapshot, _ within: Int?) -> [String] {
        guard let workforce = model.framework.workforce, !workforce.options.isEmpty else { return [] }
        let rows = within.map { area in
            snapshot.rows.indices.filter { model.areas.isWithin(snapshot.rows[$0], area, on: snapshot.areasAsOf) }
        }
        let estimates = workforce.options.map { WorkforceEstimate(model, $0, at: snapshot, rows: rows, within: within) }
        guard let first = estimates.first else { return [] }
        let count = first.posts.count - first.ended.count
        let absent = first.absent(of: workforce.askedInAnyCase).map { $0.name.lowercased() }
        let posts =
            count == 0
            ? "no post is on record"
            : "\(counted(count, "post")) \(count == 1 ? "is" : "are") on record"
                + (absent.isEmpty ? "" : ", none of them in \(listed(absent))")
        let needed = estimates.compactMap { estimate -> String? in
            let shortfalls = estimate.totals.compactMap(\.shortfall)
            guard !shortfalls.isEmpty else { return nil }
            let costs = estimate.totals.compactMap(\.cost)
            let money = costs.isEmpty ? "" : ", at £\(grouped(costs.total.rounded())) a year"
            return
                "option \(estimate.option.id.text.uppercased()) lacks \(shortfalls.total) whole-time equivalents\(money)"
        }
        let rest =
            needed.isEmpty
            ? "how many are needed is not known without ratios ('lacuna workforce --ratios FILE')"
            : listed(needed)
        return ["What it would take: \(posts); \(rest)."]
    }
}
