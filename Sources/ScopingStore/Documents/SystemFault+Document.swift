import Glibc
package import System

extension SystemFault {
    /// The fault as one of a document or folder.
    package var fault: DocumentFault {
        DocumentFault(
            file: path,
            message: "cannot be read: \(reason)",
            hint: Self.hints[code],
            systemCode: code
        )
    }

    private static let hints: [Int32: String] = [
        EACCES: "let this user read it", EMFILE: "allow the program more open files (ulimit -n)",
        ENFILE: "close other programs, or allow the system more open files", ENOMEM: "close other programs",
        EIO: "the disk or the network folder may be failing; try again, then restore it from a copy",
    ]
}
