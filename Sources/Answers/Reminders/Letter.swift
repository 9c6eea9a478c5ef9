import Markup

/// A mail's words, once: written as plain text and as HTML, so that the two cannot disagree.
struct Letter {
    enum Block {
        case paragraph(String)
        case items([String])
    }

    let title: String
    let blocks: [Block]

    /// Paragraphs parted by empty lines, items on lines of their own.
    var text: String {
        blocks.map { block in
            switch block {
            case .paragraph(let words): Self.line(words)
            case .items(let items): items.map { "- " + Self.line($0) }.joined(separator: "\n")
            }
        }.joined(separator: "\n\n")
    }

    /// A document with nothing in it to fetch, run or follow.
    var html: String {
        var writer = MarkupWriter(indentation: .none)
        writer.markup("<!DOCTYPE html>\n")
        writer.element("html") { writer in
            writer.attribute("lang", "en-GB")
            writer.element("head") { writer in
                writer.empty("meta") { $0.attribute("charset", "utf-8") }
                writer.element("title", text: Self.line(title))
            }
            writer.element("body") { writer in
                writer.attribute(
                    "style",
                    "font-family: Arial, sans-serif; font-size: 12pt; line-height: 1.5; max-width: 40em"
                )
                for block in blocks {
                    writer.markup("\n")
                    switch block {
                    case .paragraph(let words): writer.element("p", text: Self.line(words))
                    case .items(let items):
                        writer.element("ul") { writer in
                            for item in items { writer.element("li", text: Self.line(item)) }
                        }
                    }
                }
                writer.markup("\n")
            }
        }
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    /// A name with a line end in it stays within its line.
    private static func line(_ words: String) -> String {
        words.contains(where: \.isNewline) ? words.split(whereSeparator: \.isNewline).joined(separator: " ") : words
    }
}
