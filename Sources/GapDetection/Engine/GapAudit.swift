public import Provision

/// The gaps at a snapshot, and what could not be judged.
///
/// It holds findings, which are numbers: counting, filtering and comparing cost no more. Words are made of those that are shown.
public struct GapAudit: Sendable {
    /// Gaps in provision before those in the record, of each the most severe first. Equals in severity come in the order of their
    /// weight before rounding, then of kind, area and service type.
    public let findings: [Finding]
    public let notJudged: [NotJudged]
    let context: GapContext
    /// By the rule's place what it worked out for the words.
    private let workings: [(any Sendable)?]

    /// In smaller tables threads would take longer to start than the rules take.
    private static let minCellsForThreads = 4_000

    /// - Parameters:
    ///   - snapshot: of all areas: what a rule says of an ICS it must know of all of it.
    ///   - kinds: only these; nil for all.
    ///   - within: only gaps of this area and those below it, by place in the hierarchy.
    ///   - history: the same areas at the dates of the rounds, where it is at hand; else it is made.
    public init(
        _ model: ProvisionModel,
        at snapshot: Snapshot,
        kinds: Set<GapKind>? = nil,
        within: Int? = nil,
        history: ProvisionHistory? = nil
    ) {
        let threads = snapshot.states.count < Self.minCellsForThreads ? 1 : processorCount
        let context = GapContext(model: model, snapshot: snapshot, history: history)
        self.init(context, kinds: kinds, within: within, threads: threads)
    }

    init(_ context: GapContext, kinds: Set<GapKind>?, within: Int?, threads: Int) {
        self.context = context
        let areas = context.model.areas
        let date = context.snapshot.areasAsOf
        let isInside = within.map { head in areas.areas.indices.map { areas.isWithin($0, head, on: date) } }
        let chosen = findingRules.indices.filter { kinds?.contains(gapKinds[$0]) ?? true }
        var found: [Finding] = []
        var notJudged: [NotJudged] = []
        var workings = [(any Sendable)?](repeating: nil, count: findingRules.count)
        let results = concurrentMap(chosen.count, threads: threads) { findingRules[chosen[$0]].findings(in: context) }
        for (rule, result) in zip(chosen, results) {
            workings[rule] = result.workings
            guard let isInside else {
                found += result.found
                notJudged += result.notJudged
                continue
            }
            found += result.found.filter { isInside[Int($0.area)] }
            notJudged += result.notJudged.compactMap { item in
                let inside = item.areas.filter { areas.index(of: $0).map { isInside[$0] } ?? false }
                return inside.isEmpty ? nil : NotJudged(item.kind, item.reason, areas: inside)
            }
        }
        // Sorting by the place found keeps equals in their order: Swift's sort promises no stability.
        let order = found.indices.sorted { first, second in
            let (one, other) = (found[first], found[second])
            if one.isOfTheRecord != other.isOfTheRecord { return other.isOfTheRecord }
            if one.severityByte != other.severityByte { return one.severityByte > other.severityByte }
            if one.weight != other.weight { return one.weight > other.weight }
            return first < second
        }
        findings = order.map { found[$0] }
        self.notJudged = notJudged
        self.workings = workings
    }

    /// What the rule of a kind worked out for the words; nil where it left nothing, or the audit is not of that kind.
    func workings(of kind: GapKind) -> (any Sendable)? {
        gapKinds.firstIndex(of: kind).flatMap { workings[$0] }
    }

    /// A finding of this audit as it is shown, with its words.
    public func gap(_ finding: Finding) -> Gap {
        let rule = Int(finding.rule)
        return context.gap(
            finding,
            findingRules[rule].words(of: finding, workings: workings[rule], in: context)
        )
    }

    /// The findings that pass, as they are shown.
    public func gaps(where passes: (Finding) -> Bool) -> [Gap] {
        let chosen = findings.filter(passes)
        let threads = chosen.count < Self.minGapsForThreads ? 1 : processorCount
        return concurrentMap(chosen.count, threads: threads, chunkSize: 64) { gap(chosen[$0]) }
    }

    private static let minGapsForThreads = 512

    /// All findings as they are shown.
    public var gaps: [Gap] { gaps { _ in true } }

    /// A gap's name, the same in every snapshot in which it is found, without its words.
    public func id(of finding: Finding) -> Gap.ID { context.id(of: finding) }

    /// The gap of an id; nil where it is not open.
    public func gap(named id: String) -> Gap? {
        findings.first { self.id(of: $0).description == id }.map(gap)
    }

    /// How many gaps there are of each register.
    public var tally: GapTally { GapTally(findings) }

    /// How many gaps in provision each area has itself, those of areas below it left out; areas without any are not in it.
    public var countsByArea: [Area.ID: Int] {
        var counts = [Int](repeating: 0, count: context.model.areas.areas.count)
        for finding in findings where !finding.isOfTheRecord { counts[Int(finding.area)] += 1 }
        var byID: [Area.ID: Int] = [:]
        for (index, count) in counts.enumerated() where count > 0 { byID[context.model.areas.areas[index].id] = count }
        return byID
    }
}
