import Answers
import GapDetection
import JSON
import JSONRPC
import Provision

extension Call {
    func area(_ params: borrowing Params, _ name: StaticString, asOf: CalendarDate) throws(RPCError) -> Int? {
        if let known = params[name]?.withText({ store.area(id: $0) }), let known { return known }
        guard let word = try params.optionalString(name) else { return nil }
        return try area(named: word, name, asOf: asOf)
    }

    /// The part of the map that `within` names at a date, and what stands for it; nil for all.
    ///
    /// - Throws: 404 for an area that has ended, or not begun, with what could be asked instead.
    func within(
        _ params: borrowing Params,
        asOf: CalendarDate,
        basis: AreaBasis = .current
    ) throws(RPCError) -> AreaScope? {
        guard let area = try area(params, "within", asOf: asOf) else { return nil }
        do throws(AreaScope.Absence) {
            return try model.scope(of: area, on: asOf, basis: basis)
        } catch {
            throw Self.absent(model.areas.areas[area], error)
        }
    }

    static func absent(_ area: Area, _ absence: AreaScope.Absence) -> RPCError {
        notFound("within", area.id.text, "\(absence.message). \(absence.hint)", nearest: nil)
    }

    /// The area that a word names; of several those with a row at the date go before those without.
    func area(named word: String, _ name: StaticString, asOf: CalendarDate) throws(RPCError) -> Int {
        try found(name, word) { word throws(LookupFault) in
            try store.lookup.area(word, on: asOf) { store.snapshot(ServedStore.SnapshotQuery(asOf: asOf)).rows }
        }
    }

    func requiredArea(_ params: borrowing Params, asOf: CalendarDate) throws(RPCError) -> Int {
        guard let area = try area(params, "area", asOf: asOf) else { throw .params("area", "missing") }
        return area
    }

    func service(_ params: borrowing Params, _ name: StaticString = "service") throws(RPCError) -> Int? {
        if let known = params[name]?.withText({ store.service(id: $0) }), let known { return known }
        return try found(params, name, store.lookup.service)
    }

    func standard(_ params: borrowing Params) throws(RPCError) -> Int? {
        try found(params, "standard", store.lookup.standard)
    }

    func option(_ params: borrowing Params) throws(RPCError) -> WorkforceOption? {
        try found(params, "option", store.lookup.option)
    }

    func survey(_ params: borrowing Params) throws(RPCError) -> Survey.ID? {
        try found(params, "survey", store.lookup.survey)
    }

    func topic(_ params: borrowing Params) throws(RPCError) -> VoiceTopic? {
        try found(params, "about", store.lookup.topic)
    }

    func requiredService(_ params: borrowing Params) throws(RPCError) -> Int {
        guard let service = try service(params) else { throw .params("service", "missing") }
        return service
    }

    func round(_ params: borrowing Params) throws(RPCError) -> Round? {
        try found(params, "round", store.lookup.round)
    }

    func date(_ params: borrowing Params, _ name: StaticString) throws(RPCError) -> CalendarDate? {
        guard let value = params[name] else { return nil }
        guard let read = value.withText({ CalendarDate(iso: $0) }), let date = read else {
            throw Self.refused(name, nil, Lookup.dateFault)
        }
        return date
    }

    func asOf(_ params: borrowing Params) throws(RPCError) -> CalendarDate {
        if let date = try date(params, "asOf") { return date }
        guard let latest = model.latestReferenceDate else {
            throw RPCError(.notFound, "Not found") { $0.member("message", "the store has no rounds yet") }
        }
        return latest
    }

    func knownAt(_ params: borrowing Params) throws(RPCError) -> Instant? {
        try found(params, "knownAt", Lookup.moment)
    }

