/// Reads Office Open XML workbooks (ECMA-376 part 1, both its editions of names), as Excel, LibreOffice, openpyxl and
/// others write them.
enum XLSXReader {
    static func read(_ package: OfficePackage, limits: WorkbookLimits) throws(WorkbookFault) -> Workbook {
        let list = try XLSXSheetList(package, limits: limits)
        let relationships = try package.relationships(of: package.mainPart)
        func part(_ kind: String) -> String? { relationships.first { $0.kind == kind && !$0.isExternal }?.target }

        let context = XLSXContext(
            texts: try part("sharedStrings").map { (part) throws(WorkbookFault) in
                try SharedTexts.read(try package.required(part), part: part, limits: limits)
            } ?? [],
            formats: try part("styles").map { (part) throws(WorkbookFault) in
                try XLSXStyles.read(try package.required(part), part: part)
            } ?? [],
            serials: SerialDates(startsIn1904: list.startsIn1904),
            limits: limits
        )
        var budget = CellBudget(limits: limits)
        var sheets: [Sheet] = []
        for entry in list.entries {
            guard let target = relationships.first(where: { $0.id == entry.id }), !target.isExternal else {
                throw WorkbookFault(.damaged, part: package.mainPart, "the sheet is missing", hint: saveAgain)
                    .on(sheet: entry.name)
            }
            // Sheets that are one chart have no cells.
            guard target.kind == "worksheet" else { continue }
            do throws(WorkbookFault) {
                var reading = XLSXSheetReading(context, part: target.target, budget: budget)
                sheets.append(
                    try reading.read(
                        try package.required(target.target),
                        name: entry.name,
                        visibility: entry.visibility
                    )
                )
                budget = reading.budget
            } catch {
                throw error.on(sheet: entry.name)
            }
        }
        return Workbook(format: .xlsx, sheets: sheets)
    }
}

/// What all sheets of a workbook share.
struct XLSXContext {
    let texts: [String]
    /// By the number of a cell's style: what its number stands for.
    let formats: [NumberMeaning]
    let serials: SerialDates
    let limits: WorkbookLimits
}

/// How many cells a workbook may still have.
struct CellBudget {
    let limits: WorkbookLimits
    private(set) var used = 0

    init(limits: WorkbookLimits) { self.limits = limits }

    mutating func take(_ count: Int, part: String) throws(WorkbookFault) {
        guard count <= limits.cells - used else {
            throw WorkbookFault(
                .tooLarge,
                part: part,
                "more than \(limits.cells) filled cells",
                hint: "clear rows and columns that are not needed"
            )
        }
        used += count
    }
}

/// The sheets as the workbook lists them.
struct XLSXSheetList {
    struct Entry {
        let name: String
        /// What the workbook's references call its part.
        let id: String
        let visibility: SheetVisibility
    }

    private(set) var entries: [Entry] = []
    private(set) var startsIn1904 = false

    init(_ package: OfficePackage, limits: WorkbookLimits) throws(WorkbookFault) {
        let part = package.mainPart
        var entries: [Entry] = []
        var startsIn1904 = false
        try XMLReader.read(try package.required(part), part: part, root: "workbook") { (reader) throws(WorkbookFault) in
            try reader.eachChild { () throws(WorkbookFault) in
                switch reader.name {
                case "workbookPr": startsIn1904 = reader.attribute("date1904").map(isTrue) ?? false
                case "sheets":
                    try reader.eachChild { () throws(WorkbookFault) in
                        guard reader.name == "sheet" else { return }
                        entries.append(try Self.entry(reader))
                        guard entries.count <= limits.sheets else {
                            throw WorkbookFault(
                                .tooLarge,
                                part: part,
                                "more than \(limits.sheets) sheets",
                                hint: "remove sheets that are not needed"
                            )
                        }
                    }
                default: break
                }
            }
        }
        var names: Set<String> = []
        for entry in entries where !names.insert(entry.name.lowercased()).inserted {
            throw WorkbookFault(.damaged, part: part, "two sheets of that name", hint: saveAgain).on(sheet: entry.name)
        }
        self.entries = entries
        self.startsIn1904 = startsIn1904
    }

    private static func entry(_ reader: XMLReader) throws(WorkbookFault) -> Entry {
        let id =
            reader.attribute("id", of: "http://schemas.openxmlformats.org/officeDocument/2006/relationships")
            ?? reader.attribute("id", of: "http://purl.oclc.org/ooxml/officeDocument/relationships")
        guard let name = reader.attribute("name"), let id else {
            throw reader.damaged("a sheet without a name or a place")
        }
        return Entry(
            name: name,
            id: id,
            visibility: reader.attribute("state").flatMap(SheetVisibility.init) ?? .visible
        )
    }
}

/// A boolean as the format writes it.
func isTrue(_ text: String) -> Bool { text == "1" || text == "true" }
