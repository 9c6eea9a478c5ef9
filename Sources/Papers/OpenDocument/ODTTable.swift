import Exhibits
import Markup

/// Writes a table of an OpenDocument text: its heading row repeats on every page.
enum ODTTable {
    static func write(
        _ table: PaperTable,
        _ number: Int,
        width: Double,
        _ looks: inout ODTLooks,
        to xml: inout MarkupWriter
    ) {
        // In hundredths of a millimetre.
        let widths = table.widths(of: Int(width * 100))
        let columns = widths.map { looks.column(width: Double($0) / 100) }
        let styles = table.columns.map { column in
            (
                heading: looks.cell(
                    ground: DOCXStyles.headingGround,
                    isUpright: column.isUpright,
                    isCentred: column.isUpright,
                    isDense: table.isDense
                ),
                text: looks.paragraph(column.alignment, size: table.textSize, isHeading: false),
                title: looks.paragraph(
                    column.isUpright ? .leading : column.alignment,
                    size: table.textSize,
                    isHeading: true
                )
            )
        }
        let headRow = looks.row(height: table.uprightHeight(width: width))
        let row = looks.row(height: nil)
        xml.element("table:table") { xml in
            xml.attribute("table:name", "Table \(number)")
            xml.attribute("table:style-name", table.keepsTogether ? "LacunaTableWhole" : "LacunaTable")
            for column in columns { xml.empty("table:table-column") { $0.attribute("table:style-name", column) } }
            xml.element("table:table-header-rows") { xml in
                xml.element("table:table-row") { xml in
                    xml.attribute("table:style-name", headRow)
                    for (column, style) in zip(table.columns, styles) {
                        cell(column.heading, style.heading, style.title, to: &xml)
                    }
                }
            }
            for line in table.rows {
                xml.element("table:table-row") { xml in
                    xml.attribute("table:style-name", row)
                    if line.isGroup {
                        let ground = looks.cell(
                            ground: DOCXStyles.groupGround,
                            isUpright: false,
                            isCentred: false,
                            isDense: table.isDense
                        )
                        let title = looks.paragraph(.leading, size: table.textSize, isHeading: true)
                        cell(line.cells.first?.text ?? "", ground, title, span: table.columns.count, to: &xml)
                        return
                    }
                    for (index, column) in table.columns.enumerated() {
                        let item = line.cells.indices.contains(index) ? line.cells[index] : PaperTable.Cell("")
                        let look = looks.cell(
                            ground: item.shade?.ground,
                            isUpright: false,
                            isCentred: column.alignment == .centre,
                            isDense: table.isDense
                        )
                        let print =
                            item.isBold || item.shade != nil
                            ? looks.text(isBold: item.isBold, isItalic: false, colour: item.shade?.print) : nil
                        cell(item.text, look, styles[index].text, print: print, to: &xml)
                    }
                }
            }
        }
    }

    private static func cell(
        _ text: String,
        _ style: String,
        _ paragraph: String,
        span: Int = 1,
        print: String? = nil,
        to xml: inout MarkupWriter
    ) {
        xml.element("table:table-cell") { xml in
            xml.attribute("table:style-name", style)
            if span > 1 { xml.attribute("table:number-columns-spanned", span) }
            xml.attribute("office:value-type", "string")
            xml.element("text:p") { xml in
                xml.attribute("text:style-name", paragraph)
                guard !text.isEmpty else { return }
                guard let print else { return xml.text(text) }
                xml.element("text:span", text: text) { $0.attribute("text:style-name", print) }
            }
        }
        for _ in 1..<max(1, span) { xml.empty("table:covered-table-cell") }
    }
}
