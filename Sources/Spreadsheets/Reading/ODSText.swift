/// The text of an OpenDocument cell: paragraphs divided by line breaks, white space as the format has it.
enum ODSText {
    /// Notes and drawings on the cell are not its text.
    static func text(_ reader: XMLReader, limit: Int) throws(WorkbookFault) -> String {
        var paragraphs = 0
        var text = CollapsingText(limit: limit)
        try reader.eachChild { () throws(WorkbookFault) in
            guard reader.name == "p" || reader.name == "h", reader.namespace == ODSNamespace.text else { return }
            if paragraphs > 0 { text.add("\n") }
            paragraphs += 1
            text.beginParagraph()
            try add(reader, to: &text)
        }
        guard !text.isTooLong else { throw reader.tooLong(limit) }
        return text.whole
    }

    private static func add(_ reader: XMLReader, to text: inout CollapsingText) throws(WorkbookFault) {
        try reader.eachPiece { (piece) throws(WorkbookFault) in
            text.addCollapsed(piece)
        } element: { () throws(WorkbookFault) in
            switch reader.name {
            case "s":
                let count = reader.attribute("c", of: ODSNamespace.text).flatMap { Int($0) } ?? 1
                text.add(String(repeating: " ", count: max(0, min(count, text.limit + 1))))
            case "tab": text.add("\t")
            case "line-break": text.add("\n")
            case "annotation", "note", "ruby-text", "frame": break
            default: try add(reader, to: &text)
            }
            guard !text.isTooLong else { throw reader.tooLong(text.limit) }
        }
        guard !text.isTooLong else { throw reader.tooLong(text.limit) }
    }
}

/// A text in which white space that holds a line end or a tab is how the XML was laid out: one blank, and none where a
/// paragraph begins. Blanks alone are kept: the standard has an element for them, but LibreOffice writes those of texts of
/// several lines as they are.
private struct CollapsingText {
    let limit: Int
    private(set) var whole = ""
    private var isAtStart = true

    init(limit: Int) { self.limit = limit }

    var isTooLong: Bool { whole.utf8.count > limit && whole.utf16.count > limit }

    mutating func beginParagraph() { isAtStart = true }

    mutating func add(_ text: String) {
        whole += text
        isAtStart = false
    }

    mutating func addCollapsed(_ text: String) {
        func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }
        var rest = text.utf8[...]
        while let first = rest.first {
            let run = rest.prefix { isSpace($0) == isSpace(first) }
            rest = rest.dropFirst(run.count)
            if isSpace(first), run.contains(where: { $0 != 0x20 }) {
                if !isAtStart { whole += " " }
            } else {
                whole += String(Substring(run))
                isAtStart = false
            }
        }
    }
}
