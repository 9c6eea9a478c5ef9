/// Plain text set in lines of at most `width` columns, one column a character.
enum TextLayout {
    /// One less than the width of the narrowest terminal in use, so that no terminal wraps a full line by itself.
    static let width = 79
    /// Between a term and its explanation.
    static let gap = 2
    /// Longer terms stand on a line of their own, so that one of them does not squeeze all explanations.
    static let widestTerm = 26

    /// Fills lines with `pieces`, which are never broken; one that is wider than a line stands alone in it.
    ///
    /// - Parameters:
    ///   - pieces: What is separated by single spaces.
    ///   - first: How the first line begins.
    ///   - indent: How many spaces the other lines begin with.
    /// - Returns: The lines; none where there are no pieces.
    static func filled(
        _ pieces: [String],
        first: String = "",
        indent: Int = 0,
        width: Int = TextLayout.width
    ) -> [String] {
        var lines: [String] = []
        var line = first
        var column = first.count
        var isFresh = true
        for piece in pieces {
            let count = piece.count
            if !isFresh, column + 1 + count > width {
                lines.append(line)
                line = spaces(indent)
                column = indent
                isFresh = true
            }
            line += (isFresh ? "" : " ") + piece
            column += (isFresh ? 0 : 1) + count
            isFresh = false
        }
        return lines + (isFresh ? [] : [line])
    }

    /// Fills lines with the words of `text`; a blank line in it stays one.
    static func paragraphs(_ text: String, indent: Int = 0) -> [String] {
        var result: [String] = []
        var words: [String] = []
        func endParagraph() {
            guard !words.isEmpty else { return }
            if !result.isEmpty { result.append("") }
            result += filled(words, first: spaces(indent), indent: indent)
            words = []
        }
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            let found = line.split(separator: " ").map(String.init)
            if found.isEmpty { endParagraph() } else { words += found }
        }
        endParagraph()
        return result
    }

    /// Terms with their explanations in two aligned columns, indented by two.
    static func columns(_ rows: [(term: String, text: String)]) -> [String] {
        let widest = rows.map(\.term.count).filter { $0 <= widestTerm }.max() ?? widestTerm
        let indent = 2 + widest + gap
        return rows.flatMap { row in
            let words = row.text.split(separator: " ").map(String.init)
            guard row.term.count <= widestTerm else {
                return ["  " + row.term] + filled(words, first: spaces(indent), indent: indent)
            }
            guard !words.isEmpty else { return ["  " + row.term] }
            return filled(words, first: "  " + row.term + spaces(widest - row.term.count + gap), indent: indent)
        }
    }

    static func spaces(_ count: Int) -> String {
        String(repeating: " ", count: max(0, count))
    }
}
