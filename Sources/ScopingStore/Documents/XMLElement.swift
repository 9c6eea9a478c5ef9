import CLibXML2
import Glibc
import Provision

/// An element of a validated document: a view that is good only while `XMLDocument.read` runs.
///
/// Its accessors throw a fault with the element's line where a value is not what the model needs. After validation
/// that is rare (XSD admits the year 0000), but a program that reads files must not stop on what a schema let through.
@safe
struct XMLElement {
    private let node: xmlNodePtr

    init(_ node: xmlNodePtr) { unsafe self.node = node }

    var line: Int { max(1, unsafe lacuna_line(node)) }

    var name: String { unsafe String(cString: node.pointee.name) }

    func isNamed(_ name: StaticString) -> Bool { unsafe matches(node.pointee.name, name) }

    /// The attribute's value with white space collapsed; nil where it is left out.
    func attribute(_ name: StaticString) -> String? {
        var current = unsafe node.pointee.properties
        while let attribute = unsafe current {
            if unsafe matches(attribute.pointee.name, name) {
                return unsafe collapsedText(of: attribute.pointee.children)
            }
            unsafe current = attribute.pointee.next
        }
        return nil
    }

    func hasAttribute(_ name: StaticString) -> Bool {
        var current = unsafe node.pointee.properties
        while let attribute = unsafe current {
            if unsafe matches(attribute.pointee.name, name) { return true }
            unsafe current = attribute.pointee.next
        }
        return false
    }

    /// The element's own text with white space collapsed.
    var text: String { unsafe collapsedText(of: node.pointee.children) }

    /// The child elements, in document order.
    var children: Children { unsafe Children(first: node.pointee.children, name: nil) }

    func children(_ name: StaticString) -> Children { unsafe Children(first: node.pointee.children, name: name) }

    func child(_ name: StaticString) -> XMLElement? { children(name).first { _ in true } }

    /// The entries of a list element: `<causes><cause/>…</causes>`; none where the list is left out.
    func entries(_ list: StaticString, _ entry: StaticString) -> Children {
        child(list)?.children(entry) ?? .none
    }

    /// Child elements, all or those of a name, walked where they lie.
    @safe
    struct Children: Sequence, IteratorProtocol {
        private var current: xmlNodePtr?
        private let name: StaticString?

        fileprivate init(first: xmlNodePtr?, name: StaticString?) {
            unsafe current = first
            self.name = name
        }

        /// How many there are: a walk over names is cheaper than growing an array of what is read.
        var underestimatedCount: Int {
            var rest = self
            var count = 0
            while rest.next() != nil { count += 1 }
            return count
        }

        static var none: Children { unsafe Children(first: nil, name: nil) }

        private func isWanted(_ node: xmlNodePtr) -> Bool {
            guard let name else { return true }
            return unsafe matches(node.pointee.name, name)
        }

        mutating func next() -> XMLElement? {
            while let node = unsafe current {
                unsafe current = node.pointee.next
                if unsafe node.pointee.type == XML_ELEMENT_NODE, unsafe isWanted(node) {
                    return unsafe XMLElement(node)
                }
            }
            return nil
        }
    }

    /// The text of the pieces from `first` on. Mostly there is one, and nothing in it to collapse.
    private func collapsedText(of first: xmlNodePtr?) -> String {
        guard let first = unsafe first else { return "" }
        if unsafe first.pointee.next == nil, let content = unsafe content(of: first) {
            let bytes = unsafe UnsafeBufferPointer(start: content, count: strlen(content))
            return unsafe isCollapsed(bytes) ? String(decoding: bytes, as: UTF8.self) : collapsed(bytes)
        }
        var gathered: [UInt8] = []
        var current: xmlNodePtr? = unsafe first
        while let piece = unsafe current {
            if let content = unsafe content(of: piece) {
                unsafe gathered.append(contentsOf: UnsafeBufferPointer(start: content, count: strlen(content)))
            }
            unsafe current = piece.pointee.next
        }
        return collapsed(gathered)
    }

    private func content(of piece: xmlNodePtr) -> UnsafePointer<UInt8>? {
        guard unsafe piece.pointee.type == XML_TEXT_NODE || piece.pointee.type == XML_CDATA_SECTION_NODE else {
            return nil
        }
        return unsafe UnsafePointer(piece.pointee.content)
    }
}

