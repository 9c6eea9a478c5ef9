/// The styles of all cells. The format states fonts, fills, borders and number formats each once, and a cell's style as four
/// numbers of them.
struct XLSXStyleTable {
    private var fonts = Interned<FontStyle>(FontStyle())
    private var fills = Interned<Colour?>(nil)
    private var borders = Interned<BorderStyle?>(nil)
    private var formats = Interned<String>("General")
    private var styles = Interned<CellStyle>(CellStyle())
    private var highlights = Interned<HighlightLook>(nil)

    /// What a highlight changes.
    private struct HighlightLook: Hashable {
        let fill: Colour?
        let colour: Colour?
        let isBold: Bool
    }

    /// Number formats that all programs know by a number.
    private static let builtIn = [
        "General": 0, "0": 1, "0.00": 2, "#,##0": 3, "#,##0.00": 4, "0%": 9, "0.00%": 10, "@": 49,
    ]

    /// The number by which cells name a style.
    mutating func number(of style: CellStyle) -> Int {
        if let known = styles.known(style) { return known }
        _ = fonts.number(of: style.font)
        _ = fills.number(of: style.fill)
        _ = borders.number(of: style.border)
        if Self.builtIn[style.numberFormat] == nil { _ = formats.number(of: style.numberFormat) }
        return styles.number(of: style)
    }

    /// The number by which rules name the look of a highlight.
    mutating func number(of highlight: Highlight) -> Int {
        highlights.number(
            of: HighlightLook(fill: highlight.fill, colour: highlight.colour, isBold: highlight.isBold)
        )
    }

    mutating func part() -> [UInt8] {
        var xml = XMLOutput()
        xml.begin("styleSheet", ["xmlns": XLSXWriter.main])
        writeFormats(&xml)
        xml.begin("fonts", ["count": "\(fonts.values.count)"])
        for font in fonts.values { write(font, &xml) }
        xml.end()
        // The second is one that Excel insists on.
        xml.begin("fills", ["count": "\(fills.values.count + 1)"])
        for (index, fill) in fills.values.enumerated() {
            write(fill, &xml)
            if index == 0 {
                xml.begin("fill")
                xml.empty("patternFill", ["patternType": "gray125"])
                xml.end()
            }
        }
        xml.end()
        xml.begin("borders", ["count": "\(borders.values.count)"])
        for border in borders.values { write(border, &xml) }
        xml.end()
        xml.begin("cellStyleXfs", ["count": "1"])
        xml.empty("xf", ["numFmtId": "0", "fontId": "0", "fillId": "0", "borderId": "0"])
        xml.end()
        xml.begin("cellXfs", ["count": "\(styles.values.count)"])
        for style in styles.values { write(style, &xml) }
        xml.end()
        xml.begin("cellStyles", ["count": "1"])
        xml.empty("cellStyle", ["name": "Normal", "xfId": "0", "builtinId": "0"])
        xml.end()
        writeHighlights(&xml)
        xml.end()
        return xml.bytes
    }

    private func writeFormats(_ xml: inout XMLOutput) {
        let own = formats.values.dropFirst()
        guard !own.isEmpty else { return }
        xml.begin("numFmts", ["count": "\(own.count)"])
        for (index, format) in own.enumerated() {
            xml.empty("numFmt", ["numFmtId": "\(164 + index)", "formatCode": format])
        }
        xml.end()
    }

    private func write(_ font: FontStyle, _ xml: inout XMLOutput) {
        xml.begin("font")
        if font.isBold { xml.empty("b") }
        if font.isItalic { xml.empty("i") }
        if font.isUnderlined { xml.empty("u") }
        xml.empty("sz", ["val": decimal(font.size)])
        if let colour = font.colour {
            xml.empty("color", ["rgb": "FF" + colour.hexadecimal])
        } else {
            xml.empty("color", ["auto": "1"])
        }
        xml.empty("name", ["val": FontStyle.family])
        xml.empty("family", ["val": "2"])
        xml.end()
    }

