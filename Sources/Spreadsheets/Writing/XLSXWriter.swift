import Archives

/// Writes a draft as an Office Open XML workbook, which Excel, LibreOffice, Numbers and Google Sheets open.
public enum XLSXWriter {
    /// The file's bytes. Throws where Excel would not open the workbook without "repairing" it.
    public static func write(_ draft: WorkbookDraft) throws(WorkbookFault) -> [UInt8] {
        try DraftCheck.check(draft)
        var styles = XLSXStyleTable()
        var texts = XLSXTextTable()
        var parts: [(name: String, bytes: [UInt8])] = []
        for (index, sheet) in draft.sheets.enumerated() {
            let isFirst = index == firstShown(draft)
            let bytes = XLSXSheetWriter.part(sheet, isActive: isFirst, styles: &styles, texts: &texts)
            parts.append(("xl/worksheets/sheet\(index + 1).xml", bytes))
        }
        var archive = ZipWriter()
        archive.add("[Content_Types].xml", contentTypes(sheets: draft.sheets.count))
        archive.add("_rels/.rels", packageRelationships())
        archive.add("docProps/core.xml", properties(draft))
        archive.add("xl/workbook.xml", workbook(draft))
        archive.add("xl/_rels/workbook.xml.rels", relationships(sheets: draft.sheets.count))
        for part in parts { archive.add(part.name, part.bytes) }
        archive.add("xl/styles.xml", styles.part())
        archive.add("xl/sharedStrings.xml", texts.part())
        return archive.finished()
    }

    static let main: String = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    static let relationshipTypes = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    private static let packageTypes = "http://schemas.openxmlformats.org/package/2006"
    private static let contentTypePrefix = "application/vnd.openxmlformats-officedocument.spreadsheetml."

    private static func firstShown(_ draft: WorkbookDraft) -> Int {
        draft.sheets.firstIndex { $0.visibility == .visible } ?? 0
    }

    private static func contentTypes(sheets: Int) -> [UInt8] {
        var xml = XMLOutput()
        xml.begin("Types", ["xmlns": "\(packageTypes)/content-types"])
        xml.empty(
            "Default",
            ["Extension": "rels", "ContentType": "application/vnd.openxmlformats-package.relationships+xml"]
        )
        xml.empty("Default", ["Extension": "xml", "ContentType": "application/xml"])
        func part(_ name: String, _ type: String) {
            xml.empty("Override", ["PartName": name, "ContentType": type])
        }
        part("/xl/workbook.xml", contentTypePrefix + "sheet.main+xml")
        for index in 1...max(1, sheets) {
            part("/xl/worksheets/sheet\(index).xml", contentTypePrefix + "worksheet+xml")
        }
        part("/xl/styles.xml", contentTypePrefix + "styles+xml")
        part("/xl/sharedStrings.xml", contentTypePrefix + "sharedStrings+xml")
        part("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml")
        xml.end()
        return xml.bytes
    }

    private static func packageRelationships() -> [UInt8] {
        var xml = XMLOutput()
        xml.begin("Relationships", ["xmlns": "\(packageTypes)/relationships"])
        xml.empty(
            "Relationship",
            ["Id": "rId1", "Type": relationshipTypes + "/officeDocument", "Target": "xl/workbook.xml"]
        )
        xml.empty(
            "Relationship",
            [
                "Id": "rId2", "Type": "\(packageTypes)/relationships/metadata/core-properties",
                "Target": "docProps/core.xml",
            ]
        )
        xml.end()
        return xml.bytes
    }

    private static func relationships(sheets: Int) -> [UInt8] {
        var xml = XMLOutput()
        xml.begin("Relationships", ["xmlns": "\(packageTypes)/relationships"])
        func relationship(_ id: Int, _ type: String, _ target: String) {
            xml.empty("Relationship", ["Id": "rId\(id)", "Type": "\(relationshipTypes)/\(type)", "Target": target])
        }
        for index in 1...max(1, sheets) { relationship(index, "worksheet", "worksheets/sheet\(index).xml") }
        relationship(sheets + 1, "styles", "styles.xml")
        relationship(sheets + 2, "sharedStrings", "sharedStrings.xml")
        xml.end()
        return xml.bytes
    }

