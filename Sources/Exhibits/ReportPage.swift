import GapDetection
import Markup
import Provision

/// The report's page: one self-contained HTML file that asks nothing of the network, with what was found in plain
/// words, each heatmap with its table, and the gap register. It needs no script and prints as it stands.
public struct ReportPage {
    private let title: String
    private let summary: [String]
    private let exhibits: [Exhibit]
    private let register: GapRegister
    private let leftOut: [String]

    /// A heatmap and the file that holds it alone.
    public struct Exhibit {
        let name: String
        let heading: String
        let table: ProvisionTable

        /// - Parameter name: a slug that names the picture and its file.
        public init(name: String, heading: String, table: ProvisionTable) {
            self.name = name
            self.heading = heading
            self.table = table
        }
    }

    public init(title: String, summary: [String], exhibits: [Exhibit], register: GapRegister, leftOut: [String]) {
        self.title = title
        self.summary = summary
        self.exhibits = exhibits
        self.register = register
        self.leftOut = leftOut
    }

    public func html() -> [UInt8] {
        var writer = MarkupWriter()
        writer.raw("<!DOCTYPE html>\n")
        writer.element("html", [Attribute("lang", "en-GB")]) { writer in
            writer.element("head") { writer in
                writer.element("meta", [Attribute("charset", "utf-8")])
                writer.element(
                    "meta",
                    [Attribute("name", "viewport"), Attribute("content", "width=device-width, initial-scale=1")]
                )
                writer.element("title", text: title)
                writer.element("style") { $0.raw(Self.style) }
            }
            writer.element("body") { writer in
                writer.element("main") { writer in
                    writer.element("h1", text: title)
                    writer.element("ul", [Attribute("class", "summary")]) { writer in
                        for line in summary { writer.element("li", text: line) }
                    }
                    if !leftOut.isEmpty {
                        writer.element(
                            "p",
                            [Attribute("class", "warning")],
                            text: "Left out because they are damaged or invalid: \(leftOut.joined(separator: ", "))."
                        )
                    }
                    for exhibit in exhibits { write(exhibit, to: &writer) }
                    writeRegister(to: &writer)
                }
            }
        }
        return writer.bytes
    }

    private func write(_ exhibit: Exhibit, to writer: inout MarkupWriter) {
        writer.element("section") { writer in
            writer.element("h2", text: exhibit.heading)
            writer.element(
                "figure",
                [
                    Attribute("class", "wide"), Attribute("tabindex", 0),
                    Attribute("aria-label", "Heatmap: \(exhibit.heading)"),
                ]
            ) { writer in
                writer.embed(HeatmapDrawing(of: exhibit.table, name: exhibit.name).svg(standalone: false))
            }
            writer.element("details") { writer in
                writer.element("summary", text: "The same as a table: \(exhibit.heading)")
                writer.element(
                    "div",
                    [
                        Attribute("class", "wide"), Attribute("tabindex", 0), Attribute("role", "region"),
                        Attribute("aria-label", "Table: \(exhibit.heading)"),
                    ]
                ) {
                    write(exhibit.table, caption: exhibit.heading, to: &$0)
                }
            }
        }
    }

    private func write(_ table: ProvisionTable, caption: String, to writer: inout MarkupWriter) {
        writer.element("table") { writer in
            writer.element("caption", text: "\(caption), ratings as of \(table.asOf.inWords)")
            writer.element("thead") { writer in
                writer.element("tr") { writer in
                    writer.element("th", [Attribute("scope", "col")], text: "Area")
                    for column in table.columns { writer.element("th", [Attribute("scope", "col")], text: column) }
                }
            }
            for group in table.groups {
                writer.element("tbody") { writer in
                    if table.groups.count > 1 {
                        writer.element("tr") { writer in
                            writer.element(
                                "th",
                                [Attribute("scope", "rowgroup"), Attribute("colspan", table.columns.count + 1)],
                                text: group.name
                            )
                        }
                    }
                    for row in group.rows {
                        writer.element("tr") { writer in
                            writer.element(
                                "th",
                                [Attribute("scope", "row")],
                                text: row.mark.map { "\(row.name) \($0.rawValue)" } ?? row.name
                            )
                            for state in row.cells {
                                writer.element("td", text: "\(table.letter(state)) \(table.words(state).lowercased())")
                            }
                        }
                    }
                }
            }
        }
        for mark in table.marks { writer.element("p", text: "\(mark.mark.rawValue) \(mark.meaning).") }
    }

