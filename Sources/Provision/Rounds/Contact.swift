/// Someone whom the network writes to about an area's return in a round. An area may have several; a person may answer for several.
public struct Contact: Hashable, Sendable {
    public let area: Area.ID
    public let email: EmailAddress
    /// As a letter would address them; nil where it is not known.
    public let name: String?
    public let role: String?

    public init(area: Area.ID, email: EmailAddress, name: String? = nil, role: String? = nil) {
        self.area = area
        self.email = email
        self.name = name
        self.role = role
    }
}

extension Round {
    /// The same round with other contacts.
    public func with(contacts: [Contact]) -> Round {
        var other = self
        other.contacts = contacts
        return other
    }

    /// What is wrong with its contacts: areas that it does not ask, an address twice for one area, texts that no document can keep.
    ///
    /// - Parameter first: how many contacts earlier rounds have: faults are placed in the list of them all.
    func contactFaults(from first: Int) -> [ModelFault] {
        let asked = Set(asked)
        var seen: Set<[String]> = []
        var faults: [ModelFault] = []
        for (index, contact) in contacts.enumerated() {
            let place = ModelFault.Place(.contact, first + index)
            if !asked.contains(contact.area) {
                faults.append(
                    ModelFault(
                        place,
                        "\(contact.email) is to be written to about '\(contact.area)', which round '\(id)' does not ask",
                        hint: Suggestion.nearest(to: contact.area.text, among: asked.map(\.text).sorted())
                            .map { "did you mean '\($0)'?" } ?? "leave the contact out"
                    )
                )
            }
            if !seen.insert([contact.area.text, contact.email.key]).inserted {
                faults.append(
                    ModelFault(
                        place,
                        "\(contact.email) stands twice for '\(contact.area)' in round '\(id)'",
                        hint: "name each person once for an area"
                    )
                )
            }
            for (text, what) in [(contact.name, "name"), (contact.role, "role")] {
                guard let text, let (message, hint) = Return.fault(of: text, longest: TextLimits.name) else { continue }
                faults.append(ModelFault(place, "the \(what) of \(contact.email) \(message)", hint: hint))
            }
        }
        return faults
    }
}
