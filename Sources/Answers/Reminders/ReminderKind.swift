package import Provision

/// What a mail to someone who answers for an area is about, by how the area stands in the round on a day.
package enum ReminderKind: String, CaseIterable, Hashable, Sendable {
    /// Nothing has come, and more than a week is left, or no day is set.
    case invitation
    /// Nothing has come, and it is due within a week.
    case reminder
    /// Nothing has come, and the due day is over.
    case late
    /// A return is on record, and something of it has to be changed before it is accepted.
    case changes
    /// A return is on record, and there are questions about it.
    case queries
    /// A return is on record, and nothing is open.
    case thanks

    /// How many days before the due day an invitation becomes a reminder.
    package static let reminderDays = 7

    /// - Parameter matters: what is open with the area.
    package init(_ state: RoundProgress.State, due: CalendarDate?, on day: CalendarDate, matters: [OpenMatter]) {
        switch state {
        case .changesRequested: self = .changes
        case .inTime, .late, .accepted:
            let kinds = Set(matters.map(\.kind))
            self = kinds.contains(.change) ? .changes : kinds.contains(.query) ? .queries : .thanks
        case .draft, .collated, .silent:
            guard let due else {
                self = .invitation
                return
            }
            let left = Int(due.daysSince1970) - Int(day.daysSince1970)
            self = left < 0 ? .late : left <= Self.reminderDays ? .reminder : .invitation
        }
    }

    /// Whether the form goes with the mail: something is still to be filled in.
    var hasForms: Bool { self != .thanks }

    /// "2 invitations", "1 mail of thanks".
    package func counted(_ count: Int) -> String {
        switch self {
        case .invitation: Provision.counted(count, "invitation")
        case .reminder: Provision.counted(count, "reminder")
        case .late: Provision.counted(count, "mail about a late return", "mails about late returns")
        case .changes: Provision.counted(count, "mail that asks for changes", "mails that ask for changes")
        case .queries: Provision.counted(count, "mail with questions", "mails with questions")
        case .thanks: Provision.counted(count, "mail of thanks", "mails of thanks")
        }
    }
}
