import Markup
package import Provision
package import ScopingStore
import Spreadsheets

/// What a workforce takes, as a network keeps it in a spreadsheet: children to one whole-time equivalent of a role group, and what one
/// costs a year. As CSV, or on the first sheet of a workbook of Excel or LibreOffice.
///
///     role-group,children-per-wte,cost-per-wte
///     practitioners,60,"50,000"
///     peer-support,120,
package struct RatioList {
    package let ratios: [StaffingRatio]
    package let remarks: [DocumentFault]

    static let group = ListReading.Column("role-group", or: ["role", "group", "role group name"], isRequired: true)
    static let children = ListReading.Column(
        "children-per-wte",
        or: ["children to one wte", "children per whole time equivalent", "children"],
        isRequired: true
    )
    static let cost = ListReading.Column(
        "cost-per-wte",
        or: ["cost", "cost of one wte", "cost per whole time equivalent", "pounds"]
    )

    /// - Throws: every fault, by row and column.
    package init(_ bytes: [UInt8], file: String, workforce: Workforce) throws(DocumentFaults) {
        let text = try Self.text(of: bytes, file: file)
        var list = try ListReading(text, file: file, columns: [Self.group, Self.children, Self.cost])
        if list.rows.isEmpty { list.note(nil, nil, "there is no ratio in the list", "write a row for each role group") }
        var found: [StaffingRatio] = []
        var rowOf: [RoleGroup.ID: Int] = [:]
        for row in list.rows {
            guard let group = Self.group(row, workforce, &list) else { continue }
            if let earlier = rowOf.updateValue(row.number, forKey: group.id) {
                list.note(row, Self.group, "'\(group.id)' already stands in row \(earlier)", "keep one of the two")
            }
            let perWTE = Self.number(list.text(Self.children, in: row))
            if perWTE == nil {
                let text = list.text(Self.children, in: row)
                list.note(
                    row,
                    Self.children,
                    text.isEmpty ? "no children for '\(group.id)'" : "'\(shown(text))' is no number of children",
                    "write how many children of the target one whole-time equivalent can help, such as 60"
                )
            }
            let text = list.text(Self.cost, in: row)
            let cost = Self.number(text.hasPrefix("£") ? String(text.dropFirst()) : text)
            if !text.isEmpty, cost == nil {
                list.note(
                    row,
                    Self.cost,
                    "'\(shown(text))' is no amount of pounds",
                    "write pounds a year, such as 50000 or 50,000.00, or leave it empty"
                )
            }
            guard let perWTE else { continue }
            let ratio = StaffingRatio(group: group.id, childrenPerWTE: perWTE, costPerWTE: cost)
            for fault in ratio.faults {
                let column = fault.message.hasPrefix("a cost") ? Self.cost : Self.children
                list.note(row, column, fault.message, fault.hint)
            }
            found.append(ratio)
        }
        try list.finish()
        ratios = found
        remarks = list.remarks
    }

    /// No sheet of ratios is as long.
    private static let maxRows = 10_000

    /// The rows of a workbook's first sheet as a text, each at its number and each cell in its column; a text as it is.
    private static func text(of bytes: [UInt8], file: String) throws(DocumentFaults) -> [UInt8] {
        guard bytes.starts(with: [0x50, 0x4B]) else { return bytes }
        let sheets: [Sheet]
        do throws(WorkbookFault) {
            sheets = try Spreadsheet.read(bytes).sheets
        } catch {
            throw DocumentFaults(DocumentFault(file: file, message: error.message, hint: error.hint))
        }
        guard let sheet = sheets.first(where: { $0.visibility == .visible }), let last = sheet.rows.last else {
            throw DocumentFaults(DocumentFault(file: file, message: "the workbook's first sheet is empty"))
        }
        guard last.number <= maxRows else {
            throw DocumentFaults(
                DocumentFault(
                    file: file,
                    line: last.number,
                    message: "more rows than a list of ratios has",
                    hint: "leave one for each role group"
                )
            )
        }
        var writer = CSVWriter(header: (sheet.row(1)?.texts ?? [""]))
        for number in 1..<max(1, last.number) { writer.row(sheet.row(number + 1)?.texts ?? [""]) }
        return writer.bytes
    }

    private static func group(
        _ row: ListReading.Row,
        _ workforce: Workforce,
        _ list: inout ListReading
    ) -> RoleGroup? {
        let word = list.text(group, in: row)
        if let found = workforce.roleGroup(named: word) { return found }
        let known = workforce.roleGroups.map(\.id.text)
        list.note(
            row,
            group,
            word.isEmpty ? "no role group" : "'\(shown(word))' is no role group",
            Suggestion.nearest(to: word, among: known).map { "did you mean '\($0)'?" }
                ?? "the role groups are \(listed(known, most: 20))"
        )
        return nil
    }

    /// "60", "27.5", "50,000" or "50 000.50"; nil for anything else.
    private static func number(_ text: String) -> Hundredths? {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, let whole = AreaList.wholeNumber(String(first)) else { return nil }
        return Hundredths(parts.count == 2 ? "\(whole).\(parts[1])" : String(whole))
    }
}

extension Workforce {
    /// The role group that a word names, by its id or its name.
    package func roleGroup(named word: String) -> RoleGroup? {
        if let group = roleGroups.first(where: { $0.id.text == word }) { return group }
        let key = searchKey(word)
        return roleGroups.first { searchKey($0.name) == key || searchKey($0.id.text) == key }
    }
}

extension SheetRow {
    /// The texts of its cells from the first column on; of a sheet wider than any list, no more than is needed to see that.
    fileprivate var texts: [String] { (0...min(cells.last?.column ?? 0, 200)).map { self[$0].typed } }
}
