/// A manual page while it is written, in roff with the man macros that groff and mandoc know.
struct Roff {
    private(set) var text = ""

    /// - Parameters:
    ///   - title: the page's name, in capitals.
    ///   - date: the day of the version.
    ///   - source: the program and its version.
    init(title: String, date: String, source: String) {
        // The date as it is: formatters read it.
        text = ".TH \"\(Self.escaped(title))\" \"1\" \"\(date)\" \"\(Self.escaped(source))\" \"Lacuna\"\n"
        // Names of options and commands are never broken in two, nor lines spread out.
        request("nh")
        request("ad l")
    }

    mutating func section(_ title: String) { macro("SH", [title]) }

    mutating func paragraph(_ words: String) {
        macro("PP", [])
        line(words)
    }

    /// A term with what it means. The term is roff already.
    mutating func item(_ term: String, _ meaning: String) {
        macro("TP", [])
        raw(term)
        line(meaning)
    }

    /// Text, in lines of a width that editors show.
    mutating func line(_ words: String) {
        let pieces = words.split { $0 == " " || $0 == "\n" }.map { Self.escaped(String($0)) }
        for line in TextLayout.filled(pieces) { text += Self.guarded(line) + "\n" }
    }

    /// A line that is roff already. A long one goes on in the next.
    mutating func raw(_ roff: String) {
        let lines = roff.split(separator: "\n").map { line in
            TextLayout.filled(
                line.split(separator: " ", omittingEmptySubsequences: false).map(String.init),
                width: TextLayout.width - 2
            ).joined(separator: " \\\n")
        }
        for line in lines { text += Self.guarded(line) + "\n" }
    }

    /// A request that breaks the line, such as `br`.
    mutating func request(_ name: String) { text += ".\(name)\n" }

    private mutating func macro(_ name: String, _ arguments: [String]) {
        let quoted = arguments.map { " \"" + Self.escaped($0).replacing("\"", with: "\\(dq") + "\"" }
        text += "." + name + quoted.joined() + "\n"
    }

    // MARK: Inside a line

    static func bold(_ words: String) -> String { "\\fB\(escaped(words))\\fR" }

    /// A placeholder.
    static func italic(_ words: String) -> String { "\\fI\(escaped(words))\\fR" }

    /// Text that shows as it is: a hyphen is the one that people copy, not a dash, and what is not ASCII is named by its
    /// number, so that every formatter reads the page whatever the locale.
    static func escaped(_ words: String) -> String {
        var result = ""
        for scalar in words.unicodeScalars {
            switch scalar {
            case "\\": result += "\\e"
            case "-": result += "\\-"
            case "'": result += "\\(aq"
            case "`": result += "\\(ga"
            case "^": result += "\\(ha"
            case "~": result += "\\(ti"
            case "\n": result += " "
            default:
                if scalar.isASCII {
                    result.unicodeScalars.append(scalar)
                } else {
                    let digits = String(scalar.value, radix: 16, uppercase: true)
                    result += "\\[u" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "]"
                }
            }
        }
        return result
    }

    /// A line that begins like a request is none.
    private static func guarded(_ line: String) -> String {
        line.utf8.first == UInt8(ascii: ".") || line.utf8.first == UInt8(ascii: "'") ? "\\&" + line : line
    }
}
