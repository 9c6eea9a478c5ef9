import Testing

@testable import Provision

@Suite("Suggestions")
struct SuggestionTests {
    private let commands = ["status", "show", "history", "gaps", "explain", "trend"]

    @Test(
        "One slip is found",
        arguments: [("gpas", "gaps"), ("gap", "gaps"), ("gapss", "gaps"), ("GAPS", "gaps"), ("hitsory", "history")]
    )
    func slips(word: String, expected: String) {
        #expect(Suggestion.candidates(near: word, among: commands) == [expected])
        #expect(Suggestion.nearest(to: word, among: commands) == expected)
    }

    @Test func whatIsFarSuggestsNothing() {
        #expect(Suggestion.candidates(near: "frobnicate", among: commands).isEmpty)
        #expect(Suggestion.candidates(near: "", among: commands + [""]).isEmpty)
        #expect(Suggestion.candidates(near: "x", among: ["y", "z", ""]).isEmpty)
        #expect(Suggestion.nearest(to: "x", among: [String]()) == nil)
    }

    @Test func aThirdOfTheLengthIsTheLimit() {
        #expect(Suggestion.candidates(near: "abcdef", among: ["abcdxy"]) == ["abcdxy"])
        #expect(Suggestion.candidates(near: "abcdef", among: ["abcxyz"]).isEmpty)
    }

    @Test func equalsAreGivenInOrderOnceAndAtMostThree() {
        #expect(
            Suggestion.candidates(near: "cat", among: ["bat", "hat", "bat", "rat", "mat"]) == ["bat", "hat", "rat"]
        )
        #expect(Suggestion.candidates(near: "cat", among: ["bat", "cats", "CAT"]) == ["CAT"])
    }

    @Test func namesOfAreasAreComparedByLetter() {
        #expect(Suggestion.candidates(near: "St Helen's", among: ["St. Helen's", "Halton"]) == ["St. Helen's"])
        #expect(Suggestion.candidates(near: "ynys mon", among: ["Ynys Môn"]) == ["Ynys Môn"])
    }

    @Test func beyond128ScalarsThereIsNone() {
        let long = String(repeating: "a", count: 128)
        #expect(Suggestion.candidates(near: long, among: [long]) == [long])
        #expect(Suggestion.candidates(near: long + "a", among: [long, long + "a"]).isEmpty)
        #expect(Suggestion.candidates(near: long, among: [long + "a"]).isEmpty)
    }

    /// Every pair of words of up to four letters out of three, against the definition written down naively.
    @Test func theDistanceAgreesWithItsDefinition() {
        var words: [[Character]] = [[]]
        var longest: [[Character]] = [[]]
        for _ in 0..<4 {
            longest = longest.flatMap { word in ["a", "b", "c"].map { word + [$0] } }
            words += longest
        }
        for first in words {
            for second in words where second.count <= 3 || first.count <= 3 {
                let expected = Self.definition(first[...], second[...])
                for limit in 0...4 {
                    let found = Suggestion.edits(from: first, to: second, atMost: limit)
                    if found != (expected <= limit ? expected : nil) { Issue.record("\(first) \(second) \(limit)") }
                }
            }
        }
    }

    private static func definition(_ a: ArraySlice<Character>, _ b: ArraySlice<Character>) -> Int {
        guard let x = a.last, let y = b.last else { return max(a.count, b.count) }
        var best = min(
            definition(a.dropLast(), b) + 1,
            definition(a, b.dropLast()) + 1,
            definition(a.dropLast(), b.dropLast()) + (x == y ? 0 : 1)
        )
        if a.dropLast().last == y, b.dropLast().last == x {
            best = min(best, definition(a.dropLast(2), b.dropLast(2)) + 1)
        }
        return best
    }
}
