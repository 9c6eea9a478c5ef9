import Answers
import Provision

extension Invocation {
    /// What an option names; nil where it was not given.
    func found<Thing>(_ option: OptionSpec, _ find: (String) throws(LookupFault) -> Thing) throws(UsageError) -> Thing?
    {
        guard let word = value(option) else { return nil }
        do throws(LookupFault) {
            return try find(word)
        } catch {
            throw refusal(ofOption: option.name, text: word, error)
        }
    }

    /// What an argument names that is known by its place.
    func found<Thing>(
        positional name: String,
        _ find: (String) throws(LookupFault) -> Thing
    ) throws(UsageError) -> Thing {
        do throws(LookupFault) {
            return try find(positional(name) ?? "")
        } catch {
            throw refusal(ofPositional: name, expected: error.sentence, nearest: error.suggestions)
        }
    }

    /// The error of a word that leads to no single thing.
    func refusal(ofOption option: String, text: String, _ fault: LookupFault) -> UsageError {
        refusal(ofOption: option, text: text, expected: fault.sentence, nearest: fault.suggestions)
    }

    /// The date that an option names; nil where it was not given.
    func date(_ option: OptionSpec) throws(UsageError) -> CalendarDate? { try found(option, Lookup.date) }

    /// The dates that an option names, in the order they were typed.
    func dates(_ option: OptionSpec) throws(UsageError) -> [CalendarDate] {
        try values(option).map { text throws(UsageError) in
            do throws(LookupFault) {
                return try Lookup.date(text)
            } catch {
                throw refusal(ofOption: option.name, text: text, error)
            }
        }
    }
}

extension LookupFault {
    fileprivate var suggestions: [String] { nearest.map { [$0] } ?? [] }
}
