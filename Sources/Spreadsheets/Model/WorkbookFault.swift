import Bytes

/// What is wrong with a workbook, where, and how to mend it.
public struct WorkbookFault: Error, Hashable, Sendable {
    /// What kind of fault it is, for programs; people read `message`.
    public enum Cause: String, Hashable, Sendable {
        /// There are no bytes.
        case emptyFile
        /// The file is something else: a text, a PDF, a letter, another program's book.
        case otherFormat
        /// A password is needed to open it.
        case encrypted
        /// The book holds programs.
        case macros
        /// Bytes are missing or changed, or follow no rule of the format.
        case damaged
        /// Larger than is read, or made to seem small.
        case tooLarge
        /// The archive has names or places that no spreadsheet program gives.
        case suspicious
        /// A description cannot be written as it is.
        case unwritable
    }

    public let cause: Cause
    /// The file within the workbook, such as `xl/worksheets/sheet1.xml`; nil where the whole is meant.
    public let part: String?
    /// The sheet's name; nil where none is to blame.
    public let sheet: String?
    /// The cell; nil where none is to blame.
    public let cell: CellAddress?
    public let message: String
    public let hint: String?

    public init(
        _ cause: Cause,
        part: String? = nil,
        sheet: String? = nil,
        cell: CellAddress? = nil,
        _ message: String,
        hint: String? = nil
    ) {
        self.part = part
        self.sheet = sheet
        self.cell = cell
        self.message = message
        self.hint = hint
        self.cause = cause
    }

    /// The same fault, told of a sheet, and of a cell where none was known.
    func on(sheet: String, cell: CellAddress? = nil) -> WorkbookFault {
        WorkbookFault(cause, part: part, sheet: sheet, cell: self.cell ?? cell, message, hint: hint)
    }
}

extension WorkbookFault: CustomStringConvertible {
    /// `sheet 'Ratings', C7: …`, always on one line; a fault without a sheet names the part, for whoever opens the archive.
    public var description: String {
        let places = [
            sheet.map { "sheet '\($0)'" } ?? part.map { "part '\($0)'" }, cell.map { "\($0)" },
        ]
        let place = places.compactMap(\.self).joined(separator: ", ")
        let advice = hint.map { " (\($0))" } ?? ""
        return onOneLine((place.isEmpty ? "" : place + ": ") + message + advice)
    }
}
