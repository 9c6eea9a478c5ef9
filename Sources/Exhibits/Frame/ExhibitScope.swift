public import Provision

/// What part of a model an exhibit is about: up to which date, as recorded when, in which areas. All builders of charts
/// take one, so that charts of one report cannot speak of different things.
public struct ExhibitScope: Sendable {
    public let model: ProvisionModel
    /// The date asked about; rounds about a later one are left out.
    public let asOf: CalendarDate
    /// Only what was on record at this moment; nil for all that is on record now.
    public let knownAt: Instant?
    /// Only areas in or below this one, by place in the hierarchy.
    public let within: Int?
    /// Which areas the rows of a snapshot are.
    public let basis: AreaBasis
    public let rule: CombinationRule
    /// What the exhibit is of: an area's name.
    public let heading: String
    /// The documents that the evidence comes from, in words.
    public let sources: [String]
    /// What is shown in place of the area asked about; nil where that is not so.
    public let note: String?
    /// Paths of returns that could not be read.
    public let leftOut: [String]

    public init(
        _ model: ProvisionModel,
        asOf: CalendarDate,
        knownAt: Instant? = nil,
        within: Int? = nil,
        basis: AreaBasis = .current,
        rule: CombinationRule = .worst,
        heading: String? = nil,
        leftOut: [String] = []
    ) {
        self.model = model
        self.asOf = asOf
        self.knownAt = knownAt
        self.within = within
        self.basis = basis
        self.rule = rule
        self.heading = heading ?? within.map { model.areas.areas[$0].name } ?? model.wholeName
        self.leftOut = leftOut
        note = within.flatMap { try? model.scope(of: $0, on: asOf, basis: basis) }?.note
        sources = Self.sources(of: model, asOf: asOf, knownAt: knownAt)
    }

    /// The sources that returns about a date not after this one cite, in the framework's order.
    private static func sources(of model: ProvisionModel, asOf: CalendarDate, knownAt: Instant?) -> [String] {
        let all = Set(model.framework.sources.map(\.id))
        var cited: Set<Source.ID> = []
        for document in model.standingReturns(knownAt: knownAt) where !all.isSubset(of: cited) {
            guard let date = model.round(document.round)?.referenceDate, date <= asOf else { continue }
            for rating in document.ratings { cited.formUnion(rating.evidence.compactMap(\.source)) }
            for service in document.services { cited.formUnion(service.evidence.compactMap(\.source)) }
        }
        return model.framework.sources.filter { cited.contains($0.id) }.map { source in
            source.published.map { "\(source.title) (\($0))" } ?? source.title
        }
    }

    /// The rounds up to the date, the earliest first.
    public var rounds: [Round] { model.rounds.filter { $0.referenceDate <= asOf } }

    /// The areas that stay the same from round to round: those of the date asked about, unless others are asked for.
    var steadyBasis: AreaBasis { basis.steady(on: asOf) }

    /// The snapshot at the date asked about.
    public func snapshot() -> Snapshot { snapshot(at: asOf) }

    func snapshot(at date: CalendarDate) -> Snapshot {
        model.snapshot(asOf: date, knownAt: knownAt, within: within, basis: basis, rule: rule)
    }

    /// - Parameter people: the areas, by place in the hierarchy, whose children or deprivation the exhibit shows: where these
    ///   figures come from is named beside the documents.
    func caption(
        _ title: String,
        finding: String? = nil,
        _ subtitle: String,
        notes: [String] = [],
        people: some Sequence<Int> = EmptyCollection()
    ) -> ExhibitCaption {
        ExhibitCaption(
            title: "\(heading): \(title)",
            finding: finding,
            subtitle: subtitle + (knownAt.map { " As recorded by \($0.displayText)." } ?? ""),
            asOf: asOf,
            knownAt: knownAt,
            isSimulated: model.framework.isSimulated,
            notes: [note].compactMap { $0 } + notes,
            sources: sources + model.areas.peopleSources(of: people).map(\.citation),
            leftOut: leftOut
        )
    }

    /// "through 3 rounds up to 1 May 2022", "in the round of 1 May 2022".
    var roundsInWords: String {
        guard let last = rounds.last else { return "in no round up to \(asOf.displayText)" }
        return rounds.count == 1
            ? "in the round of \(last.referenceDate.displayText)"
            : "through \(rounds.count) rounds up to \(last.referenceDate.displayText)"
    }

    /// The labels of rounds in a chart: their ids.
    var roundLabels: [String] { rounds.map(\.id.text) }
}
