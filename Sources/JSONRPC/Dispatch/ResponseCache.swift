import Bytes
import Glibc

/// Answers that were given, to be given again to the same question, until the data changes.
///
/// A question is a whole line without the id of its request, so that a line which is known need not be read again: it was
/// valid with another id in the same place, and an id of the kind that `UsualID` finds changes nothing but itself.
///
///     {"jsonrpc":"2.0","id":17,"method":"rating.get","params":{…}}
///     {"jsonrpc":"2.0","id":   ,"method":"rating.get","params":{…}}   the question, split at 22
///                                                                     ,"result":{…}}LF   the answer after its id
///
/// Questions lie in a hash table with open addressing, whose function is seeded anew in each process; their bytes and their
/// answers' lie one after the other in a few large pieces of memory. When either is full, all is forgotten.
@safe
struct ResponseCache: ~Copyable {
    @safe
    struct Entry {
        fileprivate let hash: UInt64
        /// The question, and after it the answer.
        fileprivate let bytes: UnsafeMutablePointer<UInt8>
        fileprivate let questionCount: UInt32
        fileprivate let answerCount: UInt32
        /// How many bytes of the question stand before the id.
        fileprivate let split: UInt16
        fileprivate let nameStart: UInt16
        fileprivate let nameCount: UInt16
        fileprivate let methodNumber: UInt16

        /// The method's number in the table.
        var method: Int { Int(methodNumber) }

        /// What follows the id: a member `result`, the end of the object and of the line.
        @unsafe
        var answer: UnsafeBufferPointer<UInt8> {
            unsafe UnsafeBufferPointer(start: bytes + Int(questionCount), count: Int(answerCount))
        }

        /// The method's name as it came, with its quotation marks.
        @unsafe
        var name: UnsafeBufferPointer<UInt8> {
            unsafe UnsafeBufferPointer(start: bytes + Int(nameStart), count: Int(nameCount))
        }
    }

    /// The longest question that is kept, in bytes.
    static let maxQuestion = 4_096
    /// The longest answer that is kept, in bytes.
    static let maxAnswer = 1 << 16
    private static let pieceBytes = 1 << 20

    /// The most questions that are kept.
    private let maxEntries: Int
    /// The most pieces of memory that questions and answers take, of a megabyte each.
    private let maxPieces: Int

    /// A power of two, of which at most one half is taken.
    private var slots: UnsafeMutableBufferPointer<Entry?>
    private(set) var count = 0
    /// Which state of the data the answers are of.
    private var edition = 0
    private var pieces: [UnsafeMutablePointer<UInt8>] = unsafe []
    /// How many pieces are in use, and how many bytes of the last of them.
    private var (piecesUsed, used) = (0, 0)
    private let seed = UInt64.random(in: 1 ... .max)

    init(maxEntries: Int = 1 << 16, maxPieces: Int = 32) {
        assert(maxEntries > 0 && maxPieces > 0)
        self.maxEntries = maxEntries
        self.maxPieces = maxPieces
        unsafe slots = Self.noSlots(256)
    }

    /// A number with a one for each bit that tells slots apart.
    private var mask: Int { unsafe slots.count - 1 }

    deinit {
        unsafe slots.deallocate()
        unsafe pieces.forEach { unsafe $0.deallocate() }
    }

    /// What is known of a line.
    ///
    /// - Parameters:
    ///   - id: where its id stands.
    ///   - edition: of the data now: answers of another one are forgotten.
    @inline(__always)
    @unsafe
    mutating func find(_ line: UnsafePointer<UInt8>, _ length: Int, id: Range<Int>, edition: Int) -> Entry? {
        if edition != self.edition { forget(edition) }
        let hash = unsafe self.hash(line, length, id)
        var slot = Int(truncatingIfNeeded: hash) & mask
        while let entry = unsafe slots[slot] {
            if entry.hash == hash, unsafe Self.holds(entry, line, length, id) { return entry }
            slot = (slot + 1) & mask
        }
        return nil
    }

    /// Keeps the answer to a line that is not known, if its id stands where it is usually written.
    ///
    /// - Parameters:
    ///   - line: the whole of it, as it was read.
    ///   - answer: what follows the id in the answer, with its line end.
    @unsafe
    mutating func keep(_ line: Span<UInt8>, _ parts: Repeatable, edition: Int, answer: UnsafeRawBufferPointer) {
        unsafe line.withUnsafeBufferPointer { bytes in
            guard let base = bytes.baseAddress, unsafe UsualID.range(in: base, bytes.count) == parts.id else { return }
            unsafe keep(base, bytes.count, parts, edition: edition, answer: answer)
        }
    }

