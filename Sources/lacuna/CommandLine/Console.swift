import Glibc
import ScopingStore
import System

/// Where a command's words go: results to standard output, everything else to standard error.
///
/// Both are gathered while a command runs and written when it ends, so that a command that fails has printed no half result.
struct Console {
    private(set) var output: [UInt8] = []
    private(set) var errors: [UInt8] = []
    /// Whether results may be coloured: on a terminal, unless `NO_COLOR` is set.
    let usesColour: Bool
    /// The terminal that results are read on; nil where they go elsewhere, and have whatever width they need.
    let terminal: Terminal?
    let environment: [String: String]
    private var said: Set<String> = []

    init(usesColour: Bool = false, terminal: Terminal? = nil, environment: [String: String] = [:]) {
        self.usesColour = usesColour
        self.terminal = terminal
        self.environment = environment
    }

    /// A line of the result.
    mutating func print(_ line: String = "") {
        output += Self.harmless(line).utf8
        output.append(UInt8(ascii: "\n"))
    }

    /// A result as it is: a document or other data.
    mutating func write(_ bytes: [UInt8]) { output += bytes }

    /// A line that is not the result.
    mutating func note(_ line: String) {
        errors += Self.harmless(line).utf8
        errors.append(UInt8(ascii: "\n"))
    }

    /// A line that is not the result, unless it was said before: what several steps of a command each have to say.
    mutating func noteOnce(_ line: String) {
        if said.insert(line).inserted { note(line) }
    }

    /// Text without what could steer a terminal or hide what it says: control characters (but for the colours that this
    /// program writes itself) and marks that turn the direction of text become U+FFFD.
    static func harmless(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isHarmful) else { return text }
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { result.append(isHarmful(scalar) ? "\u{FFFD}" : scalar) }
        return String(result)
    }

    private static func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0A: false
        case 0..<0x20, 0x7F..<0xA0, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
        default: false
        }
    }

    /// Adds a line that this program coloured itself; its text must have passed `harmless`.
    mutating func printColoured(_ line: String) {
        output += line.utf8
        output.append(UInt8(ascii: "\n"))
    }

    /// Writes both streams. Returns false when standard output cannot take the result; `errno` says why.
    func flush() -> Bool {
        ProgressLine.end()
        let written = Self.write(output, to: STDOUT_FILENO)
        let fault = errno
        defer { errno = fault }
        _ = Self.write(errors, to: STDERR_FILENO)
        return written
    }

    /// Writes both streams as `flush` does, a result longer than the terminal by way of a pager.
    func present() -> Bool {
        guard let terminal, Pager.isLonger(output, than: terminal), let pager = Pager(environment) else {
            return flush()
        }
        ProgressLine.end()
        // What is to be known beside the result stands on the terminal before the pager covers it, and after it.
        guard pager.show(output) else { return flush() }
        _ = Self.write(errors, to: STDERR_FILENO)
        return true
    }

    /// Writes both streams now, for commands that go on: what was written is not written again.
    mutating func deliver() -> Bool {
        defer { (output, errors) = ([], []) }
        return flush()
    }

    /// Says something on standard error at once.
    static func complain(_ line: String) { _ = write(Array((line + "\n").utf8), to: STDERR_FILENO) }

    /// Writes all bytes, however often the system takes only some. Returns false when it refuses; `errno` says why.
    static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        writeAll(bytes, to: descriptor)
    }
}
