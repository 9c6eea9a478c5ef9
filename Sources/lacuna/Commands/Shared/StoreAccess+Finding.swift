import Answers
import Provision
import ScopingStore

extension StoreAccess {
    func date(_ invocation: Invocation) throws -> CalendarDate {
        try invocation.date(Options.asOf) ?? latestDate()
    }

    /// The latest round's reference date.
    func latestDate() throws(CommandFailure) -> CalendarDate {
        guard let latest = model.latestReferenceDate else {
            throw CommandFailure(
                .noInput,
                "lacuna: the store '\(store.folder)' has no rounds yet, so nothing is rated."
            )
        }
        return latest
    }

    func knownAt(_ invocation: Invocation) throws(UsageError) -> Instant? {
        try invocation.found(Options.knownAt, Lookup.moment)
    }

    /// The area an option names, by index in the hierarchy. Where several areas share a name, those with a row at the date go
    /// before those without.
    func area(_ option: OptionSpec, of invocation: Invocation, asOf date: CalendarDate) throws(UsageError) -> Int? {
        try invocation.found(option) { word throws(LookupFault) in try lookup.area(word, on: date) }
    }

    /// The part of the map that `--within` names at a date; nil for all. Says on standard error what is shown in its place, where
    /// it has not begun yet.
    ///
    /// - Throws: for an area that has ended, or not begun, with what could be asked instead.
    func within(
        _ invocation: Invocation,
        _ console: inout Console,
        asOf date: CalendarDate,
        basis: AreaBasis
    ) throws -> Int? {
        guard let area = try area(Options.within, of: invocation, asOf: date) else { return nil }
        do throws(AreaScope.Absence) {
            if let note = try model.scope(of: area, on: date, basis: basis).note { console.noteOnce(note) }
            return area
        } catch {
            throw Self.absent(error, invocation)
        }
    }

    /// What is shown in place of the area that `--within` names, for answers that hold it.
    func scopeNote(_ invocation: Invocation, asOf date: CalendarDate, basis: AreaBasis) throws -> String? {
        guard let area = try area(Options.within, of: invocation, asOf: date) else { return nil }
        do throws(AreaScope.Absence) {
            return try model.scope(of: area, on: date, basis: basis).note
        } catch {
            throw Self.absent(error, invocation)
        }
    }

    static func absent(_ absence: AreaScope.Absence, _ invocation: Invocation) -> UsageError {
        invocation.refusal("\(Options.within.spelling): \(absence.message)", hint: absence.hint)
    }

    /// The area that an argument names, at a date, or the latest.
    func area(_ invocation: Invocation, positional name: String, asOf date: CalendarDate? = nil) throws -> Int {
        let date = try date ?? latestDate()
        return try invocation.found(positional: name) { word throws(LookupFault) in
            try lookup.area(word, on: date)
        }
    }

    func service(_ invocation: Invocation) throws(UsageError) -> Int? {
        try invocation.found(Options.service, lookup.service)
    }

    func service(_ invocation: Invocation, positional name: String) throws(UsageError) -> Int {
        try invocation.found(positional: name, lookup.service)
    }

    /// The round that an option names; nil where it was not given.
    func round(_ option: OptionSpec, of invocation: Invocation) throws(UsageError) -> Round? {
        try invocation.found(option, lookup.round)
    }

    /// The kind of area that `--level` names; nil where it was not given.
    private func kind(_ invocation: Invocation) throws(UsageError) -> Area.Kind.ID? {
        try invocation.found(Options.level, lookup.kind)
    }

    /// The two dates of --between, the earlier first; none where it is not given.
    func between(_ invocation: Invocation) throws -> (from: CalendarDate, to: CalendarDate)? {
        guard invocation.flag(Options.between) else { return nil }
        let dates = try invocation.dates(Options.between)
        guard let from = dates.first, let to = dates.last, from < to else {
            throw invocation.refusal(
                "--between asks for an earlier date and a later one",
                hint: "Put the earlier one first."
            )
        }
        return (from, to)
    }

    /// The areas that rounds are looked at on: those of each round's own date, unless a kind is asked for.
    func basisOfRounds(_ invocation: Invocation) throws -> AreaBasis {
        try kind(invocation).map { .kind($0) } ?? .current
    }

    func rule(_ invocation: Invocation) -> CombinationRule {
        invocation.value(Options.rule).flatMap(CombinationRule.init(rawValue:)) ?? .worst
    }

    func basis(_ invocation: Invocation, asOf date: CalendarDate) throws -> AreaBasis {
        if invocation.flag(Options.level), invocation.flag(Options.areasAsOf) {
            throw invocation.refusal("--level and --areas-as-of do not go together", hint: "Give one of them.")
        }
        if let kind = try kind(invocation) { return .kind(kind) }
        return try invocation.date(Options.areasAsOf).map { .date($0) } ?? .current
    }
}
