import Provision
import ScopingStore

/// Opening the store that a call is about, and finding in it what the call names.
struct StoreAccess {
    let store: LoadedStore
    private let names: NameIndex

    /// The folder a call is about: `--store`, else `LACUNA_STORE`, else `Scoping`.
    static func folder(_ invocation: Invocation, _ console: Console) -> String {
        if let named = invocation.value(Options.store) { return named }
        if let named = console.environment["LACUNA_STORE"], !named.isEmpty { return named }
        return "Scoping"
    }

    /// Reads the store, and names on standard error every return that had to be left out.
    init(_ invocation: Invocation, _ console: inout Console) throws(CommandFailure) {
        store = try Self.load(invocation, console)
        names = NameIndex(store.model)
        for document in store.leftOut {
            for fault in document.faults { console.note("left out: \(fault)") }
        }
    }

    /// Where a call keeps what it read for the next one: in the folder `LACUNA_CACHE`, else in the user's folder of caches; nowhere
    /// with `--no-cache`, where `LACUNA_CACHE` is empty, and for commands whose purpose is to look at the documents themselves.
    static func cache(_ invocation: Invocation, _ console: Console) -> StoreCache? {
        guard invocation.declares(Options.noCache), !invocation.flag(Options.noCache) else { return nil }
        let environment = console.environment
        if let named = environment["LACUNA_CACHE"] { return named.isEmpty ? nil : StoreCache(folder: named) }
        if let folder = environment["XDG_CACHE_HOME"], folder.hasPrefix("/") {
            return StoreCache(folder: "\(folder)/lacuna")
        }
        return environment["HOME"].flatMap { home in
            home.hasPrefix("/") ? StoreCache(folder: "\(home)/.cache/lacuna") : nil
        }
    }

    static func load(_ invocation: Invocation, _ console: Console) throws(CommandFailure) -> LoadedStore {
        do {
            return try StoreReader.load(folder(invocation, console), cache: cache(invocation, console))
        } catch {
            throw failure(error)
        }
    }

    /// Why the store cannot be read, with the status to end with.
    static func failure(_ failure: StoreFailure) -> CommandFailure {
        let status: ExitStatus =
            switch failure.code {
            case .missing: .noInput
            case .unreadable: .inputOutput
            case .badDocument: .badData
            }
        return CommandFailure(status, failure.faults.map { "lacuna: \($0)" })
    }

    var model: ProvisionModel { store.model }

    /// How a call that did what was asked ends.
    var status: ExitStatus { store.leftOut.isEmpty ? .done : .findings }

    var leftOutFiles: [String] { store.leftOut.map(\.file) }

    // MARK: What a call names

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

    func knownAt(_ invocation: Invocation) throws -> Instant? {
        guard let text = invocation.value(Options.knownAt) else { return nil }
        if let moment = Instant(momentOrDay: text) { return moment }
        throw invocation.refusal(
            ofOption: Options.knownAt.name,
            expected: "Expected 2022-06-30, 2022-06-30T12:00:00Z or 2022-06-30T13:00:00+01:00."
        )
    }

    /// The area a call names, by its place in the hierarchy. Where several areas share a name, those with a row at the
    /// date go before those without.
    func area(_ option: OptionSpec, of invocation: Invocation, asOf date: CalendarDate) throws -> Int? {
        guard let word = invocation.value(option) else { return nil }
        return try area(word, asOf: date) { expected, nearest in
            invocation.refusal(ofOption: option.name, expected: expected, nearest: nearest)
        }
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
        try area(invocation.positional(name) ?? "", asOf: try date ?? latestDate()) { expected, nearest in
            invocation.refusal(ofPositional: name, expected: expected, nearest: nearest)
        }
    }

    func area(
        _ word: String,
        asOf date: CalendarDate,
        refusal: (_ expected: String, _ nearest: [String]) -> UsageError
    ) throws -> Int {
        do throws(NameFault) {
            return try model.area(names.area(word), on: date) { model.snapshot(asOf: date).rows }
        } catch {
            throw Self.refused(error, "areas", unknown: "Expected an area's id, name or code.", refusal)
        }
    }

    func service(_ invocation: Invocation) throws -> Int? {
        guard let word = invocation.value(Options.service) else { return nil }
        return try service(word) { expected, nearest in
            invocation.refusal(ofOption: Options.service.name, expected: expected, nearest: nearest)
        }
    }

    func service(_ invocation: Invocation, positional name: String) throws -> Int {
        try service(invocation.positional(name) ?? "") { expected, nearest in
            invocation.refusal(ofPositional: name, expected: expected, nearest: nearest)
        }
    }

    func service(
        _ word: String,
        refusal: (_ expected: String, _ nearest: [String]) -> UsageError
    ) throws -> Int {
        do throws(NameFault) {
            return try model.service(names.service(word))
        } catch {
            let known = model.framework.serviceTypes.map(\.id.text).joined(separator: ", ")
            throw Self.refused(error, "service types", unknown: "The service types are \(known).", refusal)
        }
    }

    /// The round that an option names; nil where it was not given.
    func round(_ option: OptionSpec, of invocation: Invocation) throws(UsageError) -> Round? {
        guard let word = invocation.value(option) else { return nil }
        return try round(word) { expected, nearest in
            invocation.refusal(ofOption: option.name, expected: expected, nearest: nearest)
        }
    }

