/// A line of which a request is answered later: what was answered of it, and what is still to be.
struct PausedLine {
    let deferred: Deferred
    /// The request's id as it came; nil for a notification.
    let id: [UInt8]?
    let method: Int
    /// As it came, for the log.
    let name: [UInt8]
    /// When the request began, in nanoseconds of the monotonic clock.
    let begun: UInt64
    /// Where the line is a batch: its text, and how many of its requests came before the next.
    let batch: (bytes: [UInt8], next: Int)?
    /// What was written of the answer to the line.
    let answers: [UInt8]
}
