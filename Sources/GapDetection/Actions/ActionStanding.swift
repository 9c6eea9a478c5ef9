public import Provision

/// An action as it stands on a day: what its document says, and what is worked out of it and of the registers of gaps.
public struct ActionStanding: Sendable {
    public let action: Action
    /// Where it is to be done, by place in the hierarchy, as areas are on that day; never empty.
    public let areas: [Int]
    /// What heads these areas, mostly an ICS: each once, in the order of `areas`.
    public let heads: [Int]
    /// 0 where it is not overdue.
    public let daysLate: Int
    /// In the order of `action.targets`.
    public let targets: [TargetStanding]
    public let outcome: Outcome

    public var isOverdue: Bool { daysLate > 0 }
    public var isVerified: Bool { if case .verified = outcome { true } else { false } }

    /// Something an action is for, as it stands on that day.
    public struct TargetStanding: Hashable, Sendable {
        public let target: Action.Target
        /// Whether the gap is in the register, or the standard is not met; nil where nobody has said anything of the standard, and no data
        /// can tell.
        public let isOpen: Bool?
        /// Since when it has been so, as far as the rounds tell; nil where that was not looked into.
        public let since: CalendarDate?
    }

    /// What came of it. Nothing of it is stated by anybody: a later round decides.
    public enum Outcome: Hashable, Sendable {
        /// It is not done.
        case none
        /// Done, and what it is for has been put right, as a round after its opening shows.
        case verified(on: CalendarDate)
        /// Done, and the first round after that which still shows the gap.
        case doneButOpen(round: CalendarDate)
        /// It was put right after it was done, and it is open again.
        case reopened(on: CalendarDate)
        /// Done, and no later round has shown what came of it.
        case awaited
    }
}

extension ActionStanding.Outcome {
    /// For programs; nil where it is not done.
    public var word: String? {
        switch self {
        case .none: nil
        case .verified: "verified"
        case .doneButOpen: "done-but-open"
        case .reopened: "reopened"
        case .awaited: "awaited"
        }
    }

    /// For people; nil where it is not done.
    public var inWords: String? {
        switch self {
        case .none: nil
        case .verified(let day): "verified by the round of \(day.displayText)"
        case .doneButOpen(let round): "done, and still open in the round of \(round.displayText)"
        case .reopened(let day): "done, and open again since \(day.displayText)"
        case .awaited: "done; no later round has shown it yet"
        }
    }
}
