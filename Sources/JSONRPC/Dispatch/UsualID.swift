import Bytes
import JSON

/// Finds the id of a request where nearly all programs write it, without reading the rest of the line:
///
///     {"jsonrpc":"2.0","id":17,"method":"rating.get","params":{…}}
///     {"method":"rating.get","params":{…},"jsonrpc":"2.0","id":"a1"}
///
/// What is found is a guess: who uses it must know that the line holds its id there.
enum UsualID {
    /// The longest id that is found, in bytes; a whole number has at most 18 digits.
    static let maxLength = 64
    private static let maxDigits = 18

    /// `0","id":` and `, "id": `, as a compact line and one with blanks have them.
    private static let compact = word("0\",\"id\":"), spaced = word(", \"id\": ")

    /// Where a whole number or a plain string stands that is probably the id; nil where there is none.
    @inline(__always)
    @unsafe
    static func range(in line: UnsafePointer<UInt8>, _ count: Int) -> Range<Int>? {
        guard count > 32 else { return nil }
        if unsafe ShortBytes.word(line + 14, 8) == compact { return unsafe token(line, at: 22, count) }
        if unsafe ShortBytes.word(line + 17, 8) == spaced { return unsafe token(line, at: 25, count) }
        return unsafe last(in: line, count)
    }

    /// The token that starts at an offset.
    @inline(__always)
    private static func token(_ line: UnsafePointer<UInt8>, at start: Int, _ count: Int) -> Range<Int>? {
        assert(start < count)
        var end = start
        if unsafe line[start] == UInt8(ascii: "\"") {
            end = unsafe JSONScanner.nextSpecial(line, start + 1, min(count, start + maxLength - 1))
            guard end < count, unsafe line[end] == UInt8(ascii: "\"") else { return nil }
            return start..<end + 1
        }
        while end < count, unsafe isDigit(line[end]) { end += 1 }
        return unsafe isWhole(line, start, end) ? start..<end : nil
    }

    /// The token before the last brace, where a key `id` precedes it.
    @inline(never)
    private static func last(in line: UnsafePointer<UInt8>, _ count: Int) -> Range<Int>? {
        let end = count - 1
        guard unsafe line[end] == UInt8(ascii: "}") else { return nil }
        var start = end
        let least = max(8, end - maxLength)
        if unsafe line[end - 1] == UInt8(ascii: "\"") {
            start -= 2
            while start > least, unsafe line[start] != UInt8(ascii: "\"") { start -= 1 }
        } else {
            while start > least, unsafe isDigit(line[start - 1]) { start -= 1 }
        }
        guard let found = unsafe token(line, at: start, count), found.upperBound == end else { return nil }
        let colon = unsafe line[start - 1] == UInt8(ascii: " ") ? start - 2 : start - 1
        return unsafe ShortBytes.word(line + colon - 4, 5) == key ? found : nil
    }

    private static let key = word("\"id\":")

    private static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") <= 9 }

    private static func isWhole(_ line: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> Bool {
        unsafe end - start == 1 || (end > start && end - start <= maxDigits && line[start] != UInt8(ascii: "0"))
    }

    private static func word(_ text: StaticString) -> UInt64 {
        unsafe ShortBytes.word(text.utf8Start, text.utf8CodeUnitCount)
    }
}
