import Bytes
import CSystem
import Glibc
public import JSON

/// Writes what a server does to standard error, one JSON object a line.
///
///     {"time":"2026-03-01T09:30:00.125Z","event":"request","connection":7,"id":"a1","method":"rating.get","microseconds":4,"outcome":"ok"}
///
/// Lines are gathered and written together. Nobody waits for a log: when its reader does not read, lines are kept up to a
/// limit, and those beyond it are counted and left out.
@safe
public final class ServerLog {
    /// How much is written, each level with those before it.
    public enum Level: Int, Comparable, Sendable, CaseIterable {
        /// Who was not let do what they asked: 401, 403, 429. These are always written.
        case refusals
        /// Requests that were answered with an error.
        case errors
        /// Requests that wrote to the store, and slow ones: see `ServerLimits.slowMilliseconds`.
        case writes
        /// Every request.
        case requests
        case connections

        /// The level where nobody asks for another.
        public static let usual = Level.writes

        public static func < (first: Level, second: Level) -> Bool { first.rawValue < second.rawValue }
    }

    /// Codes whose requests are logged at any level.
    public static let refusals: Set<Int> = [401, 403, 429]

    public var level: Level
    /// How long a line waits at most to be written together with others, in nanoseconds.
    static let patience: UInt64 = 100_000_000
    /// Written once this many bytes wait.
    private static let flushedBytes = 64 << 10
    /// Beyond this many bytes waiting, lines are left out.
    private static let maxBytes = 1 << 20
    /// A longer method or id is not written: nothing from outside fills the log with one line.
    private static let maxNameBytes = 256

    private let descriptor: Int32
    private let isRegular: Bool
    /// Behind a pointer: see `RequestMetrics`.
    private let writer: UnsafeMutablePointer<JSONWriter>
    private var leftOut = 0
    private var clock = LogClock()
    private var now: UInt64 = 0
    private var lastFlush: UInt64 = 0

    public init(level: Level = .usual, descriptor: Int32 = 2) {
        self.level = level
        self.descriptor = descriptor
        isRegular = lacuna_is_regular(descriptor) != 0
        unsafe writer = .allocate(capacity: 1)
        unsafe writer.initialize(to: JSONWriter())
        setTime(lacuna_wall())
    }

    deinit {
        flush()
        unsafe writer.deinitialize(count: 1)
        unsafe writer.deallocate()
    }

    /// Whether a request is written.
    ///
    /// - Parameters:
    ///   - code: of its error; 0 for none.
    ///   - isNotable: whether it wrote to the store, or was slow.
    @inline(__always)
    func wants(code: Int, isNotable: Bool) -> Bool {
        level >= .requests || (isNotable && level == .writes)
            || (code != 0 && (level >= .errors || Self.refusals.contains(code)))
    }

    /// Whether lines wait to be written.
    var isWaiting: Bool { unsafe writer.pointee.count > 0 }

    /// Sets the time that the next lines bear, in nanoseconds since 1970.
    func setTime(_ nanoseconds: UInt64) {
        now = nanoseconds
        clock.set(nanoseconds)
    }

    /// Writes what waits, if it has waited long enough.
    func flushIfDue() {
        guard isWaiting, now < lastFlush || now - lastFlush >= Self.patience else { return }
        flush()
    }

    /// Writes a line of another kind than a request.
    ///
    /// - Parameters:
    ///   - event: what happened, in one or two words.
    ///   - level: at which level it is written.
    ///   - members: writes further members.
    public func event(_ event: StaticString, level: Level, _ members: (inout JSONWriter) -> Void = { _ in }) {
        guard level <= self.level, makeRoom() else { return }
        begin(event)
        unsafe members(&writer.pointee)
        unsafe writer.pointee.literal("}\n")
    }

    /// Writes a line about a request.
    ///
    /// - Parameters:
    ///   - connection: its number.
    ///   - id: the id as it came; nil when there is none.
    ///   - method: the method's name as it came, with its quotation marks; nil when it could not be read.
    ///   - code: of the error; 0 for none.
    func request(connection: UInt64, id: Span<UInt8>?, method: Span<UInt8>?, code: Int, nanoseconds: UInt64) {
        guard makeRoom() else { return }
        begin("request")
        unsafe writer.pointee.literal(",\"connection\":")
        unsafe writer.pointee.digits(connection)
        if let id, id.count <= Self.maxNameBytes {
            unsafe writer.pointee.literal(",\"id\":")
            unsafe writer.pointee.raw(id)
        }
        if let method, method.count <= Self.maxNameBytes {
            unsafe writer.pointee.literal(",\"method\":")
            unsafe writer.pointee.raw(method)
        }
        unsafe writer.pointee.literal(",\"microseconds\":")
        unsafe writer.pointee.digits(nanoseconds / 1_000)
        if code == 0 {
            unsafe writer.pointee.literal(",\"outcome\":\"ok\"}\n")
        } else {
            unsafe writer.pointee.literal(",\"outcome\":\"error\",\"code\":")
            unsafe writer.pointee.int(code)
            unsafe writer.pointee.literal("}\n")
        }
        if unsafe writer.pointee.count >= Self.flushedBytes { flush() }
    }

    /// Writes what waits, as far as that needs no waiting.
    public func flush() {
        lastFlush = now
        var written = 0
        let total = unsafe writer.pointee.count
        while written < total {
            // A pipe that is writable takes this much at once.
            let size = isRegular ? total - written : min(total - written, 4_096)
            guard isRegular || lacuna_poll(descriptor, lacuna_writable, 0) == 1 else { break }
            let count =
                unsafe writer.pointee.buffer.contents.baseAddress.map {
                    unsafe write(descriptor, $0 + written, size)
                } ?? 0
            if count < 0 {
                if errno == EINTR { continue }
                // Nobody is left to read it.
                if lacuna_would_block() == 0 { written = total }
                break
            }
            written += count
        }
        if written == total {
            unsafe writer.pointee.truncate(to: 0)
        } else if written > 0 {
            unsafe writer.pointee.buffer.removeFirst(written)
        }
    }

    private func makeRoom() -> Bool {
        guard unsafe writer.pointee.count >= Self.maxBytes else {
            if leftOut > 0 {
                let number = leftOut
                leftOut = 0
                begin("lines left out")
                unsafe writer.pointee.member("number", number)
                unsafe writer.pointee.literal("}\n")
            }
            return true
        }
        leftOut += 1
        return false
    }

    private func begin(_ event: StaticString) {
        unsafe writer.pointee.literal("{\"time\":\"")
        unsafe clock.text.withUnsafeBufferPointer { unsafe writer.pointee.buffer.append($0) }
        unsafe writer.pointee.literal("\",\"event\":")
        unsafe writer.pointee.string(event)
    }
}