/// libxml2 keeps the names of a document once: mostly the first bytes tell two apart.
private func matches(_ found: UnsafePointer<xmlChar>?, _ name: StaticString) -> Bool {
    guard let found = unsafe found else { return false }
    return unsafe found.pointee == name.utf8Start.pointee && strcmp(found, name.utf8Start) == 0
}

private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x9 || byte == 0xA || byte == 0xD }

/// Whether there is nothing to collapse: no space at the ends, none but single spaces within.
private func isCollapsed(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let start = bytes.baseAddress, !bytes.isEmpty else { return true }
    var previous = UInt8(0x20)
    var index = 0
    while index < bytes.count {
        let byte = unsafe start[index]
        if byte < 0x20 || (byte == 0x20 && previous == 0x20) { return false }
        previous = byte
        index += 1
    }
    return previous != 0x20
}

/// XSD's `whiteSpace="collapse"`: runs of white space become one space, none at the ends.
private func collapsed(_ bytes: some Sequence<UInt8>) -> String {
    var result: [UInt8] = []
    var pending = false
    for byte in bytes {
        if isSpace(byte) {
            pending = !result.isEmpty
        } else {
            if pending { result.append(0x20) }
            pending = false
            result.append(byte)
        }
    }
    return String(decoding: result, as: UTF8.self)
}

extension XMLElement {
    /// A fault of this element. `XMLDocument.read` adds the file.
    func fault(_ message: String, hint: String? = nil) -> DocumentFault {
        DocumentFault(file: "", line: line, element: name, message: message, hint: hint)
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
        hasAttribute(attribute) ? try id(attribute) : nil
    }

    func date(_ attribute: StaticString) throws(DocumentFault) -> CalendarDate {
        let value = try required(attribute)
        guard let date = CalendarDate(iso: value) else { throw notA(" date", value, attribute, "such as 2022-05-01") }
        return date
    }

    func optionalDate(_ attribute: StaticString) throws(DocumentFault) -> CalendarDate? {
        hasAttribute(attribute) ? try date(attribute) : nil
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
        hasAttribute(attribute) ? try integer(attribute) : nil
    }

    /// A number with at most two digits after the point.
    func hundredths(_ attribute: StaticString) throws(DocumentFault) -> Hundredths {
        let value = try required(attribute)
        guard let number = Hundredths(value) else {
            throw notA(" number with at most two digits after the point", value, attribute, "such as 0.6 or 12")
        }
        return number
    }

    func optionalHundredths(_ attribute: StaticString) throws(DocumentFault) -> Hundredths? {
        hasAttribute(attribute) ? try hundredths(attribute) : nil
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

    /// A word of a closed list; nil where the attribute is left out.
    func optionalChoice<Choice: RawRepresentable<String> & CaseIterable>(
        _ attribute: StaticString
    ) throws(DocumentFault) -> Choice? {
        hasAttribute(attribute) ? try choice(attribute) : nil
    }

    /// `age-from` and `age-to`, both or neither.
    func ages() throws(DocumentFault) -> AgeRange? {
        guard hasAttribute("age-from") || hasAttribute("age-to") else { return nil }
        guard hasAttribute("age-from"), hasAttribute("age-to") else {
            throw fault("an age range needs both age-from and age-to", hint: "-9 is conception, 60 the fifth birthday")
        }
        let from = try age("age-from")
        let to = try age("age-to")
        guard let ages = AgeRange(from: from, to: to) else {
            throw fault(
                "ages from \(from) to \(to) are no range",
                hint: "age-from must be below age-to; -9 is conception"
            )
        }
        return ages
    }

    private func age(_ attribute: StaticString) throws(DocumentFault) -> Age {
        let value = try required(attribute)
        guard let age = Age(value) else {
            throw notA("n age", value, attribute, "such as 6 for months, 1.5, 6w for weeks, or 10d for days")
        }
        return age
    }

    /// `opened` and `closed`: a day, or a month or a year where no more is known.
    func period(_ attribute: StaticString) throws(DocumentFault) -> DatedPeriod? {
        guard hasAttribute(attribute) else { return nil }
        let value = try required(attribute)
        guard let period = DatedPeriod(iso: value) else {
            throw notA(" date", value, attribute, "such as 2022-05-01; 2022-05 or 2022 where no more is known")
        }
        return period
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
        fault("\(attribute)=\"\(value)\" is not a\(what)", hint: form)
    }
}
