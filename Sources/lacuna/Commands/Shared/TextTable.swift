/// Columns of text for a terminal.
enum TextTable {
    /// - Parameter right: the columns that are aligned to the right: numbers.
    static func print(
        header: [String],
        _ rows: [[String]],
        right: Set<Int> = [],
        to console: inout Console
    ) {
        let all = [header] + rows
        let widths = header.indices.map { column in
            all.map { $0.indices.contains(column) ? $0[column].count : 0 }.max() ?? 0
        }
        for row in all {
            var line = zip(row, widths).enumerated()
                .map { LetterTable.pad($1.0, $1.1, left: right.contains($0)) }.joined(separator: "  ")
            while line.last == " " { line.removeLast() }
            console.print(line)
        }
    }
}
