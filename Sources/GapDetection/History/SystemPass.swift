/// The rules that look at all areas of an ICS together: for each service type what is among the areas' levels, in one pass over their
/// grades. Its loop is plain arithmetic on bytes, as that of `LevelPass` is.
package struct SystemPass: Sendable {
    /// What is among the levels of a service type, a bit each.
    package enum Flag {
        /// A level that closes the gap.
        package static let full: UInt8 = 1
        /// No provision.
        package static let none: UInt8 = 2
        /// A level other than no provision.
        package static let provided: UInt8 = 4
        /// A cell without a level.
        package static let unknown: UInt8 = 8
    }

    /// By service type the flags of the group that was looked at last.
    package private(set) var flags: [UInt8]
    private let grades: LevelPass.Grades

    package init(columns: Int, _ grades: LevelPass.Grades) {
        flags = [UInt8](repeating: 0, count: columns)
        self.grades = grades
    }

    /// Looks at a group.
    ///
    /// - Parameters:
    ///   - cells: the grades of a table, row by row.
    ///   - rows: the group's rows.
    package mutating func look(at cells: Span<UInt8>, rows: some Sequence<Int>) {
        let columns = flags.count
        for column in flags.indices { flags[column] = 0 }
        let grades = grades
        unsafe cells.withUnsafeBufferPointer { cells in
            unsafe flags.withUnsafeMutableBufferPointer { flags in
                guard let cell = cells.baseAddress, let flag = flags.baseAddress else { return }
                for row in rows {
                    precondition(row >= 0 && (row + 1) * columns <= cells.count, "a row is one of the table's")
                    unsafe Self.add(cell + row * columns, to: flag, columns, grades)
                }
            }
        }
    }

    private static func add(
        _ row: UnsafePointer<UInt8>,
        to flags: UnsafeMutablePointer<UInt8>,
        _ columns: Int,
        _ grades: LevelPass.Grades
    ) {
        let (none, full) = (grades.none, grades.full)
        for column in 0..<columns {
            let grade = unsafe row[column]
            let isRated: UInt8 = grade == 0 ? 0 : 1
            let isNone: UInt8 = grade == none ? 1 : 0
            let isFull: UInt8 = grade >= full ? 1 : 0
            unsafe flags[column] |= isFull | isNone &<< 1 | (isRated & ~isNone) &<< 2 | (isRated ^ 1) &<< 3
        }
    }
}
