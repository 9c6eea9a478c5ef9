import Bytes

/// Finds a key that an object has twice, its escapes resolved: `{"a":1,"\u0061":2}` has one.
///
/// The few keys of a usual object are compared with one another. Many go into a hash table whose function is seeded anew
/// in each process, so that nobody can choose keys that meet in one slot and take time in their square.
package struct KeyTable {
    /// The most keys that are compared each with each.
    private static let maxCompared = 8
    /// The most slots kept for the next object.
    private static let keptSlots = 1 << 15

    private struct Slot {
        var hash = 0
        /// 0 for none: no key is the first token.
        var token: UInt32 = 0
    }

    private var slots: [Slot] = []
    private var (first, second): ([UInt8], [UInt8]) = ([], [])

    /// The offset of a key of the object at `holder` that stands before with the same content; nil when there is none.
    @inline(__always)
    package mutating func firstRepeated(
        in tokens: UnsafeMutablePointer<JSONToken>,
        _ holder: Int,
        _ count: Int,
        _ base: UnsafePointer<UInt8>
    ) -> Int? {
        var key = holder + 1
        var keys = 0
        while key < count {
            if keys == Self.maxCompared { return unsafe lookUpAll(tokens, holder, count, base) }
            var other = holder + 1
            while other < key {
                if unsafe areEqual(tokens[other], tokens[key], base) { return unsafe Int(tokens[key].start) }
                other = unsafe Int(tokens[other + 1].next)
            }
            keys += 1
            key = unsafe Int(tokens[key + 1].next)
        }
        return nil
    }

    @inline(never)
    private mutating func lookUpAll(
        _ tokens: UnsafeMutablePointer<JSONToken>,
        _ holder: Int,
        _ count: Int,
        _ base: UnsafePointer<UInt8>
    ) -> Int? {
        var keys = 0
        var key = holder + 1
        while key < count {
            keys += 1
            key = unsafe Int(tokens[key + 1].next)
        }
        var size = 16
        while size < keys * 2 { size *= 2 }
        if slots.count > Self.keptSlots { slots = [] }
        if slots.count < size { slots = Array(repeating: Slot(), count: size) }
        for index in 0..<size { slots[index] = Slot() }
        key = holder + 1
        while key < count {
            let hash = unsafe hash(tokens[key], base)
            var index = hash & (size - 1)
            while slots[index].token != 0 {
                if slots[index].hash == hash,
                    unsafe areEqual(tokens[Int(slots[index].token)], tokens[key], base)
                {
                    return unsafe Int(tokens[key].start)
                }
                index = (index + 1) & (size - 1)
            }
            slots[index] = Slot(hash: hash, token: UInt32(truncatingIfNeeded: key))
            key = unsafe Int(tokens[key + 1].next)
        }
        return nil
    }

    private mutating func hash(_ key: JSONToken, _ base: UnsafePointer<UInt8>) -> Int {
        var hasher = Hasher()
        let content = unsafe Self.content(key, base)
        if key.hasEscapes {
            unsafe JSONEscapes.resolve(content, into: &first)
            unsafe first.withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
        } else {
            unsafe hasher.combine(bytes: UnsafeRawBufferPointer(content))
        }
        return hasher.finalize()
    }

    @inline(__always)
    private mutating func areEqual(_ one: JSONToken, _ other: JSONToken, _ base: UnsafePointer<UInt8>) -> Bool {
        if one.hasEscapes || other.hasEscapes { return unsafe areEqualResolved(one, other, base) }
        let length = one.end &- one.start
        guard length == other.end &- other.start else { return false }
        return unsafe ShortBytes.areEqual(base + Int(one.start), base + Int(other.start), Int(length))
    }

    @inline(never)
    private mutating func areEqualResolved(
        _ one: JSONToken,
        _ other: JSONToken,
        _ base: UnsafePointer<UInt8>
    ) -> Bool {
        unsafe JSONEscapes.resolve(Self.content(one, base), into: &first)
        unsafe JSONEscapes.resolve(Self.content(other, base), into: &second)
        return first == second
    }

    /// A string's bytes between its quotation marks.
    private static func content(_ key: JSONToken, _ base: UnsafePointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        unsafe UnsafeBufferPointer(start: base + Int(key.start) + 1, count: Int(key.end) - Int(key.start) - 2)
    }
}
