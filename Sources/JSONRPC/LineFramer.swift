/// Cuts a stream of bytes into lines: up to LF, without a CR before it.
///
/// Bytes come in pieces; each is scanned once. A line longer than the limit is told of once and passed over, whatever its
/// length, without being kept.
public struct LineFramer: Sendable {
    public enum Event {
        case line(ArraySlice<UInt8>)
        /// The line that begins here is longer than the limit.
        case tooLong
    }

    private let limit: Int
    private var kept: [UInt8] = []
    private var isSkipping = false

    public init(limit: Int) { self.limit = limit }

    /// Bytes of a line that has not ended.
    public var pending: Int { kept.count }

    /// Takes the next piece, and calls `body` with each line that ends in it.
    ///
    /// - Parameter body: returns false to stop: the rest of the piece is handed back, to be given again.
    /// - Returns: what was not looked at.
    public mutating func take(_ piece: ArraySlice<UInt8>, _ body: (Event) -> Bool) -> ArraySlice<UInt8> {
        var rest = piece
        while let end = rest.firstIndex(of: 0x0A) {
            let line = rest[..<end]
            rest = rest[(end + 1)...]
            if isSkipping {
                isSkipping = false
                continue
            }
            let goesOn: Bool
            if kept.isEmpty {
                goesOn = line.count > limit ? body(.tooLong) : body(.line(Self.trimmed(line)))
            } else if kept.count + line.count > limit {
                forget()
                goesOn = body(.tooLong)
            } else {
                kept.append(contentsOf: line)
                let whole = kept
                forget()
                goesOn = body(.line(Self.trimmed(whole[...])))
            }
            if !goesOn { return rest }
        }
        guard !isSkipping, !rest.isEmpty else { return [] }
        if kept.count + rest.count > limit {
            forget()
            isSkipping = true
            _ = body(.tooLong)
        } else {
            kept.append(contentsOf: rest)
        }
        return []
    }

    /// The last line, where the stream ended without LF; nil where there is none.
    public mutating func finish() -> [UInt8]? {
        guard !kept.isEmpty, !isSkipping else { return nil }
        let last = Array(Self.trimmed(kept[...]))
        forget()
        return last
    }

    private mutating func forget() { kept.removeAll(keepingCapacity: kept.capacity <= 1 << 14) }

    private static func trimmed(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        line.last == 0x0D ? line.dropLast() : line
    }
}