    /// asOf, knownAt, level, areasAsOf and rule, where the method declares them.
    ///
    /// - Parameter date: the date, where the method says it by other means.
    func query(_ params: borrowing Params, asOf date: CalendarDate? = nil) throws(RPCError) -> ServedStore.SnapshotQuery
    {
        let asOf = if let date { date } else { try asOf(params) }
        var query = ServedStore.SnapshotQuery(asOf: asOf, knownAt: try knownAt(params))
        if let kind = try found(params, "level", store.lookup.kind) { query.basis = .kind(kind) }
        if let date = try self.date(params, "areasAsOf") {
            guard query.basis == .current else {
                throw .params("areasAsOf", "does not go together with level; give one of them")
            }
            query.basis = .date(date)
        }
        if let rule = try found(params, "rule", Lookup.rule) { query.rule = rule }
        return query
    }

    /// The kinds of gap that a request asks for; nil for all.
    func kinds(_ params: borrowing Params) throws(RPCError) -> Set<GapKind>? {
        guard let words = try params.optionalStrings("kinds") else { return nil }
        var kinds: Set<GapKind> = []
        for word in words { kinds.insert(try found("kinds", word, Lookup.gapKind)) }
        return kinds
    }

    /// The register that a request asks for; nil for both.
    func register(_ params: borrowing Params) throws(RPCError) -> RegisterSection? {
        try found(params, "register", Lookup.register)
    }

    /// The rows of a snapshot in or below the area that `within` names, and what is to be said of them.
    func rows(_ snapshot: Snapshot, _ params: borrowing Params) throws(RPCError) -> (rows: [Int], note: String?) {
        let scope = try within(params, asOf: snapshot.asOf, basis: snapshot.basis)
        let note = scope?.note ?? model.emptyNote(of: snapshot, within: scope?.area)
        return (rows(snapshot, within: scope?.area), note)
    }

    /// The rows of a snapshot in or below an area.
    func rows(_ snapshot: Snapshot, within area: Int?) -> [Int] {
        guard let area else { return Array(snapshot.rows.indices) }
        return snapshot.rows.indices.filter { model.areas.isWithin(snapshot.rows[$0], area, on: snapshot.areasAsOf) }
    }

    // MARK: Finding

    /// What a parameter names; nil where it was not given.
    private func found<Thing>(
        _ params: borrowing Params,
        _ name: StaticString,
        _ find: (String) throws(LookupFault) -> Thing
    ) throws(RPCError) -> Thing? {
        guard let word = try params.optionalString(name) else { return nil }
        return try found(name, word, find)
    }

    /// What a word in a parameter names.
    func found<Thing>(
        _ name: StaticString,
        _ word: String,
        _ find: (String) throws(LookupFault) -> Thing
    ) throws(RPCError) -> Thing {
        do throws(LookupFault) {
            return try find(word)
        } catch {
            throw Self.refused(name, word, error)
        }
    }

    /// Why a word leads to no single thing, as an answer says it: 404 where something of that name might be in the store.
    private static func refused(_ name: StaticString, _ word: String?, _ fault: LookupFault) -> RPCError {
        guard let word, fault.thing.isNamed else {
            let wrong = fault.thing == .level ? word.map { ", not '\($0)'" } ?? "" : ""
            return .params(name, fault.message + wrong)
        }
        return notFound(name, word, fault.message, nearest: fault.nearest)
    }

    static func notFound(_ name: StaticString, _ word: String, _ message: String, nearest: String?) -> RPCError {
        RPCError(.notFound, "Not found") { data in
            data.member("parameter", literal: name)
            data.member("value", word)
            data.member("message", message)
            if let nearest { data.member("didYouMean", nearest) }
        }
    }
}

extension JSONWriter {
    mutating func evidence(_ evidence: [Evidence]) {
        member(
            "evidence",
            array: { list in
                for item in evidence {
                    list.object { entry in
                        entry.member("text", item.text)
                        if let source = item.source { entry.member("source", source.text) }
                        if let section = item.section { entry.member("section", section) }
                    }
                }
            }
        )
    }
}
