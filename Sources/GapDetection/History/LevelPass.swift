package import Provision

/// The rules that work on levels alone, cell by cell over whole histories: which cells are gaps of which kinds, round by round.
///
/// It goes from the earliest round to the latest, over flat arrays of bytes with two bytes of memory a cell: the best grade so far and
/// the rounds in development on end. Each loop is plain arithmetic on bytes without a branch, which the compiler turns into vector
/// instructions. Counting and finding both rest on the marks it leaves; the rules turn marks into findings.
package struct LevelPass: Sendable {
    /// What a cell is, a bit each.
    package enum Mark {
        package static let none: UInt8 = 1
        package static let partial: UInt8 = 2
        package static let inDevelopment: UInt8 = 4
        /// In development for as many rounds as were asked for, or more.
        package static let stalled: UInt8 = 8
        /// Below the best grade so far.
        package static let regressed: UInt8 = 16
        package static let stale: UInt8 = 32
    }

    /// How many cells have each mark.
    package struct Counts: Hashable, Sendable {
        package var none = 0
        package var partial = 0
        package var inDevelopment = 0
        package var stalled = 0
        package var regressed = 0
        package var stale = 0

        package init() {}
    }

    /// Levels as numbers that can be compared: 0 is no level, and a better one is greater.
    package struct Grades: Sendable {
        /// By the level's place in the scale.
        let grades: [UInt8]
        /// The grade of no provision, and of in development; 255 where the scale has none.
        let none: UInt8
        let inDevelopment: UInt8
        /// The least grade that closes a gap; 255 where none does.
        let full: UInt8
        /// The grades of some provision.
        let partial: Range<UInt8>

        package init(_ scale: RatingScale) {
            let orders = Set(scale.levels.map(\.order)).sorted()
            let grades = scale.levels.map { level in
                UInt8(clamping: (orders.firstIndex(of: level.order) ?? 0) + 1)
            }
            func standing(_ standing: Level.Standing) -> [UInt8] {
                zip(scale.levels, grades).filter { $0.0.standing == standing }.map { $0.1 }.sorted()
            }
            self.grades = grades
            none = standing(.none).first ?? 255
            inDevelopment = standing(.inDevelopment).first ?? 255
            full = standing(.full).first ?? 255
            let some = standing(.partial)
            partial = (some.first ?? 254)..<((some.last ?? 253) + 1)
        }

        /// The grade of a raw state.
        package func grade(_ raw: UInt8) -> UInt8 { Int(raw) < grades.count ? grades[Int(raw)] : 0 }
    }

    private let grades: Grades
    private var best: [UInt8]
    private var developing: [UInt8]
    /// The marks of the latest round.
    package private(set) var marks: [UInt8]

    package init(cells: Int, _ grades: Grades) {
        self.grades = grades
        best = [UInt8](repeating: 0, count: cells)
        developing = best
        marks = best
    }

    /// Goes on to the next round.
    ///
    /// - Parameters:
    ///   - current: a grade for each cell, 0 for no level.
    ///   - old: 1 for each cell whose rating is too old; other cells 0.
    ///   - stalledFrom: from how many rounds on end, this one included, a cell in development has stalled; more than 255 count as 255.
    @discardableResult
    package mutating func advance(_ current: Span<UInt8>, old: Span<UInt8>, stalledFrom: Int) -> Counts {
        precondition(current.count == marks.count && old.count == marks.count, "a round has as many cells as the pass")
        var counts = Counts()
        let stalledFrom = UInt8(clamping: max(1, stalledFrom))
        let grades = grades
        unsafe current.withUnsafeBufferPointer { current in
            unsafe old.withUnsafeBufferPointer { old in
                unsafe best.withUnsafeMutableBufferPointer { best in
                    unsafe developing.withUnsafeMutableBufferPointer { developing in
                        unsafe marks.withUnsafeMutableBufferPointer { marks in
                            guard let grade = current.baseAddress, let old = old.baseAddress,
                                let best = best.baseAddress, let rounds = developing.baseAddress,
                                let mark = marks.baseAddress
                            else { return }
                            unsafe Self.mark(
                                grade,
                                old,
                                best,
                                rounds,
                                mark,
                                current.count,
                                grades,
                                stalledFrom,
                                &counts
                            )
                        }
                    }
                }
            }
        }
        return counts
    }

    /// Sums of bytes are taken in stretches of at most 255, so that they fit a byte.
    @inline(never)
    private static func mark(
        _ current: UnsafePointer<UInt8>,
        _ old: UnsafePointer<UInt8>,
        _ best: UnsafeMutablePointer<UInt8>,
        _ developing: UnsafeMutablePointer<UInt8>,
        _ marks: UnsafeMutablePointer<UInt8>,
        _ cells: Int,
        _ grades: Grades,
        _ stalledFrom: UInt8,
        _ counts: inout Counts
    ) {
        let (noneGrade, developmentGrade) = (grades.none, grades.inDevelopment)
        let (partialFrom, partialEnd) = (grades.partial.lowerBound, grades.partial.upperBound)
        var start = 0
        while start < cells {
            let end = min(start + 192, cells)
            var (none, partial, inDevelopment, stalled, regressed, stale) =
                (UInt8(0), UInt8(0), UInt8(0), UInt8(0), UInt8(0), UInt8(0))
            for cell in start..<end {
                let grade = unsafe current[cell]
                let top = unsafe max(best[cell], grade)
                unsafe best[cell] = top
                let isDeveloping: UInt8 = grade == developmentGrade ? 255 : 0
                let rounds = unsafe (min(developing[cell], 254) &+ 1) & isDeveloping
                unsafe developing[cell] = rounds
                let isRated: UInt8 = grade == 0 ? 0 : 1
                let isNone: UInt8 = grade == noneGrade ? 1 : 0
                let isPartial: UInt8 = (grade >= partialFrom ? 1 : 0) & (grade < partialEnd ? 1 : 0)
                let isStalled: UInt8 = rounds >= stalledFrom ? 1 : 0
                let hasRegressed: UInt8 = (grade < top ? 1 : 0) & isRated
                let isStale = unsafe old[cell] & isRated
                none = none &+ isNone
                partial = partial &+ isPartial
                inDevelopment = inDevelopment &+ (isDeveloping & 1)
                stalled = stalled &+ isStalled
                regressed = regressed &+ hasRegressed
                stale = stale &+ isStale
                unsafe marks[cell] =
                    isNone | isPartial &<< 1 | isDeveloping & 4 | isStalled &<< 3 | hasRegressed &<< 4 | isStale &<< 5
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
}
