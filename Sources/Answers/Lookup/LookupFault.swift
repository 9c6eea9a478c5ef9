import Provision

/// Why a word leads to no single thing. The words are the same whoever asked; who asked adds the option or parameter.
package struct LookupFault: Error, Hashable, Sendable {
    /// What was looked for.
    package enum Thing: String, Hashable, Sendable {
        case area, round, standard, option, survey, date, moment, rule, register
        case serviceType = "service type"
        case areaKind = "kind of area"
        case level
        case gapKind = "kind of gap"
        case topic = "service type, standard, needs group or intervention"

        /// Whether there might be one of that name: something of the store, not a form that the word should have.
        package var isNamed: Bool {
            [.area, .round, .standard, .option, .survey, .serviceType, .topic].contains(self)
        }
    }

    package let thing: Thing
    /// What would do: "expected a date such as 2022-05-01"; without capital and full stop.
    package let expected: String
    /// Whether the word led nowhere; else to several things, or it has not the form of one.
    package let isUnknown: Bool
    /// The nearest word that leads somewhere.
    package let nearest: String?

    init(_ thing: Thing, expected: String, isUnknown: Bool = false, nearest: String? = nil) {
        self.thing = thing
        self.expected = expected
        self.isUnknown = isUnknown
        self.nearest = nearest
    }

    init(_ thing: Thing, _ fault: NameFault, plural: String, expected: String) {
        switch fault {
        case .unknown(let nearest): self.init(thing, expected: expected, isUnknown: true, nearest: nearest)
        case .ambiguous(let ids): self.init(thing, expected: "it names several \(plural); write \(ids)")
        }
    }

    /// What there is instead; nil where the nearest word says enough: areas and service types are many, rounds are few.
    private var advice: String? { nearest != nil && (thing == .area || thing == .serviceType) ? nil : expected }

    /// As a message: "no such area; expected an area's id, name or code".
    package var message: String {
        guard isUnknown else { return expected }
        return "no such \(thing.rawValue)" + (advice.map { "; \($0)" } ?? "")
    }

    /// What would do, as a sentence; empty where the nearest word says enough.
    package var sentence: String { advice.map { $0.prefix(1).uppercased() + $0.dropFirst() + "." } ?? "" }
}
