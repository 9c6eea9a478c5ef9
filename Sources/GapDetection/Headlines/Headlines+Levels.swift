public import Provision

extension Headlines {
    /// What a heatmap of levels says, for its heading: the same claim as among the headlines, made of the register alone. With a
    /// comparison it is what moved, else what no area has in full, what most areas lack, or what one area has.
    ///
    /// - Parameters:
    ///   - register: the gaps at the picture's date, of all areas.
    ///   - within: by place in the hierarchy; nil for all.
    ///   - earlier: the same areas at the date that is compared with.
    public static func finding(
        of register: GapAudit,
        within: Int? = nil,
        comparedWith earlier: Snapshot? = nil
    ) -> String {
        let now = HeadlineScope(register, within: within)
        guard now.isRated else { return nothingRated(now) }
        if let earlier { return RatingsMoved(now, since: earlier).claim }
        return ofLevels(now).first?.claim ?? gapsOnRecord(now, within)
    }

    /// What a register says of the levels of an area and those below it: the headlines without those of time, money, returns, actions and
    /// families.
    public static func ofLevels(in register: GapAudit, within: Int?) -> [Headline] {
        ofLevels(HeadlineScope(register, within: within))
    }

    private static func ofLevels(_ now: HeadlineScope) -> [Headline] {
        now.rows.count > 1
            ? [fullNowhereHeadline(now, nil), mostLackHeadline(now, nil)].compactMap(\.self)
            : standingHeadlines(now, nil)
    }

    static func nothingRated(_ now: HeadlineScope) -> String { "Nothing is rated yet in \(now.name)" }

    /// How many gaps in provision there are, where no headline says more.
    static func gapsOnRecord(_ now: HeadlineScope, _ within: Int?) -> String {
        let (areas, day) = (now.context.model.areas, now.context.snapshot.areasAsOf)
        let open = now.audit.findings.count { finding in
            !finding.isOfTheRecord && (within.map { areas.isWithin(Int(finding.area), $0, on: day) } ?? true)
        }
        return open == 0
            ? "No gap in provision is on record in \(now.name)"
            : "\(counted(open, "gap")) in provision \(verb(open, "is", "are")) on record in \(now.name)"
    }
}
