package import Provision

/// Whom to write to on a day of a round, about what: one digest a person and kind, however many areas they answer for.
package struct ReminderDigests: Sendable {
    /// By kind, then by the first area in the order of the hierarchy, then by address.
    package let digests: [ReminderDigest]
    /// Areas asked that have no contact, in the order of the hierarchy.
    package let withoutContact: [Int]

    /// - Parameters:
    ///   - day: of which the areas' states are: its end in England.
    ///   - matters: what is open with areas, where it is not what their returns say.
    package init(_ round: Round, in model: ProvisionModel, on day: CalendarDate, matters: [OpenMatter]? = nil) {
        let progress = RoundProgress(round, in: model, knownAt: Instant(endOf: day))
        let mattersOfArea = matters.map { Dictionary(grouping: $0, by: \.area) }
        let contactsOfArea = Dictionary(grouping: round.contacts, by: \.area)
        var names: [String: Contact] = [:]
        for contact in round.contacts where names[contact.email.key]?.name == nil { names[contact.email.key] = contact }

        var found: [Key: [ReminderDigest.Entry]] = [:]
        var withoutContact: [Int] = []
        for entry in progress.areas {
            let open =
                mattersOfArea.map { $0[entry.area] ?? [] } ?? OpenMatter.all(of: entry, in: round, model, on: day)
            let kind = ReminderKind(entry.state, due: round.due, on: day, matters: open)
            let contacts = contactsOfArea[model.areas.areas[entry.area].id] ?? []
            if contacts.isEmpty { withoutContact.append(entry.area) }
            for contact in contacts {
                found[Key(kind: kind, person: contact.email.key), default: []].append(
                    ReminderDigest.Entry(progress: entry, matters: open)
                )
            }
        }
        let order = Dictionary(
            ReminderKind.allCases.enumerated().map { ($1, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        digests = found.compactMap { key, entries in
            names[key.person].map { ReminderDigest(kind: key.kind, person: $0, entries: entries) }
        }.sorted { first, second in
            func rank(_ digest: ReminderDigest) -> (Int, Int, String) {
                (order[digest.kind] ?? 0, digest.entries.first?.progress.area ?? 0, digest.person.email.key)
            }
            return rank(first) < rank(second)
        }
        self.withoutContact = withoutContact
    }

    private struct Key: Hashable {
        let kind: ReminderKind
        let person: String
    }
}

/// One mail's matter: who is written to about which areas.
package struct ReminderDigest: Hashable, Sendable {
    package let kind: ReminderKind
    /// The person, as their first contact with a name has them.
    package let person: Contact
    /// In the order of the hierarchy.
    package let entries: [Entry]

    package struct Entry: Hashable, Sendable {
        package let progress: RoundProgress.Entry
        package let matters: [OpenMatter]
    }
}
