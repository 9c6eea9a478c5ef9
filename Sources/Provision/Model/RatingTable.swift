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
    public private(set) var cellStarts: [Int]
    /// Reference dates, in days since 1970.
    public private(set) var dates: [Int32]
    public private(set) var states: [CellState]
    /// The return each entry is from, by place in `ProvisionModel.returns`, …
    public private(set) var returnIndices: [Int32]
    /// … and the rating in it, by place in `Return.ratings`.
    public private(set) var ratingIndices: [Int32]
    /// For each entry 1 where it stands today: no later revision took its return's place, and it is no draft.
    private var standing: [UInt8]
    /// For each entry 1 where its return carried the rating over from an earlier round, else 0.
    private var carried: [UInt8]
    /// When each return was recorded, in seconds since 1970, …
    private var recorded: [Int64]
    /// … and when a later revision of it took its place; `Int64.max` while none has.
    private var superseded: [Int64]

    /// Lays out the ratings of `returns`, in which `Return.faults` found nothing: a rating whose area, round, service type or
    /// level is unknown has no place in the table.
    ///
    /// - Parameter supersession: for each return, when a later revision took its place.
    init(framework: Framework, areas: AreaHierarchy, rounds: [Round], returns: [Return], supersession: [Int64]) {
        let areaCount = areas.areas.count
        let serviceCount = framework.serviceTypes.count
        let dateOfRound = Dictionary(
            rounds.map { ($0.id, $0.referenceDate.daysSince1970) },
            uniquingKeysWith: { first, _ in first }
        )

        /// Calls `body` with each rating that has a place in the table: the place of its cell, of its return and in it.
        func forEachRating(
            _ body: (_ cell: Int, _ document: Int, _ rating: Int, CellState, _ isCarried: Bool) -> Void
        ) {
            for (documentIndex, document) in returns.enumerated() {
                guard let area = areas.index(of: document.area), dateOfRound[document.round] != nil else {
                    assertionFailure("a return of \(document.area) for \(document.round), one of which is unknown")
                    continue
                }
                if let marks = document.marks {
                    for (ratingIndex, mark) in marks.enumerated() {
                        guard mark.service < serviceCount else {
                            assertionFailure("\(document.area) rates what the framework does not have")
                            continue
                        }
                        body(
                            area * serviceCount + mark.service,
                            documentIndex,
                            ratingIndex,
                            mark.state,
                            mark.isCarried
                        )
                    }
                    continue
                }
                var expected = 0
                for (ratingIndex, rating) in document.ratings.enumerated() {
                    guard let service = framework.index(of: rating.service, expecting: expected),
                        let state = framework.scale.state(of: rating.value)
                    else {
                        assertionFailure("\(document.area) rates what the framework does not have: \(rating)")
                        continue
                    }
                    expected = service + 1
                    body(area * serviceCount + service, documentIndex, ratingIndex, state, rating.carriedFrom != nil)
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
        var carried = [UInt8](repeating: 0, count: count)
        forEachRating { cell, document, rating, state, isCarried in
            let place = next[cell]
            next[cell] += 1
            states[place] = state
            returnIndices[place] = Int32(clamping: document)
            ratingIndices[place] = Int32(clamping: rating)
            carried[place] = isCarried ? 1 : 0
        }
        let returnDates = returns.map { dateOfRound[$0.round] ?? 0 }
        for cell in 0..<areaCount * serviceCount {
            let range = starts[cell]..<starts[cell + 1]
            let isBefore = { (first: Int, second: Int) -> Bool in
                let (one, other) = (Int(returnIndices[first]), Int(returnIndices[second]))
                return (returnDates[one], returns[one].revision) < (returnDates[other], returns[other].revision)
            }
            guard range.count > 1, zip(range.dropFirst(), range).contains(where: isBefore) else { continue }
            let order = range.sorted(by: isBefore)
            states.replaceSubrange(range, with: order.map { states[$0] })
            carried.replaceSubrange(range, with: order.map { carried[$0] })
            let (documents, ratings) = (order.map { returnIndices[$0] }, order.map { ratingIndices[$0] })
            returnIndices.replaceSubrange(range, with: documents)
            ratingIndices.replaceSubrange(range, with: ratings)
        }

        self.areaCount = areaCount
        self.serviceCount = serviceCount
        cellStarts = starts
        dates = returnIndices.map { returnDates[Int($0)] }
        self.states = states
        self.carried = carried
        self.returnIndices = returnIndices
        self.ratingIndices = ratingIndices
        recorded = returns.map(\.recorded.at.secondsSince1970)
        superseded = supersession
        standing = returnIndices.map { supersession[Int($0)] == .max ? 1 : 0 }
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
    public func isCarried(_ entry: Int) -> Bool { carried.indices.contains(entry) && carried[entry] != 0 }

    /// Whether an entry stood on record at a moment: recorded by then, and not yet replaced by a later revision.
    /// With no moment given: whether it stands today.
    public func isInForce(_ entry: Int, knownAt: Instant?) -> Bool {
        let document = Int(returnIndices[entry])
        guard let moment = knownAt?.secondsSince1970 else { return superseded[document] == .max }
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

    /// The same table with one return more.
    ///
    /// - Parameters:
    ///   - marks: a mark for each of its ratings, in order.
    ///   - area: its area, by place in the hierarchy.
    ///   - day: its round's reference date, in days since 1970.
    ///   - place: where it comes to stand in the model's returns.
    ///   - revision: of a return by its place, as it stands then.
    ///   - supersession: of all returns, as they stand then.
    func adding(
        _ marks: [RatingMark],
        area: Int,
        day: Int32,
        recorded moment: Int64,
        place: Int,
        revision: (Int) -> Int,
        supersession: [Int64]
    ) -> RatingTable {
        var table = self
        table.recorded.insert(moment, at: place)
        table.superseded = supersession
        let first = Int32(truncatingIfNeeded: place)
        for entry in table.returnIndices.indices where table.returnIndices[entry] >= first {
            table.returnIndices[entry] += 1
        }
        let start = cellStarts[area * serviceCount]
        let end = cellStarts[(area + 1) * serviceCount]
        var markOf = [Int](repeating: -1, count: serviceCount)
        for (rating, mark) in marks.enumerated() { markOf[mark.service] = rating }
        // The area's own cells anew, and the others moved by as many entries as came in.
        var order: [(old: Int, rating: Int)] = []
        order.reserveCapacity(end - start + marks.count)
        var added = 0
        for service in 0..<serviceCount {
            let cell = area * serviceCount + service
            let range = cellStarts[cell]..<cellStarts[cell + 1]
            table.cellStarts[cell] += added
            let rating = markOf[service]
            guard rating >= 0 else {
                for old in range { order.append((old, -1)) }
                continue
            }
            // Before the first entry of a later date or, of the same date, of a later revision.
            let next =
                range.first { old in
                    (dates[old], revision(Int(table.returnIndices[old]))) > (day, revision(place))
                } ?? range.upperBound
            for old in range.lowerBound..<next { order.append((old, -1)) }
            order.append((-1, rating))
            for old in next..<range.upperBound { order.append((old, -1)) }
            added += 1
        }
        for cell in ((area + 1) * serviceCount)..<table.cellStarts.count { table.cellStarts[cell] += added }
        func replace<Value>(_ values: inout [Value], _ fresh: (Int) -> Value) {
            values.replaceSubrange(start..<end, with: order.map { $0.old >= 0 ? values[$0.old] : fresh($0.rating) })
        }
        replace(&table.dates) { _ in day }
        replace(&table.states) { marks[$0].state }
        replace(&table.returnIndices) { _ in first }
        replace(&table.ratingIndices) { Int32(truncatingIfNeeded: $0) }
        replace(&table.carried) { marks[$0].isCarried ? 1 : 0 }
        replace(&table.standing) { _ in 0 }
        // Which of the area's entries stand may have changed: the return may have taken another's place.
        for entry in start..<start + order.count {
            table.standing[entry] = supersession[Int(table.returnIndices[entry])] == .max ? 1 : 0
        }
        return table
    }
}
