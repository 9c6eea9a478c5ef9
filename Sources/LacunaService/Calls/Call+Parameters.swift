import JSONRPC
import Provision

/// The parameters that many methods share, declared once.
enum Shared {
    static let area = Parameter.required("area", #"{"type":"string"}"#, "An area by id, name or code.")
    static let service = Parameter.required(
        "service",
        #"{"type":"string"}"#,
        "A service type by id, name or alias."
    )
    static let round = Parameter.required("round", #"{"type":"string"}"#, "A round's id.")
    static let asOf = Parameter.optional(
        "asOf",
        #"{"type":"string","format":"date"}"#,
        "The date the ratings are about; else the latest round's reference date."
    )
    static let knownAt = Parameter.optional(
        "knownAt",
        #"{"type":"string"}"#,
        "Only what was on record by this date (its end in England) or moment, such as 2022-06-30T13:00:00+01:00."
    )
    static let within = Parameter.optional(
        "within",
        #"{"type":"string"}"#,
        "Only areas in or below this one; before it began, its predecessors, and a note says so."
    )
    static let level = Parameter.optional(
        "level",
        #"{"type":"string"}"#,
        "Areas of this kind, by id or name: ccg, place, ics."
    )
    static let areasAsOf = Parameter.optional(
        "areasAsOf",
        #"{"type":"string","format":"date"}"#,
        "The areas that exist at this date; else at the date the ratings are about."
    )
    static let rule = Parameter.optional(
        "rule",
        #"{"enum":["worst","best","majority"]}"#,
        "The level shown where an area is made of several; worst unless told."
    )
    static let register = Parameter.optional(
        "register",
        #"{"enum":["provision","record"]}"#,
        "Only gaps in provision, or only those in the record."
    )
    static let basedOn = Parameter.optional(
        "basedOn",
        #"{"type":"integer","minimum":0}"#,
        "The revision this builds on, 0 for none; refused when another has been recorded since."
    )
}

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
        do throws(NameFault) {
            return try model.area(store.area(word), on: asOf) {
                store.snapshot(ServedStore.SnapshotQuery(asOf: asOf)).rows
            }
        } catch {
            throw Self.notFound(name, word, "area", error)
        }
    }

    func requiredArea(_ params: borrowing Params, asOf: CalendarDate) throws(RPCError) -> Int {
        guard let area = try area(params, "area", asOf: asOf) else { throw .params("area", "missing") }
        return area
    }

    func service(_ params: borrowing Params, _ name: StaticString = "service") throws(RPCError) -> Int? {
        if let known = params[name]?.withText({ store.service(id: $0) }), let known { return known }
        guard let word = try params.optionalString(name) else { return nil }
        do throws(NameFault) {
            return try model.service(store.service(word))
        } catch {
            throw Self.notFound(name, word, "service type", error)
        }
    }

    func requiredService(_ params: borrowing Params) throws(RPCError) -> Int {
        guard let service = try service(params) else { throw .params("service", "missing") }
        return service
    }

    func round(_ params: borrowing Params) throws(RPCError) -> Round? {
        guard let word = try params.optionalString("round") else { return nil }
        do throws(NameFault) {
            return try model.round(named: word)
        } catch {
            throw Self.notFound("round", word, "round", error)
        }
    }

    func date(_ params: borrowing Params, _ name: StaticString) throws(RPCError) -> CalendarDate? {
        guard let value = params[name] else { return nil }
        guard let read = value.withText({ CalendarDate(iso: $0) }), let date = read else {
            throw .params(name, "expected a date such as 2022-05-01")
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
        guard let text = try params.optionalString("knownAt") else { return nil }
        guard let moment = Instant(momentOrDay: text) else {
            throw .params("knownAt", "expected 2022-06-30, 2022-06-30T12:00:00Z or 2022-06-30T13:00:00+01:00")
        }
        return moment
    }

    /// asOf, knownAt, level, areasAsOf and rule, where the method declares them.
    ///
    /// - Parameter date: the date, where the method says it by other means.
    func query(_ params: borrowing Params, asOf date: CalendarDate? = nil) throws(RPCError) -> ServedStore.SnapshotQuery
    {
        let asOf = if let date { date } else { try asOf(params) }
        var query = ServedStore.SnapshotQuery(asOf: asOf, knownAt: try knownAt(params))
        if let word = try params.optionalString("level") {
            query.basis = .kind(try kind(named: word))
        }
        if let date = try self.date(params, "areasAsOf") {
            guard query.basis == .current else {
                throw .params("areasAsOf", "does not go together with level; give one of them")
            }
            query.basis = .date(date)
        }
        if let word = try params.optionalString("rule") {
            guard let rule = CombinationRule(rawValue: word) else {
                throw .params("rule", "expected worst, best or majority")
            }
            query.rule = rule
        }
        return query
    }

    private func kind(named word: String) throws(RPCError) -> Area.Kind.ID {
        do throws(NameFault) {
            return try model.kind(store.kind(word))
        } catch {
            switch error {
            case .ambiguous(let ids): throw .params("level", "'\(word)' names several kinds of area: \(ids)")
            case .unknown:
                let known = model.areas.kinds.map(\.id.text).joined(separator: ", ")
                throw .params("level", "the kinds of area are \(known)")
            }
        }
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

    /// Why a word leads to no single thing, as an answer says it.
    private static func notFound(
        _ name: StaticString,
        _ word: String,
        _ what: String,
        _ fault: NameFault
    ) -> RPCError {
        switch fault {
        case .unknown(let nearest): notFound(name, word, "no such \(what)", nearest: nearest)
        case .ambiguous(let ids): notFound(name, word, "names several \(what)s: \(ids)", nearest: nil)
        }
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
