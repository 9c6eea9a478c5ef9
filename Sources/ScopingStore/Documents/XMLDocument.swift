import CLibXML2

/// A document that libxml2 has parsed and found valid against its schema. It owns the tree and frees it.
@safe
struct XMLDocument: ~Copyable {
    private let document: xmlDocPtr

    /// Passes the gate, parses and validates.
    ///
    /// Elements handed to `body` live no longer than the call.
    static func read<Value>(
        _ bytes: [UInt8],
        as kind: DocumentKind,
        file: String,
        _ body: (XMLElement) throws(DocumentFaults) -> Value
    ) throws(DocumentFaults) -> Value {
        guard bytes.count <= kind.maxBytes else {
            throw DocumentFaults(DocumentFault(file: file, message: "larger than \(kind.maxBytes) bytes"))
        }
        do { try XMLRefusal.check(bytes, file: file) } catch { throw DocumentFaults(error) }
        let document = try XMLDocument(parsing: bytes, file: file)
        try document.validate(as: kind, file: file)
        guard let root = unsafe xmlDocGetRootElement(document.document) else {
            throw DocumentFaults(DocumentFault(file: file, line: 1, message: "the document has no root element"))
        }
        do { return try body(unsafe XMLElement(root)) } catch { throw error.of(file) }
    }

    private init(parsing bytes: [UInt8], file: String) throws(DocumentFaults) {
        XMLLibrary.start()
        let collector = FaultCollector(file: file)
        let parsed = unsafe collector.collecting { sink in
            unsafe bytes.withUnsafeBytes { buffer in
                unsafe lacuna_parse(
                    buffer.baseAddress?.assumingMemoryBound(to: CChar.self),
                    Int32(clamping: buffer.count),
                    sink
                )
            }
        }
        guard let parsed = unsafe parsed else {
            if let fault = XMLRefusal.encodingFault(in: bytes, file: file) { throw DocumentFaults(fault) }
            throw collector.faults(otherwise: "not well-formed XML", hint: "is the file cut off?")
        }
        unsafe document = unsafe parsed
    }

    private func validate(as kind: DocumentKind, file: String) throws(DocumentFaults) {
        let schema = try CompiledSchema.of(kind).get()
        let collector = FaultCollector(file: file)
        let outcome = unsafe collector.collecting { sink in unsafe lacuna_validate(schema.pointer, document, sink) }
        guard outcome == 0 else {
            throw collector.faults(
                otherwise: "does not follow its schema",
                hint: "'lacuna schema \(kind.rawValue)' prints it"
            )
        }
    }

    deinit { unsafe xmlFreeDoc(document) }
}

/// libxml2, prepared once before any thread uses it.
private enum XMLLibrary {
    private static let started: Void = xmlInitParser()

    static func start() { started }
}

/// A schema, compiled once. Validation only reads it, so it may be shared between threads.
@safe
private final class CompiledSchema: @unchecked Sendable {
    let pointer: xmlSchemaPtr

    private init(_ pointer: xmlSchemaPtr) { unsafe self.pointer = pointer }

    private static let all: [DocumentKind: Result<CompiledSchema, DocumentFaults>] = {
        XMLLibrary.start()
        return Dictionary(
            DocumentKind.allCases.map { ($0, compile($0)) },
            uniquingKeysWith: { first, _ in first }
        )
    }()

    static func of(_ kind: DocumentKind) -> Result<CompiledSchema, DocumentFaults> {
        all[kind] ?? .failure(DocumentFaults(DocumentFault(file: "\(kind.rawValue).xsd", message: "no such schema")))
    }

    private static func compile(_ kind: DocumentKind) -> Result<CompiledSchema, DocumentFaults> {
        let collector = FaultCollector(file: "\(kind.rawValue).xsd")
        let bytes = kind.schema
        let compiled = unsafe collector.collecting { sink in
            unsafe bytes.withUnsafeBytes { buffer in
                unsafe lacuna_compile_schema(
                    buffer.baseAddress?.assumingMemoryBound(to: CChar.self),
                    Int32(clamping: buffer.count),
                    sink
                )
            }
        }
        guard let compiled = unsafe compiled else {
            return .failure(collector.faults(otherwise: "the schema cannot be compiled", hint: nil))
        }
        return .success(unsafe CompiledSchema(compiled))
    }
}

/// Gathers what libxml2 reports while it works.
private final class FaultCollector {
    private let file: String
    private var found: [DocumentFault] = []

    init(file: String) { self.file = file }

    func collecting<Value>(_ work: (UnsafeMutablePointer<lacuna_error_sink>) -> Value) -> Value {
        var sink = unsafe lacuna_error_sink(
            handler: collectFault,
            context: Unmanaged.passUnretained(self).toOpaque()
        )
        return withExtendedLifetime(self) { unsafe withUnsafeMutablePointer(to: &sink) { unsafe work($0) } }
    }

    func note(line: Int, element: String?, message: String) {
        guard found.count <= Limits.faults else { return }
        let fault = DocumentFault(
            file: file,
            line: line > 0 ? line : nil,
            element: element,
            message: Self.plain(message)
        )
        if found.last != fault { found.append(fault) }
    }

    /// What was found, or `message` when libxml2 failed without a word.
    func faults(otherwise message: String, hint: String?) -> DocumentFaults {
        found.isEmpty ? DocumentFaults(DocumentFault(file: file, message: message, hint: hint)) : DocumentFaults(found)
    }

    /// libxml2's words without namespace prefixes and line ends.
    private static func plain(_ message: String) -> String {
        var text = message.replacing("{\(scopingNamespace)}", with: "").replacing("\n", with: " ")
        while let last = text.last, last == " " || last == "." { text.removeLast() }
        return text
    }
}

/// At file scope: a C callback must not inherit an actor.
private func collectFault(
    context: UnsafeMutableRawPointer?,
    line: Int32,
    message: UnsafePointer<CChar>?,
    name: UnsafePointer<CChar>?
) {
    guard let context = unsafe context else { return }
    let collector = unsafe Unmanaged<FaultCollector>.fromOpaque(context).takeUnretainedValue()
    let text = unsafe message.map { unsafe String(cString: $0) } ?? "unknown fault"
    let element = unsafe name.map { unsafe String(cString: $0) }
    collector.note(line: Int(line), element: element, message: text)
}
