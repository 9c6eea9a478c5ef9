/// How high rows must be for texts that wrap. Excel fits rows only when somebody types into them, and never those of merged
/// cells; so the heights are worked out here, from letters of a middling width.
struct FittedRows {
    /// By row: its height in points where that is more than one line.
    private(set) var heights: [Int: Double] = [:]

    /// The width of a column that was not given one, in digits.
    static let usualWidth = 9.14
    /// What spreadsheets show at most, in points.
    private static let highest = 409.0

    init(_ sheet: SheetDraft) {
        for (address, cell) in sheet.cells {
            guard case .text(let text) = cell.value, cell.style.wraps, sheet.rowHeights[address.row] == nil else {
                continue
            }
            let range = sheet.merged.first { $0.contains(address) } ?? CellRange(address)
            guard range.first == address, range.first.row == range.last.row else { continue }
            let width = (range.first.column...range.last.column).reduce(0) {
                $0 + (sheet.columnWidths[$1] ?? Self.usualWidth)
            }
            let size = cell.style.font.size
            let lines = Self.lines(text, width: max(1, (width - Double(cell.style.indent)) * 11 / size))
            guard lines > 1 else { continue }
            let height = min(Self.highest, (Double(lines) * size * 1.3).rounded(.up))
            heights[address.row] = max(heights[address.row] ?? 0, height)
        }
    }

    /// Words broken where the next one does not fit.
    private static func lines(_ text: String, width: Double) -> Int {
        text.split(separator: "\n", omittingEmptySubsequences: false).reduce(0) { lines, paragraph in
            var (more, used) = (1, 0.0)
            for word in paragraph.split(separator: " ") {
                let length = word.unicodeScalars.reduce(0.0) { $0 + ($1.value < 0x2E80 ? 1 : 2) }
                if used > 0, used + 1 + length > width {
                    more += 1
                    used = length
                } else {
                    used += length + (used > 0 ? 1 : 0)
                }
                if used > width {
                    let broken = (used / width).rounded(.down)
                    more += Int(min(1_000, broken))
                    used -= broken * width
                }
            }
            return lines + more
        }
    }
}
