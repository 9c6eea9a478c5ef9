/// What the shape of one token says, before it is known which options exist.
///
/// Tokens are split by Unicode scalar, not by `Character`: "=" followed by a combining mark is one character that is
/// not "=", and would hide the end of the option's name.
enum ArgumentToken: Hashable, Sendable {
    /// `--`: what follows is positional whatever it looks like.
    case endOfOptions
    /// `--name` or `--name=value`.
    case long(name: String, value: String?)
    /// `-o`, or `-ovalue` and `-o=value` with what is attached.
    case short(letter: Unicode.Scalar, value: String?)
    /// Anything else, the empty token and a lone `-` among them.
    case plain

    init(_ token: String) {
        let scalars = token.unicodeScalars
        guard scalars.first == "-", let second = scalars.dropFirst().first else {
            self = .plain
            return
        }
        let rest = scalars.dropFirst(2)
        guard second == "-" else {
            let value = rest.first == "=" ? rest.dropFirst() : rest
            self = .short(letter: second, value: rest.isEmpty ? nil : String(value))
            return
        }
        if rest.isEmpty {
            self = .endOfOptions
        } else if let equals = rest.firstIndex(of: "=") {
            self = .long(name: String(rest[..<equals]), value: String(rest[equals...].dropFirst()))
        } else {
            self = .long(name: String(rest), value: nil)
        }
    }

    /// Whether tokens up to the first `--` ask for help.
    static func askForHelp(_ tokens: some Sequence<String>) -> Bool {
        for token in tokens {
            if token == "--" { return false }
            if token == "--help" || token == "-h" { return true }
        }
        return false
    }
}
