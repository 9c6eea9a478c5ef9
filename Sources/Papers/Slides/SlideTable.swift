import Exhibits
import Markup

/// Writes a table on a slide.
enum SlideTable {
    private static let padding = 0.8

    /// How high it is, in millimetres.
    static func height(_ table: PaperTable, width: Double) -> Double {
        headingHeight(table, width) + table.rows.reduce(0) { $0 + rowHeight($1, table, width) }
    }

    private static func headingHeight(_ table: PaperTable, _ width: Double) -> Double {
        table.uprightHeight(width: width, wraps: false)
            ?? cellsHeight(table.columns.map(\.heading), table, width)
    }

    private static func rowHeight(_ row: PaperTable.Row, _ table: PaperTable, _ width: Double) -> Double {
        row.isGroup ? table.textSize * 0.43 + 2 * padding : cellsHeight(row.cells.map(\.text), table, width)
    }

    private static func cellsHeight(_ texts: [String], _ table: PaperTable, _ width: Double) -> Double {
        let widths = table.widths(of: Int(width * 100)).map { Double($0) / 100 - 3.8 }
        let lines = zip(texts, widths).map { Slide.wrappedLines($0, width: $1, size: table.textSize) }.max() ?? 1
        return Double(lines) * table.textSize * 0.43 + 2 * padding
    }

    static func write(_ table: PaperTable, _ id: Int, at box: SlideShapes.Box, to xml: inout MarkupWriter) {
        xml.element("p:graphicFrame") { xml in
            xml.element("p:nvGraphicFramePr") { xml in
                xml.empty("p:cNvPr") {
                    $0.attribute("id", id)
                    $0.attribute("name", "Table \(id)")
                    $0.attribute("descr", table.caption)
                }
                xml.element("p:cNvGraphicFramePr") { $0.empty("a:graphicFrameLocks") { $0.attribute("noGrp", 1) } }
                xml.empty("p:nvPr")
            }
            SlideShapes.frame(box, "p:xfrm", to: &xml)
            xml.element("a:graphic") { xml in
                xml.element("a:graphicData") { xml in
                    xml.attribute("uri", "http://schemas.openxmlformats.org/drawingml/2006/table")
                    xml.element("a:tbl") { write(table, width: box.width, to: &$0) }
                }
            }
        }
    }

    private static func write(_ table: PaperTable, width: Double, to xml: inout MarkupWriter) {
        xml.empty("a:tblPr") {
            $0.attribute("firstRow", 1)
            if table.hasRowHeadings { $0.attribute("firstCol", 1) }
        }
        xml.element("a:tblGrid") { xml in
            for column in table.widths(of: SlideShapes.units(width)) {
                xml.empty("a:gridCol") { $0.attribute("w", column) }
            }
        }
        xml.element("a:tr") { xml in
            xml.attribute("h", SlideShapes.units(headingHeight(table, width)))
            for column in table.columns {
                cell(
                    column.heading,
                    table,
                    column.isUpright ? .leading : column.alignment,
                    ground: DOCXStyles.headingGround,
                    isBold: true,
                    isUpright: column.isUpright,
                    anchor: column.isUpright ? "ctr" : "b",
                    to: &xml
                )
            }
        }
        for row in table.rows {
            xml.element("a:tr") { xml in
                xml.attribute("h", SlideShapes.units(rowHeight(row, table, width)))
                for (index, column) in table.columns.enumerated() {
                    let item = row.cells.indices.contains(index) ? row.cells[index] : PaperTable.Cell("")
                    cell(
                        item.text,
                        table,
                        row.isGroup ? .leading : column.alignment,
                        ground: row.isGroup ? DOCXStyles.groupGround : item.shade?.ground,
                        isBold: item.isBold,
                        print: item.shade?.print,
                        span: row.isGroup ? (isFirst: index == 0, columns: table.columns.count) : nil,
                        to: &xml
                    )
                }
            }
        }
    }

    private static func cell(
        _ text: String,
        _ table: PaperTable,
        _ alignment: PaperTable.Alignment,
        ground: String?,
        isBold: Bool,
        print: String? = nil,
        isUpright: Bool = false,
        anchor: String = "ctr",
        span: (isFirst: Bool, columns: Int)? = nil,
        to xml: inout MarkupWriter
    ) {
        xml.element("a:tc") { xml in
            if let span {
                if span.isFirst { xml.attribute("gridSpan", span.columns) } else { xml.attribute("hMerge", 1) }
            }
            xml.element("a:txBody") { xml in
                xml.empty("a:bodyPr")
                xml.empty("a:lstStyle")
                SlideShapes.paragraph(
                    [Run(text, isBold: isBold)],
                    size: table.textSize,
                    alignment: alignment == .centre ? "ctr" : alignment == .trailing ? "r" : "l",
                    colour: print,
                    to: &xml
                )
            }
            xml.element("a:tcPr") { xml in
                for side in ["marL", "marR"] as [StaticString] {
                    xml.attribute(side, SlideShapes.units(table.isDense ? 0.3 : 1.4))
                }
                for side in ["marT", "marB"] as [StaticString] { xml.attribute(side, SlideShapes.units(padding)) }
                if isUpright { xml.attribute("vert", "vert270") }
                xml.attribute("anchor", anchor)
                for side in ["a:lnL", "a:lnR", "a:lnT", "a:lnB"] as [StaticString] {
                    xml.element(side) { xml in
                        xml.attribute("w", 6_350)
                        SlideShapes.fill("#A9B0B5", to: &xml)
                    }
                }
                if let ground { SlideShapes.fill(ground, to: &xml) } else { xml.empty("a:noFill") }
            }
        }
    }
}
