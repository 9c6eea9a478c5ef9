import Foundation

/// A second reader of RFC 8259, slow and plain, to compare the scanner with: it follows the grammar rule by rule and
/// builds what it reads.
public struct ReferenceChecker {
    private var rest: ArraySlice<UInt8>
    private var depth = 0

    /// Whether a text is accepted, by the rules that the scanner states.
    public static func accepts(_ bytes: [UInt8]) -> Bool {
        // Foundation knows which bytes are UTF-8.
        guard String(validating: bytes, as: UTF8.self) != nil else { return false }
        var checker = ReferenceChecker(rest: bytes[...])
        return checker.value() && checker.rest.isEmpty
    }

    private mutating func blanks() { rest = rest.drop { [0x20, 0x09, 0x0A, 0x0D].contains($0) } }

    private mutating func takes(_ text: String) -> Bool {
        guard rest.starts(with: Array(text.utf8)) else { return false }
        rest = rest.dropFirst(text.utf8.count)
        return true
    }

    private mutating func value() -> Bool {
        blanks()
        defer { blanks() }
        if takes("{") { return members() }
        if takes("[") { return elements() }
        if rest.first == UInt8(ascii: "\"") { return string() != nil }
        if takes("true") || takes("false") || takes("null") { return true }
        return number()
    }

    private mutating func nested(_ body: (inout ReferenceChecker) -> Bool) -> Bool {
        depth += 1
        defer { depth -= 1 }
        return depth <= 64 && body(&self)
    }

    private mutating func elements() -> Bool {
        nested { checker in
            checker.blanks()
            if checker.takes("]") { return true }
            while checker.value() {
                if checker.takes("]") { return true }
                guard checker.takes(",") else { return false }
            }
            return false
        }
    }

    private mutating func members() -> Bool {
        nested { checker in
            var keys: Set<[UInt16]> = []
            checker.blanks()
            if checker.takes("}") { return true }
            while true {
                checker.blanks()
                guard let key = checker.string(), keys.insert(key).inserted else { return false }
                checker.blanks()
                guard checker.takes(":"), checker.value() else { return false }
                if checker.takes("}") { return true }
                guard checker.takes(",") else { return false }
            }
        }
    }

    /// The UTF-16 of a string; nil where there is none.
    private mutating func string() -> [UInt16]? {
        guard takes("\"") else { return nil }
        var units: [UInt16] = []
        var plain: [UInt8] = []
        func flushed() -> [UInt16] { units + Array(String(decoding: plain, as: UTF8.self).utf16) }
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "\"") {
                units = flushed()
                // Unpaired surrogates do not survive the way to a string and back.
                return Array(String(decoding: units, as: UTF16.self).utf16) == units ? units : nil
            }
            if byte < 0x20 { return nil }
            guard byte == UInt8(ascii: "\\") else {
                plain.append(byte)
                continue
            }
            guard let letter = rest.popFirst() else { return nil }
            units = flushed()
            plain = []
            let simple: [Character: UInt16] = [
                "\"": 0x22, "\\": 0x5C, "/": 0x2F, "b": 8, "f": 12, "n": 10, "r": 13, "t": 9,
            ]
            if let unit = simple[Character(Unicode.Scalar(letter))] {
                units.append(unit)
            } else if letter == UInt8(ascii: "u"), rest.count >= 4,
                rest.prefix(4).allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit && $0 < 0x80 }),
                let unit = UInt16(String(decoding: rest.prefix(4), as: UTF8.self), radix: 16)
            {
                units.append(unit)
                rest = rest.dropFirst(4)
            } else {
                return nil
            }
        }
        return nil
    }

    private mutating func number() -> Bool {
        let text = rest
        _ = takes("-")
        guard takes("0") || digits() else { return false }
        if takes("."), !digits() { return false }
        if takes("e") || takes("E") {
            _ = takes("+") || takes("-")
            guard digits() else { return false }
        }
        let number = text.prefix(text.count - rest.count)
        return Double(String(decoding: number, as: UTF8.self))?.isFinite == true
    }

    private mutating func digits() -> Bool {
        let before = rest.count
        rest = rest.drop { (0x30...0x39).contains($0) }
        return rest.count < before
    }
}
