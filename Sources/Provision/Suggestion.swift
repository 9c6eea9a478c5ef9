/// "Did you mean …?": the known word nearest to one that was not found.
public enum Suggestion {
    /// Longer words get no suggestion: the comparison costs length x length.
    static let longestWord = 128

    /// The candidate with the fewest edits from `word` (insertions, deletions, substitutions and swaps of neighbours),
    /// upper and lower case alike, the first of equals; nil when none is within a third of the word's length.
    public static func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
        let wanted = Array(word.lowercased().unicodeScalars.prefix(longestWord + 1))
        guard !wanted.isEmpty, wanted.count <= longestWord else { return nil }
        var best: (candidate: String, distance: Int)?
        for candidate in candidates {
            let letters = Array(candidate.lowercased().unicodeScalars.prefix(longestWord + 1))
            guard letters.count <= longestWord else { continue }
            let limit = max(1, max(wanted.count, letters.count) / 3)
            guard abs(wanted.count - letters.count) <= limit else { continue }
            let distance = edits(from: wanted, to: letters)
            if distance <= limit, distance < best?.distance ?? .max { best = (candidate, distance) }
        }
        return best?.candidate
    }

    /// The optimal string alignment distance: Damerau-Levenshtein in which no stretch is edited twice.
    static func edits(from first: [Unicode.Scalar], to second: [Unicode.Scalar]) -> Int {
        var beforeLast = [Int](repeating: 0, count: second.count + 1)
        var last = Array(0...second.count)
        for i in 0..<first.count {
            var row = [Int](repeating: i + 1, count: second.count + 1)
            for j in 0..<second.count {
                let substitution = last[j] + (first[i] == second[j] ? 0 : 1)
                row[j + 1] = min(last[j + 1] + 1, row[j] + 1, substitution)
                if i > 0, j > 0, first[i] == second[j - 1], first[i - 1] == second[j] {
                    row[j + 1] = min(row[j + 1], beforeLast[j - 1] + 1)
                }
            }
            beforeLast = last
            last = row
        }
        return last[second.count]
    }
}

/// A name as it is compared: lower case, "&" as "and", letters and digits only, so that "St. Helen's" and "st helens" agree.
public func comparable(_ name: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in name.replacing("&", with: " and ").lowercased().unicodeScalars
    where scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
        result.append(scalar)
    }
    return String(result)
}
