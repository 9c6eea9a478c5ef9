import Answers

extension Console {
    /// Prints an answer: its tables in columns, its colours where this is a terminal that has them.
    mutating func print(_ text: AnswerText) {
        for part in text.parts {
            switch part {
            case .line(let line): print(line)
            case .pieces(let pieces): printColoured(pieces.map(painted).joined())
            case .rows(let table, let rows):
                TextTable.print(
                    header: table.titles,
                    rows.map(table.cells),
                    right: table.numbers,
                    spare: table.spare,
                    extra: table.extra,
                    to: &self
                )
            }
        }
    }

    /// A piece on its ground, in the 24-bit form that terminals share.
    private func painted(_ piece: AnswerText.Piece) -> String {
        let text = Self.harmless(piece.text)
        guard usesColour, let ground = piece.ground, let value = Int(ground.dropFirst(), radix: 16) else { return text }
        let (red, green, blue) = (value >> 16 & 0xFF, value >> 8 & 0xFF, value & 0xFF)
        let isLight = red * 299 + green * 587 + blue * 114 > 140_000
        return "\u{1B}[48;2;\(red);\(green);\(blue);\(isLight ? "30" : "97")m\(text)\u{1B}[0m"
    }
}

/// Columns of text. On a terminal they fit its width: columns for wide ones come where there is room, and where there is none columns that
/// can be spared go, long words are shortened, and no line wraps.
enum TextTable {
    /// A column of words is not made narrower than this.
    private static let leastWords = 12
    private static let gap = 2

    /// - Parameters:
    ///   - right: the columns that are aligned to the right: numbers. They are never shortened.
    ///   - spare: the columns that can be done without, the first to go first.
    ///   - extra: the columns that stand only on a terminal with room for them, shortened to what there is.
    static func print(
        header: [String],
        _ rows: [[String]],
        right: Set<Int> = [],
        spare: [Int] = [],
        extra: Set<Int> = [],
        to console: inout Console
    ) {
        let all = [header] + rows
        let widths = header.indices.map { column in
            all.map { $0.indices.contains(column) ? $0[column].count : 0 }.max() ?? 0
        }
        let columns = Columns(widths, right: right, spare: spare, extra: extra, in: console.terminal?.width)
        for row in all {
            var line = columns.shown.map { column, width in
                let text = row.indices.contains(column) ? row[column] : ""
                return padded(shortened(text, to: width), to: width, left: right.contains(column))
            }.joined(separator: String(repeating: " ", count: gap))
            while line.last == " " { line.removeLast() }
            console.print(console.terminal.map { shortened(line, to: $0.width) } ?? line)
        }
    }

    /// A text cut to a width, its end marked.
    private static func shortened(_ text: String, to width: Int) -> String {
        guard width > 0, text.count > width else { return text }
        return text.prefix(width - 1) + "\u{2026}"
    }

    /// Which columns are shown, and how wide.
    private struct Columns {
        var shown: [(column: Int, width: Int)]

        init(_ widths: [Int], right: Set<Int>, spare: [Int], extra: Set<Int>, in room: Int?) {
            shown = widths.enumerated().filter { !extra.contains($0.offset) }.map { ($0.offset, $0.element) }
            guard let room else { return }
            for column in spare where total > room { shown.removeAll { $0.column == column } }
            while total > room,
                let widest = shown.indices.filter({ !right.contains(shown[$0].column) })
                    .max(by: { shown[$0].width < shown[$1].width }), shown[widest].width > leastWords
            {
                shown[widest].width -= 1
            }
            for column in extra.sorted() {
                let left = room - total - gap
                guard left >= leastWords * 2, widths.indices.contains(column) else { continue }
                shown.append((column, min(widths[column], left)))
            }
            shown.sort { $0.column < $1.column }
        }

        private var total: Int { shown.reduce(0) { $0 + $1.width } + gap * max(0, shown.count - 1) }
    }
}
