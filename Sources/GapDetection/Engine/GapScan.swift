/// The rules that work on ratings alone, over every month of a grid in one pass: how many gaps of each kind there were, month by
/// month.
///
/// It runs over flat arrays of bytes with one byte of memory a cell for each of: the level that holds, the best level so far,
/// months in development, months since the rating. Each inner loop is plain arithmetic on bytes without a branch, which the
/// compiler turns into vector instructions.
///
/// - none, partial, in development: the level that holds.
/// - stalled: in development for more than `stalledMonths` months on end.
/// - regressed: a level below the best so far; in development ranks above none and below partial.
/// - stale: `staleMonths` months or more since the last rating of the cell's own.
/// - inequity, systemic: by ICS and service type, as their rules define them. Cells never rated keep `systemic` silent.
public struct GapScan: Sendable {
    /// The counts of one month, or of all.
    public struct Counts: Hashable, Sendable {
        public var none = 0
        public var partial = 0
        public var inDevelopment = 0
        public var stalled = 0
        public var regressed = 0
        public var stale = 0
        public var inequity = 0
        public var systemic = 0

        public init() {}

        public static func += (one: inout Counts, other: Counts) {
            one.none += other.none
            one.partial += other.partial
            one.inDevelopment += other.inDevelopment
            one.stalled += other.stalled
            one.regressed += other.regressed
            one.stale += other.stale
            one.inequity += other.inequity
            one.systemic += other.systemic
        }
    }

    /// - Parameters:
    ///   - stalledMonths, staleMonths: at most 254.
    public static func counts(
        _ grid: RatingGrid,
        stalledMonths: Int = 12,
        staleMonths: Int = 18
    ) -> [Counts] {
        var result: [Counts] = []
        result.reserveCapacity(grid.months)
        var memory = Memory(cells: grid.cells, services: grid.services)
        for month in 0..<grid.months {
            result.append(
                memory.pass(
                    grid,
                    month: month,
                    stalled: UInt8(clamping: min(254, stalledMonths)),
                    stale: UInt8(clamping: min(254, staleMonths))
                )
            )
        }
        return result
    }

    /// What a scan remembers of each cell from month to month.
    private struct Memory {
        var holding: [UInt8]
        var best: [UInt8]
        var developing: [UInt8]
        var age: [UInt8]
        var anyFull: [UInt8]
        var anyNone: [UInt8]
        var allNone: [UInt8]

        init(cells: Int, services: Int) {
            holding = [UInt8](repeating: 0, count: cells)
            best = holding
            developing = holding
            age = holding
            anyFull = [UInt8](repeating: 0, count: services)
            anyNone = anyFull
            allNone = anyFull
        }

        mutating func pass(_ grid: RatingGrid, month: Int, stalled: UInt8, stale: UInt8) -> Counts {
            let cells = grid.cells
            var counts = Counts()
            unsafe grid.states.withUnsafeBufferPointer { states in
                unsafe holding.withUnsafeMutableBufferPointer { holding in
                    unsafe best.withUnsafeMutableBufferPointer { best in
                        unsafe developing.withUnsafeMutableBufferPointer { developing in
                            unsafe age.withUnsafeMutableBufferPointer { age in
                                guard let state = states.baseAddress, let hold = holding.baseAddress,
                                    let top = best.baseAddress, let months = developing.baseAddress,
                                    let old = age.baseAddress
                                else { return }
                                unsafe scan(
                                    state + month * cells,
                                    hold,
                                    top,
                                    months,
                                    old,
                                    cells,
                                    stalled,
                                    stale,
                                    &counts
                                )
                            }
                        }
                    }
                }
            }
            groups(grid, &counts)
            return counts
        }