    private func writeRegister(to writer: inout MarkupWriter) {
        writer.element("section") { writer in
            writer.element("h2", text: "Gap register, \(register.asOf.inWords)")
            writer.element("p", text: register.summary)
            for line in register.notJudgedLines { writer.element("p", text: line) }
            writer.element("dl") { writer in
                for rule in gapRules where register.gaps.contains(where: { $0.kind == rule.kind }) {
                    writer.element("dt", text: rule.kind.rawValue)
                    writer.element("dd", text: rule.definition)
                }
            }
            writer.element(
                "div",
                [
                    Attribute("class", "wide"), Attribute("tabindex", 0), Attribute("role", "region"),
                    Attribute("aria-label", "Gap register"),
                ]
            ) { writer in
                writer.element("table") { writer in
                    writer.element("caption", text: "Gaps, the most severe first (severity from 0 to 100)")
                    writer.element("thead") { writer in
                        writer.element("tr") { writer in
                            for heading in ["Severity", "Kind", "Area", "Service type", "Since", "Why", "Evidence"] {
                                writer.element("th", [Attribute("scope", "col")], text: heading)
                            }
                        }
                    }
                    writer.element("tbody") { writer in
                        for gap in register.gaps {
                            writer.element("tr") { writer in
                                writer.element("td", text: String(gap.severity))
                                writer.element("td", text: gap.kind.rawValue)
                                writer.element("th", [Attribute("scope", "row")], text: register.areaName(gap))
                                writer.element(
                                    "td",
                                    text: register.serviceName(gap)
                                        ?? (gap.kind == .noReturn ? "The area's return" : "The area as a whole")
                                )
                                writer.element("td", text: gap.since?.description ?? "not known")
                                writer.element("td", text: gap.why)
                                writer.element(
                                    "td",
                                    text: gap.evidence.map { item in
                                        item.section.map { "\(item.text) (section \($0))" } ?? item.text
                                    }.joined(separator: " ")
                                )
                            }
                        }
                    }
                }
            }
        }
    }

    private static let style: StaticString = """

        body { margin: 0; font: 16px/1.5 Arial, Helvetica, "Liberation Sans", sans-serif; color: #1b1b1b; background: #ffffff; }
        main { max-width: 1280px; margin: 0 auto; padding: 24px; }
        h1 { font-size: 28px; line-height: 1.2; } h2 { font-size: 22px; margin-top: 40px; }
        .summary { font-size: 18px; } .warning { border-left: 6px solid #a4161a; padding-left: 12px; }
        .wide { overflow-x: auto; margin: 0; } .wide:focus { outline: 3px solid #1d4ed8; }
        svg { max-width: 100%; height: auto; }
        table { border-collapse: collapse; font-size: 14px; margin: 12px 0; }
        caption { text-align: left; font-weight: bold; padding: 6px 0; }
        th, td { border: 1px solid #6b7379; padding: 4px 8px; text-align: left; vertical-align: top; }
        thead th { background: #eef0f2; } tbody th { font-weight: normal; } th[scope=rowgroup] { font-weight: bold; background: #eef0f2; }
        summary { cursor: pointer; padding: 8px 0; } dt { font-weight: bold; } dd { margin: 0 0 6px 0; }
        @media print { main { max-width: none; padding: 0; } section { break-before: page; } tr { break-inside: avoid; } thead { display: table-header-group; } }

        """
}
