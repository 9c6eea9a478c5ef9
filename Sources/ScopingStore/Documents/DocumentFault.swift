import Bytes
import Glibc

/// One thing that is wrong with a document: in which file, on which line, in which element, and how to mend it.
public struct DocumentFault: Error, Hashable, Sendable {
    /// The file, as its path within the store or as it was named on the command line.
    public let file: String
    /// Counted from 1; nil where no line is to blame.
    public let line: Int?
    /// The element's name; nil where none is to blame.
    public let element: String?
    public let message: String
    public let hint: String?
    /// The system's code (`errno`) where it did not let the file or folder be read; nil for what is wrong with its content.
    public let systemCode: Int32?

    public init(
        file: String,
        line: Int? = nil,
        element: String? = nil,
        message: String,
        hint: String? = nil,
        systemCode: Int32? = nil
    ) {
        self.file = file
        self.line = line
        self.element = element
        self.message = message
        self.hint = hint
        self.systemCode = systemCode
    }

    /// Whether the system did not let it be read: then nothing is known of what it holds.
    public var isUnreadable: Bool { systemCode != nil }

    /// Whether there is no such file.
    public var isAbsent: Bool { systemCode == ENOENT || systemCode == ENOTDIR }
}

extension DocumentFault: CustomStringConvertible {
    /// `areas.xml:12: in <area>: unknown parent 'ics-x' (did you mean 'ics-y'?)`, always on one line.
    public var description: String {
        let place = line.map { "\(file):\($0)" } ?? file
        let context = element.map { "in <\($0)>: " } ?? ""
        let advice = hint.map { " (\($0))" } ?? ""
        return onOneLine("\(place): \(context)\(message)\(advice)")
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
            DocumentFault(
                file: file,
                line: $0.line,
                element: $0.element,
                message: $0.message,
                hint: $0.hint,
                systemCode: $0.systemCode
            )
        }
        return named
    }
}
