public import Provision

/// What a rule sees: the model, the snapshot asked about, and the few things every rule needs from them.
public struct GapContext: Sendable {
    public let model: ProvisionModel
    public let snapshot: Snapshot
    /// Row by row the services and interventions that are on record for it.
    let registers: [AreaRegister]
    /// The rows under each ICS (or whatever heads the table), in the order of the rows.
    let groups: [(head: Area, rows: [Int])]
    private let severity: Severity
    /// Row by row its area, with the children it has on the snapshot's day.
    private let areas: [Area]
    /// Row by row the children of its area.
    private let people: [Severity.People]
    /// Row by row the snapshots at the dates of the rounds, the latest first, with the area's row in each.
    private let past: [[(snapshot: Snapshot, row: Int?)]]

    public init(model: ProvisionModel, snapshot: Snapshot, history: ProvisionHistory? = nil) {
        self.model = model
        self.snapshot = snapshot
        severity = Severity(model: model, on: snapshot.areasAsOf)
        areas = snapshot.rows.map { model.areas.area(at: $0, on: snapshot.areasAsOf) }
        people = areas.map { Severity.People(of: [$0]) }
        let history =
            history
            ?? ProvisionHistory(
                model,
                upTo: snapshot.asOf,
                knownAt: snapshot.knownAt,
                basis: snapshot.basis,
                rule: snapshot.rule
            )
        past = snapshot.rows.map { history.past(ofArea: $0, upTo: snapshot.asOf) }
        registers = AreaRegister.registers(of: snapshot, in: model)
        groups = model.groups(of: snapshot).map { (model.areas.area(at: $0.head, on: snapshot.areasAsOf), $0.rows) }
    }

    var framework: Framework { model.framework }
    var asOf: CalendarDate { snapshot.asOf }
    var thresholds: GapThresholds { model.framework.thresholds }

    func area(row: Int) -> Area { areas[row] }

    func level(row: Int, column: Int) -> Level? {
        framework.scale.level(of: snapshot.state(row: row, column: column))
    }

    func standing(row: Int, column: Int) -> Level.Standing? { level(row: row, column: column)?.standing }

    /// Each cell whose state satisfies `condition`, row by row.
    func cells(where condition: (CellState) -> Bool) -> [(row: Int, column: Int)] {
        guard snapshot.columns > 0 else { return [] }
        return snapshot.states.indices.filter { condition(snapshot.states[$0]) }.map {
            ($0 / snapshot.columns, $0 % snapshot.columns)
        }
    }

    /// Whether a state's level has a standing.
    func stands(_ standing: Level.Standing) -> (CellState) -> Bool {
        let scale = framework.scale
        return { scale.level(of: $0)?.standing == standing }
    }

    // MARK: Time

    /// The states of a cell at the dates of the rounds, the latest first.
    func past(row: Int, column: Int) -> [(date: CalendarDate, state: CellState)] {
        past[row].compactMap { snapshot, pastRow in
            pastRow.map { (snapshot.asOf, snapshot.state(row: $0, column: column)) }
        }
    }

    /// The date since when a cell's state has satisfied `condition` without a break, at the dates of the rounds.
    func since(row: Int, column: Int, _ condition: (CellState) -> Bool) -> CalendarDate? {
        ProvisionHistory.since(in: past[row], column: column, condition)
    }

    /// The date since when all cells of some rows in a column have together satisfied `condition` without a break.
    func since(rows: [Int], column: Int, _ condition: ([CellState]) -> Bool) -> CalendarDate? {
        var first: CalendarDate?
        guard let one = rows.first else { return nil }
        for index in past[one].indices {
            let states = rows.compactMap { row -> CellState? in
                guard past[row].indices.contains(index), let pastRow = past[row][index].row else { return nil }
                return past[row][index].snapshot.state(row: pastRow, column: column)
            }
            guard condition(states) else { break }
            first = past[one][index].snapshot.asOf
        }
        return first
    }

    // MARK: Making gaps

    /// A gap.
    ///
    /// - Parameters:
    ///   - topic: what it is about in words, where that is no service type.
    ///   - people: the children behind it, where they are not those of its area.
    ///   - lack: what the levels behind it lack, where that is not all that its kind says (`Severity`).
    func gap(
        _ kind: GapKind,
        area: Area,
        service: ServiceType? = nil,
        subject: String? = nil,
        topic: String? = nil,
        people: Severity.People? = nil,
        lack: Double = 1,
        since: CalendarDate?,
        why: String,
        closing: String,
        evidence: [Evidence] = [],
        document: Gap.Document? = nil
    ) -> Gap {
        let weight = severity.weight(
            kind,
            people ?? Severity.People(of: [area]),
            lack: lack,
            months: since.map { asOf.months(since: $0) } ?? 0
        )
        return Gap(
            id: Gap.ID(kind, area.id, subject ?? service?.id.text ?? ""),
            kind: kind,
            area: area.id,
            service: service?.id,
            topic: service == nil ? topic : nil,
            severity: weight.total,
            weight: weight.exact,
            severityInWords: weight.words,
            since: since,
            why: why,
            closing: closing,
            children: weight.people?.children,
            inNeed: weight.people,
            evidence: evidence,
            document: document
        )
    }

