/// Reads OpenDocument spreadsheets (ODF 1.2 and 1.3), as LibreOffice, Excel and others write them.
enum ODSReader {
    private static let part = "content.xml"

    static func read(_ archive: ZipArchive, limits: WorkbookLimits) throws(WorkbookFault) -> Workbook {
        guard let bytes = try archive.bytes(of: part) else {
            throw WorkbookFault(.damaged, part: part, "it is missing", hint: saveAgain)
        }
        var reading = ODSReading(limits: limits, part: part)
        try XMLReader.read(bytes, part: part, root: "document-content") { (reader) throws(WorkbookFault) in
            try reader.eachChild { () throws(WorkbookFault) in
                switch reader.name {
                case "automatic-styles": try reading.readStyles(reader)
                case "body":
                    try reader.eachChild { () throws(WorkbookFault) in
                        guard reader.name == "spreadsheet" else { return }
                        try reader.eachChild { () throws(WorkbookFault) in
                            if reader.name == "table" { try reading.readSheet(reader) }
                        }
                    }
                default: break
                }
            }
        }
        return Workbook(format: .ods, sheets: reading.sheets)
    }
}

/// The namespaces of OpenDocument, by the prefixes they usually have.
enum ODSNamespace {
    static let office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
    static let table = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
    static let text = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
    static let style = "urn:oasis:names:tc:opendocument:xmlns:style:1.0"
    static let calcext = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"
}

private struct ODSReading {
    let limits: WorkbookLimits
    let part: String
    private(set) var sheets: [Sheet] = []
    private var budget: CellBudget
    /// Styles of sheets that are not shown.
    private var hiddenStyles: Set<String> = []

    init(limits: WorkbookLimits, part: String) {
        self.limits = limits
        self.part = part
        budget = CellBudget(limits: limits)
    }

    mutating func readStyles(_ reader: XMLReader) throws(WorkbookFault) {
        try reader.eachChild { () throws(WorkbookFault) in
            guard reader.name == "style", reader.attribute("family", of: ODSNamespace.style) == "table",
                let name = reader.attribute("name", of: ODSNamespace.style)
            else { return }
            try reader.eachChild { () throws(WorkbookFault) in
                if reader.name == "table-properties", reader.attribute("display", of: ODSNamespace.table) == "false" {
                    hiddenStyles.insert(name)
                }
            }
        }
    }

    mutating func readSheet(_ reader: XMLReader) throws(WorkbookFault) {
        guard let name = reader.attribute("name", of: ODSNamespace.table) else {
            throw reader.damaged("a sheet without a name")
        }
        guard sheets.count < limits.sheets else {
            throw WorkbookFault(
                .tooLarge,
                part: part,
                "more than \(limits.sheets) sheets",
                hint: "remove sheets that are not needed"
            )
        }
        guard !sheets.contains(where: { $0.name.lowercased() == name.lowercased() }) else {
            throw reader.damaged("two sheets of that name").on(sheet: name)
        }
        let isHidden = reader.attribute("style-name", of: ODSNamespace.table).map(hiddenStyles.contains) ?? false
        do throws(WorkbookFault) {
            var table = ODSTableReading(limits: limits, part: part, budget: budget)
            try table.read(reader)
            budget = table.budget
            sheets.append(table.sheet(named: name, visibility: isHidden ? .hidden : .visible))
        } catch {
            throw error.on(sheet: name)
        }
    }
}
