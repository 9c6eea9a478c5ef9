/// What a JSON value is.
public enum JSONKind: UInt8, Sendable {
    case null, `false`, `true`, number, string, array, object
}

/// One value or key of a scanned text. The tokens of a text lie in one row, in the order in which they stand in it.
///
///     [1,{"a":2}]   0 array 0..<11 next 5
///                   1 number 1..<2 next 2
///                   2 object 3..<10 next 5
///                   3 string 4..<7 next 4   (a key; its value follows)
///                   4 number 8..<9 next 5
@usableFromInline package struct JSONToken {
    /// Where it starts, a string with its quotation mark.
    @usableFromInline package var start: UInt32
    /// Where it ends, a string after its quotation mark.
    @usableFromInline package var end: UInt32
    /// The token after this one and all that it holds. While an array or object is open: the one around it.
    @usableFromInline package var next: UInt32
    // The small members come last: `CalendarDate` tells why.
    @usableFromInline package var kind: JSONKind
    /// Whether a string holds a backslash, so that its content differs from its bytes.
    @usableFromInline package var hasEscapes: Bool

    @inlinable
    package init(start: UInt32, end: UInt32, next: UInt32, kind: JSONKind, hasEscapes: Bool) {
        self.start = start
        self.end = end
        self.next = next
        self.kind = kind
        self.hasEscapes = hasEscapes
    }
}
