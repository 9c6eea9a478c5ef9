import Exhibits
import Markup

/// Writes a table of a text document. Its heading row repeats on every page, and no row breaks over two.
enum DOCXTable {
    static func write(_ table: PaperTable, to xml: inout MarkupWriter) {
        let total = DOCXBody.twips(DOCXBody.textWidth)
        let widths = table.widths(of: total)
        xml.element("w:tbl") { xml in
            xml.element("w:tblPr") { xml in
                xml.empty("w:tblStyle") { $0.attribute("w:val", "LacunaTable") }
                width(total, "w:tblW", &xml)
                xml.empty("w:tblLayout") { $0.attribute("w:type", "fixed") }
                if table.isDense { DOCXStyles.margins(0, 20, &xml) }
                xml.empty("w:tblLook") {
                    $0.attribute("w:val", table.hasRowHeadings ? "06A0" : "0620")
                    $0.attribute("w:firstRow", 1)
                    $0.attribute("w:lastRow", 0)
                    $0.attribute("w:firstColumn", table.hasRowHeadings ? 1 : 0)
                    $0.attribute("w:lastColumn", 0)
                    $0.attribute("w:noHBand", 1)
                    $0.attribute("w:noVBand", 1)
                }
                xml.empty("w:tblCaption") { $0.attribute("w:val", table.caption) }
            }
            xml.element("w:tblGrid") { xml in
                for width in widths { xml.empty("w:gridCol") { $0.attribute("w:w", width) } }
            }
            writeHeadings(table, widths, to: &xml)
            for (index, row) in table.rows.enumerated() {
                if row.isGroup {
                    writeGroup(row, table, total, to: &xml)
                } else {
                    let keepsNext = table.keepsTogether && index + 1 < table.rows.count
                    write(row, table, widths, keepsNext: keepsNext, to: &xml)
                }
            }
        }
    }

    private static func width(_ width: Int, _ name: StaticString, _ xml: inout MarkupWriter) {
        xml.empty(name) {
            $0.attribute("w:w", width)
            $0.attribute("w:type", "dxa")
        }
    }

    private static func writeHeadings(_ table: PaperTable, _ widths: [Int], to xml: inout MarkupWriter) {
        xml.element("w:tr") { xml in
            xml.element("w:trPr") { xml in
                xml.empty("w:cantSplit")
                if let height = table.uprightHeight(width: DOCXBody.textWidth) {
                    xml.empty("w:trHeight") {
                        $0.attribute("w:val", DOCXBody.twips(height))
                        $0.attribute("w:hRule", "exact")
                    }
                }
                xml.empty("w:tblHeader")
            }
            for (column, width) in zip(table.columns, widths) {
                xml.element("w:tc") { xml in
                    xml.element("w:tcPr") { xml in
                        self.width(width, "w:tcW", &xml)
                        shade(DOCXStyles.headingGround, &xml)
                        if column.isUpright { xml.empty("w:textDirection") { $0.attribute("w:val", "btLr") } }
                        xml.empty("w:vAlign") { $0.attribute("w:val", column.isUpright ? "center" : "bottom") }
                    }
                    paragraph(
                        "TableHeading",
                        column.heading,
                        column.isUpright ? .leading : column.alignment,
                        size: table.textSize,
                        keepsNext: true,
                        to: &xml
                    )
                }
            }
        }
    }

    private static func writeGroup(_ row: PaperTable.Row, _ table: PaperTable, _ total: Int, to xml: inout MarkupWriter)
    {
        xml.element("w:tr") { xml in
            xml.element("w:trPr") { $0.empty("w:cantSplit") }
            xml.element("w:tc") { xml in
                xml.element("w:tcPr") { xml in
                    width(total, "w:tcW", &xml)
                    xml.empty("w:gridSpan") { $0.attribute("w:val", table.columns.count) }
                    shade(DOCXStyles.groupGround, &xml)
                }
                xml.element("w:p") { xml in
                    xml.element("w:pPr") { xml in
                        xml.empty("w:pStyle") { $0.attribute("w:val", "TableHeading") }
                        xml.empty("w:keepNext")
                    }
                    DOCXBody.write(Run(row.cells.first?.text ?? ""), to: &xml)
                }
            }
        }
    }

    private static func write(
        _ row: PaperTable.Row,
        _ table: PaperTable,
        _ widths: [Int],
        keepsNext: Bool,
        to xml: inout MarkupWriter
    ) {
        xml.element("w:tr") { xml in
            xml.element("w:trPr") { $0.empty("w:cantSplit") }
            for (index, column) in table.columns.enumerated() {
                let cell = row.cells.indices.contains(index) ? row.cells[index] : PaperTable.Cell("")
                xml.element("w:tc") { xml in
                    xml.element("w:tcPr") { xml in
                        width(widths.indices.contains(index) ? widths[index] : 0, "w:tcW", &xml)
                        if let ground = cell.shade?.ground { shade(ground, &xml) }
                        if column.alignment == .centre { xml.empty("w:vAlign") { $0.attribute("w:val", "center") } }
                    }
                    paragraph(
                        "TableText",
                        cell.text,
                        column.alignment,
                        size: table.textSize,
                        isBold: cell.isBold,
                        colour: cell.shade?.print,
                        keepsNext: keepsNext,
                        to: &xml
                    )
                }
            }
        }
    }

    private static func shade(_ colour: String, _ xml: inout MarkupWriter) {
        xml.empty("w:shd") {
            $0.attribute("w:val", "clear")
            $0.attribute("w:color", "auto")
            $0.attribute("w:fill", colour.officeColour)
        }
    }

    private static func paragraph(
        _ style: String,
        _ text: String,
        _ alignment: PaperTable.Alignment,
        size: Double,
        isBold: Bool = false,
        colour: String? = nil,
        keepsNext: Bool = false,
        to xml: inout MarkupWriter
    ) {
        let halfPoints = Int((size * 2).rounded())
        xml.element("w:p") { xml in
            xml.element("w:pPr") { xml in
                xml.empty("w:pStyle") { $0.attribute("w:val", style) }
                if keepsNext { xml.empty("w:keepNext") }
                if size < 8 {
                    xml.empty("w:spacing") {
                        $0.attribute("w:before", 0)
                        $0.attribute("w:after", 0)
                    }
                }
                switch alignment {
                case .leading: break
                case .centre: xml.empty("w:jc") { $0.attribute("w:val", "center") }
                case .trailing: xml.empty("w:jc") { $0.attribute("w:val", "right") }
                }
            }
            guard !text.isEmpty else { return }
            xml.element("w:r") { xml in
                if isBold || colour != nil || halfPoints != DOCXStyles.tableSize {
                    xml.element("w:rPr") { xml in
                        if isBold { xml.empty("w:b") }
                        if let colour { xml.empty("w:color") { $0.attribute("w:val", colour.officeColour) } }
                        if halfPoints != DOCXStyles.tableSize {
                            xml.empty("w:sz") { $0.attribute("w:val", halfPoints) }
                            xml.empty("w:szCs") { $0.attribute("w:val", halfPoints) }
                        }
                    }
                }
                xml.element("w:t", text: text) { $0.attribute("xml:space", "preserve") }
            }
        }
    }
}
