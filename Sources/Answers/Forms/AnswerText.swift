/// An answer for people: lines, and rows of its table among them. How wide a column is, and whether there is colour, is for
/// the terminal to say.
package struct AnswerText {
    package enum Part {
        case line(String)
        /// A line of pieces, some of them on a colour of their own.
        case pieces([Piece])
        /// Rows of a table below its headings.
        case rows(AnswerTable, [Int])
    }

    package struct Piece {
        package let text: String
        /// "#RRGGBB"; nil for the terminal's own.
        package let ground: String?

        package init(_ text: String, ground: String? = nil) {
            self.text = text
            self.ground = ground
        }
    }

    package private(set) var parts: [Part] = []

    package init() {}

    package init(_ lines: [String]) { parts = lines.map(Part.line) }

    package mutating func line(_ text: String = "") { parts.append(.line(text)) }

    package mutating func lines(_ texts: some Sequence<String>) { for text in texts { line(text) } }

    /// Lines below an empty one; nothing where there are none.
    package mutating func paragraph(_ texts: some Collection<String>) {
        guard !texts.isEmpty else { return }
        line()
        lines(texts)
    }

    package mutating func pieces(_ pieces: [Piece]) { parts.append(.pieces(pieces)) }

    package mutating func rows(of table: AnswerTable, _ rows: some Sequence<Int>) {
        parts.append(.rows(table, Array(rows)))
    }

    /// All rows.
    package mutating func rows(of table: AnswerTable) { rows(of: table, 0..<table.count) }
}

/// Text that fills a width with spaces, at its left where it is a number; longer text stays as it is.
package func padded(_ text: String, to width: Int, left: Bool = false) -> String {
    let space = String(repeating: " ", count: max(0, width - text.count))
    return left ? space + text : text + space
}

/// A sentence as lines that a terminal holds, those after the first set in by two.
///
/// - Parameter indent: how many columns the first begins at.
package func wrapped(_ text: String, indent: Int = 0) -> [String] {
    var lines: [String] = []
    let margin = String(repeating: " ", count: indent)
    var line = margin
    for word in text.split(separator: " ") {
        if line.count > indent, line.count + 1 + word.count > 98 {
            lines.append(line)
            line = margin + "  " + word
        } else {
            line += (line.count == indent ? "" : " ") + word
        }
    }
    return lines + [line]
}