    /// A gap of one cell, with the evidence of its rating and the document that stands in.
    func gap(
        _ kind: GapKind,
        row: Int,
        column: Int,
        since: CalendarDate?,
        why: (_ area: Area, _ type: ServiceType) -> String,
        closing: String
    ) -> Gap {
        let area = area(row: row)
        let type = framework.serviceTypes[column]
        let found = rating(row: row, column: column)
        return gap(
            kind,
            area: area,
            service: type,
            people: people[row],
            since: since,
            why: why(area, type),
            closing: closing,
            evidence: found?.rating.evidence ?? [],
            document: found?.document
        )
    }

    /// A gap of each ICS and service type whose cells together satisfy a condition. Areas that state the type as not expected
    /// are passed over.
    func systemwideGaps(
        _ kind: GapKind,
        where condition: ([CellState]) -> Bool,
        why: (_ head: Area, _ type: ServiceType, _ rows: [Int]) -> String,
        closing: (_ type: ServiceType) -> String
    ) -> [Gap] {
        groups.filter { $0.rows.count > 1 }.flatMap { head, rows in
            framework.serviceTypes.enumerated().compactMap { column, type in
                guard condition(rows.map { snapshot.state(row: $0, column: column) }) else { return nil }
                let expected = rows.filter { snapshot.state(row: $0, column: column) != .notExpected }
                return gap(
                    kind,
                    area: head,
                    service: type,
                    people: Severity.People(of: expected.map { area(row: $0) }),
                    lack: lack(rows: expected, column: column),
                    since: since(rows: expected, column: column, condition),
                    why: why(head, type, expected),
                    closing: closing(type)
                )
            }
        }
    }

    /// What the levels of some cells lack on average, from 0 to 1, each weighed by the children in need of its area.
    private func lack(rows: [Int], column: Int) -> Double {
        let levels = rows.compactMap { row in
            level(row: row, column: column).map { (level: $0, need: children(row: row).inNeed) }
        }
        let need = ChildrenInNeed.Counting.sum(levels.map(\.need))
        let lack = ChildrenInNeed.Counting.sum(
            levels.map { framework.severity.lack(of: $0.level, on: framework.scale) * $0.need }
        )
        return need > 0 ? lack / need : 1
    }

    /// The children of a row's area.
    func children(row: Int) -> ChildrenInNeed { severity.children(of: people[row]) }

    /// The share of the children of a row's area who live in deprived small areas; the median of others where it is not known.
    func deprivedShare(row: Int) -> Double { severity.deprivedShare(of: area(row: row)) }

    /// How the gap weighs that a level leaves in a cell; nil where it closes the gap.
    func weight(of level: Level, row: Int, months: Int) -> Severity.Weight? {
        level.gapKind.map { kind in
            severity.weight(kind, people[row], lack: framework.scale.shareOfPartial(level), months: months)
        }
    }

    /// How several areas of one ICS are rated for one service type: "of its 9 areas, 1 is rated A (some provision) and 8 R (no provision)",
    /// "all 8 of its areas are rated R (no provision)".
    func levelsInWords(_ rows: [Int], column: Int?) -> String {
        countsInWords(rows, column: column) + (column.map { mixedInWords(rows, column: $0) } ?? "")
    }

    private func countsInWords(_ rows: [Int], column: Int?) -> String {
        let scale = framework.scale
        let counts = snapshot.counts(scale: scale, rows: rows, column: column)
        let used = scale.levels.indices.filter { counts.levels[$0] > 0 }.map { (scale.levels[$0], counts.levels[$0]) }
        let isAll = groups.contains { $0.rows.count == rows.count && $0.rows.first == rows.first }
        if let (level, count) = used.first, used.count == 1 {
            let which = isAll ? "all \(grouped(count)) of its areas" : "all \(grouped(count)) areas that expect it"
            return "\(which) are rated \(GapDetection.words(level))"
        }
        let parts = used.enumerated().map { place, entry in
            let rated = place == 0 ? " \(verb(entry.1, "is", "are")) rated" : ""
            return "\(grouped(entry.1))\(rated) \(GapDetection.words(entry.0))"
        }
        let which = isAll ? "its \(grouped(rows.count)) areas" : "the \(grouped(rows.count)) areas that expect it"
        return "of \(which), \(listed(parts))"
    }

