/// Rounds by number: their places in a list.
package final class RoundNumbers: Sendable {
    package let ids: [Round.ID]
    private let places: [Round.ID: Int]

    package init(_ rounds: [Round]) {
        ids = rounds.map(\.id)
        places = positions(of: rounds)
    }

    package subscript(_ id: Round.ID) -> Int? { places[id] }

    /// The same for someone who reads a list in which most name the same round: one comparison mostly.
    func number(of id: Round.ID, expecting place: Int) -> Int? {
        ids.indices.contains(place) && ids[place] == id ? place : places[id]
    }

    /// For each number of another list the number here; nil where both lists are the same.
    func numbers(of others: RoundNumbers) -> [Int?]? {
        others === self || others.ids == ids ? nil : others.ids.map { places[$0] }
    }
}
