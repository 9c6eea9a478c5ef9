/// Writes one sheet: columns, then rows with each cell in its place, since cells here have no addresses.
struct ODSSheetWriter {
    private let sheet: SheetDraft
    private let number: Int
    /// How many rules the sheets before have.
    private let firstValidation: Int
    private let cells: [Int: [Int: CellDraft]]
    private let lastRow: Int
    /// Given heights, and those of rows that the program does not fit itself, since their cells are merged.
    private let heights: [Int: Double]

    /// How far below the last cell rules are written: there each cell states its rule.
    private static let rowsBelow = 2_000

    init(_ sheet: SheetDraft, number: Int, firstValidation: Int) {
        self.sheet = sheet
        self.number = number
        self.firstValidation = firstValidation
        var cells: [Int: [Int: CellDraft]] = [:]
        for (address, cell) in sheet.cells { cells[address.row, default: [:]][address.column] = cell }
        self.cells = cells
        let mergedRows = Set(sheet.merged.map(\.first.row))
        heights = FittedRows(sheet).heights.filter { mergedRows.contains($0.key) }
            .merging(sheet.rowHeights) { _, given in given }
        let rows = [
            cells.keys.max(), sheet.rowHeights.keys.max(), sheet.hiddenRows.max(), sheet.printing.titleRows?.upperBound,
            sheet.merged.map(\.last.row).max(),
        ]
        let last = rows.compactMap(\.self).max() ?? 0
        let ruled = sheet.validations.flatMap(\.ranges).map(\.last.row).max() ?? 0
        lastRow = max(last, min(ruled, last + Self.rowsBelow))
    }

    /// Names every style, in the order of the cells.
    func collectStyles(_ styles: inout ODSStyleTable) {
        for column in 0...max(0, lastColumn) {
            _ = styles.name(ofWidth: sheet.columnWidths[column])
            if let style = sheet.columnStyles[column] { _ = styles.name(of: style) }
        }
        _ = styles.name(ofHeight: nil)
        for row in cells.keys.sorted() {
            for cell in (cells[row] ?? [:]).sorted(by: { $0.key < $1.key }) { _ = styles.name(of: cell.value.style) }
        }
        for row in heights.keys.sorted() { _ = styles.name(ofHeight: heights[row]) }
        for highlight in sheet.highlights { _ = styles.name(of: highlight) }
    }

    func write(_ xml: inout XMLOutput, _ styles: inout ODSStyleTable) {
        xml.begin(
            "table:table",
            [
                "table:name": sheet.name, "table:style-name": "ta\(number)",
                "table:protected": sheet.isProtected ? "true" : nil,
            ]
        )
        if sheet.isProtected {
            xml.empty(
                "loext:table-protection",
                ["loext:select-protected-cells": "true", "loext:select-unprotected-cells": "true"]
            )
        }
        writeColumns(&xml, &styles)
        writeRows(&xml, &styles)
        writeHighlights(&xml, &styles)
        xml.end()
    }

    private var lastColumn: Int {
        let columns = [
            sheet.columnWidths.keys.max(), sheet.columnStyles.keys.max(), sheet.hiddenColumns.max(),
            sheet.cells.keys.map(\.column).max(),
        ]
        return columns.compactMap(\.self).max() ?? 0
    }

    private func writeColumns(_ xml: inout XMLOutput, _ styles: inout ODSStyleTable) {
        for column in 0...max(0, lastColumn) {
            xml.empty(
                "table:table-column",
                [
                    "table:style-name": styles.name(ofWidth: sheet.columnWidths[column]),
                    "table:visibility": sheet.hiddenColumns.contains(column) ? "collapse" : nil,
                    "table:default-cell-style-name": sheet.columnStyles[column].map { styles.name(of: $0) }
                        ?? "Default",
                ]
            )
        }
    }

    /// Rows without anything are passed over together.
    private func writeRows(_ xml: inout XMLOutput, _ styles: inout ODSStyleTable) {
        let titles = sheet.printing.titleRows
        var emptyRows = 0
        func passEmpty() {
            guard emptyRows > 0 else { return }
            xml.begin(
                "table:table-row",
                [
                    "table:style-name": styles.name(ofHeight: nil),
                    "table:number-rows-repeated": emptyRows > 1 ? "\(emptyRows)" : nil,
                ]
            )
            xml.empty("table:table-cell")
            xml.end()
            emptyRows = 0
        }
        for row in 1...max(1, lastRow) {
            if row == titles?.lowerBound {
                passEmpty()
                xml.begin("table:table-header-rows")
            }
            let columns = filledColumns(of: row)
            let isPlain = heights[row] == nil && !sheet.hiddenRows.contains(row)
            if columns.isEmpty && isPlain {
                emptyRows += 1
            } else {
                passEmpty()
                xml.begin(
                    "table:table-row",
                    [
                        "table:style-name": styles.name(ofHeight: heights[row]),
                        "table:visibility": sheet.hiddenRows.contains(row) ? "collapse" : nil,
                    ]
                )
                writeCells(columns, of: row, &xml, &styles)
                xml.end()
            }
            if row == titles?.upperBound {
                passEmpty()
                xml.end()
            }
        }
        passEmpty()
    }

