/// One connection: what arrived and was not answered, what was answered and not taken, and when it last did something.
@safe
final class Connection {
    let input: Int32
    let output: Int32
    let id: ConnectionID
    /// Its session, which belongs to it, and whose type only the hooks and methods know.
    let session: UnsafeMutableRawPointer
    var framer: LineFramer
    /// Answers that the other side has not taken.
    private(set) var outbox: [UInt8] = []
    private var sent = 0
    /// The listener it came by; nil for streams.
    let listener: Int?
    /// What the service took it for after its last answer.
    var standing = Standing.known
    /// When it came: nanoseconds.
    let opened: UInt64
    /// When the last whole line arrived, or a fair share of the outbox was taken: nanoseconds.
    var lastActive: UInt64
    private var takenSinceActive = 0
    /// Whether the other side has said all it will.
    var hasEnded = false
    /// Whether nothing more is read, and the connection is closed when its outbox is empty.
    var isLeaving = false
    /// Whether lines that have arrived are not answered any more.
    var dropsRest = false
    /// Whether it waits for another turn, since it has lines that were not answered.
    var isQueued = false
    var isClosed = false
    /// Whether a request of it is answered later: until then nothing more is read or answered.
    var isWaiting = false
    /// The flags that its descriptors are watched with; nil where one is not watched.
    var inputFlags: UInt32?
    var outputFlags: UInt32?
    /// Whether its input is a file, which cannot be watched and never makes anyone wait.
    var isAlwaysReadable = false
    /// The bytes that count against the limit on all connections together.
    var accounted = 0

    /// So many bytes taken count as a sign of life: a reader that takes one a second gives none.
    private static let fairShare = 4_096

    @unsafe
    init(
        id: ConnectionID,
        input: Int32,
        output: Int32,
        session: UnsafeMutableRawPointer,
        lineBytes: Int,
        listener: Int?,
        now: UInt64
    ) {
        self.listener = listener
        opened = now
        self.input = input
        self.output = output
        self.id = id
        unsafe self.session = session
        framer = LineFramer(limit: lineBytes)
        lastActive = now
    }

    /// A socket is one descriptor for both directions.
    var isSocket: Bool { input == output }

    var unsent: Int { outbox.count - sent }

    /// Keeps what could not be sent.
    @unsafe
    func keep(_ bytes: UnsafeRawBufferPointer) { unsafe outbox.append(contentsOf: bytes) }

    /// Shows what waits to be sent, and forgets as much of it as was.
    func send(now: UInt64, _ attempt: (UnsafeRawBufferPointer) -> Int) {
        let count = unsafe outbox.withUnsafeBytes { bytes in
            unsafe attempt(UnsafeRawBufferPointer(rebasing: bytes[sent...]))
        }
        sent += count
        takenSinceActive += count
        if sent == outbox.count {
            outbox.removeAll(keepingCapacity: false)
            sent = 0
        } else if sent > outbox.count / 2 {
            outbox.removeFirst(sent)
            sent = 0
        }
        if outbox.isEmpty || takenSinceActive >= Self.fairShare {
            takenSinceActive = 0
            lastActive = now
        }
    }
}
