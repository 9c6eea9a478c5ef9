import Bytes
import JSON
import Markup
import Provision
import ScopingStore
import Spreadsheets

extension ReturnForm {
    /// The form as a page: one file that works without a network, from a mail's attachment too. It carries its answers, and
    /// saves itself with them: what comes back is the page again.
    func page() -> [UInt8] {
        let script = PackageResources.form_js
        let style = PackageResources.form_css
        let policy =
            "default-src 'none'; script-src 'sha256-\(base64(SHA256.digest(of: script)))'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
        // Nothing is moved in: the script's digest is over its bytes.
        var writer = MarkupWriter(indentation: .none)
        writer.markup("<!DOCTYPE html>\n")
        writer.element("html") { writer in
            writer.attribute("lang", "en-GB")
            writer.element("head") { writer in
                writer.empty("meta") { $0.attribute("charset", "utf-8") }
                writer.empty("meta") {
                    $0.attribute("http-equiv", "Content-Security-Policy")
                    $0.attribute("content", policy)
                }
                writer.empty("meta") {
                    $0.attribute("name", "viewport")
                    $0.attribute("content", "width=device-width, initial-scale=1")
                }
                writer.element("title", text: "\(area.name): return for \(round.name)")
                writer.element("style") { $0.embed(style) }
            }
            writer.markup("\n")
            writer.element("body") { writer in
                writer.markup("\n")
                writer.element("a", text: "To the form") {
                    $0.attribute("class", "skip")
                    $0.attribute("href", "#app")
                }
                writer.element("header") { writer in
                    writer.element("h1", text: "\(area.name): what is provided for families")
                    writer.element("p", text: introduction)
                }
                writer.element("main") { writer in
                    writer.attribute("id", "app")
                    writer.element(
                        "p",
                        text:
                            "If nothing more appears, this window does not run the page's script, as previews of mail programs do not: save the file, and open it in a browser. There is a workbook for those who cannot; ask for it."
                    )
                }
                writer.element("footer") { writer in
                    writer.element(
                        "p",
                        text:
                            "\(framework.network). This page sends nothing anywhere: your answers leave it when you save it and send the file."
                    )
                }
                writer.markup("\n")
                writer.element("script") { writer in
                    writer.attribute("type", "application/json")
                    writer.attribute("id", PageForm.holder)
                    writer.embed(data)
                }
                writer.markup("\n")
                writer.element("script") { $0.embed(script) }
                writer.markup("\n")
            }
        }
        return writer.bytes
    }

    private var introduction: String {
        let due = round.due.map { " Please send it back by \($0.displayText)." } ?? ""
        return
            "\(round.name), as of \(round.referenceDate.displayText).\(due) What was last known stands in the form already; what you leave as it is counts as unchanged."
    }

    /// All that the script needs, and the reader afterwards.
    private var data: [UInt8] {
        var writer = JSONWriter(for: .script)
        writer.object { writer in
            writer.member("form", Self.title)
            writer.member("area", value(.area))
            writer.member("round", value(.round))
            writer.member("basedOn", value(.basedOn))
            writer.member("fileName", "\(area.id)-\(round.id).html")
            writer.key("names")
            writer.object { writer in
                writer.member("area", area.name)
                writer.member("round", round.name)
                writer.member("asOf", round.referenceDate.displayText)
            }
            writer.key("head")
            writer.object { writer in
                for row in FormHeadRow.allCases where row.isOpen {
                    writer.key(row.rawValue)
                    writer.string(value(row))
                }
            }
            writer.key("headHelp")
            writer.object { writer in
                for row in FormHeadRow.allCases where row.isOpen {
                    writer.key(row.rawValue)
                    writer.string(row.hint ?? "")
                }
            }
            writer.key("levels")
            writer.array { writer in
                for level in framework.scale.levels {
                    writer.object { writer in
                        writer.member("code", level.code)
                        writer.member("name", level.name)
                        writer.member("meaning", level.meaning)
                        writer.member("isGap", !level.closesGap)
                        if let (fill, ink) = FormStyles.fill(level) {
                            writer.member("colour", "#\(fill.hexadecimal)")
                            writer.member("ink", "#\(ink.hexadecimal)")
                        }
                    }
                }
            }
            writer.member("notExpected", FormWords.notExpected)
            writer.key("causes")
            writer.array { writer in
                for cause in framework.causes {
                    writer.object { writer in
                        writer.member("id", cause.id.text)
                        writer.member("name", cause.name)
                        writer.member("meaning", cause.meaning ?? "")
                    }
                }
            }
            writer.key("interventions")
            writer.array { writer in
                for intervention in framework.interventions { writer.string(intervention.name) }
            }
            writer.key("tables")
            writer.array { writer in
                for table in tables { Self.write(table, to: &writer) }
            }
        }
        return writer.bytes
    }

    private static func write(_ table: FormTable, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("part", table.part.title)
            writer.key("columns")
            writer.array { writer in
                for column in table.columns {
                    writer.object { writer in
                        writer.member("heading", column.heading)
                        writer.member("help", column.help)
                        writer.member("entry", column.entry.word)
                        writer.member("isGiven", !column.entry.isOpen)
                        writer.key("choices")
                        writer.array { writer in
                            if case .choice(let choices) = column.entry {
                                for choice in choices { writer.string(choice) }
                            }
                        }
                    }
                }
            }
            writer.key("rows")
            writer.array { writer in
                for row in table.rows {
                    writer.array { writer in
                        for cell in row { writer.string(cell) }
                    }
                }
            }
        }
    }
}

/// What the writer and the reader of the page agree on.
enum PageForm {
    /// The id of the element that holds the form's data.
    static let holder = "lacuna-form"
}

extension FormColumn.Entry {
    fileprivate var word: String {
        switch self {
        case .given: "given"
        case .text: "text"
        case .shortText, .choices: "shortText"
        case .choice: "choice"
        case .date: "date"
        case .age: "age"
        case .number, .decimal: "number"
        }
    }
}
