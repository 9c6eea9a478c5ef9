/// All that a store has to know, in plain lists that are searched from the end: what the world holds the real one against.
///
/// Areas, service types and rounds are numbers, days count from 1970, moments are seconds, and levels are letters: `.` says nothing of a
/// service type, `-` that it is not expected.
struct PlainModel {
    /// One revision of a return.
    struct Stated: Equatable {
        var letters: [Character]
        /// The evidence of every rating, different in every return that was handed in.
        var words: String
        var isDraft: Bool
        var recorded: Int64
        var queries: [Asked] = []
    }

    struct Asked: Equatable {
        var service: Int
        var isOpen: Bool
    }

    struct Key: Hashable {
        var area: Int
        var round: Int
    }

    struct Area {
        var from: Int?
        var until: Int?
        var predecessors: [Int] = []

        func exists(on day: Int) -> Bool { from ?? .min <= day && day <= until ?? .max }
    }

    var areas: [Area]
    /// The day that each round is about, in order.
    var rounds: [Int] = []
    var returns: [Key: [Stated]] = [:]
    /// By action the words of its revisions.
    var actions: [Int: [String]] = [:]
    let services: Int

    /// What an area says itself of a service type: in the latest round in which it says anything, in the last revision that was on record
    /// and is no draft.
    private func own(_ area: Int, _ service: Int, on day: Int, knownAt: Int64) -> Character? {
        for round in rounds.indices.reversed() where rounds[round] <= day {
            let revisions = returns[Key(area: area, round: round)] ?? []
            guard let last = revisions.last(where: { !$0.isDraft && $0.recorded <= knownAt }),
                last.letters[service] != "."
            else { continue }
            return last.letters[service]
        }
        return nil
    }

    /// Its own word or, where it has none, the worst of what the areas it came from have.
    func letter(_ area: Int, _ service: Int, on day: Int, knownAt: Int64 = .max) -> Character {
        if let own = own(area, service, on: day, knownAt: knownAt) { return own }
        let said = areas[area].predecessors.map { letter($0, service, on: day, knownAt: knownAt) }
        return ["R", "B", "A", "G", "-"].first(where: said.contains) ?? "."
    }

    /// The rows of a day, by area.
    func letters(on day: Int, knownAt: Int64 = .max) -> [Int: String] {
        var rows: [Int: String] = [:]
        for area in areas.indices where areas[area].exists(on: day) {
            rows[area] = String((0..<services).map { letter(area, $0, on: day, knownAt: knownAt) })
        }
        return rows
    }

    /// What a revision after the latest holds of the conversation: what it says anew of a cell answers what was asked about it.
    func queries(of key: Key, in letters: [Character], isDraft: Bool) -> [Asked] {
        let revisions = returns[key] ?? []
        guard let latest = revisions.last else { return [] }
        guard !isDraft, let counting = revisions.last(where: { !$0.isDraft }) else { return latest.queries }
        return latest.queries.map { query in
            let isSilent = letters[query.service] == "." && counting.letters[query.service] == "."
            return Asked(service: query.service, isOpen: query.isOpen && isSilent)
        }
    }

    /// Whether somebody has said something else since a revision.
    func isOutdated(_ basedOn: Int, _ key: Key) -> Bool {
        let revisions = returns[key] ?? []
        guard basedOn > 0, basedOn <= revisions.count else { return basedOn != revisions.count }
        return revisions[(basedOn - 1)...].contains { $0.words != revisions[basedOn - 1].words }
    }
}
