import Glibc

/// Bytes that grow at their end. An `[UInt8]` asks at each append whether it is shared; this one never is.
@safe
struct ByteBuffer: ~Copyable {
    private var base: UnsafeMutablePointer<UInt8>
    private(set) var count = 0
    private(set) var capacity: Int

    init(capacity: Int = 256) {
        self.capacity = capacity
        unsafe base = .allocate(capacity: capacity)
    }

    deinit { unsafe base.deallocate() }

    var last: UInt8? {
        @inline(__always) get { count == 0 ? nil : unsafe base[count - 1] }
    }

    @inline(__always)
    mutating func append(_ byte: UInt8) {
        if count == capacity { grow(by: 1) }
        unsafe base[count] = byte
        count += 1
    }

    @inline(__always)
    mutating func append(_ start: UnsafePointer<UInt8>, _ length: Int) {
        if capacity - count < length { grow(by: length) }
        unsafe memcpy(base + count, start, length)
        count += length
    }

    mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
        if let start = bytes.baseAddress { unsafe append(start, bytes.count) }
    }

    /// Takes back all but the first bytes.
    mutating func truncate(to length: Int) { count = max(0, min(count, length)) }

    /// Takes away the first bytes.
    mutating func removeFirst(_ length: Int) {
        let length = max(0, min(count, length))
        unsafe memmove(base, base + length, count - length)
        count -= length
    }

    /// Reverses the order of the bytes from `start` on.
    mutating func reverse(from start: Int) {
        var (first, last) = (start, count - 1)
        while first < last {
            unsafe (base[first], base[last]) = (base[last], base[first])
            first += 1
            last -= 1
        }
    }

    var contents: UnsafeRawBufferPointer {
        unsafe UnsafeRawBufferPointer(start: base, count: count)
    }

    var array: [UInt8] { unsafe Array(UnsafeBufferPointer(start: base, count: count)) }

    @inline(never)
    private mutating func grow(by length: Int) {
        let size = max(capacity * 2, count + length)
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: size)
        unsafe memcpy(larger, base, count)
        unsafe base.deallocate()
        unsafe base = larger
        capacity = size
    }
}
