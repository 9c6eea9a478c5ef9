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
    public let cellStarts: [Int]
    /// Reference dates, in days since 1970.
    public let dates: [Int32]
    public let states: [CellState]
    /// When each entry's document was recorded, in seconds since 1970, …
    public let recorded: [Int64]
    /// … and when a later revision of the same return took its place; `Int64.max` while none has.
    public let superseded: [Int64]
    /// The return each entry is from, by place in `ProvisionModel.returns`, …
    public let returnIndices: [Int32]
    /// … and the rating in it, by place in `Return.ratings`.
    public let ratingIndices: [Int32]

    /// Lays out the ratings of `returns`. A rating whose area, round, service type or level is unknown takes no place in
    /// the table; `Return.faults` finds it beforehand.
    ///
    /// - Parameter supersession: for each return, when a later revision took its place.
    init(framework: Framework, areas: AreaHierarchy, rounds: [Round], returns: [Return], supersession: [Int64]) {
        let areaCount = areas.areas.count
        let serviceCount = framework.serviceTypes.count
        let dateOfRound = Dictionary(
            rounds.map { ($0.id, $0.referenceDate.daysSince1970) },
            uniquingKeysWith: { first, _ in first }
        )

        // Two passes: count the ratings of each cell, then put each rating where its cell has come to. The returns come by
        // area, round and revision, so that most cells are in order of date at once.
        struct Entry {
            var cell: Int
            var date: Int32
            var revision: Int32
            var returnIndex: Int32
            var ratingIndex: Int32
            var state: CellState
        }
        var found: [Entry] = []
        found.reserveCapacity(returns.reduce(0) { $0 + $1.ratings.count })
        var starts = [Int](repeating: 0, count: areaCount * serviceCount + 1)
        for (returnIndex, document) in returns.enumerated() {
            guard let area = areas.index(of: document.area), let date = dateOfRound[document.round] else { continue }
            var expected = 0
            for (ratingIndex, rating) in document.ratings.enumerated() {
                let state = framework.scale.state(of: rating.value)
                guard let service = framework.index(of: rating.service, expecting: expected), state != .unrated else {
                    continue
                }
                expected = service + 1
                let cell = area * serviceCount + service
                starts[cell + 1] += 1
                found.append(
                    Entry(
                        cell: cell,
                        date: date,
                        revision: Int32(clamping: document.revision),
                        returnIndex: Int32(clamping: returnIndex),
                        ratingIndex: Int32(clamping: ratingIndex),
                        state: state
                    )
                )
            }
        }
        for cell in starts.indices.dropFirst() { starts[cell] += starts[cell - 1] }
        var next = starts
        var order = [Int32](repeating: 0, count: found.count)
        for (index, entry) in found.enumerated() {
            order[next[entry.cell]] = Int32(clamping: index)
            next[entry.cell] += 1
        }
        for cell in 0..<areaCount * serviceCount {
            func isBefore(_ first: Int32, _ second: Int32) -> Bool {
                let (first, second) = (found[Int(first)], found[Int(second)])
                return (first.date, first.revision) < (second.date, second.revision)
            }
            let range = starts[cell]..<starts[cell + 1]
            guard range.count > 1, zip(range, range.dropFirst()).contains(where: { isBefore(order[$1], order[$0]) })
            else { continue }
            order[range].sort(by: isBefore)
        }
        let entries = order.map { found[Int($0)] }

        self.areaCount = areaCount
        self.serviceCount = serviceCount
        cellStarts = starts
        dates = entries.map(\.date)
        states = entries.map(\.state)
        recorded = entries.map { returns[Int($0.returnIndex)].recorded.at.secondsSince1970 }
        superseded = entries.map { supersession[Int($0.returnIndex)] }
        returnIndices = entries.map(\.returnIndex)
        ratingIndices = entries.map(\.ratingIndex)
    }

    /// The entries of one cell, oldest first.
    public func entries(area: Int, service: Int) -> Range<Int> {
        guard (0..<areaCount).contains(area), (0..<serviceCount).contains(service) else { return 0..<0 }
        let cell = area * serviceCount + service
        return cellStarts[cell]..<cellStarts[cell + 1]
    }

    /// Whether an entry stood on record at a moment: recorded by then, and not yet replaced by a later revision.
    /// With no moment given: whether it stands today.
    public func isInForce(_ entry: Int, knownAt: Instant?) -> Bool {
        guard let moment = knownAt?.secondsSince1970 else { return superseded[entry] == .max }
        return recorded[entry] <= moment && moment < superseded[entry]
    }

    /// The entry that gives a cell its state at a date: the latest in force whose reference date is not after it.
    public func current(area: Int, service: Int, asOf date: CalendarDate, knownAt: Instant?) -> Int? {
        entries(area: area, service: service).last {
            dates[$0] <= date.daysSince1970 && isInForce($0, knownAt: knownAt)
        }
    }
}