    func round(
        _ word: String,
        refusal: (_ expected: String, _ nearest: [String]) -> UsageError
    ) throws(UsageError) -> Round {
        do throws(NameFault) {
            return try model.round(named: word)
        } catch {
            let known = model.rounds.map(\.id.text).joined(separator: ", ")
            let nearest: String? = if case .unknown(let nearest) = error { nearest } else { nil }
            throw refusal("The rounds are \(known).", nearest.map { [$0] } ?? [])
        }
    }

    /// Why a word leads to no single thing, as a command says it: what may have been meant, else what there is.
    private static func refused(
        _ fault: NameFault,
        _ things: String,
        unknown: String,
        _ refusal: (_ expected: String, _ nearest: [String]) -> UsageError
    ) -> UsageError {
        switch fault {
        case .unknown(let nearest): refusal(nearest == nil ? unknown : "", nearest.map { [$0] } ?? [])
        case .ambiguous(let ids): refusal("It names several \(things); write \(ids).", [])
        }
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

    // MARK: Snapshots

    /// The snapshot a call asks for, and what to call the part of the map it shows.
    ///
    /// - Parameters:
    ///   - other: another date than the call's own, on the same areas.
    ///   - scenario: another model than the store's.
    ///   - isWhole: of all areas, whatever part the call asks for.
    ///   - given: the areas, where the call itself does not say them.
    func snapshot(
        _ invocation: Invocation,
        _ console: inout Console,
        at other: CalendarDate? = nil,
        in scenario: ProvisionModel? = nil,
        isWhole: Bool = false,
        basis given: AreaBasis? = nil
    ) throws -> (snapshot: Snapshot, heading: String) {
        let date = try date(invocation)
        let knownAt = try knownAt(invocation)
        var basis = try basis(invocation, asOf: date)
        if let given {
            basis = basis == .current ? given : basis.steady(on: other ?? date)
        } else if other != nil {
            basis = basis.steady(on: date)
        }
        let within = try within(invocation, &console, asOf: other ?? date, basis: basis)
        let rule = rule(invocation)
        let snapshot = (scenario ?? model).snapshot(
            asOf: other ?? date,
            knownAt: knownAt,
            within: isWhole ? nil : within,
            basis: basis,
            rule: rule
        )
        if let note = model.emptyNote(of: snapshot, within: within) { console.noteOnce(note) }
        return (snapshot, within.map { model.areas.areas[$0].name } ?? networkName)
    }

    /// The snapshot at a round's reference date, on the areas of that date; nil where the part of the map that the call asks for did
    /// not exist then.
    func snapshot(
        _ invocation: Invocation,
        _ scopes: inout ScopeOverRounds,
        atRound round: Round
    ) throws -> Snapshot? {
        let within = try area(Options.within, of: invocation, asOf: round.referenceDate)
        let basis = try basisOfRounds(invocation)
        if let within, !scopes.shows(within, in: round, of: model, basis: basis) { return nil }
        return model.snapshot(
            asOf: round.referenceDate,
            knownAt: try knownAt(invocation),
            within: within,
            basis: basis,
            rule: rule(invocation)
        )
    }

    /// The snapshot of the whole map at a date, on some areas.
    func snapshot(
        asOf date: CalendarDate,
        knownAt: Instant?,
        basis: AreaBasis,
        _ invocation: Invocation
    ) throws -> (snapshot: Snapshot, heading: String) {
        let rule = rule(invocation)
        return (model.snapshot(asOf: date, knownAt: knownAt, basis: basis, rule: rule), networkName)
    }

    /// The areas that rounds are looked at on: those of each round's own date, unless a kind is asked for.
    func basisOfRounds(_ invocation: Invocation) throws -> AreaBasis {
        try invocation.value(Options.level).map { try kind($0, invocation) } ?? .current
    }

    func rule(_ invocation: Invocation) -> CombinationRule {
        invocation.value(Options.rule).flatMap(CombinationRule.init(rawValue:)) ?? .worst
    }

    func basis(_ invocation: Invocation, asOf date: CalendarDate) throws -> AreaBasis {
        if let word = invocation.value(Options.level) {
            if invocation.flag(Options.areasAsOf) {
                throw invocation.refusal("--level and --areas-as-of do not go together", hint: "Give one of them.")
            }
            return try kind(word, invocation)
        }
        return try invocation.date(Options.areasAsOf).map { .date($0) } ?? .current
    }

    private func kind(_ word: String, _ invocation: Invocation) throws -> AreaBasis {
        do throws(NameFault) {
            return .kind(try model.kind(names.kind(word)))
        } catch {
            let known = model.areas.kinds.map(\.id.text).joined(separator: ", ")
            let (expected, nearest) =
                switch error {
                case .unknown(let nearest): ("The kinds of area are \(known).", nearest.map { [$0] } ?? [])
                case .ambiguous(let ids): ("It names several kinds of area; write \(ids).", [])
                }
            throw invocation.refusal(ofOption: Options.level.name, expected: expected, nearest: nearest)
        }
    }

    var networkName: String { model.wholeName }
}

extension Invocation {
    /// The date that an option names; nil where it was not given.
    func date(_ option: OptionSpec) throws(UsageError) -> CalendarDate? {
        try value(option).map { text throws(UsageError) in try date(text, of: option) }
    }

    /// The dates that an option names, in the order they were typed.
    func dates(_ option: OptionSpec) throws(UsageError) -> [CalendarDate] {
        try values(option).map { text throws(UsageError) in try date(text, of: option) }
    }

    private func date(_ text: String, of option: OptionSpec) throws(UsageError) -> CalendarDate {
        guard let date = CalendarDate(iso: text) else {
            throw refusal(ofOption: option.name, text: text, expected: "Expected a date such as 2022-05-01.")
        }
        return date
    }
}
