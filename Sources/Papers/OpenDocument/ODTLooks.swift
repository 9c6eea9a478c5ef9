import Markup

/// The looks that a document's content uses beside its styles, each written once: widths of columns, grounds of cells.
struct ODTLooks {
    private enum Look: Hashable {
        /// In hundredths of a millimetre.
        case column(Int)
        /// The height in hundredths of a millimetre; nil for as high as the text needs.
        case row(Int?)
        case cell(ground: String?, isUpright: Bool, isCentred: Bool, isDense: Bool)
        /// The size in tenths of a point.
        case paragraph(PaperTable.Alignment, size: Int, isHeading: Bool)
        case text(isBold: Bool, isItalic: Bool, colour: String?)
        /// A heading that begins a page.
        case newPage
    }

    private var looks: [Look] = []
    private var numbers: [Look: Int] = [:]

    private mutating func name(_ look: Look) -> String {
        if let number = numbers[look] { return "L\(number)" }
        looks.append(look)
        numbers[look] = looks.count
        return "L\(looks.count)"
    }

    mutating func column(width: Double) -> String { name(.column(Int((width * 100).rounded()))) }

    mutating func row(height: Double?) -> String { name(.row(height.map { Int(($0 * 100).rounded()) })) }

    mutating func cell(ground: String?, isUpright: Bool, isCentred: Bool, isDense: Bool) -> String {
        name(.cell(ground: ground, isUpright: isUpright, isCentred: isCentred, isDense: isDense))
    }

    mutating func paragraph(_ alignment: PaperTable.Alignment, size: Double, isHeading: Bool) -> String {
        name(.paragraph(alignment, size: Int((size * 10).rounded()), isHeading: isHeading))
    }

    mutating func text(isBold: Bool, isItalic: Bool, colour: String? = nil) -> String {
        name(.text(isBold: isBold, isItalic: isItalic, colour: colour))
    }

    mutating func newPage() -> String { name(.newPage) }

    /// "12.5mm".
    static func millimetres(_ length: Double) -> String { tenths(Int((length * 100).rounded()), of: 100) + "mm" }

    /// A whole number divided by ten or a hundred, as digits.
    private static func tenths(_ number: Int, of unit: Int) -> String {
        let rest = String(number % unit + unit).dropFirst()
        return "\(number / unit).\(rest)"
    }

    func write(to xml: inout MarkupWriter) {
        for (name, mayBreak) in [("LacunaTable", "true"), ("LacunaTableWhole", "false")] {
            xml.element("style:style") { xml in
                xml.attribute("style:name", name)
                xml.attribute("style:family", "table")
                xml.empty("style:table-properties") {
                    $0.attribute("style:width", "170mm")
                    $0.attribute("table:align", "margins")
                    $0.attribute("fo:margin-bottom", "2mm")
                    $0.attribute("style:may-break-between-rows", mayBreak)
                }
            }
        }
        for (index, look) in looks.enumerated() {
            xml.element("style:style") { xml in
                xml.attribute("style:name", "L\(index + 1)")
                write(look, to: &xml)
            }
        }
    }

    private func write(_ look: Look, to xml: inout MarkupWriter) {
        switch look {
        case .column(let width):
            xml.attribute("style:family", "table-column")
            xml.empty("style:table-column-properties") {
                $0.attribute("style:column-width", Self.tenths(width, of: 100) + "mm")
            }
        case .row(let height):
            xml.attribute("style:family", "table-row")
            xml.empty("style:table-row-properties") {
                if let height { $0.attribute("style:row-height", Self.tenths(height, of: 100) + "mm") }
                $0.attribute("fo:keep-together", "always")
            }
        case .cell(let ground, let isUpright, let isCentred, let isDense):
            xml.attribute("style:family", "table-cell")
            xml.empty("style:table-cell-properties") {
                if let ground { $0.attribute("fo:background-color", ground) }
                $0.attribute("fo:border", "0.25pt solid #a9b0b5")
                $0.attribute("fo:padding", isDense ? "0.3mm" : "0.8mm")
                $0.attribute("style:vertical-align", isCentred ? "middle" : isUpright ? "bottom" : "top")
                if isUpright {
                    // The standard has no word for text that runs upwards; LibreOffice has.
                    $0.attribute("style:writing-mode", "tb-rl")
                    $0.attribute("loext:writing-mode", "bt-lr")
                }
            }
        case .paragraph(let alignment, let size, let isHeading):
            xml.attribute("style:family", "paragraph")
            xml.attribute("style:parent-style-name", isHeading ? "Table_20_Heading" : "Table_20_Contents")
            xml.empty("style:paragraph-properties") {
                $0.attribute(
                    "fo:text-align",
                    alignment == .centre ? "center" : alignment == .trailing ? "end" : "start"
                )
            }
            xml.empty("style:text-properties") { $0.attribute("fo:font-size", Self.tenths(size, of: 10) + "pt") }
        case .newPage:
            xml.attribute("style:family", "paragraph")
            xml.attribute("style:parent-style-name", "Heading_20_1")
            xml.empty("style:paragraph-properties") { $0.attribute("fo:break-before", "page") }
        case .text(let isBold, let isItalic, let colour):
            xml.attribute("style:family", "text")
            xml.empty("style:text-properties") {
                if isBold { $0.attribute("fo:font-weight", "bold") }
                if isItalic { $0.attribute("fo:font-style", "italic") }
                if let colour { $0.attribute("fo:color", colour) }
            }
        }
    }
}
