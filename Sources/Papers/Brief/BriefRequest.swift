package import Exhibits
package import Provision

/// What somebody asks of a brief: of what part of the map, at which date, as recorded when, held against which date.
package struct BriefRequest: Sendable {
    package var asOf: CalendarDate
    package var knownAt: Instant?
    /// The area it is of, by place in the hierarchy; nil for all.
    package var within: Int?
    /// What is held against the date; nil for the round before the latest.
    package var compare: CalendarDate?
    package var palette: Palette = .framework
    /// The day that its actions are told of; nil for the same.
    package var actionsAsOf: CalendarDate?
    /// Paths of returns that could not be read.
    package var leftOut: [String] = []
    /// What made the brief, with its version: "Lacuna 1.2.3".
    package var maker: String

    package init(asOf: CalendarDate, maker: String) {
        self.asOf = asOf
        self.maker = maker
    }

    /// With more areas than these, the heatmap is one of what they lie in.
    package static let maxAreasInHeatmap = 40
    /// The most gaps that are told with their reasons.
    package static let maxGapsTold = 8
    /// The most cells that moved, and the most gaps of each change, that have a row.
    package static let maxMoves = 8
    package static let maxChanges = 4
    /// The most actions that have a row.
    package static let maxActions = 12

    /// The date that is held against the brief's own: the one asked for, else that of the round before the latest. Nil where there
    /// is none: before a second round nothing can be compared.
    package func earlier(in model: ProvisionModel) -> CalendarDate? {
        if let compare { return compare }
        let dates = Set(model.rounds.map(\.referenceDate).filter { $0 <= asOf }).sorted()
        return dates.count > 1 ? dates[dates.count - 2] : nil
    }

    /// The areas that the heatmap's rows are, and how a row's level is found: those of the date or, where they are too many, what
    /// heads them, at the level that most of its areas have.
    package func heatmapBasis(in model: ProvisionModel) -> (basis: AreaBasis, rule: CombinationRule) {
        let snapshot = model.snapshot(asOf: asOf, knownAt: knownAt, within: within)
        let heads = model.groups(of: snapshot).map { model.areas.areas[$0.head].kind }
        guard snapshot.rows.count > Self.maxAreasInHeatmap, heads.count > 1, heads.count < snapshot.rows.count,
            let kind = heads.first, heads.allSatisfy({ $0 == kind })
        else { return (.current, .worst) }
        return (.kind(kind, on: asOf), .majority)
    }

    /// The same heatmap as a picture.
    package func heatmap(in model: ProvisionModel) -> HeatmapRequest {
        var request = HeatmapRequest(asOf: asOf)
        request.knownAt = knownAt
        request.within = within
        request.palette = palette
        request.place = .a4
        request.isWithinText = true
        (request.basis, request.rule) = heatmapBasis(in: model)
        request.compare = earlier(in: model)
        return request
    }
}
