import Provision

/// Making findings, and gaps of them.
extension GapContext {
    /// A finding of one row, or of one cell of it.
    ///
    /// - Parameters:
    ///   - area: whose it is by place in the hierarchy, where that is not the row's area.
    ///   - subject: what it is about, where that is no service type alone.
    ///   - lack: what the levels behind it lack, where that is not all that its kind says (`Severity`).
    func finding(
        _ kind: GapKind,
        row: Int,
        column: Int? = nil,
        subject: String? = nil,
        lack: Double = 1,
        since: CalendarDate?,
        detail: Int = 0
    ) -> Finding {
        let area = snapshot.rows[row]
        return finding(
            kind,
            area: area,
            reach: kind.isOfTheRecord ? nil : facts.reaches[area],
            column: column,
            subject: subject,
            lack: lack,
            since: since,
            row: row,
            detail: detail
        )
    }

    /// A finding of an area that is no row: an ICS, or one with a figure of its own.
    ///
    /// - Parameters:
    ///   - area: by place in the hierarchy.
    ///   - people: the children behind it, where they are not those of the area.
    ///   - group: the place of its group, where it heads one.
    func finding(
        _ kind: GapKind,
        area: Int,
        group: Int? = nil,
        people: Severity.People? = nil,
        column: Int? = nil,
        subject: String? = nil,
        lack: Double = 1,
        since: CalendarDate?,
        detail: Int = 0
    ) -> Finding {
        let reach = people.map { facts.severity.reach(of: facts.severity.children(of: $0)) } ?? facts.reaches[area]
        return finding(
            kind,
            area: area,
            reach: kind.isOfTheRecord ? nil : reach,
            column: column,
            subject: subject,
            lack: lack,
            since: since,
            row: group ?? -1,
            detail: detail
        )
    }

    private func finding(
        _ kind: GapKind,
        area: Int,
        reach: Severity.Reach?,
        column: Int?,
        subject: String?,
        lack: Double,
        since: CalendarDate?,
        row: Int,
        detail: Int
    ) -> Finding {
        let rule = gapKinds.firstIndex(of: kind) ?? 0
        let score = facts.severity.score(
            kind,
            points: facts.points[rule],
            reach: reach,
            lack: lack,
            months: since.map { asOf.months(since: $0) } ?? 0
        )
        return Finding(
            weight: score.exact,
            area: Int32(truncatingIfNeeded: area),
            service: column.map { Int32(truncatingIfNeeded: $0) } ?? -1,
            subject: subject.map(facts.subjects.number) ?? Finding.noSubject,
            sinceDay: since?.daysSince1970 ?? Finding.unknownDay,
            row: Int32(truncatingIfNeeded: row),
            detail: Int32(truncatingIfNeeded: detail),
            severityByte: UInt8(clamping: score.total),
            rule: UInt8(truncatingIfNeeded: rule)
        )
    }

    /// A finding of each ICS and service type whose cells together satisfy a condition. Areas that state the type as not expected
    /// are passed over.
    ///
    /// - Parameter flags: what must, and must not, be among the levels (`SystemPass.Flag`): what passes is looked at closely.
    func systemwideFindings(
        _ kind: GapKind,
        flags: (some: UInt8, no: UInt8),
        where condition: ([CellState]) -> Bool
    ) -> [Finding] {
        var pass = SystemPass(columns: snapshot.columns, gradesOfScale)
        return groups.enumerated().filter { $0.element.rows.count > 1 }.flatMap { place, group in
            pass.look(at: grades.span, rows: group.rows)
            let found = pass.flags
            return (0..<snapshot.columns).compactMap { column -> Finding? in
                guard found[column] & flags.some == flags.some, found[column] & flags.no == 0,
                    condition(group.rows.map { snapshot.state(row: $0, column: column) })
                else { return nil }
                let expected = expecting(group.rows, column: column)
                return finding(
                    kind,
                    area: group.index,
                    group: place,
                    people: people(rows: expected),
                    column: column,
                    lack: lack(rows: expected, column: column),
                    since: since(rows: expected, column: column, condition)
                )
            }
        }
    }

    /// Those of some rows that do not state a service type as not expected.
    func expecting(_ rows: [Int], column: Int) -> [Int] {
        rows.filter { snapshot.state(row: $0, column: column) != .notExpected }
    }

