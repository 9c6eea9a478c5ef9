/// An address that mail can be sent to, as people have them: `ann.o'neill@nhs.net`.
///
/// It is one address, ASCII, a dot-atom before the `@` (RFC 5322, section 3.2.3) and a domain of letters, digits and hyphens behind it
/// (RFC 1035). Quoted names, comments and addresses in brackets are refused, and with them every character that could end an address
/// in a header: spaces, line ends, quotes, commas, angle brackets.
public struct EmailAddress: Hashable, Sendable {
    /// As it was given.
    public let text: String

    /// The longest address and the longest part before the `@` (RFC 5321, section 4.5.3.1), in characters.
    public static let longest = 254
    public static let longestName = 64

    /// - Throws: what is wrong with it, and how to mend it.
    public init(_ text: String) throws(Unfit) {
        if let unfit = Self.unfit(text) { throw unfit }
        self.text = text
    }

    /// Why a text is no address that can be used. A message follows the text: "'ann' has no @".
    public struct Unfit: Error, Hashable, Sendable {
        public let message: String
        public let hint: String
    }

    /// The same for two spellings of one address. Servers may tell upper from lower case before the `@`; people do not.
    public var key: String { text.lowercased() }

    /// What stands behind the `@`.
    public var domain: String { text.split(separator: "@").last.map(String.init) ?? text }

    private static func unfit(_ text: String) -> Unfit? {
        guard !text.isEmpty else { return Unfit(message: "is empty", hint: usual) }
        guard text.utf8.count <= longest else {
            return Unfit(message: "is longer than \(longest) characters", hint: "no server takes so long an address")
        }
        if let other = text.unicodeScalars.first(where: { !(0x21...0x7E).contains($0.value) }) {
            let isSpace = other.value < 0x80 || other.properties.isWhitespace
            return isSpace
                ? Unfit(
                    message: "holds a space or a line end",
                    hint: "write the address alone, without the person's name; another person is another row"
                )
                : Unfit(
                    message: "holds a letter outside ASCII, '\(other)'",
                    hint: "write the address as the person's own mails show it"
                )
        }
        guard !text.contains(where: { "<>,;:\"()[]\\".contains($0) }) else {
            return Unfit(
                message: "holds a character that separates addresses, or quotes",
                hint: "write the address alone, without quotes or brackets; another person is another row"
            )
        }
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2 else {
            return Unfit(message: parts.count < 2 ? "has no @" : "has more than one @", hint: usual)
        }
        guard parts[0].utf8.count <= longestName, isDotted(parts[0], isAtom) else {
            return Unfit(message: "has no name before the @ that a server takes", hint: usual)
        }
        let labels = parts[1].split(separator: ".", omittingEmptySubsequences: false)
        guard labels.count >= 2, labels.allSatisfy(isLabel) else {
            return Unfit(message: "has no domain behind the @", hint: usual)
        }
        return nil
    }

    private static let usual = "an address looks like ann.smith@nhs.net"

    private static func isDotted(_ text: Substring, _ isAtom: (UInt8) -> Bool) -> Bool {
        text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { part in
            !part.isEmpty && part.utf8.allSatisfy(isAtom)
        }
    }

    private static func isAtom(_ byte: UInt8) -> Bool {
        isLetterOrDigit(byte) || "!#$%&'*+-/=?^_`{|}~".utf8.contains(byte)
    }

    private static func isLabel(_ label: Substring) -> Bool {
        (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
            && label.utf8.allSatisfy { isLetterOrDigit($0) || $0 == UInt8(ascii: "-") }
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }
}

extension EmailAddress: CustomStringConvertible {
    public var description: String { text }
}
