/// Which workbook an archive holds. One that is none, or that is not read, is refused by its name.
enum WorkbookKind {
    case officeOpen(OfficePackage)
    case openDocument

    init(_ archive: ZipArchive) throws(WorkbookFault) {
        if let type = try Self.openDocumentType(archive) {
            self = try Self.openDocument(type, archive)
        } else if archive.contains("[Content_Types].xml") {
            self = .officeOpen(try Self.officeOpen(archive))
        } else if archive.contains("Index/Document.iwa") || archive.contains("Index.zip") {
            throw Self.other("a Numbers spreadsheet", "export it from Numbers as Excel (.xlsx)")
        } else {
            throw Self.other("an archive (.zip) without a workbook", "send the workbook itself")
        }
    }

    /// What the archive calls itself where OpenDocument has it; nil where it is none.
    private static func openDocumentType(_ archive: ZipArchive) throws(WorkbookFault) -> String? {
        if let bytes = try archive.bytes(of: "mimetype") {
            return String(decoding: bytes.prefix(100), as: UTF8.self)
        }
        let isNameless = archive.contains("META-INF/manifest.xml") && archive.contains("content.xml")
        return isNameless ? "application/vnd.oasis.opendocument.spreadsheet" : nil
    }

    private static func openDocument(_ type: String, _ archive: ZipArchive) throws(WorkbookFault) -> WorkbookKind {
        let prefix = "application/vnd.oasis.opendocument."
        guard type.hasPrefix(prefix) else {
            throw other("no spreadsheet ('\(type.prefix(60))')", "send the workbook itself")
        }
        switch type.dropFirst(prefix.count).prefix(while: { $0.isLetter }) {
        case "spreadsheet": break
        case "text": throw other("a text document (.odt)", "send the workbook itself")
        case "presentation": throw other("a presentation (.odp)", "send the workbook itself")
        default: throw other("an OpenDocument file, but no spreadsheet", "send the workbook itself")
        }
        if archive.hasFolder("Basic/") || archive.hasFolder("Scripts/") { throw macros() }
        try ODSManifest.refuseEncryption(archive)
        return .openDocument
    }

    private static func officeOpen(_ archive: ZipArchive) throws(WorkbookFault) -> OfficePackage {
        let package = try OfficePackage(archive)
        let type = package.mainType
        if type.contains("sheet.binary") {
            throw other("a binary workbook (.xlsb)", "save it as 'Excel Workbook (.xlsx)'")
        }
        if type.contains("wordprocessingml") || type.contains("ms-word") {
            throw other("a Word document (.docx)", "send the workbook itself")
        }
        if type.contains("presentationml") || type.contains("ms-powerpoint") {
            throw other("a presentation (.pptx)", "send the workbook itself")
        }
        if type.contains("macroenabled") || package.holdsMacros { throw macros() }
        guard type.contains("spreadsheetml") else {
            throw other("an Office file, but no workbook", "send the workbook itself")
        }
        return package
    }

    private static func other(_ what: String, _ hint: String) -> WorkbookFault {
        WorkbookFault(.otherFormat, "the file is \(what)", hint: hint)
    }

    private static func macros() -> WorkbookFault {
        WorkbookFault(
            .macros,
            "the workbook holds macros, and a form needs none",
            hint: "save it as 'Excel Workbook (.xlsx)', without macros"
        )
    }
}
