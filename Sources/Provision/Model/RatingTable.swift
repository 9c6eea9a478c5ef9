/// Every rating of every return, in flat arrays ordered by area, service type, reference date and revision.
///
/// A cell (an area and a service type) is a range of entries; `cellStarts` says where each begins:
///
///     cells      halton/iapt   halton/camhs     knowsley/iapt …
///     dates      2022 2023     2022             2022 …
///     states     R    A        R                G …
///
/// Finding a cell costs one addition; finding its state at a date, a walk back over the few entries of one cell. Scans over
/// all ratings read whole arrays and meet no string and no dictionary.
public struct RatingTable: Sendable {
    public let areaCount: Int
    public let serviceCount: Int
    /// `areaCount * serviceCount + 1` offsets into the arrays below.
    public internal(set) var cellStarts: [Int]
    /// Reference dates, in days since 1970.
    public internal(set) var dates: [Int32]
    public internal(set) var states: [CellState]
    /// The return each entry is from, by place in `ProvisionModel.returns`, …
    public internal(set) var returnIndices: [Int32]
    /// … and the rating in it, by place in `Return.ratings`.
    public internal(set) var ratingIndices: [Int32]
    /// For each entry 1 where it stands today: no later revision took its return's place, and it is no draft.
    var standing: [UInt8]
    /// For each entry where its return took the rating from, …
    var origins: [RatingFrom]
    /// … and the number of the round in which it was made, as the returns stand today.
    var made: [Int32]
    /// For each cell 1 where two revisions of a return rate it differently, else 0.
    var isCorrected: [UInt8]
    /// For each return its area, by place in the hierarchy, and the number of its round; -1 where it has no place in the table.
    var areaOfReturn: [Int32]
    var roundOfReturn: [Int32]
    /// When each return was recorded, in seconds since 1970, …
    var recorded: [Int64]
    /// … and when a later revision of it took its place; `Int64.max` while none has.
    var superseded: [Int64]
    /// The reference dates of the rounds, by number.
    let roundDays: [Int32]
    /// For each area itself and then those it came from.
    let lines: [[Int]]

    /// Lays out the ratings of `returns`, in which `Return.faults` found nothing: a rating whose area, round, service type or
    /// level is unknown has no place in the table.
    ///
    /// - Parameters:
    ///   - numbers: the rounds by their places in `rounds`.
    ///   - supersession: for each return, when a later revision took its place.
    init(
        framework: Framework,
        areas: AreaHierarchy,
        rounds: [Round],
        numbers: RoundNumbers,
        returns: [Return],
        supersession: [Int64]
    ) {
        let areaCount = areas.areas.count
        let serviceCount = framework.serviceTypes.count
        let roundDays = rounds.map(\.referenceDate.daysSince1970)
        let places = returns.map { (area: areas.index(of: $0.area), round: numbers[$0.round]) }

        /// Calls `body` with each rating that has a place in the table: the place of its cell, of its return and in it.
        func forEachRating(
            _ body: (_ cell: Int, _ document: Int, _ rating: Int, CellState, RatingFrom) -> Void
        ) {
            // Returns of one store number the rounds alike.
            var renumbering: (of: RoundNumbers, numbers: [Int?]?)?
            for (documentIndex, document) in returns.enumerated() {
                guard let area = places[documentIndex].area, places[documentIndex].round != nil else {
                    assertionFailure("a return of \(document.area) for \(document.round), one of which is unknown")
                    continue
                }
                if let marks = document.marks {
                    if renumbering?.of !== marks.rounds {
                        renumbering = (marks.rounds, numbers.numbers(of: marks.rounds))
                    }
                    let renumbered = renumbering?.numbers
                    for (ratingIndex, mark) in marks.list.enumerated() {
                        guard mark.service < serviceCount else {
                            assertionFailure("\(document.area) rates what the framework does not have")
                            continue
                        }
                        body(
                            area * serviceCount + mark.service,
                            documentIndex,
                            ratingIndex,
                            mark.state,
                            renumbered.map { mark.from.renumbered($0) } ?? mark.from
                        )
                    }
                    continue
                }
                var (expected, latest) = (0, 0)
                for (ratingIndex, rating) in document.ratings.enumerated() {
                    guard let service = framework.index(of: rating.service, expecting: expected),
                        let state = framework.scale.state(of: rating.value)
                    else {
                        assertionFailure("\(document.area) rates what the framework does not have: \(rating)")
                        continue
                    }
                    expected = service + 1
                    let round = rating.carriedFrom.flatMap { numbers.number(of: $0, expecting: latest) }
                    latest = round ?? latest
                    let from = RatingFrom(rating, round: round)
                    body(area * serviceCount + service, documentIndex, ratingIndex, state, from)
                }
            }
        }

        // Two passes: count the ratings of each cell, then put each where its cell has come to. The returns come by area,
        // round and revision, so that most cells are in order of date at once.
        var starts = [Int](repeating: 0, count: areaCount * serviceCount + 1)
        forEachRating { cell, _, _, _, _ in starts[cell + 1] += 1 }
        for cell in starts.indices.dropFirst() { starts[cell] += starts[cell - 1] }
        let count = starts.last ?? 0
        var next = starts
        var states = [CellState](repeating: .unrated, count: count)
        var returnIndices = [Int32](repeating: 0, count: count)
        var ratingIndices = [Int32](repeating: 0, count: count)
        var origins = [RatingFrom](repeating: RatingFrom(raw: 0), count: count)
        forEachRating { cell, document, rating, state, from in
            let place = next[cell]
            next[cell] += 1
            states[place] = state
            returnIndices[place] = Int32(clamping: document)
            ratingIndices[place] = Int32(clamping: rating)
            origins[place] = from
        }
        let returnDates = places.map { $0.round.map { roundDays[$0] } ?? 0 }
        for cell in 0..<areaCount * serviceCount {
            let range = starts[cell]..<starts[cell + 1]
            let isBefore = { (first: Int, second: Int) -> Bool in
                let (one, other) = (Int(returnIndices[first]), Int(returnIndices[second]))
                return (returnDates[one], returns[one].revision) < (returnDates[other], returns[other].revision)
            }
            guard range.count > 1, zip(range.dropFirst(), range).contains(where: isBefore) else { continue }
            let order = range.sorted(by: isBefore)
            states.replaceSubrange(range, with: order.map { states[$0] })
            origins.replaceSubrange(range, with: order.map { origins[$0] })
            let (documents, ratings) = (order.map { returnIndices[$0] }, order.map { ratingIndices[$0] })
            returnIndices.replaceSubrange(range, with: documents)
            ratingIndices.replaceSubrange(range, with: ratings)
        }

        self.areaCount = areaCount
        self.serviceCount = serviceCount
        cellStarts = starts
        let dates = returnIndices.map { returnDates[Int($0)] }
        self.dates = dates
        self.states = states
        self.origins = origins
        self.returnIndices = returnIndices
        self.ratingIndices = ratingIndices
        recorded = returns.map(\.recorded.at.secondsSince1970)
        superseded = supersession
        standing = returnIndices.map { supersession[Int($0)] == .max ? 1 : 0 }
        areaOfReturn = places.map { Int32(clamping: $0.area ?? -1) }
        roundOfReturn = places.map { Int32(clamping: $0.round ?? -1) }
        self.roundDays = roundDays
        lines = areas.areas.indices.map { own in [own] + areas.lineage(of: own).filter { $0 != own } }
        isCorrected = (0..<areaCount * serviceCount).map {
            Self.isCorrected(starts[$0]..<starts[$0 + 1], dates, states)
        }
        made = []
        var made = [Int32](repeating: 0, count: count)
        find(&made, areas: 0..<areaCount, knownAt: nil)
        self.made = made
    }

