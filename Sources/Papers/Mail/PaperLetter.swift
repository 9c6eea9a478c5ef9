import Markup

/// Blocks of a paper as the words of a mail: as plain text and as HTML that says the same, so that the two cannot disagree.
///
/// Mail programs show plain text in letters of any width, so that a table's row is a line that names what it holds. The HTML is what
/// all of them draw: tables and styles at their elements, nothing to fetch, run or follow.
struct PaperLetter {
    let title: String
    let blocks: [Block]

    /// As wide as mails are read, in pixels.
    private static let width = 600
    private static let font = "font-family: Arial, Helvetica, sans-serif"

    /// Blocks parted by empty lines, headings underlined, items and rows on lines of their own.
    var text: String {
        ([title] + blocks.map(Self.text)).joined(separator: "\n\n")
    }

    private static func text(_ block: Block) -> String {
        switch block {
        case .heading(let words, _): oneLine(words) + "\n" + String(repeating: "-", count: words.count)
        case .paragraph(let runs, _): runs.map(\.text).joined()
        case .list(let items): items.map { "- " + $0.map(\.text).joined() }.joined(separator: "\n")
        case .table(let table):
            ([table.caption + ":"] + table.rows.map { text($0, table.columns) }).joined(separator: "\n")
        case .picture(let picture): picture.alternative
        }
    }

    /// "- Halton; Areas: 1; Gaps in provision: 9". What is empty is not named.
    private static func text(_ row: PaperTable.Row, _ columns: [PaperTable.Column]) -> String {
        guard !row.isGroup else { return (row.cells.first?.text ?? "") + ":" }
        let cells = zip(columns, row.cells).enumerated().compactMap { place, pair -> String? in
            let (column, cell) = pair
            guard !cell.text.isEmpty else { return nil }
            return place == 0 ? cell.text : "\(column.heading): \(cell.text)"
        }
        return "- " + cells.joined(separator: "; ")
    }

    var html: String {
        var writer = MarkupWriter(indentation: .none)
        writer.markup("<!DOCTYPE html>\n")
        writer.element("html") { writer in
            writer.attribute("lang", Paper.language)
            writer.element("head") { writer in
                writer.empty("meta") { $0.attribute("charset", "utf-8") }
                writer.empty("meta") {
                    $0.attribute("name", "viewport")
                    $0.attribute("content", "width=device-width, initial-scale=1")
                }
                writer.element("title", text: title)
            }
            writer.element("body") { writer in
                writer.attribute(
                    "style",
                    "margin: 0; padding: 16px; background-color: #ffffff; color: #1b1b1b; \(Self.font); font-size: 15px; line-height: 1.45"
                )
                writer.element("div") { writer in
                    writer.attribute("style", "max-width: \(Self.width)px")
                    writer.element("h1", text: title) {
                        $0.attribute("style", "margin: 0 0 12px; font-size: 21px; line-height: 1.25")
                    }
                    for block in blocks {
                        writer.markup("\n")
                        Self.write(block, to: &writer)
                    }
                }
                writer.markup("\n")
            }
        }
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    private static func write(_ block: Block, to writer: inout MarkupWriter) {
        switch block {
        case .heading(let words, let level):
            writer.element(level > 2 ? "h3" : "h2", text: oneLine(words)) {
                $0.attribute("style", "margin: 22px 0 6px; font-size: 17px; line-height: 1.3")
            }
        case .paragraph(let runs, let rank):
            writer.element("p") { writer in
                writer.attribute("style", style(rank))
                write(runs, to: &writer)
            }
        case .list(let items):
            writer.element("ul") { writer in
                writer.attribute("style", "margin: 8px 0; padding-left: 22px")
                for item in items {
                    writer.element("li") { writer in
                        writer.attribute("style", "margin: 0 0 6px")
                        write(item, to: &writer)
                    }
                }
            }
        case .table(let table): LetterTable.write(table, font: font, to: &writer)
        case .picture(let picture): writer.element("p", text: picture.alternative)
        }
    }

    private static func style(_ rank: Block.Rank) -> String {
        switch rank {
        case .body: "margin: 8px 0"
        case .note: "margin: 8px 0; font-size: 13px; color: #3d4449"
        case .warning: "margin: 8px 0; padding-left: 10px; border-left: 5px solid #a4161a; font-weight: bold"
        }
    }

    private static func write(_ runs: [Run], to writer: inout MarkupWriter) {
        for run in runs {
            if run.isBold {
                writer.element("strong", text: run.text)
            } else if run.isItalic {
                writer.element("em", text: run.text)
            } else {
                writer.text(run.text)
            }
        }
    }
}
