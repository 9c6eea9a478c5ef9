/// Why a text was not accepted as JSON: at which byte, and what would have been accepted there.
public struct JSONFault: Error, Hashable, Sendable {
    /// What would have been accepted.
    public enum Expectation: Hashable, Sendable {
        case value, firstKeyOrEnd, key, colon, commaOrEndOfObject, commaOrEndOfArray, endOfText
        case digit, digitsWithoutLeadingZero, numberInRange
        case endOfString, noControlCharacter, escape, fourHexDigits, surrogatePair, validUTF8
        case uniqueKey, noByteOrderMark, lessDepth, shorterText
    }

    /// Counted in bytes from 0.
    public let offset: Int
    public let expected: Expectation

    package init(_ offset: Int, _ expected: Expectation) {
        self.offset = offset
        self.expected = expected
    }

    /// Whether the whole text is JSON by the grammar of RFC 8259, and what is refused is a thing that readers disagree
    /// about or that has no end.
    public var isGrammatical: Bool {
        switch expected {
        case .uniqueKey, .lessDepth, .numberInRange, .surrogatePair: true
        default: false
        }
    }
}

extension JSONFault.Expectation {
    /// In words, to follow "expected".
    public var wording: StaticString {
        switch self {
        case .value: "a value"
        case .firstKeyOrEnd: "a key in quotation marks or '}'"
        case .key: "a key in quotation marks"
        case .colon: "':'"
        case .commaOrEndOfObject: "',' or '}'"
        case .commaOrEndOfArray: "',' or ']'"
        case .endOfText: "nothing more"
        case .digit: "a digit"
        case .digitsWithoutLeadingZero: "a number without a leading zero"
        case .numberInRange: "a number within the range of a 64-bit floating-point number"
        case .endOfString: "a closing quotation mark"
        case .noControlCharacter: "an escape instead of a control character"
        case .escape: "an escape: one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u"
        case .fourHexDigits: "four hexadecimal digits"
        case .surrogatePair: "a pair of surrogates"
        case .validUTF8: "valid UTF-8"
        case .uniqueKey: "a key that this object does not have yet"
        case .noByteOrderMark: "a text without a byte-order mark"
        case .lessDepth: "fewer arrays and objects inside one another"
        case .shorterText: "a shorter text"
        }
    }
}

extension JSONFault: CustomStringConvertible {
    public var description: String { "byte \(offset): expected \(expected.wording)" }
}
