/// Bytes that grow at their end: what an array does, without its checks for sharing at each of many small pieces.
@safe struct ByteBuffer: ~Copyable {
    private var base: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    private(set) var count = 0

    init() {
        capacity = 1 << 12
        unsafe base = .allocate(capacity: capacity)
    }

    deinit { unsafe base.deallocate() }

    /// The last byte; nil where there is none.
    var last: UInt8? { count > 0 ? unsafe base[count - 1] : nil }

    /// A copy of all bytes.
    var bytes: [UInt8] { unsafe Array(UnsafeBufferPointer(start: base, count: count)) }

    @inline(__always)
    mutating func append(_ byte: UInt8) {
        if count == capacity { grow(by: 1) }
        unsafe base[count] = byte
        count += 1
    }

    @inline(__always)
    mutating func append(_ piece: UnsafeBufferPointer<UInt8>) {
        guard let start = piece.baseAddress, !piece.isEmpty else { return }
        if piece.count > capacity - count { grow(by: piece.count) }
        unsafe (base + count).initialize(from: start, count: piece.count)
        count += piece.count
    }

    /// Makes room for so many bytes more, at least doubling, so that appending takes constant time on average.
    @inline(never)
    private mutating func grow(by more: Int) {
        capacity = max(capacity * 2, count + more)
        let wider = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
        unsafe wider.moveInitialize(from: base, count: count)
        unsafe base.deallocate()
        unsafe base = wider
    }
}
