public import GapDetection
public import Provision

/// What somebody asks of a heatmap, in whatever form it is asked: the options of `lacuna heatmap` and of `heatmap.get` by name, and
/// the picture that answers them.
///
///     layout      goes with
///     table       compare, order, rowsByChildren
///     tiles       service, tiles or boundaries
///     timeline    service, from, to
public struct HeatmapRequest: Sendable {
    public enum Layout: String, CaseIterable, Sendable {
        /// Areas down, service types across.
        case table
        /// A map for each service type: tiles in rough geography, or real boundaries.
        case tiles
        /// Levels through the rounds: strips in each cell or, of one service type, areas over rounds.
        case timeline
    }

    /// Begins every id in the picture, so that several can stand on one page.
    public var name = "heatmap"
    public var asOf: CalendarDate
    public var knownAt: Instant?
    /// The area the picture is of, by place in the hierarchy; nil for all.
    public var within: Int?
    public var basis: AreaBasis = .current
    public var rule: CombinationRule = .worst
    public var layout: Layout?
    public var palette: Palette = .framework
    public var order: HeatmapOrder?
    public var compare: CalendarDate?
    public var rowsByChildren = false
    /// One service type, by place in the framework.
    public var service: Int?
    public var from: CalendarDate?
    public var to: CalendarDate?
    public var tiles: TileLayout?
    public var boundaries: Boundaries?
    /// The place the picture is made for; nil for a screen.
    public var place: PictureWidth?
    /// Whether title and notes are left to the text that the picture stands in.
    public var isWithinText = false

    public init(asOf: CalendarDate) { self.asOf = asOf }

    /// Why a request cannot be answered: which option does not fit, and what would.
    public struct Refusal: Error, Hashable, Sendable {
        /// The option by its name in `HeatmapRequest`: "compare", "rowsByChildren".
        public let option: String
        public let message: String
        public let hint: String
        /// Whether the fault lies in what a file holds, not in the asking.
        public var isOfFile = false
    }

    /// A picture, and what its reader should know beside it.
    public struct Answer: Sendable {
        public let svg: [UInt8]
        /// What matched nothing, a sentence each.
        public let remarks: [String]
        /// Why the picture does not fit the place it was made for; empty where it does.
        public var misfit: [String] { [place.flatMap { PictureSize(of: svg)?.misfit($0) }].compactMap(\.self) }
        var place: PictureWidth?
    }

    /// Draws what is asked for.
    ///
    /// - Parameters:
    ///   - leftOut: paths of returns that could not be read.
    ///   - audit: finds the gaps of a snapshot of all areas, where they are at hand; nil to look for them.
    public func answer(
        _ model: ProvisionModel,
        leftOut: [String],
        audit: ((Snapshot) -> GapAudit)? = nil
    ) throws(Refusal) -> Answer {
        let layout = try fittingLayout()
        let scope = try scope(model, layout)
        let heading = within.map { model.areas.areas[$0].name } ?? model.wholeName
        var options = ExhibitOptions(name: name, palette: palette, width: place)
        options.isWithinText = isWithinText
        switch layout {
        case .table:
            return Answer(
                svg: try table(model, heading, leftOut, audit, scope, options),
                remarks: said(scope),
                place: place
            )
        case .tiles:
            let data = AreaLevels(
                model: model,
                snapshot: snapshot(model),
                heading: heading,
                services: service.map { [$0] },
                leftOut: leftOut,
                scopeNote: scope?.note
            )
            guard let boundaries else {
                if let fault = tiles?.fault(showing: data.areas) {
                    throw Refusal(
                        option: "tiles",
                        message: fault.description,
                        hint: "Correct the file; a fault of tiles that are not shown does no harm.",
                        isOfFile: true
                    )
                }
                return Answer(
                    svg: TileMap.svg(data, layout: tiles, options),
                    remarks: said(scope) + remarks(data),
                    place: place
                )
            }
            return Answer(
                svg: BoundaryMap.svg(data, boundaries: boundaries, options),
                remarks: said(scope) + remarks(data),
                place: place
            )
        case .timeline:
            var history = try history(model, heading, leftOut)
            history.caption.notes += said(scope)
            let svg =
                service == nil
                ? TimelineHeatmap.svg(history, options) : ServiceTimeline.svg(history, service: 0, options)
            return Answer(svg: svg, remarks: said(scope), place: place)
        }
    }

    /// How the area asked about stands at the picture's date; nil for a picture of all.
    private func scope(_ model: ProvisionModel, _ layout: Layout) throws(Refusal) -> AreaScope? {
        guard let within else { return nil }
        // A timeline shows the areas of its last day throughout.
        let date = layout == .timeline ? to ?? asOf : asOf
        do throws(AreaScope.Absence) {
            return try model.scope(of: within, on: date, basis: basis)
        } catch {
            throw Refusal(option: "within", message: error.message, hint: error.hint)
        }
    }

    private func said(_ scope: AreaScope?) -> [String] { [scope?.note].compactMap { $0 } }

    // MARK: What goes together

