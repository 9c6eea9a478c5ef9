/// Bytes that grow at their end: what is written is appended here, by every writer of Lacuna.
///
/// An `[UInt8]` asks at each append whether it is shared; this one never is.
@safe
@usableFromInline package struct ByteBuffer: ~Copyable {
    @usableFromInline var base: UnsafeMutablePointer<UInt8>
    @usableFromInline package internal(set) var count = 0
    @usableFromInline package internal(set) var capacity: Int

    package init(capacity: Int = 256) {
        self.capacity = max(capacity, 1)
        unsafe base = .allocate(capacity: self.capacity)
    }

    deinit { unsafe base.deallocate() }

    /// The last byte; nil where there is none.
    @inlinable package var last: UInt8? {
        @inline(__always) get { count == 0 ? nil : unsafe base[count - 1] }
    }

    /// The bytes themselves, for as long as nothing is appended.
    package var contents: UnsafeRawBufferPointer {
        unsafe UnsafeRawBufferPointer(start: base, count: count)
    }

    /// A copy of all bytes.
    package var array: [UInt8] { unsafe Array(UnsafeBufferPointer(start: base, count: count)) }

    // MARK: Appending

    @inlinable @inline(__always)
    package mutating func append(_ byte: UInt8) {
        if count == capacity { grow(by: 1) }
        unsafe base[count] = byte
        count += 1
    }

    @inlinable @inline(__always)
    package mutating func append(_ start: UnsafePointer<UInt8>, _ length: Int) {
        if capacity - count < length { grow(by: length) }
        unsafe (base + count).update(from: start, count: length)
        count += length
    }

    @inlinable
    package mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
        if let start = bytes.baseAddress { unsafe append(start, bytes.count) }
    }

    package mutating func append(_ bytes: [UInt8]) {
        unsafe bytes.withUnsafeBufferPointer { unsafe append($0) }
    }

    /// Appends a text of the program's own.
    @inlinable
    package mutating func append(_ text: StaticString) {
        unsafe append(text.utf8Start, text.utf8CodeUnitCount)
    }

    /// Appends a text as it is.
    package mutating func append(_ text: String) {
        let isDone: Void? = unsafe text.utf8.withContiguousStorageIfAvailable { unsafe append($0) }
        if isDone == nil { for byte in text.utf8 { append(byte) } }
    }

    // MARK: Numbers

    /// Appends a whole number's decimal digits, after a minus sign where it is below zero.
    package mutating func append(decimal value: Int) {
        if value < 0 { append(UInt8(ascii: "-")) }
        append(digits: UInt64(value.magnitude))
    }

    /// Appends a number's decimal digits.
    package mutating func append(digits number: UInt64) {
        var rest = number
        if rest < 10 { return append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest)) }
        let start = count
        repeat {
            let (quotient, remainder) = rest.quotientAndRemainder(dividingBy: 10)
            append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: remainder))
            rest = quotient
        } while rest > 0
        reverse(from: start)
    }

    /// Appends a number of tenths with the digits it needs: 125 is `12.5`, 120 is `12`, -3 is `-0.3`.
    package mutating func append(tenths: Int) {
        if tenths < 0 { append(UInt8(ascii: "-")) }
        let (whole, fraction) = UInt64(tenths.magnitude).quotientAndRemainder(dividingBy: 10)
        append(digits: whole)
        guard fraction > 0 else { return }
        append(UInt8(ascii: "."))
        append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: fraction))
    }

    // MARK: Taking back

    /// Takes back all but the first bytes.
    @inlinable package mutating func truncate(to length: Int) { count = max(0, min(count, length)) }

    /// Takes away the first bytes.
    package mutating func removeFirst(_ length: Int) {
        let length = max(0, min(count, length))
        unsafe base.update(from: base + length, count: count - length)
        count -= length
    }

    /// Reverses the order of the bytes from `start` on.
    package mutating func reverse(from start: Int) {
        var (first, last) = (start, count - 1)
        while first < last {
            unsafe (base[first], base[last]) = (base[last], base[first])
            first += 1
            last -= 1
        }
    }

    /// Makes room for so many bytes more, at least doubling, so that appending takes constant time on average.
    @inline(never)
    @usableFromInline
    mutating func grow(by length: Int) {
        let size = max(capacity * 2, count + length)
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: size)
        unsafe larger.update(from: base, count: count)
        unsafe base.deallocate()
        unsafe base = larger
        capacity = size
    }
}
