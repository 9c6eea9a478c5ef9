/// Small pieces of the sentences in messages.
enum Wording {
    /// Longer tokens are cut in messages.
    static let longestQuotation = 80

    /// The token in quotation marks, safe to print: control characters and those that turn the direction of writing
    /// are shown as `\u{1B}`, and a long token is cut.
    static func quoted(_ token: String) -> String {
        var shown = "'"
        var length = 0
        for scalar in token.unicodeScalars {
            length += 1
            guard length <= longestQuotation else { return shown + "…'" }
            if isPrintable(scalar) {
                shown.unicodeScalars.append(scalar)
            } else {
                shown += "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
            }
        }
        return shown + "'"
    }

    /// "a", "a or b", "a, b or c".
    static func alternatives(_ words: [String]) -> String {
        joined(words, last: " or ")
    }

    /// "a", "a and b", "a, b and c".
    static func enumeration(_ words: [String]) -> String {
        joined(words, last: " and ")
    }

    private static func joined(_ words: [String], last: String) -> String {
        guard let end = words.last, words.count > 1 else { return words.first ?? "" }
        return words.dropLast().joined(separator: ", ") + last + end
    }

    /// Joiners are format characters too, but emoji and several scripts are written with them.
    private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: false
        case .format: scalar == "\u{200C}" || scalar == "\u{200D}"
        default: true
        }
    }
}