    /// The columns in which a row has a cell, a rule, or a part of merged cells.
    private func filledColumns(of row: Int) -> [Int] {
        var columns = Set((cells[row] ?? [:]).keys)
        for range in sheet.validations.flatMap(\.ranges) + sheet.merged
        where (range.first.row...range.last.row).contains(row) {
            columns.formUnion(range.first.column...range.last.column)
        }
        return columns.sorted()
    }

    private func writeCells(_ columns: [Int], of row: Int, _ xml: inout XMLOutput, _ styles: inout ODSStyleTable) {
        var next = 0
        if columns.isEmpty { xml.empty("table:table-cell") }
        for column in columns {
            if column > next {
                xml.empty(
                    "table:table-cell",
                    ["table:number-columns-repeated": column - next > 1 ? "\(column - next)" : nil]
                )
            }
            next = column + 1
            let address = CellAddress(row: row, column: column)
            let merging = sheet.merged.first { $0.contains(address) }
            let cell = cells[row]?[column]
            let style = cell.map { styles.name(of: $0.style) }
            if let merging, merging.first != address {
                xml.empty("table:covered-table-cell", ["table:style-name": style])
            } else {
                write(cell ?? CellDraft(), at: address, style: style, merging: merging, &xml)
            }
        }
    }

    private func write(
        _ cell: CellDraft,
        at address: CellAddress,
        style: String?,
        merging: CellRange?,
        _ xml: inout XMLOutput
    ) {
        let rule = sheet.validations.firstIndex { $0.ranges.contains { $0.contains(address) } }
        var (type, number, date): (String?, String?, String?) = (nil, nil, nil)
        var (boolean, text): (String?, String?) = (nil, nil)
        switch cell.value {
        case .empty: if cell.formula != nil { (type, text) = ("string", "") }
        case .text(let content), .time(let content), .error(let content): (type, text) = ("string", content)
        case .number(let digits): (type, number) = ("float", digits)
        case .date(let day): (type, date) = ("date", day)
        case .boolean(let value): (type, boolean) = ("boolean", value ? "true" : "false")
        }
        // A formula's text is stated as a whole; a cell's own is in its paragraphs.
        let stated = cell.formula == nil ? nil : text
        xml.begin(
            "table:table-cell",
            [
                "table:style-name": style,
                "table:content-validation-name": rule.map { "val\(firstValidation + $0 + 1)" },
                "table:number-columns-spanned": merging.map { "\($0.last.column - $0.first.column + 1)" },
                "table:number-rows-spanned": merging.map { "\($0.last.row - $0.first.row + 1)" },
                "table:formula": cell.formula.map { "of:=" + OpenFormula.converted($0) }, "office:value-type": type,
                "office:value": number, "office:date-value": date, "office:boolean-value": boolean,
                "office:string-value": stated,
            ]
        )
        let link = cell.link.map { "#\(OpenFormula.address($0.sheet, CellRange($0.cell)))" }
        if !cell.value.isEmpty { ODSTextWriter.write(text ?? cell.value.typed, link: link, &xml) }
        xml.end()
    }

    private func writeHighlights(_ xml: inout XMLOutput, _ styles: inout ODSStyleTable) {
        guard !sheet.highlights.isEmpty else { return }
        xml.begin("calcext:conditional-formats")
        for highlight in sheet.highlights {
            let ranges = highlight.ranges.map { OpenFormula.address(sheet.name, $0) }
            xml.begin(
                "calcext:conditional-format",
                ["calcext:target-range-address": ranges.joined(separator: " ")]
            )
            xml.empty(
                "calcext:condition",
                [
                    "calcext:apply-style-name": styles.name(of: highlight),
                    "calcext:value": "formula-is(\(OpenFormula.converted(highlight.formula)))",
                    "calcext:base-cell-address": highlight.ranges.first.map {
                        OpenFormula.address(sheet.name, CellRange($0.first))
                    },
                ]
            )
            xml.end()
        }
        xml.end()
    }
}
