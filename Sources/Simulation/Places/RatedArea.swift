/// An area of a simulated network that is asked about its provision.
struct RatedArea: Sendable {
    let name: String
    /// Its ICS, by number.
    let ics: Int
    /// Its children at its first count.
    let firstCount: ChildCount
    /// The area, by number, whose services it took over; nil for an area that was there from the start.
    var heirTo: Int?
    /// The first round it can be asked in.
    var firstRound = 0
    /// The first count of its children, by place in the counted years. That of a successor is the last of the areas it
    /// came from, so that the two show who went where.
    var firstCounted = 0
    /// The round before which it ended; nil while it has not.
    var endsBeforeRound: Int?
    /// Its last count; nil while it has not ended.
    var lastCounted: Int?
    var successors: [Int] = []

    var idText: String { "place-" + PlaceNames.slug(name) }

    func isAsked(inRound index: Int) -> Bool {
        index >= firstRound && index < (endsBeforeRound ?? .max)
    }

    /// Its children in the counted years from its first count to its last.
    ///
    /// - Parameter number: its own number.
    func counts(_ random: RandomNumbers, number: Int, _ calendar: RoundCalendar) -> [(counted: Int, count: ChildCount)]
    {
        let years = calendar.countedYears
        let last = min(lastCounted ?? .max, years.count - 1)
        guard firstCounted <= last else { return [] }
        var count = firstCount
        var all: [(counted: Int, count: ChildCount)] = []
        for counted in firstCounted...last {
            if counted > firstCounted {
                let between = calendar.yearsBetweenCounts
                let before = years[counted] - between
                count = count.grown(random, root: heirTo ?? number, from: before, years: between)
            }
            all.append((counted, count))
        }
        return all
    }
}
