import Exhibits

/// A piece of a paper, from top to bottom.
package enum Block: Sendable {
    /// Below a section's own heading: of level 2 or 3.
    case heading(String, level: Int)
    case paragraph([Run], Rank = .body)
    /// A list with bullets.
    case list([[Run]])
    case table(PaperTable)
    case picture(PaperPicture)

    /// How much a paragraph asks to be read.
    package enum Rank: Hashable, Sendable {
        case body
        /// Smaller: what must be known beside a table or a picture.
        case note
        /// What must not be missed.
        case warning
    }

    package static func text(_ text: String, _ rank: Rank = .body) -> Block { .paragraph([Run(text)], rank) }

    /// Bullets of plain sentences.
    package static func bullets(_ sentences: [String]) -> Block { .list(sentences.map { [Run($0)] }) }
}

/// A stretch of text in one style.
package struct Run: Hashable, Sendable {
    package let text: String
    package let isBold: Bool
    package let isItalic: Bool

    /// - Parameter text: on one line, without marks that reverse what stands beside them, whatever the store holds.
    package init(_ text: String, isBold: Bool = false, isItalic: Bool = false) {
        self.text = oneLine(text)
        self.isBold = isBold
        self.isItalic = isItalic
    }
}

/// Text on one line: line ends and tabs are spaces, and no mark turns the direction of what follows.
func oneLine(_ text: String) -> String {
    let text = withoutDirectionMarks(text)
    guard text.unicodeScalars.contains(where: { $0 == "\n" || $0 == "\r" || $0 == "\t" }) else { return text }
    return String(text.map { $0.isNewline || $0 == "\t" ? " " : $0 })
}
