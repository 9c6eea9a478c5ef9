import Provision

/// Findings of what areas say of standards.
extension GapContext {
    /// A standard in an area, as it was found, and the standard itself.
    private struct Found: Sendable {
        let cell: StandardsAudit.Cell
        let standard: Standard
    }

    /// A finding of each cell that passes, of areas that have assessed anything.
    ///
    /// - Parameter lack: what is lacking by what was stated: see `Severity`.
    func findings(
        _ kind: GapKind,
        lack: (Assessment.State?) -> Double = { _ in 1 },
        where passes: (StandardsAudit.Cell) -> Bool
    ) -> Findings {
        let audit = StandardsAudit(ofAssessedIn: self)
        let workings = audit.cells.filter(passes).map { Found(cell: $0, standard: audit.standards[$0.standard]) }
        return Findings(
            workings.enumerated().map { place, found in
                finding(
                    kind,
                    area: found.cell.area,
                    subject: found.standard.id.text,
                    lack: lack(found.cell.stated),
                    since: stated(found),
                    detail: place
                )
            },
            workings: workings
        )
    }

    /// The words of such a finding.
    ///
    /// - Parameter sentences: why it is a gap, and what would close it.
    func words(
        of finding: Finding,
        _ workings: (any Sendable)?,
        lack: (Assessment.State?) -> Double = { _ in 1 },
        _ sentences: (_ area: String, Standard, StandardsAudit.Cell) -> (why: String, closing: String)
    ) -> GapWords {
        guard let found = workings as? [Found], found.indices.contains(Int(finding.detail)) else {
            assertionFailure("what was found is there")
            return GapWords(why: "", closing: "")
        }
        let (cell, standard) = (found[Int(finding.detail)].cell, found[Int(finding.detail)].standard)
        let (why, closing) = sentences(facts.areas[Int(finding.area)].name, standard, cell)
        return GapWords(
            topic: standard.title,
            lack: lack(cell.stated),
            why: why,
            closing: closing,
            evidence: cell.statements.flatMap(\.assessment.evidence),
            document: cell.statements.first?.document
        )
    }

    /// Since when an area has stated what it states of a standard, by the dates of the rounds.
    private func stated(_ found: Found) -> CalendarDate? {
        since(found.cell.area) { statements in
            let states = statements.filter { $0.assessment.standard == found.standard.id }.map(\.assessment.state)
            return StandardsAudit.least(of: states) == found.cell.stated
        }
    }

    /// Since when an area has assessed anything.
    func assessed(_ area: Int) -> CalendarDate? { since(area) { !$0.isEmpty } }

    /// Since when an area's statements have passed without a break; nil where they do not now.
    private func since(_ area: Int, _ passes: ([StandardsAudit.Statement]) -> Bool) -> CalendarDate? {
        var first: CalendarDate?
        for round in model.rounds.reversed() where round.referenceDate <= asOf {
            let statements = model.statements(
                standingFor: area,
                asOf: round.referenceDate,
                knownAt: snapshot.knownAt
            )
            guard passes(statements) else { break }
            first = round.referenceDate
        }
        return first
    }
}