    private func write(_ fill: Colour?, _ xml: inout XMLOutput) {
        xml.begin("fill")
        if let fill {
            xml.begin("patternFill", ["patternType": "solid"])
            xml.empty("fgColor", ["rgb": "FF" + fill.hexadecimal])
            xml.empty("bgColor", ["indexed": "64"])
            xml.end()
        } else {
            xml.empty("patternFill", ["patternType": "none"])
        }
        xml.end()
    }

    private func write(_ border: BorderStyle?, _ xml: inout XMLOutput) {
        func edge(_ name: StaticString, _ edge: BorderStyle.Edges) {
            guard let border, border.edges.contains(edge) else { return xml.empty(name) }
            xml.begin(name, ["style": "thin"])
            xml.empty("color", ["rgb": "FF" + border.colour.hexadecimal])
            xml.end()
        }
        xml.begin("border")
        edge("left", .left)
        edge("right", .right)
        edge("top", .top)
        edge("bottom", .bottom)
        xml.empty("diagonal")
        xml.end()
    }

    private mutating func write(_ style: CellStyle, _ xml: inout XMLOutput) {
        let format = Self.builtIn[style.numberFormat] ?? formats.number(of: style.numberFormat) + 163
        let fill = fills.number(of: style.fill)
        xml.begin(
            "xf",
            [
                "numFmtId": "\(format)", "fontId": "\(fonts.number(of: style.font))",
                "fillId": "\(fill == 0 ? 0 : fill + 1)", "borderId": "\(borders.number(of: style.border))", "xfId": "0",
                "applyNumberFormat": "1", "applyFont": "1", "applyFill": "1", "applyBorder": "1", "applyAlignment": "1",
                "applyProtection": "1",
            ]
        )
        let horizontal = style.horizontal == .general && style.indent > 0 ? HorizontalAlignment.left : style.horizontal
        xml.empty(
            "alignment",
            [
                "horizontal": horizontal == .general
                    ? nil : horizontal == .centre ? "center" : horizontal.rawValue,
                "vertical": style.vertical == .centre ? "center" : style.vertical.rawValue,
                "wrapText": style.wraps ? "1" : nil, "indent": style.indent > 0 ? "\(style.indent)" : nil,
            ]
        )
        xml.empty("protection", ["locked": style.isLocked ? "1" : "0"])
        xml.end()
    }

    private func writeHighlights(_ xml: inout XMLOutput) {
        xml.begin("dxfs", ["count": "\(highlights.values.count)"])
        for look in highlights.values {
            xml.begin("dxf")
            if look.isBold || look.colour != nil {
                xml.begin("font")
                if look.isBold { xml.empty("b") }
                if let colour = look.colour { xml.empty("color", ["rgb": "FF" + colour.hexadecimal]) }
                xml.end()
            }
            if let fill = look.fill {
                // In these, and only in these, the background is what is seen.
                xml.begin("fill")
                xml.begin("patternFill", ["patternType": "solid"])
                xml.empty("fgColor", ["rgb": "FF" + fill.hexadecimal])
                xml.empty("bgColor", ["rgb": "FF" + fill.hexadecimal])
                xml.end()
                xml.end()
            }
            xml.end()
        }
        xml.end()
    }
}

/// Values numbered in the order in which they were first met.
struct Interned<Value: Hashable> {
    private(set) var values: [Value] = []
    private var numbers: [Value: Int] = [:]

    /// - Parameter first: the value of number 0.
    init(_ first: Value?) {
        if let first { _ = number(of: first) }
    }

    /// Nil for a value that was not met yet.
    func known(_ value: Value) -> Int? { numbers[value] }

    mutating func number(of value: Value) -> Int {
        if let known = numbers[value] { return known }
        numbers[value] = values.count
        values.append(value)
        return values.count - 1
    }
}

/// A number as both formats have it: `11`, `10.5`.
func decimal(_ number: Double) -> String {
    number == number.rounded() && number.magnitude < 1e15 ? String(Int64(number)) : number.description
}
