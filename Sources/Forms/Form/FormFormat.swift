/// What a form is made of.
public enum FormFormat: String, CaseIterable, Hashable, Sendable {
    /// Comma-separated values, which every spreadsheet program opens.
    case csv
    /// A workbook of Excel.
    case xlsx
    /// A workbook of LibreOffice: OpenDocument.
    case ods
    /// A page to fill in with a browser.
    case html

    /// The format that bytes begin as; nil for something that is none of them, and that the readers of workbooks know by name.
    init?(recognising bytes: [UInt8]) {
        let start = bytes.prefix(8)
        if start.starts(with: [0x50, 0x4B]) {
            self = .xlsx
        } else if start.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) || start.starts(with: Array("%PDF".utf8)) {
            return nil
        } else if start.starts(with: [0x89, 0x50, 0x4E, 0x47]) || start.starts(with: [0xFF, 0xD8, 0xFF]) {
            return nil
        } else if PageFormReader.recognises(bytes) {
            self = .html
        } else {
            self = .csv
        }
    }

    /// How its files' names end.
    public var ending: String { ".\(rawValue)" }
}
