/// One value of a scanned text: a look at its bytes, made without copying, that cannot outlive them.
///
/// What a value is not reads as nil: the member of a number, the number of a string.
public struct JSONValue: ~Escapable {
    @usableFromInline package let bytes: Span<UInt8>
    @usableFromInline package let tape: Span<JSONToken>
    @usableFromInline package let index: Int

    @inlinable
    @_lifetime(copy bytes, copy tape)
    package init(bytes: Span<UInt8>, tape: Span<JSONToken>, index: Int) {
        self.bytes = bytes
        self.tape = tape
        self.index = index
    }

    @inlinable
    package var token: JSONToken {
        index < tape.count ? tape[index] : JSONToken(start: 0, end: 0, next: 0, kind: .null, hasEscapes: false)
    }

    @inlinable public var kind: JSONKind { token.kind }

    public var isNull: Bool { token.kind == .null }

    public var bool: Bool? {
        switch token.kind {
        case .true: true
        case .false: false
        default: nil
        }
    }

    /// The bytes of the value as they stand in the text, a string with its quotation marks.
    public var raw: Span<UInt8> {
        @_lifetime(copy self) get {
            let token = token
            return bytes.extracting(Int(token.start)..<Int(token.end))
        }
    }

    /// A value that reads as null, for where there is none.
    public var absent: JSONValue {
        @_lifetime(copy self) get { value(at: tape.count) }
    }

    /// The value that stands at a place among the tokens.
    @inlinable
    @_lifetime(copy self)
    package func value(at index: Int) -> JSONValue { JSONValue(bytes: bytes, tape: tape, index: index) }
}

/// Arrays and objects. Every look walks over the members; a text has few.
extension JSONValue {
    /// How many elements or members there are; 0 for other values.
    public var count: Int {
        var (result, cursor) = (0, children)
        while advance(&cursor) != nil { result += 1 }
        return result
    }

    /// The member of an object with this key.
    public subscript(key: StaticString) -> JSONValue? {
        @_lifetime(copy self) get {
            guard kind == .object else { return nil }
            var cursor = children
            while let place = advance(&cursor) {
                if value(at: place).equals(key) { return value(at: place + 1) }
            }
            return nil
        }
    }

    /// The element of an array with this number, from 0. To look at all of them, use `forEachElement`.
    public subscript(position: Int) -> JSONValue? {
        @_lifetime(copy self) get {
            guard kind == .array else { return nil }
            var (cursor, number) = (children, 0)
            while let place = advance(&cursor) {
                if number == position { return value(at: place) }
                number += 1
            }
            return nil
        }
    }

    /// Shows the elements of an array, in order; none of other values.
    public func forEachElement<Failure: Error>(
        _ body: (borrowing JSONValue) throws(Failure) -> Void
    ) throws(Failure) {
        guard kind == .array else { return }
        var cursor = children
        while let place = advance(&cursor) { try body(value(at: place)) }
    }

    /// Shows the members of an object, in the order of the text; none of other values.
    public func forEachMember<Failure: Error>(
        _ body: (_ key: borrowing JSONValue, _ value: borrowing JSONValue) throws(Failure) -> Void
    ) throws(Failure) {
        guard kind == .object else { return }
        var cursor = children
        while let place = advance(&cursor) { try body(value(at: place), value(at: place + 1)) }
    }

    /// The tokens of the elements, or of the keys with their values.
    @inlinable
    package var children: Range<Int> {
        switch kind {
        case .array, .object: index + 1..<max(index + 1, Int(token.next))
        default: 0..<0
        }
    }

    /// The token of the next element, or of the next key; nil after the last.
    @inlinable
    package func advance(_ cursor: inout Range<Int>) -> Int? {
        guard let place = cursor.first else { return nil }
        let last = kind == .object ? place + 1 : place
        guard last < tape.count else { return nil }
        cursor = min(cursor.upperBound, max(last + 1, Int(tape[last].next)))..<cursor.upperBound
        return place
    }
}
