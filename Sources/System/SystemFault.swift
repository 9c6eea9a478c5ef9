import Glibc

/// Why the system did not let something be read: what cannot be read is never shown as absent.
package struct SystemFault: Error, Hashable, Sendable {
    /// What was to be read, for messages.
    package let path: String
    /// The system's code (`errno`).
    package let code: Int32

    /// The system's words: "Input/output error".
    package var reason: String { unsafe String(cString: strerror(code)) }

    package init(path: String, code: Int32) {
        self.path = path
        self.code = code
    }

    /// Whether it is this program that has too little, so that no other file could be read either.
    package static func isShortage(_ code: Int32) -> Bool { code == EMFILE || code == ENFILE || code == ENOMEM }
}
