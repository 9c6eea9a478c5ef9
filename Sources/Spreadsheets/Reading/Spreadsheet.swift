/// Reads a workbook from the bytes of its file, whichever spreadsheet program saved it.
public enum Spreadsheet {
    /// Recognises the format by what the bytes hold, not by a name, and reads it.
    ///
    /// Throws the first thing that is wrong: the file is no workbook, or one that is not read (each by its name), is damaged,
    /// is too large, or is made to do harm.
    public static func read(
        _ bytes: [UInt8],
        limits: WorkbookLimits = WorkbookLimits()
    ) throws(WorkbookFault) -> Workbook {
        guard bytes.count <= limits.fileBytes else {
            throw WorkbookFault(
                .tooLarge,
                "larger than \(limits.fileBytes) bytes",
                hint: "a form is far smaller; remove pictures, or fill in a fresh one"
            )
        }
        if let fault = ForeignFormat.fault(of: bytes) { throw fault }
        let archive = try ZipArchive(bytes, limits: limits)
        switch try WorkbookKind(archive) {
        case .openDocument: return try ODSReader.read(archive, limits: limits)
        case .officeOpen(let package): return try XLSXReader.read(package, limits: limits)
        }
    }
}
