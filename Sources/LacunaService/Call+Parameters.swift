import JSONRPC
import Provision

/// The parameters that many methods share, declared once.
enum Shared {
    static let area = Parameter("area", #"{"type":"string"}"#, "An area by id, name or code.", isRequired: true)
    static let service = Parameter(
        "service",
        #"{"type":"string"}"#,
        "A service type by id, name or alias.",
        isRequired: true
    )
    static let round = Parameter("round", #"{"type":"string"}"#, "A round's id.", isRequired: true)
    static let asOf = Parameter(
        "asOf",
        #"{"type":"string","format":"date"}"#,
        "The date the ratings are about; else the latest round's reference date."
    )
    static let knownAt = Parameter(
        "knownAt",
        #"{"type":"string"}"#,
        "Only what was on record by this date or moment."
    )
    static let within = Parameter("within", #"{"type":"string"}"#, "Only areas in or below this one.")
    static let level = Parameter("level", #"{"type":"string"}"#, "Areas of this kind: ccg, place, ics.")
    static let rule = Parameter(
        "rule",
        #"{"enum":["worst","best","majority"]}"#,
        "The level shown where an area is made of several; worst unless told."
    )
    static let basedOn = Parameter(
        "basedOn",
        #"{"type":"integer","minimum":0}"#,
        "The revision this builds on, 0 for none; refused when another has been recorded since."
    )
}

extension Call {
    func area(_ params: Params, _ name: StaticString, asOf: CalendarDate) throws(RPCError) -> Int? {
        guard let word = try params.string(name) else { return nil }
        return try area(named: word, name, asOf: asOf)
    }

    /// The area that a word names; of several those with a row at the date go before those without.
    func area(named word: String, _ name: StaticString, asOf: CalendarDate) throws(RPCError) -> Int {
        switch store.area(word) {
        case .one(let index): return index
        case .none(let nearest): throw Self.notFound(name, word, "no such area", nearest: nearest)
        case .several(let found):
            let rows = store.snapshot(ServedStore.Question(asOf: asOf)).rows
            if let only = model.onlyArea(of: found, rows: rows, on: asOf) { return only }
            let ids = found.map { model.areas.areas[$0].id.text }.joined(separator: " or ")
            throw Self.notFound(name, word, "names several areas: \(ids)", nearest: nil)
        }
    }

    func requiredArea(_ params: Params, asOf: CalendarDate) throws(RPCError) -> Int {
        guard let area = try area(params, "area", asOf: asOf) else { throw .params("area", "missing") }
        return area
    }

    func service(_ params: Params, _ name: StaticString = "service") throws(RPCError) -> Int? {
        guard let word = try params.string(name) else { return nil }
        switch store.service(word) {
        case .one(let index): return index
        case .none(let nearest): throw Self.notFound(name, word, "no such service type", nearest: nearest)
        case .several(let found):
            let ids = found.map { model.framework.serviceTypes[$0].id.text }.joined(separator: " or ")
            throw Self.notFound(name, word, "names several service types: \(ids)", nearest: nil)
        }
    }

    func requiredService(_ params: Params) throws(RPCError) -> Int {
        guard let service = try service(params) else { throw .params("service", "missing") }
        return service
    }

    func round(_ params: Params) throws(RPCError) -> Round? {
        guard let word = try params.string("round") else { return nil }
        guard let round = Round.ID(word).flatMap({ model.round($0) }) else {
            let nearest = Suggestion.nearest(to: word, among: model.rounds.map(\.id.text))
            throw Self.notFound("round", word, "no such round", nearest: nearest)
        }
        return round
    }

    func date(_ params: Params, _ name: StaticString) throws(RPCError) -> CalendarDate? {
        guard let text = try params.string(name) else { return nil }
        guard let date = CalendarDate(iso: text) else {
            throw .params(name.description, "expected a date such as 2022-05-01")
        }
        return date
    }

    func asOf(_ params: Params) throws(RPCError) -> CalendarDate {
        if let date = try date(params, "asOf") { return date }
        guard let latest = model.latestReferenceDate else {
            throw RPCError(RPCError.notFound, "Not found") { $0.member("message", "the store has no rounds yet") }
        }
        return latest
    }

    func knownAt(_ params: Params) throws(RPCError) -> Instant? {
        guard let text = try params.string("knownAt") else { return nil }
        guard let moment = Instant(momentOrDay: text) else {
            throw .params("knownAt", "expected 2022-06-30 or 2022-06-30T12:00:00Z")
        }
        return moment
    }

    /// asOf, knownAt, level and rule, where the method declares them.
    func question(_ params: Params) throws(RPCError) -> ServedStore.Question {
        var question = ServedStore.Question(asOf: try asOf(params), knownAt: try knownAt(params))
        if let word = try params.string("level") {
            let kinds = model.areas.kinds
            guard let kind = kinds.first(where: { $0.id.text == word }) else {
                throw .params("level", "the kinds of area are \(kinds.map(\.id.text).joined(separator: ", "))")
            }
            question.basis = .kind(kind.id)
        }
        if let word = try params.string("rule") {
            guard let rule = CombinationRule(rawValue: word) else {
                throw .params("rule", "expected worst, best or majority")
            }
            question.rule = rule
        }
        return question
    }

    /// The rows of a snapshot in or below an area.
    func rows(_ snapshot: Snapshot, _ params: Params) throws(RPCError) -> [Int] {
        guard let within = try area(params, "within", asOf: snapshot.asOf) else { return Array(snapshot.rows.indices) }
        return snapshot.rows.indices.filter { model.areas.isWithin(snapshot.rows[$0], within) }
    }

    static func notFound(_ name: StaticString, _ word: String, _ message: String, nearest: String?) -> RPCError {
        RPCError(RPCError.notFound, "Not found") { data in
            data.member("param", name.description)
            data.member("value", word)
            data.member("message", message)
            if let nearest { data.member("didYouMean", nearest) }
        }
    }
}

extension JSONWriter {
    mutating func evidence(_ evidence: [Evidence]) {
        name("evidence")
        array { (list: inout JSONWriter) in
            for item in evidence {
                list.object { entry in
                    entry.member("text", item.text)
                    if let source = item.source { entry.member("source", source.text) }
                    if let section = item.section { entry.member("section", section) }
                }
            }
        }
    }
}
