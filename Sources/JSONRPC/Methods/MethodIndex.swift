import Bytes

/// Finds methods by their names' bytes: a small hash table that is never changed.
@safe
final class MethodIndex {
    /// In the order of the table.
    let entries: [MethodEntry]
    let suggester: Suggester
    /// Which state of the data is asked now: see `MethodTable.Edition`.
    let edition: (_ context: UnsafeMutableRawPointer) -> Int
    /// Open addressing: a method's number plus 1, or 0 for a free slot.
    private let slots: [UInt16]

    /// Of methods with the same name the first is found.
    init(
        _ entries: [MethodEntry],
        edition: @escaping (_ context: UnsafeMutableRawPointer) -> Int,
        suggester: @escaping Suggester
    ) {
        self.entries = entries
        unsafe self.edition = edition
        self.suggester = suggester
        var size = 16
        while size < entries.count * 4 { size *= 2 }
        var slots = [UInt16](repeating: 0, count: size)
        for (number, entry) in entries.enumerated() {
            var slot = unsafe Self.hash(entry.name.utf8Start, entry.name.utf8CodeUnitCount) & (size - 1)
            while slots[slot] != 0 { slot = (slot + 1) & (size - 1) }
            slots[slot] = UInt16(clamping: number + 1)
        }
        self.slots = slots
    }

    /// The number of the method with this name; nil when there is none. Takes the same time for any number of methods.
    func number(of name: Span<UInt8>) -> Int? {
        unsafe name.withUnsafeBufferPointer { name in
            unsafe name.baseAddress.flatMap { unsafe number(of: $0, name.count) }
        }
    }

    func number(of name: StaticString) -> Int? { unsafe number(of: name.utf8Start, name.utf8CodeUnitCount) }

    private func number(of name: UnsafePointer<UInt8>, _ length: Int) -> Int? {
        var slot = unsafe Self.hash(name, length) & (slots.count - 1)
        while true {
            let number = Int(slots[slot])
            if number == 0 { return nil }
            let known = entries[number - 1].name
            if unsafe known.utf8CodeUnitCount == length && ShortBytes.areEqual(known.utf8Start, name, length) {
                return number - 1
            }
            slot = (slot + 1) & (slots.count - 1)
        }
    }

    /// Who chooses a name to call chooses no slot of the table: only the service's own names are kept there.
    @inline(__always)
    private static func hash(_ name: UnsafePointer<UInt8>, _ length: Int) -> Int {
        var hash = FNV1a()
        for index in 0..<min(length, 64) { unsafe hash.add(name[index]) }
        return hash.folded
    }
}
