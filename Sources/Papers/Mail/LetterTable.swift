import Exhibits
import Markup

/// A table as mail programs draw it: every look at its element.
enum LetterTable {
    private static let edge = "border: 1px solid #6b7379"

    static func write(_ table: PaperTable, font: String, to writer: inout MarkupWriter) {
        writer.element("table") { writer in
            writer.attribute("cellpadding", 0)
            writer.attribute("cellspacing", 0)
            // Outlook's tables take no type from what stands around them.
            writer.attribute(
                "style",
                "width: 100%; margin: 14px 0; border-collapse: collapse; \(font); font-size: \(table.columns.count > 6 ? 12 : 13)px; line-height: 1.3"
            )
            writer.element("caption", text: table.caption) {
                $0.attribute("style", "padding: 0 0 4px; text-align: left; font-weight: bold")
            }
            writer.element("thead") { writer in
                writer.element("tr") { writer in
                    for column in table.columns {
                        writer.element("th", text: column.heading) {
                            $0.attribute("scope", "col")
                            $0.attribute(
                                "style",
                                look(column.alignment, "background-color: #eef0f2; vertical-align: bottom")
                            )
                        }
                    }
                }
            }
            writer.element("tbody") { writer in
                for row in table.rows {
                    writer.markup("\n")
                    writer.element("tr") { write(row, of: table, to: &$0) }
                }
            }
        }
    }

    private static func write(_ row: PaperTable.Row, of table: PaperTable, to writer: inout MarkupWriter) {
        if row.isGroup {
            writer.element("th", text: row.cells.first?.text ?? "") {
                $0.attribute("scope", "rowgroup")
                $0.attribute("colspan", table.columns.count)
                $0.attribute("style", look(.leading, "background-color: #eef0f2"))
            }
            return
        }
        for (place, (column, cell)) in zip(table.columns, row.cells).enumerated() {
            let isHeading = place == 0 && table.hasRowHeadings
            var style = "vertical-align: top; font-weight: \(cell.isBold ? "bold" : "normal")"
            if let shade = cell.shade { style += "; background-color: \(shade.ground); color: \(shade.print)" }
            writer.element(isHeading ? "th" : "td", text: cell.text) {
                if isHeading { $0.attribute("scope", "row") }
                $0.attribute("style", look(column.alignment, style))
            }
        }
    }

    private static func look(_ alignment: PaperTable.Alignment, _ more: String) -> String {
        let side =
            switch alignment {
            case .leading: "left"
            case .centre: "center"
            case .trailing: "right"
            }
        return "\(edge); padding: 4px 5px; text-align: \(side); \(more)"
    }
}
