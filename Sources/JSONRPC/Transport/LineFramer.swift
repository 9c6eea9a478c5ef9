import Glibc

/// Cuts what arrives on one connection into lines.
///
/// Lines that arrive whole are shown where they lie; only what is left over is kept until more comes, and is never looked
/// through twice. A line ends with LF or CR LF. Blank lines say nothing and are passed over. Of a line beyond the limit no
/// more than the limit is ever kept: it is told as soon as it is too long, and the rest of it is passed over.
struct LineFramer {
    /// The longest line, in bytes without its end.
    let limit: Int
    /// What arrived and was not shown yet.
    private var held: [UInt8] = []
    /// How many bytes at the start of `held` are known to hold no line end.
    private var scanned = 0
    /// Whether the rest of a line that was too long is still coming.
    private var isSkipping = false
    /// Whether whole lines may be waiting, because `body` wanted no more.
    private(set) var isInterrupted = false

    /// More than this is given back when it is no longer needed.
    private static let keptBytes = 4_096

    /// Sees a line, or nil for one that is too long; returns whether it wants to see the next one now.
    typealias Body = (Span<UInt8>?) -> Bool

    init(limit: Int) { self.limit = limit }

    var heldBytes: Int { held.count }

    /// What there is to do for a connection.
    @safe
    enum Feed {
        /// Bytes have arrived.
        case arrived(UnsafeBufferPointer<UInt8>)
        /// Lines were left over.
        case leftOver
        /// Nothing more will come.
        case ended
    }

    mutating func show(_ feed: Feed, _ body: Body) {
        switch feed {
        case .arrived(let chunk): unsafe take(chunk, body)
        case .leftOver: resume(body)
        case .ended: finish(body)
        }
    }

    /// Takes what has arrived, and shows the lines that are whole.
    mutating func take(_ chunk: UnsafeBufferPointer<UInt8>, _ body: Body) {
        if held.isEmpty {
            let shown = unsafe show(chunk, body)
            if shown < chunk.count { unsafe held.append(contentsOf: UnsafeBufferPointer(rebasing: chunk[shown...])) }
        } else {
            unsafe held.append(contentsOf: chunk)
            resume(body)
        }
    }

    /// Goes on after an interruption.
    mutating func resume(_ body: Body) {
        var taken: [UInt8] = []
        swap(&taken, &held)
        let shown = unsafe taken.withUnsafeBufferPointer { unsafe show($0, body) }
        if shown == taken.count {
            taken.removeAll(keepingCapacity: taken.capacity <= Self.keptBytes)
        } else if shown > 0 {
            taken.removeFirst(shown)
        }
        swap(&taken, &held)
    }

    /// Shows the last line, which has no end, after all others were shown.
    mutating func finish(_ body: Body) {
        let last = held
        held = []
        scanned = 0
        guard !isSkipping else { return }
        unsafe last.withUnsafeBufferPointer { bytes in
            guard let base = bytes.baseAddress else { return }
            let end = unsafe Self.withoutReturn(base, 0, bytes.count)
            guard unsafe !Self.isBlank(base, 0, end) else { return }
            if end > limit {
                _ = body(nil)
            } else {
                _ = unsafe body(Span(_unsafeStart: base, count: end))
            }
        }
    }

    /// Shows whole lines until there are no more, or no more are wanted. Returns how many bytes are done with.
    private mutating func show(_ bytes: UnsafeBufferPointer<UInt8>, _ body: Body) -> Int {
        isInterrupted = false
        guard let base = bytes.baseAddress else { return 0 }
        var start = 0
        var from = scanned
        scanned = 0
        while from < bytes.count, let found = unsafe memchr(base + from, 0x0A, bytes.count - from) {
            let lineEnd = unsafe UnsafeRawPointer(found) - UnsafeRawPointer(base)
            let end = unsafe Self.withoutReturn(base, start, lineEnd)
            let line = start
            start = lineEnd + 1
            from = start
            if isSkipping {
                isSkipping = false
                continue
            }
            let goesOn: Bool
            if end - line > limit {
                goesOn = body(nil)
            } else if unsafe Self.isBlank(base, line, end) {
                continue
            } else {
                goesOn = unsafe body(Span(_unsafeStart: base + line, count: end - line))
            }
            if !goesOn {
                isInterrupted = true
                return start
            }
        }
        if isSkipping { return bytes.count }
        let rest = bytes.count - start
        // The byte after the last one allowed may be the CR of its end: whether it is, its end tells.
        if rest > limit + 1 {
            _ = body(nil)
            isSkipping = true
            return bytes.count
        }
        scanned = rest
        return start
    }

    private static func withoutReturn(_ base: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> Int {
        unsafe end > start && base[end - 1] == 0x0D ? end - 1 : end
    }

    private static func isBlank(_ base: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> Bool {
        var at = start
        while at < end {
            let byte = unsafe base[at]
            guard byte == 0x20 || byte == 0x09 || byte == 0x0D else { return false }
            at += 1
        }
        return true
    }
}
