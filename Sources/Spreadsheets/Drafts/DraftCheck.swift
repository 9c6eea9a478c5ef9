/// What Excel would "repair" when it opens a workbook is refused before it is written.
enum DraftCheck {
    static func check(_ draft: WorkbookDraft) throws(WorkbookFault) {
        guard draft.sheets.contains(where: { $0.visibility == .visible }) else {
            throw fault("no sheet that is shown", "show one")
        }
        var names: Set<String> = []
        for sheet in draft.sheets {
            do throws(WorkbookFault) {
                try checkName(sheet.name)
                guard names.insert(sheet.name.lowercased()).inserted else {
                    throw fault("two sheets of that name", "rename one")
                }
                try check(sheet)
            } catch {
                throw error.on(sheet: sheet.name)
            }
        }
        for sheet in draft.sheets {
            for (address, cell) in sheet.cells.sorted(by: { $0.key < $1.key }) {
                guard let link = cell.link, !names.contains(link.sheet.lowercased()) else { continue }
                throw fault("a link to a sheet '\(link.sheet)' that is not there", nil).on(
                    sheet: sheet.name,
                    cell: address
                )
            }
            for case .listFrom(let name, _) in sheet.validations.map(\.rule) where !names.contains(name.lowercased()) {
                throw fault("a list on a sheet '\(name)' that is not there", nil).on(sheet: sheet.name)
            }
        }
        try checkNames(draft.names, sheets: names)
    }

    private static func checkName(_ name: String) throws(WorkbookFault) {
        guard !name.isEmpty, name.utf16.count <= 31, !name.contains(where: { "[]:*?/\\".contains($0) }),
            !name.hasPrefix("'"), !name.hasSuffix("'"), name.lowercased() != "history",
            name.unicodeScalars.allSatisfy({ $0.value >= 0x20 })
        else { throw fault("no name for a sheet", "1 to 31 characters, none of [ ] : * ? / \\") }
    }

    private static func check(_ sheet: SheetDraft) throws(WorkbookFault) {
        for (address, cell) in sheet.cells.sorted(by: { $0.key < $1.key }) {
            do throws(WorkbookFault) {
                guard address.isWithinSheet else { throw fault("no cell of a spreadsheet", nil) }
                try check(cell)
            } catch {
                throw error.on(sheet: sheet.name, cell: address)
            }
        }
        for (index, range) in sheet.merged.enumerated() {
            guard range.last.isWithinSheet, range.first.isWithinSheet, range.first != range.last,
                !sheet.merged[..<index].contains(where: { $0.overlaps(range) })
            else { throw fault("merged cells \(range) that are none, or overlap others", nil) }
        }
        for validation in sheet.validations { try check(validation) }
        for highlight in sheet.highlights {
            guard !highlight.ranges.isEmpty, !highlight.formula.isEmpty, highlight.formula.utf16.count <= 8_192 else {
                throw fault("a highlight without a range or a formula", nil)
            }
        }
    }

    private static func check(_ cell: CellDraft) throws(WorkbookFault) {
        switch cell.value {
        case .text(let text) where text.utf16.count > 32_767:
            throw fault("a text of more than 32767 characters", "shorten it")
        case .number(let digits) where !(isNumber(digits) && Double(digits)?.isFinite == true):
            throw fault("'\(digits.prefix(40))' is no number", nil)
        case .date(let date) where SerialDates.serial(of: String(date.prefix(10))) == nil || date.utf8.count != 10:
            throw fault("'\(date.prefix(40))' is no day since March 1900", nil)
        case .time: throw fault("a time of the day cannot be written", "write it as text")
        default: break
        }
        if let formula = cell.formula, formula.isEmpty || formula.utf16.count > 8_192 || formula.hasPrefix("=") {
            throw fault("no formula", "1 to 8192 characters, without '=' before them")
        }
    }

    private static func check(_ validation: Validation) throws(WorkbookFault) {
        guard !validation.ranges.isEmpty else { throw fault("a validation without a range", nil) }
        for message in [validation.prompt, validation.refusal].compactMap(\.self) {
            guard message.title.utf16.count <= 32, message.text.utf16.count <= 255 else {
                throw fault("a message titled '\(message.title)' that is too long", "32 characters, and 255")
            }
        }
        switch validation.rule {
        case .list(let choices):
            let isShort = choices.joined(separator: ",").utf16.count <= 255
            guard isShort, !choices.isEmpty, choices.allSatisfy({ !$0.isEmpty && !$0.contains(",") }) else {
                throw fault(
                    "choices that do not fit into a cell's list",
                    "put them on a sheet and list them from there"
                )
            }
        case .date(let from, let to):
            guard SerialDates.serial(of: from) != nil, SerialDates.serial(of: to) != nil else {
                throw fault("a validation by dates that are none", nil)
            }
        case .decimal(let range) where !(range.lowerBound.isFinite && range.upperBound.isFinite):
            throw fault("a validation by numbers without end", nil)
        default: break
        }
    }

    private static func checkNames(_ ranges: [DefinedRange], sheets: Set<String>) throws(WorkbookFault) {
        var names: Set<String> = []
        for range in ranges {
            let first = range.name.unicodeScalars.first
            let isName =
                first.map { $0 == "_" || $0.properties.isAlphabetic } ?? false
                && range.name.unicodeScalars.allSatisfy {
                    $0 == "_" || $0 == "." || $0.properties.isAlphabetic || ("0"..."9").contains($0)
                }
            guard isName, range.name.utf16.count <= 255, CellAddress(range.name) == nil,
                !["r", "c"].contains(range.name.lowercased()), names.insert(range.name.lowercased()).inserted
            else { throw fault("'\(range.name)' is no name for a range, or is there twice", nil) }
            guard sheets.contains(range.sheet.lowercased()) else {
                throw fault("the name '\(range.name)' is for a sheet '\(range.sheet)' that is not there", nil)
            }
        }
    }

    private static func fault(_ message: String, _ hint: String?) -> WorkbookFault {
        WorkbookFault(.unwritable, message, hint: hint)
    }
}