    private mutating func keep(
        _ line: UnsafePointer<UInt8>,
        _ length: Int,
        _ parts: Repeatable,
        edition: Int,
        answer: UnsafeRawBufferPointer
    ) {
        let (id, name) = (parts.id, parts.name)
        assert(id.upperBound <= length && name.upperBound <= length && !name.overlaps(id))
        unsafe assert(answer.last == 0x0A, "an answer ends its line")
        let question = length - id.count
        guard question <= Self.maxQuestion, answer.count <= Self.maxAnswer, let start = answer.baseAddress,
            let method = UInt16(exactly: parts.method)
        else { return }
        if edition != self.edition || count == maxEntries { forget(edition) }
        let bytes = unsafe room(for: question + answer.count)
        unsafe memcpy(bytes, line, id.lowerBound)
        unsafe memcpy(bytes + id.lowerBound, line + id.upperBound, length - id.upperBound)
        unsafe memcpy(bytes + question, start, answer.count)
        if (count + 1) * 2 > mask + 1 { grow() }
        let entry = unsafe Entry(
            hash: hash(line, length, id),
            bytes: bytes,
            questionCount: UInt32(truncatingIfNeeded: question),
            answerCount: UInt32(truncatingIfNeeded: answer.count),
            split: UInt16(truncatingIfNeeded: id.lowerBound),
            nameStart: UInt16(truncatingIfNeeded: name.lowerBound - (name.lowerBound > id.lowerBound ? id.count : 0)),
            nameCount: UInt16(truncatingIfNeeded: name.count),
            methodNumber: method
        )
        put(entry)
        count += 1
    }

    private mutating func forget(_ edition: Int) {
        self.edition = edition
        (piecesUsed, used) = (0, 0)
        guard count > 0 else { return }
        count = 0
        unsafe slots.update(repeating: nil)
    }

    /// Memory for so many bytes, until all is forgotten.
    private mutating func room(for length: Int) -> UnsafeMutablePointer<UInt8> {
        assert(length <= Self.pieceBytes)
        if piecesUsed == 0 || used + length > Self.pieceBytes {
            if piecesUsed == maxPieces { forget(edition) }
            if unsafe piecesUsed == pieces.count { unsafe pieces.append(.allocate(capacity: Self.pieceBytes)) }
            piecesUsed += 1
            used = 0
        }
        defer { used += length }
        return unsafe pieces[piecesUsed - 1] + used
    }

    private mutating func grow() {
        let old = unsafe slots
        unsafe slots = Self.noSlots(old.count * 2)
        for index in old.indices { if let entry = unsafe old[index] { put(entry) } }
        unsafe old.deallocate()
    }

    private func put(_ entry: Entry) {
        var slot = Int(truncatingIfNeeded: entry.hash) & mask
        while unsafe slots[slot] != nil { slot = (slot + 1) & mask }
        unsafe slots[slot] = entry
    }

    private static func noSlots(_ count: Int) -> UnsafeMutableBufferPointer<Entry?> {
        let made = UnsafeMutableBufferPointer<Entry?>.allocate(capacity: count)
        unsafe made.initialize(repeating: nil)
        return unsafe made
    }

    @inline(__always)
    private static func holds(_ entry: Entry, _ line: UnsafePointer<UInt8>, _ length: Int, _ id: Range<Int>) -> Bool {
        unsafe Int(entry.questionCount) == length - id.count && Int(entry.split) == id.lowerBound
            && memcmp(entry.bytes, line, id.lowerBound) == 0
            && memcmp(entry.bytes + id.lowerBound, line + id.upperBound, length - id.upperBound) == 0
    }

    /// Eight bytes at a time, each folded in by the two halves of a product.
    @inline(__always)
    private func hash(_ line: UnsafePointer<UInt8>, _ length: Int, _ id: Range<Int>) -> UInt64 {
        let start = unsafe Self.hash(line, id.lowerBound, seed)
        return unsafe Self.hash(line + id.upperBound, length - id.upperBound, start)
    }

    @inline(__always)
    private static func hash(_ bytes: UnsafePointer<UInt8>, _ count: Int, _ start: UInt64) -> UInt64 {
        var hash = start ^ UInt64(truncatingIfNeeded: count)
        var offset = 0
        while count - offset >= 8 {
            hash = unsafe fold(hash ^ ShortBytes.word(bytes + offset, 8))
            offset += 8
        }
        return unsafe fold(hash ^ ShortBytes.word(bytes + offset, count - offset))
    }

    @inline(__always)
    private static func fold(_ word: UInt64) -> UInt64 {
        let product = word.multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
        return product.high ^ product.low
    }
}

/// Where the parts of a request stand, and of its answer, which may be given again.
struct Repeatable {
    /// In the line.
    let id: Range<Int>
    /// In the line, with its quotation marks.
    let name: Range<Int>
    /// The method's number in the table.
    let method: Int
    /// In what was written: where the answer goes on after its id.
    let result: Int
}
