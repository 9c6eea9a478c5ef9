import Provision

/// What may be said of an option that does not exist.
enum UnknownOption {
    /// The token without its value: `--as-off` of `--as-off=2022-05-31`.
    static func spelling(of token: String) -> String {
        let name = token.unicodeScalars.prefix { $0 != "=" }
        return name.contains { $0 != "-" } ? String(name) : token
    }

    /// The spellings of the known options it is nearest to. `-as-of` is taken for `--as-of`; of a single letter only
    /// the other case is near.
    static func nearest(to token: String, among known: [OptionSpec]) -> [String] {
        let word = spelling(of: token).unicodeScalars.drop { $0 == "-" }
        // Many tools have an option for each format.
        if let format = known.first(where: { $0.name == "format" }), format.allowed.contains(String(word)) {
            return ["--format \(String(word))"]
        }
        guard word.count == 1 else {
            return Suggestion.candidates(near: String(word), among: known.map(\.name)).map { "--" + $0 }
        }
        let letters = known.compactMap { $0.letter.map { String($0) } }
        return Suggestion.candidates(near: String(word), among: letters).map { "-" + $0 }
    }
}
