import Foundation

/// A report's page, read as text: what stands between two texts, rows of its tables, items of its lists.
struct ReadPage {
    let html: String

    init(_ html: String) { self.html = html }

    /// What stands between two texts, the first of its kind; empty where there is none.
    func part(from start: String, to end: String) -> String {
        guard let begin = html.range(of: start), let stop = html.range(of: end, range: begin.upperBound..<html.endIndex)
        else { return "" }
        return String(html[begin.upperBound..<stop.lowerBound])
    }

    /// The cells of a register's rows, as text.
    func rows(of id: String) -> [[String]] {
        part(from: "<table id=\"\(id)\"", to: "</table>").components(separatedBy: "<tr data-").dropFirst().map { row in
            row.split(separator: #/<t[dh][^>]*>/#).dropFirst().map { Self.plain(String($0)) }
        }
    }

    /// The items of a list, without the links that end them.
    func items(of start: String) -> [String] {
        part(from: start, to: "</ol>").components(separatedBy: "<li>").dropFirst().map {
            Self.plain($0.components(separatedBy: "<a ").first ?? "").trimmingCharacters(in: .whitespaces)
        }
    }

    /// The number that stands before some words, the first of its kind.
    func number(before words: String) -> Int? {
        let text = part(from: "<section id=\"register\"", to: "</p>")
        guard let place = text.range(of: words) else { return nil }
        let before = text[..<place.lowerBound]
        let digits = before.reversed().prefix { $0.isNumber || $0 == "," }.reversed().filter(\.isNumber)
        return Int(String(digits))
    }

    /// The text of a piece of markup.
    static func plain(_ markup: String) -> String {
        let text = markup.replacing(#/<[^>]*>/#, with: "")
        let entities = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")]
        return entities.reduce(text) { $0.replacingOccurrences(of: $1.0, with: $1.1) }
    }

    /// A mail's HTML as lines of plain text have it: items and rows on lines of their own, a cell after its heading.
    static func lines(_ html: String) -> String {
        var headings: [String] = []
        var lines: [String] = []
        for piece in html.split(separator: #/<(?=li|tr|p|h1|h2|h3|caption)/#) {
            if piece.hasPrefix("tr") {
                let cells = piece.split(separator: #/<t[dh][^>]*>/#).dropFirst().map {
                    plain(String($0)).trimmingCharacters(in: .whitespacesAndNewlines)
                }
                if piece.contains("scope=\"col\"") {
                    headings = cells
                } else {
                    let named = zip(headings, cells).dropFirst().filter { !$1.isEmpty }.map { "\($0): \($1)" }
                    lines.append("- " + ([cells.first ?? ""] + named).joined(separator: "; "))
                }
            } else {
                lines.append((piece.hasPrefix("li") ? "- " : "") + plain("<" + piece))
            }
        }
        return lines.map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }.joined(separator: "\n")
    }
}

/// CSV after RFC 4180, read without any of the program's own readers.
enum SeparatedText {
    static func rows(_ text: String) -> [[String]] {
        var rows: [[String]] = [[]]
        var field = ""
        var isQuoted = false
        let letters = Array(text.unicodeScalars.drop { $0 == "\u{FEFF}" })
        for (place, letter) in letters.enumerated() {
            if letter == "\"" {
                // A doubled quotation mark within quotation marks is one of the text.
                if !isQuoted, place > 0, letters[place - 1] == "\"" { field.append("\"") }
                isQuoted.toggle()
            } else if isQuoted {
                field.unicodeScalars.append(letter)
            } else if letter == "," {
                rows[rows.count - 1].append(field)
                field = ""
            } else if letter == "\n" {
                rows[rows.count - 1].append(field)
                field = ""
                rows.append([])
            } else if letter != "\r" {
                field.unicodeScalars.append(letter)
            }
        }
        return rows.filter { !$0.isEmpty }
    }
}