    /// The entries of one cell, oldest first.
    public func entries(area: Int, service: Int) -> Range<Int> {
        guard (0..<areaCount).contains(area), (0..<serviceCount).contains(service) else { return 0..<0 }
        let cell = area * serviceCount + service
        return cellStarts[cell]..<cellStarts[cell + 1]
    }

    /// The service type of an entry of one area, by place in the framework; nil where it is none of that area's.
    func service(ofEntry entry: Int, area: Int) -> Int? {
        guard (0..<areaCount).contains(area) else { return nil }
        let first = area * serviceCount
        var (low, high) = (first, first + serviceCount)
        // The last of the area's cells that begins at or before the entry.
        while low < high {
            let middle = (low + high) / 2
            if cellStarts[middle + 1] <= entry { low = middle + 1 } else { high = middle }
        }
        return low < first + serviceCount && cellStarts[low] <= entry ? low - first : nil
    }

    /// Whether an entry's return carried the rating over from an earlier round, so that the round it was made in is another's.
    public func isCarried(_ entry: Int) -> Bool { origins.indices.contains(entry) && origins[entry].isCarried }

    /// Whether an entry stood on record at a moment: recorded by then, and not yet replaced by a later revision.
    /// With no moment given: whether it stands today.
    public func isInForce(_ entry: Int, knownAt: Instant?) -> Bool {
        guard let knownAt else { return standing[entry] != 0 }
        return stood(Int(returnIndices[entry]), at: knownAt)
    }

    /// Whether a return stood on record at a moment.
    func stood(_ document: Int, at knownAt: Instant) -> Bool {
        let moment = knownAt.secondsSince1970
        return recorded[document] <= moment && moment < superseded[document]
    }

    /// The entry that gives a cell its state at a date: the latest in force whose reference date is not after it.
    public func current(area: Int, service: Int, asOf date: CalendarDate, knownAt: Instant?) -> Int? {
        let range = entries(area: area, service: service)
        let day = date.daysSince1970
        var entry = range.upperBound - 1
        while entry >= range.lowerBound {
            if dates[entry] <= day, knownAt == nil ? standing[entry] != 0 : isInForce(entry, knownAt: knownAt) {
                return entry
            }
            entry -= 1
        }
        return nil
    }

    /// The same of all cells at several dates, in one pass: for each date an entry a cell, -1 for none.
    ///
    /// - Parameter asked: dates, the earliest first.
    func current(asOf asked: [CalendarDate], knownAt: Instant?) -> [[Int32]] {
        let days = asked.map(\.daysSince1970)
        assert(zip(days, days.dropFirst()).allSatisfy(<=), "the earliest date first")
        let cells = areaCount * serviceCount
        var found = [[Int32]](repeating: [Int32](repeating: -1, count: cells), count: days.count)
        for cell in 0..<cells {
            var entry = cellStarts[cell]
            let end = cellStarts[cell + 1]
            guard entry < end else { continue }
            var last: Int32 = -1
            for (place, day) in days.enumerated() {
                while entry < end, dates[entry] <= day {
                    if knownAt == nil ? standing[entry] != 0 : isInForce(entry, knownAt: knownAt) {
                        last = Int32(truncatingIfNeeded: entry)
                    }
                    entry += 1
                }
                if last >= 0 { found[place][cell] = last }
            }
        }
        return found
    }
}
