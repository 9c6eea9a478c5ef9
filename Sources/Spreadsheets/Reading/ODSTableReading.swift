/// Reads one table of an OpenDocument spreadsheet. Equal rows and cells that follow each other are written once there, with
/// how often they are repeated: empty ones by the million.
struct ODSTableReading {
    private let limits: WorkbookLimits
    private let part: String
    private(set) var budget: CellBudget

    private var rows: [SheetRow] = []
    private var merged: [CellRange] = []
    private var hiddenColumns: [ClosedRange<Int>] = []
    private var nextRow = 1
    private var nextColumn = 0

    init(limits: WorkbookLimits, part: String, budget: CellBudget) {
        self.limits = limits
        self.part = part
        self.budget = budget
    }

    func sheet(named name: String, visibility: SheetVisibility) -> Sheet {
        Sheet(name: name, visibility: visibility, rows: rows, merged: merged, hiddenColumns: hiddenColumns)
    }

    /// Rows and columns may lie in groups and in the head that is printed on each page.
    mutating func read(_ reader: XMLReader) throws(WorkbookFault) {
        try reader.eachChild { () throws(WorkbookFault) in
            switch reader.name {
            case "table-row": try readRow(reader)
            case "table-column": try readColumn(reader)
            case "table-header-rows", "table-rows", "table-row-group", "table-header-columns", "table-columns",
                "table-column-group":
                try read(reader)
            default: break
            }
        }
    }

    private func repetition(_ reader: XMLReader, _ name: String) throws(WorkbookFault) -> Int {
        guard let stated = reader.attribute(name, of: ODSNamespace.table) else { return 1 }
        guard let count = Int(stated), count >= 1, count <= 1 << 30 else {
            throw reader.damaged("'\(stated.prefix(20))' is no number of repetitions")
        }
        return count
    }

    private mutating func readColumn(_ reader: XMLReader) throws(WorkbookFault) {
        let count = try repetition(reader, "number-columns-repeated")
        let visibility = reader.attribute("visibility", of: ODSNamespace.table)
        if visibility == "collapse" || visibility == "filter", nextColumn <= CellAddress.lastColumn {
            hiddenColumns.append(nextColumn...min(CellAddress.lastColumn, nextColumn + count - 1))
        }
        nextColumn = min(nextColumn + count, CellAddress.lastColumn + 1)
    }

    private mutating func readRow(_ reader: XMLReader) throws(WorkbookFault) {
        let count = try repetition(reader, "number-rows-repeated")
        let visibility = reader.attribute("visibility", of: ODSNamespace.table)
        let number = nextRow
        let cells = try readCells(reader, row: number)
        nextRow = min(number + count, CellAddress.lastRow + 1)
        guard !cells.isEmpty else { return }
        guard number + count - 1 <= CellAddress.lastRow else {
            throw reader.damaged("more rows than a spreadsheet has")
        }
        // The first was counted cell by cell.
        let (more, overflows) = cells.count.multipliedReportingOverflow(by: count - 1)
        try budget.take(overflows ? .max : more, part: part)
        let isHidden = visibility == "collapse" || visibility == "filter"
        for repeated in 0..<count { rows.append(SheetRow(number: number + repeated, cells: cells, isHidden: isHidden)) }
    }

    private mutating func readCells(_ reader: XMLReader, row: Int) throws(WorkbookFault) -> [Cell] {
        var cells: [Cell] = []
        var column = 0
        try reader.eachChild { () throws(WorkbookFault) in
            // What a merged cell covers may still hold something that is not shown.
            guard reader.name == "table-cell" || reader.name == "covered-table-cell" else { return }
            let isCovered = reader.name == "covered-table-cell"
            let count = try repetition(reader, "number-columns-repeated")
            let address = CellAddress(row: row, column: column)
            defer { column = min(column + count, CellAddress.lastColumn + 1) }
            do throws(WorkbookFault) {
                if !isCovered { try readSpan(reader, at: address) }
                guard let cell = try readCell(reader, column: column), !isCovered else { return }
                guard column + count - 1 <= CellAddress.lastColumn else {
                    throw reader.damaged("more columns than a spreadsheet has")
                }
                try budget.take(count, part: part)
                for repeated in 0..<count {
                    cells.append(Cell(column: column + repeated, value: cell.value, isFormula: cell.isFormula))
                }
            } catch {
                throw error.on(sheet: "", cell: address)
            }
        }
        return cells
    }

    private mutating func readSpan(_ reader: XMLReader, at address: CellAddress) throws(WorkbookFault) {
        let columns = try repetition(reader, "number-columns-spanned")
        let rows = try repetition(reader, "number-rows-spanned")
        guard columns > 1 || rows > 1, address.isWithinSheet else { return }
        guard merged.count < limits.mergedRanges else {
            throw WorkbookFault(.tooLarge, part: part, "more than \(limits.mergedRanges) merged ranges")
        }
        let last = CellAddress(
            row: min(CellAddress.lastRow, address.row + rows - 1),
            column: min(CellAddress.lastColumn, address.column + columns - 1)
        )
        merged.append(CellRange(address, last))
    }

    /// Nil for a cell that holds nothing.
    private func readCell(_ reader: XMLReader, column: Int) throws(WorkbookFault) -> Cell? {
        func office(_ name: String) -> String? { reader.attribute(name, of: ODSNamespace.office) }
        let isFormula = reader.attribute("formula", of: ODSNamespace.table) != nil
        let type = office("value-type")
        let extendedType = reader.attribute("value-type", of: ODSNamespace.calcext)
        let (number, date, time) = (office("value"), office("date-value"), office("time-value"))
        let (boolean, stated) = (office("boolean-value"), office("string-value"))
        let shown = try ODSText.text(reader, limit: limits.text)

        func text(_ text: String) -> CellValue { text.isEmpty ? .empty : .text(text) }
        let value: CellValue
        switch type {
        case nil: value = .empty
        case _ where extendedType == "error": value = .error(shown)
        case "string": value = text(stated ?? shown)
        case "boolean": value = .boolean(boolean.map(isTrue) ?? false)
        case "float", "percentage", "currency":
            guard let number, isNumber(number), let parsed = Double(number), parsed.isFinite else {
                throw reader.damaged("'\(number?.prefix(40) ?? "")' is no number")
            }
            value = .number(number)
        case "date":
            guard let date, let day = ISODate.normalised(date) else {
                throw reader.damaged("'\(date?.prefix(40) ?? "")' is no date")
            }
            value = .date(day)
        case "time": value = time.flatMap { ISODate.clock(duration: $0) }.map(CellValue.time) ?? text(shown)
        case .some(let other): throw reader.damaged("a cell of the kind '\(other.prefix(20))', which is unknown")
        }
        return value.isEmpty && !isFormula ? nil : Cell(column: column, value: value, isFormula: isFormula)
    }
}
