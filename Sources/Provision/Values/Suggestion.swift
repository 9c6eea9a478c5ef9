/// "Did you mean …?": the known words nearest to one that is not known.
///
/// Nearness is the number of edits, an edit being a letter inserted, left out or replaced, or two neighbours swapped:
/// the optimal string alignment form of the Damerau-Levenshtein distance, in which no stretch is edited twice.
///
///     "gpas" -> "gaps"   1: a swap
///     "as-off" -> "as-of"   1: a letter too many
public enum Suggestion {
    /// Longer words get no suggestion: the comparison costs length times length, and nobody typed them.
    public static let longestWord = 128
    /// More than this many equally good words are no help.
    public static let maxCandidates = 3

    /// The first of the nearest candidates; nil when none is near.
    public static func nearest(to word: String, among known: some Sequence<String>) -> String? {
        candidates(near: word, among: known).first
    }

    /// The candidates with the fewest edits from `word`, upper and lower case alike, in the order given.
    ///
    /// A candidate counts when the edits are at most a third of the longer word's length, or one, and something of
    /// the word is left: "x" does not suggest "y".
    public static func candidates(near word: String, among known: some Sequence<String>) -> [String] {
        guard let wanted = folded(word), !wanted.isEmpty else { return [] }
        var best: [String] = []
        var fewest = Int.max
        for candidate in known {
            guard let letters = folded(candidate) else { continue }
            let longer = max(wanted.count, letters.count)
            let limit = min(max(1, longer / 3), longer - 1, fewest)
            guard let edits = edits(from: wanted, to: letters, atMost: limit) else { continue }
            if edits < fewest {
                fewest = edits
                best = [candidate]
            } else if best.count < maxCandidates, !best.contains(candidate) {
                best.append(candidate)
            }
        }
        return best
    }

    /// The distance between two words; nil when it is more than `limit`, found out as early as possible.
    static func edits(from first: [Character], to second: [Character], atMost limit: Int) -> Int? {
        guard abs(first.count - second.count) <= limit else { return nil }
        var beforeLast: [Int] = []
        var last = Array(0...second.count)
        for i in first.indices {
            var row = [i + 1]
            row.reserveCapacity(second.count + 1)
            for j in second.indices {
                var edits = min(last[j + 1] + 1, row[j] + 1, last[j] + (first[i] == second[j] ? 0 : 1))
                if i > 0, j > 0, first[i] == second[j - 1], first[i - 1] == second[j] {
                    edits = min(edits, beforeLast[j - 1] + 1)
                }
                row.append(edits)
            }
            // Had a cell of the row before room for one more edit, this row would have a cell within the limit.
            guard row.contains(where: { $0 <= limit }) else { return nil }
            beforeLast = last
            last = row
        }
        let edits = last[second.count]
        return edits <= limit ? edits : nil
    }

    /// The word's letters in lower case, each with its marks, however they are coded; nil when it is too long to compare, which is seen without reading all of it.
    private static func folded(_ word: String) -> [Character]? {
        let scalars = word.unicodeScalars.prefix(longestWord + 1)
        guard scalars.count <= longestWord else { return nil }
        return Array(word.lowercased())
    }
}
