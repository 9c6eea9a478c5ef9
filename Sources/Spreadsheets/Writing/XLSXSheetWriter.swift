/// Writes the part of one sheet: what the format wants, in the order in which it wants it.
struct XLSXSheetWriter {
    private let sheet: SheetDraft
    private var xml = XMLOutput()

    static func part(
        _ sheet: SheetDraft,
        isActive: Bool,
        styles: inout XLSXStyleTable,
        texts: inout XLSXTextTable
    ) -> [UInt8] {
        var writer = XLSXSheetWriter(sheet)
        writer.write(isActive: isActive, &styles, &texts)
        return writer.xml.bytes
    }

    private init(_ sheet: SheetDraft) { self.sheet = sheet }

    private mutating func write(isActive: Bool, _ styles: inout XLSXStyleTable, _ texts: inout XLSXTextTable) {
        xml.begin("worksheet", ["xmlns": XLSXWriter.main, "xmlns:r": XLSXWriter.relationshipTypes])
        xml.begin("sheetPr")
        if let colour = sheet.tabColour { xml.empty("tabColor", ["rgb": "FF" + colour.hexadecimal]) }
        xml.empty("pageSetUpPr", ["fitToPage": sheet.printing.fitsWidth ? "1" : "0"])
        xml.end()
        writeView(isActive: isActive)
        xml.empty("sheetFormatPr", ["defaultRowHeight": "15"])
        writeColumns(&styles)
        writeRows(&styles, &texts)
        if sheet.isProtected {
            // What is "0" stays allowed: to widen columns and rows that hide what was typed.
            xml.empty(
                "sheetProtection",
                ["sheet": "1", "objects": "1", "scenarios": "1", "formatColumns": "0", "formatRows": "0"]
            )
        }
        if !sheet.merged.isEmpty {
            xml.begin("mergeCells", ["count": "\(sheet.merged.count)"])
            for range in sheet.merged { xml.empty("mergeCell", ["ref": "\(range)"]) }
            xml.end()
        }
        writeHighlights(&styles)
        writeValidations()
        writeLinks()
        writePrinting()
        xml.end()
    }

    private mutating func writeView(isActive: Bool) {
        xml.begin("sheetViews")
        xml.begin(
            "sheetView",
            [
                "showGridLines": sheet.showsGrid ? nil : "0", "tabSelected": isActive ? "1" : nil,
                "workbookViewId": "0",
            ]
        )
        let (rows, columns) = (sheet.frozenRows, sheet.frozenColumns)
        if rows > 0 || columns > 0 {
            let pane = rows == 0 ? "topRight" : columns == 0 ? "bottomLeft" : "bottomRight"
            xml.empty(
                "pane",
                [
                    "xSplit": columns > 0 ? "\(columns)" : nil, "ySplit": rows > 0 ? "\(rows)" : nil,
                    "topLeftCell": "\(CellAddress(row: rows + 1, column: columns))", "activePane": pane,
                    "state": "frozen",
                ]
            )
            let first = CellAddress(row: rows + 1, column: columns).description
            xml.empty("selection", ["pane": pane, "activeCell": first, "sqref": first])
        }
        xml.end()
        xml.end()
    }

    private mutating func writeColumns(_ styles: inout XLSXStyleTable) {
        let columns = Set(sheet.columnWidths.keys).union(sheet.columnStyles.keys).union(sheet.hiddenColumns).sorted()
        guard !columns.isEmpty else { return }
        xml.begin("cols")
        for column in columns {
            let width = sheet.columnWidths[column]
            xml.empty(
                "col",
                [
                    "min": "\(column + 1)", "max": "\(column + 1)", "width": decimal(width ?? FittedRows.usualWidth),
                    "style": sheet.columnStyles[column].map { "\(styles.number(of: $0))" },
                    "hidden": sheet.hiddenColumns.contains(column) ? "1" : nil, "customWidth": width == nil ? nil : "1",
                ]
            )
        }
        xml.end()
    }

    private mutating func writeRows(_ styles: inout XLSXStyleTable, _ texts: inout XLSXTextTable) {
        var byRow: [Int: [(address: CellAddress, cell: CellDraft)]] = [:]
        for (address, cell) in sheet.cells { byRow[address.row, default: []].append((address, cell)) }
        let rows = Set(byRow.keys).union(sheet.rowHeights.keys).union(sheet.hiddenRows).sorted()
        let fitted = FittedRows(sheet).heights
        xml.begin("sheetData")
        for row in rows {
            let height = sheet.rowHeights[row] ?? fitted[row]
            xml.begin(
                "row",
                [
                    "r": "\(row)", "ht": height.map(decimal), "hidden": sheet.hiddenRows.contains(row) ? "1" : nil,
                    "customHeight": sheet.rowHeights[row] == nil ? nil : "1",
                ]
            )
            for (address, cell) in (byRow[row] ?? []).sorted(by: { $0.address < $1.address }) {
                write(cell, at: address, &styles, &texts)
            }
            xml.end()
        }
        xml.end()
    }

    private mutating func write(
        _ cell: CellDraft,
        at address: CellAddress,
        _ styles: inout XLSXStyleTable,
        _ texts: inout XLSXTextTable
    ) {
        let style = styles.number(of: Self.style(of: cell))
        func attributes(_ type: String?) -> XMLOutput.Attributes {
            ["r": "\(address)", "s": style == 0 ? nil : "\(style)", "t": type]
        }
        let (type, value) = Self.stored(cell, &texts)
        guard cell.formula != nil || value != nil else { return xml.empty("c", attributes(nil)) }
        xml.begin("c", attributes(type))
        if let formula = cell.formula { xml.element("f", text: formula) }
        if let value { xml.element("v", text: value) }
        xml.end()
    }

