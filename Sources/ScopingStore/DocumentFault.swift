/// One thing that is wrong with a document: in which file, on which line, in which element, and how to mend it.
public struct DocumentFault: Error, Hashable, Sendable {
    /// The file, as its path within the store or as it was named on the command line.
    public let file: String
    /// Counted from 1; nil where no line is to blame.
    public let line: Int?
    /// The element's name; nil where none is to blame.
    public let element: String?
    public let message: String
    public let mend: String?

    public init(file: String, line: Int? = nil, element: String? = nil, message: String, mend: String? = nil) {
        self.file = file
        self.line = line
        self.element = element
        self.message = message
        self.mend = mend
    }
}

extension DocumentFault: CustomStringConvertible {
    /// `areas.xml:12: in <area>: unknown parent 'ics-x' (did you mean 'ics-y'?)`
    public var description: String {
        let place = line.map { "\(file):\($0)" } ?? file
        let context = element.map { "in <\($0)>: " } ?? ""
        let advice = mend.map { " (\($0))" } ?? ""
        return "\(place): \(context)\(message)\(advice)"
    }
}

/// The faults of one document, at most `Limits.faults` of them, in the order found.
public struct DocumentFaults: Error, Hashable, Sendable {
    public private(set) var faults: [DocumentFault]

    public init(_ faults: [DocumentFault]) {
        guard faults.count > Limits.faults, let first = faults.first else {
            self.faults = faults
            return
        }
        let rest = faults.count - Limits.faults
        self.faults =
            faults.prefix(Limits.faults)
            + [DocumentFault(file: first.file, message: "and \(rest) more \(rest == 1 ? "fault" : "faults")")]
    }

    public init(_ fault: DocumentFault) { faults = [fault] }

    /// The same faults, of this file.
    func of(_ file: String) -> DocumentFaults {
        var named = self
        named.faults = faults.map {
            DocumentFault(file: file, line: $0.line, element: $0.element, message: $0.message, mend: $0.mend)
        }
        return named
    }
}
