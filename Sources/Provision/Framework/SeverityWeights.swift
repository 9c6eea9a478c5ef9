/// How heavily each kind of gap weighs, and what children and time do to it. Data of a framework; `Severity` applies it.
///
/// Weights that would break what a register promises cannot be built: raising a level never makes a gap worse, however long
/// the lower level, or the higher one, has stood; and a step out of no provision is worth more than one on to full provision.
public struct SeverityWeights: Hashable, Sendable {
    /// Points of a kind of gap, 0 to 100, before children and time are counted. Every kind has some, if those of `usual`.
    public let points: [GapKind: Int]
    /// The share of its points, in per cent, that a gap has however few children stand behind it: an area with few
    /// children still has families.
    public let fixed: Int
    /// The number of children in need at which a gap has half of the rest of its points.
    public let halfNeed: Int
    /// By how many per cent a gap weighs more once it has stood for `fullDuration` months.
    public let longer: Int

    /// Months from which on a gap weighs no more for standing longer: five years, a childhood as this model counts it.
    public static let fullDuration = 60

    /// The weights of a network that has thought of no others.
    ///
    /// A judgement, not a measurement. Some provision lacks three eighths of what none lacks (30 of 80), so that the first step is the larger; what is in
    /// development lacks three quarters, as it stands half a rank above none; gaps in the record have points for their own list.
    public static let usual = SeverityWeights(
        points: [
            .none: 80, .systemic: 80, .fullNowhere: 64, .inDevelopment: 60, .stalled: 60, .regressed: 45, .capacity: 45,
            .ageRange: 40, .needsGroup: 40, .masked: 40, .partial: 30, .funding: 35, .inequity: 35, .dependency: 20,
            .unrated: 40, .contradiction: 30, .noReturn: 20, .stale: 15, .staleCopy: 15,
            .denominator: 10, .standardUnmet: 30, .overclaimed: 30, .underclaimed: 15, .notAssessed: 10,
            .criteriaDisagree: 20, .unmeasured: 15, .measuresDiffer: 15, .equityUnrecorded: 15, .roleAbsent: 25,
            .staffing: 25, .unheard: 10, .voiceMismatch: 25, .unrepresented: 15,
            .noOwner: 20, .overdue: 15, .doneButOpen: 25,
        ],
        fixed: 20,
        halfNeed: 1_000,
        longer: 25
    )

    /// Kinds that are younger than frameworks that are in use: where one gives them no points they have the usual ones.
    public static let later: Set<GapKind> = [
        .staleCopy, .standardUnmet, .overclaimed, .underclaimed, .notAssessed, .criteriaDisagree, .unmeasured,
        .measuresDiffer, .equityUnrecorded, .roleAbsent, .staffing, .unheard, .voiceMismatch, .unrepresented,
        .noOwner, .overdue, .doneButOpen,
    ]

    private init(points: [GapKind: Int], fixed: Int, halfNeed: Int, longer: Int) {
        self.points = points
        self.fixed = fixed
        self.halfNeed = halfNeed
        self.longer = longer
    }

