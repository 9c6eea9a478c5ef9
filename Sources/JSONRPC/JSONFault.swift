/// Why a line is no JSON text that is accepted here: at which byte, and what is wrong there.
public struct JSONFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// Counted from 0 within the line.
    public let offset: Int
    public let message: String

    public var description: String { "byte \(offset): \(message)" }
}
