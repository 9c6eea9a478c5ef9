import CLibXML2
import Provision

/// An element of a validated document: a view that is good only while `XMLDocument.read` runs.
///
/// Its accessors throw a fault with the element's line where a value is not what the model needs. After validation
/// that is rare (XSD admits the year 0000), but a program that reads files must not stop on what a schema let through.
@safe
struct XMLElement {
    private let node: xmlNodePtr
    let file: String

    init(_ node: xmlNodePtr, file: String) {
        unsafe self.node = node
        self.file = file
    }

    var line: Int { max(1, unsafe lacuna_line(node)) }

    var name: String { unsafe String(cString: node.pointee.name) }

    func isNamed(_ name: StaticString) -> Bool { unsafe matches(node.pointee.name, name) }

    /// The attribute's value with white space collapsed; nil where it is left out.
    func attribute(_ name: StaticString) -> String? {
        var current = unsafe node.pointee.properties
        while let attribute = unsafe current {
            if unsafe matches(attribute.pointee.name, name) {
                return unsafe collapsed(content(of: attribute.pointee.children))
            }
            unsafe current = attribute.pointee.next
        }
        return nil
    }

    /// The element's own text with white space collapsed.
    var text: String { collapsed(unsafe content(of: node.pointee.children)) }

    /// The child elements, in document order.
    var children: [XMLElement] {
        var result: [XMLElement] = []
        var current = unsafe node.pointee.children
        while let child = unsafe current {
            if unsafe child.pointee.type == XML_ELEMENT_NODE { unsafe result.append(XMLElement(child, file: file)) }
            unsafe current = child.pointee.next
        }
        return result
    }

    func children(_ name: StaticString) -> [XMLElement] { children.filter { $0.isNamed(name) } }

    func child(_ name: StaticString) -> XMLElement? { children.first { $0.isNamed(name) } }

    /// The entries of a list element: `<causes><cause/>…</causes>`; none where the list is left out.
    func entries(_ list: StaticString, _ entry: StaticString) -> [XMLElement] {
        child(list)?.children(entry) ?? []
    }

    private func matches(_ found: UnsafePointer<xmlChar>?, _ name: StaticString) -> Bool {
        unsafe xmlStrEqual(found, name.utf8Start) == 1
    }

    private func content(of first: UnsafeMutablePointer<xmlNode>?) -> String {
        var result = ""
        var current = unsafe first
        while let piece = unsafe current {
            if unsafe piece.pointee.type == XML_TEXT_NODE || piece.pointee.type == XML_CDATA_SECTION_NODE,
                let content = unsafe piece.pointee.content
            {
                result += unsafe String(cString: content)
            }
            unsafe current = piece.pointee.next
        }
        return result
    }

    /// XSD's `whiteSpace="collapse"`: runs of white space become one space, none at the ends.
    private func collapsed(_ text: String) -> String {
        var result: [UInt8] = []
        var pending = false
        for byte in text.utf8 {
            if byte == 0x20 || byte == 0x9 || byte == 0xA || byte == 0xD {
                pending = !result.isEmpty
            } else {
                if pending { result.append(0x20) }
                pending = false
                result.append(byte)
            }
        }
        return result.count == text.utf8.count ? text : String(decoding: result, as: UTF8.self)
    }
}

extension XMLElement {
    func fault(_ message: String, mend: String? = nil) -> DocumentFault {
        DocumentFault(file: file, line: line, element: name, message: message, mend: mend)
    }

    func required(_ attribute: StaticString) throws(DocumentFault) -> String {
        guard let value = self.attribute(attribute) else { throw fault("the attribute '\(attribute)' is missing") }
        return value
    }

    func id<Subject>(_ attribute: StaticString) throws(DocumentFault) -> Identifier<Subject> {
        let value = try required(attribute)
        guard let id = Identifier<Subject>(value) else { throw notA("n id", value, attribute, "such as ccg-halton") }
        return id
    }

    func optionalID<Subject>(_ attribute: StaticString) throws(DocumentFault) -> Identifier<Subject>? {
        self.attribute(attribute) == nil ? nil : try id(attribute)
    }

    func date(_ attribute: StaticString) throws(DocumentFault) -> CalendarDate {
        let value = try required(attribute)
        guard let date = CalendarDate(iso: value) else { throw notA(" date", value, attribute, "such as 2022-05-01") }
        return date
    }

    func optionalDate(_ attribute: StaticString) throws(DocumentFault) -> CalendarDate? {
        self.attribute(attribute) == nil ? nil : try date(attribute)
    }

    func instant(_ attribute: StaticString) throws(DocumentFault) -> Instant {
        let value = try required(attribute)
        guard let instant = Instant(rfc3339: value) else {
            throw notA(" moment in UTC", value, attribute, "such as 2022-05-01T09:30:00Z")
        }
        return instant
    }

    func integer(_ attribute: StaticString) throws(DocumentFault) -> Int {
        let value = try required(attribute)
        guard let number = Int(value) else { throw notA(" whole number", value, attribute, "such as 12") }
        return number
    }

    func optionalInteger(_ attribute: StaticString) throws(DocumentFault) -> Int? {
        self.attribute(attribute) == nil ? nil : try integer(attribute)
    }

    func share(_ attribute: StaticString) throws(DocumentFault) -> Double {
        let value = try required(attribute)
        guard let number = Double(value), (0...1).contains(number) else {
            throw notA(" share of one", value, attribute, "such as 0.065")
        }
        return number
    }

    /// The value of a closed list of words.
    func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ attribute: StaticString
    ) throws(DocumentFault) -> Choice {
        let value = try required(attribute)
        guard let choice = Choice(rawValue: value) else {
            throw notA(
                " known word",
                value,
                attribute,
                "one of " + Choice.allCases.map(\.rawValue).joined(separator: ", ")
            )
        }
        return choice
    }

    /// `age-from` and `age-to`, both or neither.
    func ages() throws(DocumentFault) -> AgeRange? {
        guard attribute("age-from") != nil || attribute("age-to") != nil else { return nil }
        guard attribute("age-from") != nil, attribute("age-to") != nil else {
            throw fault("an age range needs both age-from and age-to", mend: "-9 is conception, 60 the fifth birthday")
        }
        let from = try integer("age-from")
        let to = try integer("age-to")
        guard let ages = AgeRange(from: from, to: to) else {
            throw fault(
                "ages from \(from) to \(to) months are no range",
                mend: "age-from must be below age-to; -9 is conception"
            )
        }
        return ages
    }

    /// The ids that child elements refer to: `<needs-group ref="thriving"/>`.
    func references<Subject>(_ name: StaticString) throws(DocumentFault) -> [Identifier<Subject>] {
        var ids: [Identifier<Subject>] = []
        for child in children(name) { ids.append(try child.id("ref")) }
        return ids
    }

    func evidence() throws(DocumentFault) -> [Evidence] {
        var found: [Evidence] = []
        for child in children("evidence") {
            found.append(
                Evidence(text: child.text, source: try child.optionalID("source"), section: child.attribute("section"))
            )
        }
        return found
    }

    private func notA(_ what: String, _ value: String, _ attribute: StaticString, _ form: String) -> DocumentFault {
        fault("\(attribute)=\"\(value)\" is not a\(what)", mend: form)
    }
}