    /// The layout asked for or, where none is, the one that the other options ask for.
    private func fittingLayout() throws(Refusal) -> Layout {
        let layout = layout ?? impliedLayout
        let given: [(option: String, isGiven: Bool, layouts: [Layout])] = [
            ("compare", compare != nil, [.table]), ("order", order != nil, [.table]),
            ("rowsByChildren", rowsByChildren, [.table]), ("service", service != nil, [.tiles, .timeline]),
            ("tiles", tiles != nil, [.tiles]), ("boundaries", boundaries != nil, [.tiles]),
            ("from", from != nil, [.timeline]), ("to", to != nil, [.timeline]),
        ]
        for (option, isGiven, layouts) in given where isGiven && !layouts.contains(layout) {
            throw Refusal(
                option: option,
                message: "does not go with the layout \(layout.rawValue)",
                hint: "It goes with the layout \(layouts.map(\.rawValue).joined(separator: " or "))."
            )
        }
        if tiles != nil, boundaries != nil {
            throw Refusal(option: "tiles", message: "does not go with boundaries", hint: "Give one of them.")
        }
        return layout
    }

    private var impliedLayout: Layout {
        if tiles != nil || boundaries != nil { return .tiles }
        return from != nil || to != nil ? .timeline : .table
    }

    // MARK: Layouts

    private func snapshot(_ model: ProvisionModel, at date: CalendarDate? = nil, isWhole: Bool = false) -> Snapshot {
        // Another date than the picture's own is shown on the same areas.
        let basis = date == nil ? basis : basis.steady(on: asOf)
        return model.snapshot(
            asOf: date ?? asOf,
            knownAt: knownAt,
            within: isWhole ? nil : within,
            basis: basis,
            rule: rule
        )
    }

    private func table(
        _ model: ProvisionModel,
        _ heading: String,
        _ leftOut: [String],
        _ audit: ((Snapshot) -> GapAudit)?,
        _ scope: AreaScope?,
        _ options: ExhibitOptions
    ) throws(Refusal) -> [UInt8] {
        let snapshot = snapshot(model)
        var comparison: SnapshotComparison?
        var earlier: Snapshot?
        if let compare {
            try check(compare, model)
            let before = self.snapshot(model, at: compare)
            comparison = SnapshotComparison(from: before, to: snapshot, in: model)
            earlier = before
        }
        let whole = self.snapshot(model, isWhole: true)
        let register = audit?(whole) ?? GapAudit(model, at: whole)
        let notes = said(scope) + [rowsByChildren ? model.peopleNote(snapshot) : nil].compactMap { $0 }
        let table = ProvisionTable(
            model: model,
            snapshot: snapshot,
            heading: heading,
            leftOut: leftOut,
            comparison: comparison,
            openGaps: register.countsByArea,
            scopeNote: notes.isEmpty ? nil : notes.joined(separator: " ")
        )
        var drawing = HeatmapDrawing(of: table, options, order: order ?? .given, rowsByChildren: rowsByChildren)
        drawing.finding = Headlines.finding(of: register, within: within, comparedWith: earlier)
        return drawing.svg()
    }

    /// An earlier date must be one at which something was rated.
    private func check(_ compare: CalendarDate, _ model: ProvisionModel) throws(Refusal) {
        let dates = model.rounds.map(\.referenceDate).filter { $0 < asOf }
        guard let first = dates.min() else {
            throw Refusal(
                option: "compare",
                message: "nothing is rated before \(asOf)",
                hint: "There is nothing to compare with until a second round."
            )
        }
        guard compare < asOf, compare >= first else {
            throw Refusal(
                option: "compare",
                message: "nothing to compare with on \(compare)",
                hint: "Give a date from \(first), the first round's, to the day before \(asOf)."
            )
        }
    }

    private func history(
        _ model: ProvisionModel,
        _ heading: String,
        _ leftOut: [String]
    ) throws(Refusal) -> LevelHistory {
        let last = to ?? asOf
        if let from, !model.rounds.contains(where: { from <= $0.referenceDate && $0.referenceDate <= last }) {
            let dates = model.rounds.map(\.referenceDate.description)
            let known = dates.count <= 4 ? dates.joined(separator: ", ") : "\(dates.first ?? "") to \(dates.last ?? "")"
            throw Refusal(
                option: "from",
                message: "no round lies between \(from) and \(last)",
                hint: dates.isEmpty ? "The store has no rounds yet." : "The rounds' reference dates are \(known)."
            )
        }
        return LevelHistory(
            model: model,
            asOf: last,
            from: from,
            knownAt: knownAt,
            within: within,
            heading: heading,
            services: service.map { [$0] },
            leftOut: leftOut,
            basis: basis,
            rule: rule
        )
    }

    /// What a file of tiles or boundaries and the data do not have in common.
    private func remarks(_ data: AreaLevels) -> [String] {
        if let boundaries {
            let match = BoundaryMatch(data.areas, in: boundaries)
            return [
                Self.remark("No boundary was found for", match.unmatchedAreas),
                Self.remark("Boundaries that belong to no area shown:", match.unmatchedFeatures),
            ].compactMap { $0 } + match.doubts.compactMap { Self.remark($0.beginning, $0.names) } + boundaries.remarks
        }
        guard let tiles else { return [] }
        return [
            Self.remark("No tile was found for", data.areas.filter { tiles.place(of: $0.words) == nil }.map(\.name))
        ]
        .compactMap { $0 }
    }

    private static func remark(_ beginning: String, _ names: [String]) -> String? {
        guard !names.isEmpty else { return nil }
        let rest = names.count > 40 ? " and \(names.count - 40) more" : ""
        return "\(beginning) \(names.prefix(40).joined(separator: ", "))\(rest)."
    }
}
