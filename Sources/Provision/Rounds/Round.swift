/// One call for returns.
public struct Round: Identifiable, Hashable, Sendable {
    public typealias ID = Identifier<Round>

    public let id: ID
    public let name: String
    public let opened: CalendarDate
    /// The last day to answer in time; nil where none was set.
    public let due: CalendarDate?
    /// The date its ratings are about.
    public let referenceDate: CalendarDate
    /// The areas that were asked.
    public let asked: [Area.ID]
    /// Whom to write to, in the order of the document.
    public internal(set) var contacts: [Contact]
    public let note: String?
    /// Whether nobody was asked on purpose: the network fills in a round by itself.
    public let asksNobody: Bool

    public init(
        id: ID,
        name: String,
        opened: CalendarDate,
        due: CalendarDate? = nil,
        referenceDate: CalendarDate,
        asked: [Area.ID],
        contacts: [Contact] = [],
        note: String? = nil,
        asksNobody: Bool = false
    ) {
        self.id = id
        self.name = name
        self.opened = opened
        self.due = due
        self.referenceDate = referenceDate
        self.asked = asked
        self.contacts = contacts
        self.note = note
        self.asksNobody = asksNobody
    }

    /// What is wrong with a list of rounds: repeated ids, two rounds about one date, dates out of order, areas unknown or asked twice,
    /// contacts that cannot be.
    public static func faults(in rounds: [Round], areas: AreaHierarchy) -> [ModelFault] {
        var faults = repeatedIDs(of: rounds, in: .round, called: "rounds")
        var roundOfDate: [CalendarDate: Round.ID] = [:]
        var contacts = 0
        for (index, round) in rounds.enumerated() {
            let place = ModelFault.Place(.round, index)
            if let other = roundOfDate.updateValue(round.id, forKey: round.referenceDate), other != round.id {
                faults.append(
                    ModelFault(
                        place,
                        "rounds '\(other)' and '\(round.id)' have the same reference date \(round.referenceDate)",
                        hint: "two states of one date cannot be told apart; give each round a date of its own"
                    )
                )
            }
            if let due = round.due, due < round.opened {
                faults.append(
                    ModelFault(place, "round '\(round.id)' is due (\(due)) before it opens (\(round.opened))")
                )
            }
            if round.asksNobody, !round.asked.isEmpty {
                faults.append(
                    ModelFault(
                        place,
                        "round '\(round.id)' asks nobody on purpose, and names areas",
                        hint: "leave out asks-nobody, or the areas"
                    )
                )
            }
            var seen: Set<Area.ID> = []
            for area in round.asked {
                if areas.index(of: area) == nil {
                    faults.append(.unknown("area", area.text, known: areas.areas.map(\.id.text), at: place))
                } else if !seen.insert(area).inserted {
                    faults.append(
                        ModelFault(place, "round '\(round.id)' asks '\(area)' twice", hint: "name each area once")
                    )
                }
            }
            faults += round.contactFaults(from: contacts)
            contacts += round.contacts.count
        }
        return faults
    }
}