    /// A cell's style. A date is a number of days here, which only its format tells from other numbers.
    private static func style(of cell: CellDraft) -> CellStyle {
        guard case .date = cell.value, NumberMeaning(format: cell.style.numberFormat) != .date else {
            return cell.style
        }
        return cell.style.with { $0.numberFormat = "yyyy-mm-dd" }
    }

    /// The kind of a cell's value, and how it is written. Texts that formulas come to stand in the cell itself.
    private static func stored(_ cell: CellDraft, _ texts: inout XLSXTextTable) -> (type: String?, value: String?) {
        switch cell.value {
        case .empty: cell.formula == nil ? (nil, nil) : ("str", "")
        case .text(let text):
            cell.formula == nil ? ("s", "\(texts.number(of: text))") : ("str", EscapedCharacters.encoded(text))
        case .number(let digits): (nil, digits)
        case .boolean(let value): ("b", value ? "1" : "0")
        case .date(let date): (nil, SerialDates.serial(of: date).map { "\($0)" })
        case .time(let text): ("str", text)
        case .error(let text): ("e", text)
        }
    }

    private mutating func writeHighlights(_ styles: inout XLSXStyleTable) {
        for (index, highlight) in sheet.highlights.enumerated() {
            xml.begin("conditionalFormatting", ["sqref": Self.list(highlight.ranges)])
            xml.begin(
                "cfRule",
                ["type": "expression", "dxfId": "\(styles.number(of: highlight))", "priority": "\(index + 1)"]
            )
            xml.element("formula", text: highlight.formula)
            xml.end()
            xml.end()
        }
    }

    private mutating func writeLinks() {
        let linked = sheet.cells.filter { $0.value.link != nil }.sorted { $0.key < $1.key }
        guard !linked.isEmpty else { return }
        xml.begin("hyperlinks")
        for (address, cell) in linked {
            guard let link = cell.link else { continue }
            xml.empty(
                "hyperlink",
                [
                    "ref": "\(address)", "location": "\(XLSXWriter.quoted(link.sheet))!\(link.cell)",
                    "tooltip": link.hint.isEmpty ? nil : link.hint,
                ]
            )
        }
        xml.end()
    }

    private mutating func writePrinting() {
        let printing = sheet.printing
        xml.empty(
            "pageMargins",
            ["left": "0.5", "right": "0.5", "top": "0.6", "bottom": "0.75", "header": "0.3", "footer": "0.3"]
        )
        xml.empty(
            "pageSetup",
            [
                "paperSize": "9", "fitToHeight": printing.fitsWidth ? "0" : nil,
                "orientation": printing.isLandscape ? "landscape" : "portrait",
            ]
        )
        xml.begin("headerFooter")
        xml.element("oddFooter", text: "&C" + (printing.footer?.replacing("&", with: "&&") ?? "&P / &N"))
        xml.end()
    }

    private static func list(_ ranges: [CellRange]) -> String { ranges.map(\.description).joined(separator: " ") }
}

extension XLSXSheetWriter {
    private mutating func writeValidations() {
        guard !sheet.validations.isEmpty else { return }
        xml.begin("dataValidations", ["count": "\(sheet.validations.count)"])
        for validation in sheet.validations { write(validation) }
        xml.end()
    }

    private mutating func write(_ validation: Validation) {
        let (type, formulas) = Self.rule(validation.rule)
        xml.begin(
            "dataValidation",
            [
                "type": type, "errorStyle": validation.severity == .stop ? nil : validation.severity.rawValue,
                "allowBlank": validation.allowsEmpty ? "1" : "0",
                "showInputMessage": validation.prompt == nil ? nil : "1", "showErrorMessage": type == nil ? nil : "1",
                "errorTitle": validation.refusal?.title, "error": validation.refusal?.text,
                "promptTitle": validation.prompt?.title, "prompt": validation.prompt?.text,
                "sqref": Self.list(validation.ranges),
            ]
        )
        if let first = formulas.first { xml.element("formula1", text: first) }
        if formulas.count > 1, let second = formulas.last { xml.element("formula2", text: second) }
        xml.end()
    }

    /// A rule's type, and one formula or two: what is compared is always "between".
    private static func rule(_ rule: Validation.Rule) -> (String?, [String]) {
        switch rule {
        case .any: (nil, [])
        case .list(let choices):
            ("list", ["\"" + choices.joined(separator: ",").replacing("\"", with: "\"\"") + "\""])
        case .listFrom(let sheet, let range): ("list", ["\(XLSXWriter.quoted(sheet))!\(range.fixed)"])
        case .wholeNumber(let range): ("whole", ["\(range.lowerBound)", "\(range.upperBound)"])
        case .decimal(let range): ("decimal", [decimal(range.lowerBound), decimal(range.upperBound)])
        case .date(let from, let to):
            ("date", [from, to].map { SerialDates.serial(of: $0).map { "\($0)" } ?? "" })
        case .textLength(let range): ("textLength", ["\(range.lowerBound)", "\(range.upperBound)"])
        case .formula(let formula): ("custom", [formula])
        }
    }
}