    /// The findings of every cell with a mark of `LevelPass` that is the level's own.
    func findings(_ kind: GapKind, marked mark: UInt8, standing: Level.Standing) -> [Finding] {
        var found: [Finding] = []
        let states = stands(standing)
        forEachCell(marked: mark) { row, column in
            found.append(
                finding(
                    kind,
                    row: row,
                    column: column,
                    lack: lack(row: row, column: column),
                    since: since(row: row, column: column, states)
                )
            )
        }
        return found
    }

    /// What a finding is about within its kind and area, as its id says it.
    private func subject(of finding: Finding) -> String {
        guard finding.subject == Finding.noSubject else { return facts.subjects.name(finding.subject) }
        return finding.service < 0 ? "" : framework.serviceTypes[Int(finding.service)].id.text
    }

    func id(of finding: Finding) -> Gap.ID {
        Gap.ID(finding.kind, facts.areas[Int(finding.area)].id, subject(of: finding))
    }

    /// A finding as it is shown.
    func gap(_ finding: Finding, _ words: GapWords) -> Gap {
        let kind = finding.kind
        let (index, service) = (Int(finding.area), Int(finding.service))
        let area = facts.areas[index]
        let type = service < 0 ? nil : framework.serviceTypes[service]
        let since = finding.since
        let people =
            kind.isOfTheRecord ? nil : words.people.map(facts.severity.children) ?? facts.children[index]
        let weight = facts.severity.weight(
            kind,
            of: people,
            lack: words.lack,
            months: since.map { asOf.months(since: $0) } ?? 0
        )
        assert(
            weight.total == finding.severity && weight.exact == finding.weight,
            "the words of \(kind) weigh otherwise"
        )
        return Gap(
            id: id(of: finding),
            kind: kind,
            area: area.id,
            service: type?.id,
            topic: type == nil ? words.topic : nil,
            severity: finding.severity,
            weight: finding.weight,
            severityInWords: weight.words,
            since: since,
            why: words.why,
            closing: words.closing,
            children: weight.people?.children,
            inNeed: weight.people,
            evidence: words.evidence,
            document: words.document
        )
    }

    /// The words of a finding of one cell, with the evidence of its rating and the document that stands in.
    func words(
        of finding: Finding,
        closing: String,
        why: (_ area: Area, _ type: ServiceType, _ row: Int, _ column: Int) -> String
    ) -> GapWords {
        let (row, column) = (Int(finding.row), Int(finding.service))
        let found = rating(row: row, column: column)
        return GapWords(
            why: why(area(row: row), framework.serviceTypes[column], row, column),
            closing: closing,
            evidence: found?.rating.evidence ?? [],
            document: found?.document
        )
    }

    /// The words of a finding that a cell's level is by itself, with whose word it is as the reason.
    ///
    /// - Parameter verdict: what the area has, as a sentence without its end.
    func words(
        ofLevel finding: Finding,
        saying verdict: (_ area: Area, _ type: ServiceType) -> String,
        closing: String
    ) -> GapWords {
        let (row, column) = (Int(finding.row), Int(finding.service))
        let (area, type) = (area(row: row), framework.serviceTypes[column])
        var words = GapWords(why: "\(verdict(area, type)).", closing: closing)
        words.lack = lack(row: row, column: column)
        guard let (rating, document) = rating(row: row, column: column), let level = level(row: row, column: column)
        else {
            assertionFailure("a level without a rating")
            return words
        }
        let causes = rating.causes.compactMap { id in framework.causes.first { $0.id == id }?.name.lowercased() }
        let because =
            (causes.isEmpty ? "" : " Stated \(verb(causes.count, "cause", "causes")): \(listed(causes)).")
            + (rating.criteria.isEmpty ? "" : " Criteria stated as \(framework.words(of: rating.criteria)).")
        words = GapWords(
            why: "\(verdict(area, type)): \(rated(level, row: row, column: column, by: document)).\(because)",
            closing: closing,
            evidence: rating.evidence,
            document: document
        )
        words.lack = lack(row: row, column: column)
        return words
    }

    /// The words of a finding of an ICS and a service type.
    func words(
        ofSystem finding: Finding,
        closing: String,
        why: (_ head: Area, _ type: ServiceType, _ rows: [Int]) -> String
    ) -> GapWords {
        let (group, column) = (groups[Int(finding.row)], Int(finding.service))
        let rows = expecting(group.rows, column: column)
        return GapWords(
            people: people(rows: rows),
            lack: lack(rows: rows, column: column),
            why: why(group.head, framework.serviceTypes[column], rows),
            closing: closing
        )
    }
}
