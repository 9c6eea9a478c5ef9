import Provision

/// What headlines are drawn from: a register at one date, and the areas it is asked about.
struct HeadlineScope {
    let audit: GapAudit
    let context: GapContext
    /// The area asked about; nil for the network as a whole.
    let area: Area?
    /// The rows of the snapshot that are asked about.
    let rows: [Int]

    /// - Parameter within: by place in the hierarchy; nil for all.
    init(_ audit: GapAudit, within: Int?) {
        let context = audit.context
        let (snapshot, areas) = (context.snapshot, context.model.areas)
        self.audit = audit
        self.context = context
        area = within.map { context.facts.areas[$0] }
        rows = snapshot.rows.indices.filter { row in
            within.map { areas.isWithin(snapshot.rows[row], $0, on: snapshot.areasAsOf) } ?? true
        }
    }

    /// What the whole that is asked about is called.
    var name: String { area?.name ?? context.model.wholeName }

    /// Whether anything is rated in it.
    var isRated: Bool {
        rows.contains { row in (0..<columns).contains { context.level(row: row, column: $0) != nil } }
    }

    var columns: Int { context.snapshot.columns }

    func type(_ column: Int) -> ServiceType { context.framework.serviceTypes[column] }

    func names(_ rows: [Int], most: Int = 4) -> String { listed(rows.map { context.area(row: $0).name }, most: most) }

    /// "12 of the 17 areas", "all 17 areas".
    func share(_ count: Int) -> String {
        count == rows.count
            ? "all \(counted(count, "area"))" : "\(grouped(count)) of the \(counted(rows.count, "area"))"
    }

    /// The children aged 0-4 of some rows; nil where they are not known of every one.
    func children(_ rows: [Int]) -> Int? { context.people(rows: rows).children }

    /// "where 170,000 children aged 0 to 4 live", after a space; empty where they are not known.
    func wherePeopleLive(_ rows: [Int]) -> String {
        children(rows).map { ", where \(counted($0, "child", "children")) aged 0 to 4 \(verb($0, "lives", "live"))" }
            ?? ""
    }

    /// "220,556 children aged 0 to 4 live there"; nil where they are not known.
    var peopleThere: String? {
        children(rows).map { "\(counted($0, "child", "children")) aged 0 to 4 \(verb($0, "lives", "live")) there" }
    }

    /// The rows that state a level of a service type and expect it.
    func rated(column: Int) -> [Int] { rows.filter { context.standing(row: $0, column: column) != nil } }

    /// The rows at one of some standings for a service type.
    func rows(at standings: Set<Level.Standing>, column: Int) -> [Int] {
        rows.filter { row in context.standing(row: row, column: column).map(standings.contains) ?? false }
    }

    /// How much is lacking of a service type: the children in need of every row, each by what its level lacks.
    func weight(column: Int) -> Double {
        ChildrenInNeed.Counting.sum(
            rated(column: column).compactMap { row in
                context.level(row: row, column: column).map { level in
                    context.framework.severity.lack(of: level, on: context.framework.scale)
                        * context.children(row: row).inNeed
                }
            }
        )
    }

    /// Whether more is lacking of one service type than of another; of equals the first in the framework's order.
    func isWeightier(_ first: Int, _ second: Int) -> Bool {
        let (one, other) = (weight(column: first), weight(column: second))
        return one != other ? one > other : first < second
    }

    /// The ids of the gaps that pass, the most severe first.
    func gaps(where passes: (Finding) -> Bool) -> [Gap.ID] { audit.findings.filter(passes).map(audit.id) }

    /// The gaps in a service type's levels.
    func gaps(ofLevelsIn columns: Set<Int>) -> [Gap.ID] {
        gaps { Self.kindsOfLevels.contains($0.kind) && columns.contains(Int($0.service)) }
    }

    private static let kindsOfLevels: Set<GapKind> = [
        .none, .systemic, .fullNowhere, .partial, .inDevelopment, .stalled,
    ]

    /// Whether an earlier snapshot is of the same areas, nearly all of them rated then: else a figure that rose would only say
    /// that more areas were asked.
    func canBeCompared(with earlier: Snapshot) -> Bool {
        guard !rows.isEmpty else { return false }
        let rated = rows.allSatisfy { row in
            guard let past = earlier.row(of: context.snapshot.rows[row]) else { return false }
            return (0..<columns).contains { earlier.state(row: past, column: $0) != .unrated }
        }
        return rated
    }
}
