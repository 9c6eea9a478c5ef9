public import Provision
public import ScopingStore

extension Submission {
    /// Reads a return that was handed in as a file: XML, or a form in any of its formats, told by what the bytes hold.
    ///
    /// - Parameters:
    ///   - file: its name for messages.
    /// - Throws: every fault found, by line, by row and column, by sheet and cell, or by field.
    public init(
        _ bytes: [UInt8],
        file: String,
        terms: Terms,
        model: ProvisionModel
    ) throws(DocumentFaults) {
        self =
            try FormFormat(recognising: bytes) == .csv && Self.isXML(bytes)
            ? Self(xml: bytes, file: file, terms: terms, model: model)
            : ReturnForm.read(bytes, file: file, terms: terms, model: model)
    }

    private static func isXML(_ bytes: [UInt8]) -> Bool {
        bytes.first { ![0x20, 0x09, 0x0A, 0x0D, 0xEF, 0xBB, 0xBF, 0xFF, 0xFE, 0x00].contains($0) } == UInt8(ascii: "<")
    }
}
