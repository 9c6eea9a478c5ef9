/// Why a call that was understood could not be carried out: what to say, and with which status to end.
struct CommandFailure: Error, Hashable {
    let status: ExitStatus
    let messages: [String]

    init(_ status: ExitStatus, _ messages: String...) {
        self.init(status, messages)
    }

    init(_ status: ExitStatus, _ messages: [String]) {
        self.status = status
        self.messages = messages
    }
}