    /// Checks that every kind has points once (`later` ones at most once) and no other word has any, and that the weights keep the promises above.
    ///
    /// - Parameter base: kinds by their ids, in the order of the document.
    /// - Throws: every fault found, placed at the base it concerns.
    public init(
        base: [(kind: String, points: Int)],
        fixed: Int = usual.fixed,
        halfNeed: Int = usual.halfNeed,
        longer: Int = usual.longer
    ) throws(ModelFaults) {
        var faults = Self.unknownKinds(base.map(\.kind))
        var points: [GapKind: Int] = [:]
        for (index, entry) in base.enumerated() {
            let place = ModelFault.Place(.severity, index)
            if points.updateValue(entry.points, forKey: GapKind(rawValue: entry.kind)) != nil {
                faults.append(ModelFault(place, "the kind '\(entry.kind)' has two bases", hint: "keep one"))
            }
            if !(0...100).contains(entry.points) {
                faults.append(ModelFault(place, "\(entry.points) points: expected 0 to 100"))
            }
        }
        for kind in Self.later where points[kind] == nil { points[kind] = Self.usual.points[kind] }
        for kind in GapKind.all where points[kind] == nil {
            faults.append(
                ModelFault(
                    .whole,
                    "severity has no base for the kind '\(kind)'; the kinds are \(Self.kindsInWords)",
                    hint: "add <base kind=\"\(kind)\" points=\"\(Self.usual.points[kind] ?? 0)\"/>"
                )
            )
        }
        if !(10...90).contains(fixed) || halfNeed < 1 || !(0...100).contains(longer) {
            faults.append(
                ModelFault(
                    .whole,
                    "severity has fixed \(fixed), half-need \(halfNeed), longer \(longer): expected 10 to 90, at least 1, 0 to 100"
                )
            )
        }
        if faults.isEmpty { faults += Self.brokenPromises(points, longer: longer) }
        guard faults.isEmpty else { throw ModelFaults(faults) }
        self.init(points: points, fixed: fixed, halfNeed: halfNeed, longer: longer)
    }

    /// A fault for each word that names no kind of gap, placed at its base.
    public static func unknownKinds(_ words: [String]) -> [ModelFault] {
        words.enumerated().compactMap { index, word in
            if GapKind.all.contains(GapKind(rawValue: word)) { return nil }
            let nearest = Suggestion.nearest(to: word, among: GapKind.all.map(\.rawValue))
            return ModelFault(
                .init(.severity, index),
                "there is no kind of gap '\(word)'; the kinds are \(kindsInWords)",
                hint: nearest.map { "did you mean '\($0)'?" }
            )
        }
    }

    private static var kindsInWords: String { GapKind.all.map(\.rawValue).joined(separator: ", ") }

    /// Pairs of kinds of which the first must weigh at least as much when it is new as the second after years: whoever
    /// raises a level may get the second for the first.
    private static let ordered: [(worse: GapKind, better: GapKind)] = [
        (.none, .inDevelopment), (.inDevelopment, .partial), (.none, .stalled), (.inDevelopment, .masked),
        (.systemic, .fullNowhere),
    ]

    private static func brokenPromises(_ points: [GapKind: Int], longer: Int) -> [ModelFault] {
        func of(_ kind: GapKind) -> Int { points[kind] ?? 0 }
        var faults: [ModelFault] = []
        for (worse, better) in ordered where of(worse) * 100 < of(better) * (100 + longer) || of(worse) <= of(better) {
            faults.append(
                ModelFault(
                    .whole,
                    "a gap '\(better)' of \(of(better)) points that has stood for years would weigh more than a new one '\(worse)' of \(of(worse)): a level that is raised would count as worse",
                    hint: "give '\(worse)' at least \(100 + longer)% of the points of '\(better)'"
                )
            )
        }
        if of(.partial) < 1 || of(.partial) * 2 >= of(.none) {
            faults.append(
                ModelFault(
                    .whole,
                    "'partial' has \(of(.partial)) points, 'none' \(of(.none)): from no provision to some must be the larger step",
                    hint: "give 'partial' at least 1 point, and less than half of those of 'none'"
                )
            )
        }
        for kind in GapKind.all where !kind.isOfTheRecord && of(kind) * (100 + longer) > 10_000 {
            faults.append(
                ModelFault(
                    .whole,
                    "'\(kind)' has \(of(kind)) points, and \(longer)% more in time: beyond 100",
                    hint: "give no kind more than \(10_000 / (100 + longer)) points"
                )
            )
        }
        return faults
    }

    /// What a level lacks, from 1 for no provision to 0 for one that closes the gap: the points of the gap it leaves, as a
    /// share of those of no provision.
    public func lack(of level: Level, on scale: RatingScale) -> Double {
        let most = Double(max(1, points[.none] ?? 1))
        return switch level.standing {
        case .none: 1
        case .inDevelopment: Double(points[.inDevelopment] ?? 0) / most
        case .partial: Double(points[.partial] ?? 0) / most * scale.shareOfPartial(level)
        case .full: 0
        }
    }
}