    /// The rating behind a cell and the return it stands in.
    func rating(row: Int, column: Int) -> (rating: Rating, document: Gap.Document)? {
        guard let entry = snapshot.entry(row: row, column: column),
            let (rating, document) = model.source(ofEntry: entry),
            let origin = model.origin(ofEntry: entry, asOf: asOf)
        else { return nil }
        return (
            rating,
            Gap.Document(area: document.area, round: document.round, revision: document.revision, origin: origin)
        )
    }

    /// The round in which the rating behind a cell was made.
    func roundMade(row: Int, column: Int) -> Round? {
        snapshot.entry(row: row, column: column).flatMap { model.roundMade(ofEntry: $0, knownAt: snapshot.knownAt) }
    }

    /// A gap of every cell whose level has a standing, with whose word it is as the reason.
    ///
    /// - Parameter verdict: what the area has, as a sentence without its end.
    func gaps(
        ofLevelsStanding standing: Level.Standing,
        kind: GapKind,
        saying verdict: (_ area: Area, _ type: ServiceType) -> String,
        closing: String
    ) -> [Gap] {
        let condition = stands(standing)
        return cells(where: condition).compactMap { row, column in
            guard let (rating, document) = rating(row: row, column: column),
                let level = level(row: row, column: column)
            else { return nil }
            let area = area(row: row)
            let type = framework.serviceTypes[column]
            let causes = rating.causes.compactMap { id in
                framework.causes.first { $0.id == id }?.name.lowercased()
            }
            let because =
                causes.isEmpty ? "" : " Stated \(verb(causes.count, "cause", "causes")): \(listed(causes))."
            return gap(
                kind,
                area: area,
                service: type,
                people: people[row],
                lack: framework.scale.shareOfPartial(level),
                since: since(row: row, column: column, condition),
                why: "\(verdict(area, type)): \(rated(level, row: row, column: column, by: document)).\(because)",
                closing: closing,
                evidence: rating.evidence,
                document: document
            )
        }
    }

    /// How a cell came by its level: "rated R (no provision), by its own return in the round of 1 May 2022". An area that was not
    /// rated itself does not get the words of another: it is named whose return or which parts the level is taken from.
    private func rated(_ level: Level, row: Int, column: Int, by document: Gap.Document) -> String {
        let parts = snapshot.parts(row: row, column: column)
        let words = GapDetection.words(level)
        guard parts.count > 1 else {
            let source = model.areas.area(document.area)?.name ?? document.area.text
            let returner = source == area(row: row).name ? "its own return" : "the return of \(source)"
            return "rated \(words), \(voice(of: document.origin, returner, roundMade(row: row, column: column)))"
        }
        let rounds = Set(
            parts.map { part in
                part.entry < 0 ? nil : model.roundMade(ofEntry: part.entry, knownAt: snapshot.knownAt)?.displayText
            }
        )
        let when = rounds.count == 1 ? rounds.first.flatMap { $0 }.map { " in \($0)" } ?? "" : ""
        let origins = Set(parts.map { part in part.entry < 0 ? nil : model.origin(ofEntry: part.entry, asOf: asOf) })
        let how = origins == [.collated] ? ", collated by the network" : ""
        guard isMixed(parts) else {
            let names = listed(parts.map { model.areas.areas[$0.area].name })
            return "rated \(words)\(how)\(when)\(how.isEmpty ? "" : ",") in all that it is made of, \(names)"
        }
        return "taken as \(words), \(snapshot.rule.ofParts)\(how)\(when): \(listed(parts.map(self.words)))"
    }

    /// Whether the areas that a cell is made of have different levels.
    private func isMixed(_ parts: [CellPart]) -> Bool { parts.contains { $0.state != parts.first?.state } }

    /// What is to be said of areas that are counted by a level which only some of their parts have: "; Fylde Coast is counted by
    /// the worst of its parts, Blackpool B and Fylde & Wyre R". Empty where there are none.
    private func mixedInWords(_ rows: [Int], column: Int) -> String {
        rows.map { row in
            let parts = snapshot.parts(row: row, column: column)
            guard parts.count > 1, isMixed(parts) else { return "" }
            return
                "; \(area(row: row).name) is counted by \(snapshot.rule.ofParts), \(listed(parts.map(words)))"
        }.joined()
    }

    /// One of several ratings that a cell is made of: "South Sefton R".
    private func words(_ part: CellPart) -> String {
        "\(model.areas.areas[part.area].name) \(framework.scale.words(part.state))"
    }
}

extension CombinationRule {
    /// Which level an area made of several is given, within a sentence about it.
    fileprivate var ofParts: String {
        switch self {
        case .worst: "the worst of its parts"
        case .best: "the best of its parts"
        case .majority: "the level of most children in its parts"
        }
    }
}
