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
                .map { padded($1.0, to: $1.1, left: right.contains($0)) }.joined(separator: "  ")
            while line.last == " " { line.removeLast() }
            console.print(line)
        }
    }
}
