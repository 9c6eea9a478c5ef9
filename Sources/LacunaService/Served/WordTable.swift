import Bytes

/// Finds words by their bytes, without making a string of what is looked for.
struct WordTable {
    private let words: [[UInt8]]
    /// Places in `words`, at a place that their hash tells or after it; -1 where there is none.
    private let slots: [Int32]
    private let mask: Int

    /// - Parameter texts: all different.
    init(_ texts: [String]) {
        words = texts.map { Array($0.utf8) }
        var size = 16
        while size < words.count * 2 { size *= 2 }
        mask = size - 1
        var slots = [Int32](repeating: -1, count: size)
        for (index, word) in words.enumerated() {
            var slot = Self.hash(word.span) & mask
            while slots[slot] >= 0 { slot = (slot + 1) & mask }
            slots[slot] = Int32(clamping: index)
        }
        self.slots = slots
    }

    /// The number of a word; nil where it is none of them.
    subscript(word: Span<UInt8>) -> Int? {
        var slot = Self.hash(word) & mask
        while slots[slot] >= 0 {
            let index = Int(slots[slot])
            let candidate = words[index]
            if Self.areEqual(candidate.span, word) { return index }
            slot = (slot + 1) & mask
        }
        return nil
    }

    private static func areEqual(_ one: Span<UInt8>, _ other: Span<UInt8>) -> Bool {
        guard one.count == other.count else { return false }
        for place in one.indices where one[place] != other[place] { return false }
        return true
    }

    private static func hash(_ word: Span<UInt8>) -> Int {
        var hash = FNV1a()
        for place in word.indices { hash.add(word[place]) }
        return hash.folded
    }
}
