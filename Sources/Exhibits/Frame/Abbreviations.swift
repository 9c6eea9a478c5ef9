/// Short forms of names, no two alike, for places too small for a name: "CSR" for Chorley & South Ribble, "Hal" for Halton.
struct Abbreviations {
    /// In the order of the names.
    let short: [String]

    /// Words that short forms leave out.
    private static let fillers: Set<String> = ["and", "with", "of", "the", "upon", "on", "in", "nhs"]

    /// - Parameter names: each gets the initials of its words or, being one word, its first three letters; where that is taken,
    ///   other letters of it, and a number as the last resort.
    init(_ names: [String]) {
        var taken: Set<String> = []
        short = names.map { name in
            for candidate in Self.candidates(name) where taken.insert(candidate.lowercased()).inserted {
                return candidate
            }
            var number = 2
            let stem = Self.candidates(name).first.map { String($0.prefix(2)) } ?? "?"
            while !taken.insert("\(stem)\(number)".lowercased()).inserted { number += 1 }
            return "\(stem)\(number)"
        }
    }

    private static func candidates(_ name: String) -> [String] {
        let words = withoutDirectionMarks(name).split { !($0.isLetter || $0.isNumber || $0 == "'" || $0 == "’") }
            .map { $0.filter { $0.isLetter || $0.isNumber } }.filter { !$0.isEmpty }
        let telling = words.filter { !fillers.contains($0.lowercased()) }
        guard let first = (telling.isEmpty ? words : telling).first else { return [] }
        var candidates: [String] = []
        if telling.count > 1 {
            // A number is kept whole: "Area 12" is "A12".
            let initials = telling.prefix(3).map {
                $0.allSatisfy(\.isNumber) ? String($0.prefix(3)) : $0.prefix(1).uppercased()
            }
            candidates.append(initials.joined())
            candidates.append(first.prefix(1).uppercased() + telling[1].prefix(2))
        }
        candidates.append(first.prefix(1).uppercased() + first.dropFirst().prefix(2))
        // First letter, and any two later ones in order: "Blc" for Blackpool beside Blackburn.
        let letters = Array(first.dropFirst().prefix(12))
        for second in letters.indices {
            for third in letters.indices where third > second {
                candidates.append(first.prefix(1).uppercased() + String([letters[second], letters[third]]))
            }
        }
        return candidates
    }
}
