public import Provision

/// What a register says first: at most seven sentences, the weightiest before the others.
///
/// With a round before, what changed leads; else what is full nowhere. A rule that has nothing to say is silent, so that a network in
/// which all is well has a short list. Which kinds there are and in what order is fixed by `Headline.Kind`; within a kind areas and
/// service types come by the children in need behind what they lack.
public struct Headlines: Sendable {
    /// In the order in which they are read.
    public let headlines: [Headline]
    /// The day of the round that the figures are compared with; nil where there is none.
    public let comparedWith: CalendarDate?
    /// How many gaps the register holds.
    public let tally: GapTally
    /// What can be said where no headline is: "No gap is open in Sefton".
    public let fallback: String

    /// The most that anybody reads.
    public static let most = 7

    /// - Parameters:
    ///   - snapshot: of all areas.
    ///   - within: only of this area and those below it, by place in the hierarchy; nil for all.
    ///   - history: the same areas at the dates of the rounds, where it is at hand; else it is made.
    ///   - register: all gaps at the snapshot, made with that history, where they are at hand; else they are looked for.
    public init(
        _ model: ProvisionModel,
        at snapshot: Snapshot,
        within: Int? = nil,
        history: ProvisionHistory? = nil,
        register: GapAudit? = nil
    ) {
        // A register of all areas is of no use to a part of them, and one made with another history has other names.
        let known = within == nil && history != nil ? register : nil
        let history =
            history
            ?? ProvisionHistory(
                model,
                upTo: snapshot.asOf,
                knownAt: snapshot.knownAt,
                basis: snapshot.basis,
                rule: snapshot.rule
            )
        let audit = known ?? GapAudit(model, at: snapshot, within: within, history: history)
        let now = HeadlineScope(audit, within: within)
        var before: HeadlineScope?
        var changes: GapChanges?
        if let earlier = Self.roundBefore(snapshot, in: history), now.canBeCompared(with: earlier) {
            let past = GapAudit(model, at: earlier, within: within, history: history)
            before = HeadlineScope(past, within: within)
            changes = GapChanges(model.areas, from: past, to: audit)
        }
        comparedWith = before?.context.asOf
        tally = audit.tally
        var found: [Headline] = []
        if let before, let changes {
            let isSecond = !history.snapshots.contains { $0.asOf < before.context.asOf }
            found += changeHeadlines(now, before, changes, isSecondRound: isSecond)
        }
        found +=
            now.rows.count > 1 ? [fullNowhereHeadline(now, before)].compactMap(\.self) : standingHeadlines(now, before)
        found += [
            agesHeadline(now, before), mostLackHeadline(now, before), actionsHeadline(now, history),
            fundingHeadline(now),
            unansweredHeadline(now), familiesHeadline(now),
        ].compactMap(\.self)
        headlines = Self.chosen(found)
        fallback = now.isRated ? Self.gapsOnRecord(now, within) : Self.nothingRated(now)
    }

    /// What stands as the title of a picture of the whole register: the first claim.
    public var title: String { headlines.first?.claim ?? fallback }

    /// The kinds by how ill they can be spared, where there is more to say than anybody reads: what got worse before what got better.
    private static let byImportance: [Headline.Kind] = [
        .change, .worse, .standing, .fullNowhere, .actions, .unanswered, .funding, .ages, .mostLack, .better, .families,
    ]

    /// As many as anybody reads, in the order in which they came.
    private static func chosen(_ found: [Headline]) -> [Headline] {
        guard found.count > most else { return found }
        let kept = found.indices.sorted { first, second in
            let places = [found[first].kind, found[second].kind].map {
                byImportance.firstIndex(of: $0) ?? byImportance.count
            }
            return (places[0], first) < (places[1], second)
        }.prefix(most)
        return kept.sorted().map { found[$0] }
    }

    /// The state at the round before the latest one that is not after a snapshot's day.
    private static func roundBefore(_ snapshot: Snapshot, in history: ProvisionHistory) -> Snapshot? {
        let upToNow = history.snapshots.filter { $0.asOf <= snapshot.asOf }
        guard let latest = upToNow.last?.asOf else { return nil }
        return upToNow.last { $0.asOf < latest }
    }
}
