import CLibXML2

/// Reads a part of a workbook element by element; nothing of it is kept.
///
/// It stands at an element's start, and is asked for the element's children, its text, or nothing: whatever is left of an
/// element is passed over before the next.
@safe
final class XMLReader {
    let part: String
    private let reader: xmlTextReaderPtr
    /// How many elements are open.
    private var depth = 0
    /// Whether the element read last ends where it began, which libxml2 does not report.
    private var isAtEmptyElement = false

    private enum Event {
        case start
        case end
        case text
        case finished
    }

    /// Stands at the root element while `body` works, and reads to the very end after it: what is cut off or ill-formed
    /// anywhere is a fault.
    static func read(
        _ bytes: [UInt8],
        part: String,
        root: String,
        _ body: (XMLReader) throws(WorkbookFault) -> Void
    ) throws(WorkbookFault) {
        if let fault = XMLBounds.fault(in: bytes) { throw WorkbookFault(.damaged, part: part, fault, hint: saveAgain) }
        let outcome: Result<Void, WorkbookFault> = unsafe bytes.withUnsafeBytes { (buffer) in
            do throws(WorkbookFault) {
                let reader = try unsafe XMLReader(buffer, part: part)
                guard try reader.next() == .start, reader.name == root else {
                    throw reader.damaged("its content is not what its name says")
                }
                try body(reader)
                while try reader.next() != .finished {}
                return .success(())
            } catch {
                return .failure(error)
            }
        }
        try outcome.get()
    }

    private init(_ bytes: UnsafeRawBufferPointer, part: String) throws(WorkbookFault) {
        XMLLibrary.start()
        self.part = part
        guard let count = Int32(exactly: bytes.count),
            let opened = unsafe lacuna_open_reader(bytes.baseAddress?.assumingMemoryBound(to: CChar.self), count)
        else { throw WorkbookFault(.tooLarge, part: part, "it is too large to be read") }
        unsafe reader = unsafe opened
    }

    deinit { unsafe xmlFreeTextReader(reader) }

    /// The element's name without its prefix.
    var name: String { unsafe Self.text(xmlTextReaderConstLocalName(reader)) ?? "" }

    /// The namespace of the element; empty where it has none.
    var namespace: String { unsafe Self.text(xmlTextReaderConstNamespaceUri(reader)) ?? "" }

    /// The value of an attribute without a prefix; nil where the element has none.
    func attribute(_ name: StaticString) -> String? {
        unsafe name.utf8Start.withMemoryRebound(to: CChar.self, capacity: name.utf8CodeUnitCount + 1) {
            unsafe Self.text(lacuna_attribute(reader, $0, nil))
        }
    }

    /// The value of an attribute of a namespace.
    func attribute(_ name: String, of namespace: String) -> String? {
        unsafe Self.text(lacuna_attribute(reader, name, namespace))
    }

    /// Gives each child element to `body`, with the reader at its start.
    func eachChild(_ body: () throws(WorkbookFault) -> Void) throws(WorkbookFault) {
        try eachPiece(text: { _ in }, element: body)
    }

    /// Gives the texts and child elements of an element in their order.
    func eachPiece(
        text: (String) throws(WorkbookFault) -> Void,
        element: () throws(WorkbookFault) -> Void
    ) throws(WorkbookFault) {
        let level = depth
        while true {
            switch try next() {
            case .start:
                try element()
                while depth > level { _ = try next() }
            case .text:
                try text(unsafe Self.text(xmlTextReaderConstValue(reader)) ?? "")
            case .end:
                return
            case .finished:
                throw damaged("it is cut off")
            }
        }
    }

    /// The text of the element, without that of child elements.
    func text(limit: Int) throws(WorkbookFault) -> String {
        var whole = ""
        try eachPiece { (piece) throws(WorkbookFault) in
            if whole.isEmpty { whole = piece } else { whole += piece }
            guard whole.utf8.count <= limit * 4 else { throw tooLong(limit) }
        } element: { () throws(WorkbookFault) in
        }
        guard whole.utf8.count <= limit || whole.utf16.count <= limit else { throw tooLong(limit) }
        return whole
    }

    func tooLong(_ limit: Int) -> WorkbookFault {
        WorkbookFault(.tooLarge, part: part, "a text of more than \(limit) characters", hint: "shorten it")
    }

    func damaged(_ message: String) -> WorkbookFault {
        WorkbookFault(.damaged, part: part, message, hint: saveAgain)
    }

    private func next() throws(WorkbookFault) -> Event {
        if isAtEmptyElement {
            isAtEmptyElement = false
            depth -= 1
            return .end
        }
        while true {
            switch unsafe xmlTextReaderRead(reader) {
            case 1: break
            case 0: return .finished
            default: throw damaged("it is not well-formed XML: it was cut off or changed")
            }
            switch unsafe xmlReaderTypes(UInt32(bitPattern: xmlTextReaderNodeType(reader))) {
            case XML_READER_TYPE_ELEMENT:
                depth += 1
                isAtEmptyElement = unsafe xmlTextReaderIsEmptyElement(reader) == 1
                return .start
            case XML_READER_TYPE_END_ELEMENT:
                depth -= 1
                return .end
            case XML_READER_TYPE_TEXT, XML_READER_TYPE_CDATA, XML_READER_TYPE_WHITESPACE,
                XML_READER_TYPE_SIGNIFICANT_WHITESPACE:
                return .text
            case XML_READER_TYPE_DOCUMENT_TYPE, XML_READER_TYPE_ENTITY_REFERENCE:
                throw damaged("it declares a document type of its own, as no spreadsheet program does")
            default: break
            }
        }
    }

    private static func text(_ pointer: UnsafePointer<UInt8>?) -> String? {
        guard let pointer = unsafe pointer else { return nil }
        return unsafe String(cString: pointer)
    }

    private static func text(_ pointer: UnsafePointer<CChar>?) -> String? {
        guard let pointer = unsafe pointer else { return nil }
        return unsafe String(cString: pointer)
    }
}

/// libxml2, prepared once before any thread uses it.
private enum XMLLibrary {
    private static let started: Void = xmlInitParser()

    static func start() { started }
}
