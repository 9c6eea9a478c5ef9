/// Files that are not workbooks in the forms read here, told by how they begin.
enum ForeignFormat {
    /// What to say of a file that is not even an archive; nil for an archive.
    static func fault(of bytes: [UInt8]) -> WorkbookFault? {
        if bytes.isEmpty { return WorkbookFault(.emptyFile, "the file is empty", hint: "save the workbook again") }
        if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) { return nil }
        if bytes.starts(with: [0x50, 0x4B, 0x05, 0x06]) {
            return WorkbookFault(.otherFormat, "an archive that holds nothing", hint: "save the workbook again")
        }
        if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) { return compoundFile(bytes) }
        if bytes.starts(with: "%PDF".utf8) { return other("a PDF", "send the workbook itself") }
        if bytes.starts(with: "{\\rtf".utf8) { return other("a letter (RTF)", "send the workbook itself") }
        if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) || bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
            return other("a picture", "send the workbook itself")
        }
        if bytes.starts(with: "SQLite format 3".utf8) { return other("a database", "send the workbook itself") }
        return text(bytes)
    }

    /// Office's form of before 2007, which also wraps what a password locks. Its folder has names in UTF-16.
    private static func compoundFile(_ bytes: [UInt8]) -> WorkbookFault {
        func holds(_ name: String) -> Bool {
            let wanted = name.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
            return bytes.indices.contains { bytes[$0] == wanted.first && bytes[$0...].starts(with: wanted) }
        }
        if holds("EncryptedPackage") {
            return WorkbookFault(
                .encrypted,
                "the workbook is locked by a password",
                hint:
                    "open it and take the password away (File, Info, Protect Workbook, Encrypt with Password), then save"
            )
        }
        if holds("WordDocument") { return other("an old Word document (.doc)", "send the workbook itself") }
        if holds("Workbook") || holds("Book") {
            return other("a workbook in Excel's old format (.xls)", "save it as 'Excel Workbook (.xlsx)'")
        }
        return other("an old Office file", "save the workbook as 'Excel Workbook (.xlsx)'")
    }

    private static func text(_ bytes: [UInt8]) -> WorkbookFault {
        let start = bytes.prefix(1_024)
        let isWide = start.starts(with: [0xFF, 0xFE]) || start.starts(with: [0xFE, 0xFF])
        guard isWide || !start.contains(0) else { return other("no workbook", "save it as 'Excel Workbook (.xlsx)'") }
        let words = String(decoding: start, as: UTF8.self).lowercased()
        if words.contains("urn:schemas-microsoft-com:office:spreadsheet") {
            return other("an XML Spreadsheet of 2003", "save it as 'Excel Workbook (.xlsx)'")
        }
        if words.contains("urn:oasis:names:tc:opendocument") {
            return other("a flat OpenDocument file (.fods)", "save it as 'ODF Spreadsheet (.ods)'")
        }
        if words.contains("<html") || words.contains("<!doctype html") || words.contains("<table") {
            return other("a web page, even where its name ends in .xls", "save it as 'Excel Workbook (.xlsx)'")
        }
        return other("a text, such as CSV", "give it a name that ends in .csv, or send the workbook itself")
    }

    private static func other(_ what: String, _ hint: String) -> WorkbookFault {
        WorkbookFault(.otherFormat, "the file is \(what)", hint: hint)
    }
}