        private mutating func groups(_ grid: RatingGrid, _ counts: inout Counts) {
            let services = grid.services
            for group in grid.groupStarts.indices.dropLast() {
                let range = grid.groupStarts[group]..<grid.groupStarts[group + 1]
                guard range.count > 1 else { continue }
                unsafe holding.withUnsafeBufferPointer { holding in
                    unsafe anyFull.withUnsafeMutableBufferPointer { full in
                        unsafe anyNone.withUnsafeMutableBufferPointer { none in
                            unsafe allNone.withUnsafeMutableBufferPointer { all in
                                guard let hold = holding.baseAddress, let full = full.baseAddress,
                                    let none = none.baseAddress, let all = all.baseAddress
                                else { return }
                                unsafe gather(hold, range, services, full, none, all, &counts)
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The cells of one month. The levels are those of `RatingGrid`, as numbers, which the compiler sees through best. Sums of bytes are taken in stretches of at most 255, so that they fit a byte.
@inline(never)
private func scan(
    _ state: UnsafePointer<UInt8>,
    _ hold: UnsafeMutablePointer<UInt8>,
    _ best: UnsafeMutablePointer<UInt8>,
    _ developing: UnsafeMutablePointer<UInt8>,
    _ age: UnsafeMutablePointer<UInt8>,
    _ cells: Int,
    _ stalledAfter: UInt8,
    _ staleFrom: UInt8,
    _ counts: inout GapScan.Counts
) {
    var start = 0
    while start < cells {
        let end = min(start + 192, cells)
        var (none, partial, inDevelopment, stalled, regressed, stale) =
            (UInt8(0), UInt8(0), UInt8(0), UInt8(0), UInt8(0), UInt8(0))
        for cell in start..<end {
            let own = unsafe state[cell]
            // All ones where the month has no rating of its own: then what held before holds.
            let kept: UInt8 = own == 0 ? 255 : 0
            let level = unsafe own | (hold[cell] & kept)
            unsafe hold[cell] = level
            let top = unsafe max(best[cell], level)
            unsafe best[cell] = top
            let isDeveloping: UInt8 = level == 2 ? 255 : 0
            let months = unsafe (min(developing[cell], 254) &+ 1) & isDeveloping
            unsafe developing[cell] = months
            let since = unsafe (min(age[cell], 254) &+ 1) & kept
            unsafe age[cell] = since
            let isRated: UInt8 = level == 0 ? 0 : 1
            none = none &+ (level == 1 ? 1 : 0)
            partial = partial &+ (level == 3 ? 1 : 0)
            inDevelopment = inDevelopment &+ (isDeveloping & 1)
            stalled = stalled &+ (months > stalledAfter ? 1 : 0)
            regressed = regressed &+ (level < top ? 1 : 0)
            stale = stale &+ ((since >= staleFrom ? 1 : 0) & isRated)
        }
        counts.none += Int(none)
        counts.partial += Int(partial)
        counts.inDevelopment += Int(inDevelopment)
        counts.stalled += Int(stalled)
        counts.regressed += Int(regressed)
        counts.stale += Int(stale)
        start = end
    }
}

/// One ICS in one month: for each service type whether some area is full, some at none, all at none.
@inline(never)
private func gather(
    _ hold: UnsafePointer<UInt8>,
    _ range: Range<Int>,
    _ services: Int,
    _ full: UnsafeMutablePointer<UInt8>,
    _ none: UnsafeMutablePointer<UInt8>,
    _ all: UnsafeMutablePointer<UInt8>,
    _ counts: inout GapScan.Counts
) {
    for service in 0..<services {
        unsafe full[service] = 0
        unsafe none[service] = 0
        unsafe all[service] = 1
    }
    for area in range {
        let row = unsafe hold + area * services
        for service in 0..<services {
            let level = unsafe row[service]
            let isNone: UInt8 = level == 1 ? 1 : 0
            unsafe full[service] |= level == 4 ? 1 : 0
            unsafe none[service] |= isNone
            unsafe all[service] &= isNone
        }
    }
    var (inequity, systemic) = (0, 0)
    for service in 0..<services {
        inequity += unsafe Int(full[service] & none[service])
        systemic += unsafe Int(all[service])
    }
    counts.inequity += inequity
    counts.systemic += systemic
}

extension GapScan {
    /// A finding of the last month of a scan, in eight bytes: the kind's place in `kinds`, and the cell.
    public struct Finding: Hashable, Sendable {
        public let kind: UInt32
        public let cell: UInt32
    }

    /// The findings of one month that a level says by itself, cell by cell.
    ///
    /// - Parameter month: of the grid's own ratings; those not rated in it are passed over.
    public static func findings(_ grid: RatingGrid, month: Int) -> [Finding] {
        guard (0..<grid.months).contains(month) else { return [] }
        let cells = grid.cells
        return unsafe [Finding](unsafeUninitializedCapacity: cells) { buffer, count in
            unsafe grid.states.withUnsafeBufferPointer { states in
                var written = 0
                for cell in 0..<cells {
                    let level = unsafe states[month * cells + cell]
                    // Written at all events, and kept where it is a gap: no branch that a processor could guess wrong.
                    unsafe buffer[written] = Finding(kind: UInt32(level), cell: UInt32(truncatingIfNeeded: cell))
                    written += level == RatingGrid.unrated || level == RatingGrid.full ? 0 : 1
                }
                count = written
            }
        }
    }
}