    private static func properties(_ draft: WorkbookDraft) -> [UInt8] {
        var xml = XMLOutput()
        xml.begin(
            "cp:coreProperties",
            [
                "xmlns:cp": "\(packageTypes)/metadata/core-properties", "xmlns:dc": "http://purl.org/dc/elements/1.1/",
            ]
        )
        xml.element("dc:title", text: draft.title)
        if !draft.author.isEmpty { xml.element("dc:creator", text: draft.author) }
        xml.element("dc:language", text: draft.language)
        xml.end()
        return xml.bytes
    }

    private static func workbook(_ draft: WorkbookDraft) -> [UInt8] {
        var xml = XMLOutput()
        xml.begin("workbook", ["xmlns": main, "xmlns:r": relationshipTypes])
        xml.empty("workbookPr")
        xml.begin("bookViews")
        xml.empty(
            "workbookView",
            ["windowWidth": "28800", "windowHeight": "15000", "tabRatio": "800", "activeTab": "\(firstShown(draft))"]
        )
        xml.end()
        xml.begin("sheets")
        for (index, sheet) in draft.sheets.enumerated() {
            xml.empty(
                "sheet",
                [
                    "name": sheet.name, "sheetId": "\(index + 1)",
                    "state": sheet.visibility == .visible ? nil : sheet.visibility.rawValue, "r:id": "rId\(index + 1)",
                ]
            )
        }
        xml.end()
        definedNames(draft, &xml)
        // Programs work all formulas out again, whatever is stated of them.
        xml.empty("calcPr", ["calcId": "191029", "fullCalcOnLoad": "1"])
        xml.end()
        return xml.bytes
    }

    /// In the order of their names, as Excel keeps them.
    private static func definedNames(_ draft: WorkbookDraft, _ xml: inout XMLOutput) {
        let titles = draft.sheets.enumerated().compactMap { index, sheet in
            sheet.printing.titleRows.map { (index, "\(quoted(sheet.name))!$\($0.lowerBound):$\($0.upperBound)") }
        }
        guard !titles.isEmpty || !draft.names.isEmpty else { return }
        xml.begin("definedNames")
        for (index, rows) in titles {
            xml.element("definedName", ["name": "_xlnm.Print_Titles", "localSheetId": "\(index)"], text: rows)
        }
        for name in draft.names.sorted(by: { $0.name.lowercased() < $1.name.lowercased() }) {
            xml.element("definedName", ["name": name.name], text: "\(quoted(name.sheet))!\(name.range.fixed)")
        }
        xml.end()
    }

    /// A sheet's name within a formula.
    static func quoted(_ sheet: String) -> String { "'" + sheet.replacing("'", with: "''") + "'" }
}

/// The texts of all cells, each stated once.
struct XLSXTextTable {
    private var texts: [String] = []
    private var numbers: [String: Int] = [:]
    private var uses = 0

    mutating func number(of text: String) -> Int {
        uses += 1
        if let known = numbers[text] { return known }
        numbers[text] = texts.count
        texts.append(text)
        return texts.count - 1
    }

    func part() -> [UInt8] {
        var xml = XMLOutput()
        xml.begin("sst", ["xmlns": XLSXWriter.main, "count": "\(uses)", "uniqueCount": "\(texts.count)"])
        for text in texts {
            xml.begin("si")
            let mayLoseSpace = text.unicodeScalars.contains { $0.value <= 0x20 }
            xml.element("t", ["xml:space": mayLoseSpace ? "preserve" : nil], text: EscapedCharacters.encoded(text))
            xml.end()
        }
        xml.end()
        return xml.bytes
    }
}
