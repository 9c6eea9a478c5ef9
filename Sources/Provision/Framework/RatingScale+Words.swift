extension RatingScale {
    /// What a word says of a service type, as people write it in a form.
    public enum WordMeaning: Hashable, Sendable {
        case value(Rating.Value)
        /// Nothing is said: "not rated", "?", "-".
        case notRated
        /// More than one level.
        case several([Level])
        case unknown
    }

    /// Reads a level by its code, its name, the first word of its name, or its colour; "n/e", "not expected" and "N/A" state
    /// that the service type is not expected.
    ///
    /// The colour's English name stands for the level whose code is its initial: "Green" for G, in whatever shade the scale
    /// has it drawn. A word that leads to two levels leads to none.
    public func meaning(of word: String) -> WordMeaning {
        if levels.contains(where: { $0.code == word }) { return .value(.level(word)) }
        let key = searchKey(word)
        guard !key.isEmpty else { return .notRated }
        for names in [
            levels.filter { searchKey($0.code) == key }, levels.filter { searchKey($0.name) == key },
            levels.filter { Self.colours.contains(key) && searchKey($0.code) == key.prefix(1) },
            levels.filter { searchKey($0.code + $0.name) == key || Self.firstWord($0.name) == key },
            levels.filter { key == "none" && $0.standing == .none },
        ] {
            if let level = names.first { return names.count == 1 ? .value(.level(level.code)) : .several(names) }
        }
        if ["ne", "notexpected", "notexpectedhere", "na", "notapplicable"].contains(key) {
            return .value(.notExpected)
        }
        if ["empty", "notrated", "unknown", "notknown"].contains(key) { return .notRated }
        return .unknown
    }

    private static let colours: Set<String> = [
        "red", "amber", "green", "blue", "yellow", "orange", "pink", "purple", "grey", "white", "black",
    ]

    private static func firstWord(_ name: String) -> String {
        // "In" and "not" begin names of several kinds.
        let word = searchKey(String(name.split(separator: " ").first ?? ""))
        return word.utf8.count > 3 || word == "no" ? word : ""
    }
}
