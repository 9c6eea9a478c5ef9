import Provision

/// `underclaimed`: an area says that it does not meet a standard, and all that the standard asks of the data is on record.
struct UnderclaimedRule: FindingRule {
    let kind = GapKind.underclaimed
    let definition =
        "Underclaimed: the area says that it does not meet a standard, and the data on record say that it does."
    let source = "The service model of July 2023, held against what areas return."

    func findings(in context: GapContext) -> Findings {
        context.findings(kind) { $0.conflict == .underclaimed }
    }

    func words(of finding: Finding, workings: (any Sendable)?, in context: GapContext) -> GapWords {
        context.words(of: finding, workings) { area, standard, cell in
            (
                "By its own word \(area) does not meet \u{201C}\(standard.title)\u{201D}. \(cell.verdict?.reason(context.model) ?? "")",
                "It closes when the area says that it meets the standard, or the record is corrected."
            )
        }
    }
}
