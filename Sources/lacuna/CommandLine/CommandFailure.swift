import ScopingStore

/// Why a call that was understood could not be carried out: what to say, and with which status to end.
struct CommandFailure: Error, Hashable {
    let status: ExitStatus
    let messages: [String]

    init(_ status: ExitStatus, _ messages: String...) {
        self.init(status, messages)
    }

    /// A file that a call named could not be read: it is not there, is not fit, or the system does not let it be read.
    init(reading fault: DocumentFault) {
        self.init(fault.isUnreadable && !fault.isAbsent ? .inputOutput : .noInput, "lacuna: \(fault)")
    }

    init(_ status: ExitStatus, _ messages: [String]) {
        self.status = status
        self.messages = messages
    }
}
