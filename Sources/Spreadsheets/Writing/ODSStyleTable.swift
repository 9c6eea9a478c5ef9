/// The styles of an OpenDocument spreadsheet's cells, columns and rows, each named once.
struct ODSStyleTable {
    private var cells = Interned<CellStyle>(nil)
    private var formats = Interned<String>(nil)
    private var widths = Interned<Double?>(nil)
    private var heights = Interned<Double?>(nil)
    private var highlights = Interned<Highlight>(nil)

    mutating func name(of style: CellStyle) -> String {
        if let known = cells.known(style) { return "ce\(known + 1)" }
        if ODSNumberFormat.isKnown(style.numberFormat) { _ = formats.number(of: style.numberFormat) }
        return "ce\(cells.number(of: style) + 1)"
    }

    mutating func name(ofWidth width: Double?) -> String { "co\(widths.number(of: width) + 1)" }

    mutating func name(ofHeight height: Double?) -> String { "ro\(heights.number(of: height) + 1)" }

    /// What highlights look like is told apart by their ranges and formulas too: there are few.
    mutating func name(of highlight: Highlight) -> String { "Highlight\(highlights.number(of: highlight) + 1)" }

    /// Styles that have no names people see.
    mutating func writeAutomatic(_ xml: inout XMLOutput) {
        for (index, width) in widths.values.enumerated() {
            xml.begin("style:style", ["style:name": "co\(index + 1)", "style:family": "table-column"])
            // As Excel measures: seven pixels a digit and five of padding, 96 pixels an inch.
            let points = ((width ?? FittedRows.usualWidth) * 7 + 5) * 0.75
            xml.empty("style:table-column-properties", ["style:column-width": decimal(points) + "pt"])
            xml.end()
        }
        for (index, height) in heights.values.enumerated() {
            xml.begin("style:style", ["style:name": "ro\(index + 1)", "style:family": "table-row"])
            xml.empty(
                "style:table-row-properties",
                [
                    "style:row-height": decimal(height ?? 15) + "pt",
                    "style:use-optimal-row-height": height == nil ? "true" : "false",
                ]
            )
            xml.end()
        }
        for (index, format) in formats.values.enumerated() {
            ODSNumberFormat.write(format, name: "N\(index + 1)", &xml)
        }
        for (index, style) in cells.values.enumerated() { write(style, name: "ce\(index + 1)", &xml) }
    }

    /// Styles that rules name.
    func writeHighlights(_ xml: inout XMLOutput) {
        for (index, highlight) in highlights.values.enumerated() {
            xml.begin(
                "style:style",
                [
                    "style:name": "Highlight\(index + 1)", "style:family": "table-cell",
                    "style:parent-style-name": "Default",
                ]
            )
            if let fill = highlight.fill {
                xml.empty("style:table-cell-properties", ["fo:background-color": "#" + fill.hexadecimal])
            }
            if highlight.isBold || highlight.colour != nil {
                xml.empty(
                    "style:text-properties",
                    [
                        "fo:color": highlight.colour.map { "#" + $0.hexadecimal },
                        "fo:font-weight": highlight.isBold ? "bold" : nil,
                    ]
                )
            }
            xml.end()
        }
    }

    private mutating func write(_ style: CellStyle, name: String, _ xml: inout XMLOutput) {
        let isKnown = ODSNumberFormat.isKnown(style.numberFormat)
        xml.begin(
            "style:style",
            [
                "style:name": name, "style:family": "table-cell", "style:parent-style-name": "Default",
                "style:data-style-name": isKnown ? "N\(formats.number(of: style.numberFormat) + 1)" : nil,
            ]
        )
        let line = style.border.map { "0.75pt solid #" + $0.colour.hexadecimal }
        func edge(_ edge: BorderStyle.Edges) -> String? { style.border?.edges.contains(edge) == true ? line : nil }
        xml.empty(
            "style:table-cell-properties",
            [
                "fo:background-color": style.fill.map { "#" + $0.hexadecimal }, "fo:border-left": edge(.left),
                "fo:border-right": edge(.right), "fo:border-top": edge(.top), "fo:border-bottom": edge(.bottom),
                "fo:wrap-option": style.wraps ? "wrap" : nil,
                "style:vertical-align": style.vertical == .centre ? "middle" : style.vertical.rawValue,
                "style:cell-protect": style.isLocked ? "protected" : "none",
            ]
        )
        let isLeft = style.horizontal == .left || style.indent > 0
        if isLeft || style.horizontal != .general {
            xml.empty(
                "style:paragraph-properties",
                [
                    "fo:text-align": isLeft ? "start" : style.horizontal == .centre ? "center" : "end",
                    "fo:margin-left": style.indent > 0 ? "\(style.indent * 7)pt" : nil,
                ]
            )
        }
        let font = style.font
        xml.empty(
            "style:text-properties",
            [
                "fo:font-size": decimal(font.size) + "pt", "fo:color": font.colour.map { "#" + $0.hexadecimal },
                "fo:font-weight": font.isBold ? "bold" : nil, "fo:font-style": font.isItalic ? "italic" : nil,
                "style:text-underline-style": font.isUnderlined ? "solid" : nil,
            ]
        )
        xml.end()
    }
}
