package import GapDetection
package import Provision

/// Which actions a question is about.
package struct ActionFilter: Sendable {
    /// Only those in or below this area, by place in the hierarchy.
    package var within: Int?
    /// Only those of an owner whose role, organisation or name holds these words; "none" for those that nobody answers for.
    package var owner: String?
    /// Only those in a state, by its word.
    package var state: String?
    package var isOverdue = false
    /// Only those whose day is before this one.
    package var dueBefore: CalendarDate?
    /// Only those for a gap or a standard, by its id.
    package var target: String?

    package init() {}

    /// The word for those that nobody answers for.
    package static let nobody = "none"

    package func admits(_ standing: ActionStanding, _ model: ProvisionModel, on date: CalendarDate) -> Bool {
        let action = standing.action
        if let within, !standing.areas.contains(where: { model.areas.isWithin($0, within, on: date) }) { return false }
        if let state, action.state.word != state { return false }
        if isOverdue, !standing.isOverdue { return false }
        if let dueBefore, action.deadline.map({ $0 >= dueBefore }) ?? true { return false }
        if let target, !action.isFor(target, model.areas) { return false }
        guard let owner else { return true }
        guard let who = action.owner else { return owner == Self.nobody }
        let words = searchKey(owner)
        return [who.role, who.organisation, who.person].compactMap(\.self).contains { searchKey($0).contains(words) }
    }
}
