/// Reads one sheet's cells.
struct XLSXSheetReading {
    private let context: XLSXContext
    private let part: String
    private(set) var budget: CellBudget

    private var rows: [SheetRow] = []
    private var merged: [CellRange] = []
    private var hiddenColumns: [ClosedRange<Int>] = []
    private var lastRow = 0

    init(_ context: XLSXContext, part: String, budget: CellBudget) {
        self.context = context
        self.part = part
        self.budget = budget
    }

    mutating func read(_ bytes: [UInt8], name: String, visibility: SheetVisibility) throws(WorkbookFault) -> Sheet {
        try XMLReader.read(bytes, part: part, root: "worksheet") { (reader) throws(WorkbookFault) in
            try reader.eachChild { () throws(WorkbookFault) in
                switch reader.name {
                case "cols": try reader.eachChild { () throws(WorkbookFault) in readColumns(reader) }
                case "sheetData":
                    try reader.eachChild { () throws(WorkbookFault) in
                        if reader.name == "row" { try readRow(reader) }
                    }
                case "mergeCells": try reader.eachChild { () throws(WorkbookFault) in try readMerged(reader) }
                default: break
                }
            }
        }
        return Sheet(name: name, visibility: visibility, rows: rows, merged: merged, hiddenColumns: hiddenColumns)
    }

    private mutating func readColumns(_ reader: XMLReader) {
        guard reader.name == "col", reader.attribute("hidden").map(isTrue) ?? false,
            let first = reader.attribute("min").flatMap({ Int($0) }),
            let last = reader.attribute("max").flatMap({ Int($0) }), first >= 1, first <= last
        else { return }
        hiddenColumns.append(first - 1...min(last - 1, max(first - 1, CellAddress.lastColumn)))
    }

    private mutating func readMerged(_ reader: XMLReader) throws(WorkbookFault) {
        guard reader.name == "mergeCell", let range = reader.attribute("ref").flatMap({ CellRange($0) }) else { return }
        guard merged.count < context.limits.mergedRanges else {
            throw WorkbookFault(.tooLarge, part: part, "more than \(context.limits.mergedRanges) merged ranges")
        }
        merged.append(range)
    }

    /// A row that does not say its number follows the one before.
    private mutating func readRow(_ reader: XMLReader) throws(WorkbookFault) {
        var number = lastRow + 1
        if let stated = reader.attribute("r") {
            guard let value = Int(stated) else { throw reader.damaged("a row numbered '\(stated.prefix(20))'") }
            number = value
        }
        guard number > lastRow, number <= CellAddress.lastRow else {
            throw reader.damaged("row \(number) after row \(lastRow)")
        }
        lastRow = number
        let isHidden = reader.attribute("hidden").map(isTrue) ?? false
        var cells: [Cell] = []
        var lastColumn = -1
        try reader.eachChild { () throws(WorkbookFault) in
            guard reader.name == "c" else { return }
            var address = CellAddress(row: number, column: lastColumn + 1)
            if let stated = reader.attribute("r") {
                guard let named = CellAddress(stated), named.row == number else {
                    throw reader.damaged("a cell named '\(stated.prefix(20))' in row \(number)")
                }
                address = named
            }
            guard address.column > lastColumn, address.isWithinSheet else {
                throw reader.damaged("cells out of order in row \(number)")
            }
            lastColumn = address.column
            do throws(WorkbookFault) {
                guard let cell = try readCell(reader, column: address.column) else { return }
                try budget.take(1, part: part)
                cells.append(cell)
            } catch {
                throw error.on(sheet: "", cell: address)
            }
        }
        if !cells.isEmpty { rows.append(SheetRow(number: number, cells: cells, isHidden: isHidden)) }
    }

    /// Nil for a cell that merely has a style.
    private func readCell(_ reader: XMLReader, column: Int) throws(WorkbookFault) -> Cell? {
        let type = reader.attribute("t") ?? "n"
        let style = reader.attribute("s").flatMap { Int($0) } ?? 0
        var stored: String?
        var inline: String?
        var isFormula = false
        try reader.eachChild { () throws(WorkbookFault) in
            switch reader.name {
            case "v": stored = try reader.text(limit: context.limits.text)
            case "is": inline = try SharedTexts.text(reader, limit: context.limits.text)
            case "f": isFormula = true
            default: break
            }
        }
        let value = try value(type: type, stored: stored, inline: inline, style: style, reader)
        return value.isEmpty && !isFormula ? nil : Cell(column: column, value: value, isFormula: isFormula)
    }

    private func value(
        type: String,
        stored: String?,
        inline: String?,
        style: Int,
        _ reader: XMLReader
    ) throws(WorkbookFault) -> CellValue {
        func text(_ text: String) -> CellValue { text.isEmpty ? .empty : .text(text) }
        if type == "inlineStr" { return text(inline ?? "") }
        guard let stored, !stored.isEmpty else { return .empty }
        switch type {
        case "s":
            guard let number = Int(stored), context.texts.indices.contains(number) else {
                throw reader.damaged("it names a text that the workbook does not hold")
            }
            return text(context.texts[number])
        case "str": return text(EscapedCharacters.decoded(stored))
        case "b": return .boolean(isTrue(stored))
        case "e": return .error(stored)
        case "d":
            guard let date = ISODate.normalised(stored) else {
                throw reader.damaged("'\(stored.prefix(40))' is no date")
            }
            return .date(date)
        case "n":
            guard isNumber(stored), let number = Double(stored), number.isFinite else {
                throw reader.damaged("'\(stored.prefix(40))' is no number")
            }
            switch context.formats.indices.contains(style) ? context.formats[style] : .number {
            case .date: return context.serials.date(number).map(CellValue.date) ?? .number(stored)
            case .time:
                return context.serials.time(number).map(CellValue.time) ?? context.serials.date(number).map(
                    CellValue.date
                )
                    ?? .number(stored)
            case .number: return .number(stored)
            }
        default: throw reader.damaged("a cell of the kind '\(type.prefix(20))', which is unknown")
        }
    }
}

/// Whether a text is a decimal number as both formats write it: no hexadecimal, no infinity, no blanks.
func isNumber(_ text: String) -> Bool {
    text.utf8.count <= 400
        && text.utf8.allSatisfy {
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-")
                || $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "e") || $0 == UInt8(ascii: "E")
        }
}
