import Provision

/// `overclaimed`: an area says that it meets a standard, and nothing of what the standard asks is on record. It is reported, never
/// corrected: the claim may be right and the record short.
struct OverclaimedRule: FindingRule {
    let kind = GapKind.overclaimed
    let definition = "Overclaimed: the area says that it meets a standard, and the data on record say that it does not."
    let source = "The service model of July 2023, held against what areas return."

    func findings(in context: GapContext) -> Findings {
        context.findings(kind) { $0.conflict == .overclaimed }
    }

    func words(of finding: Finding, workings: (any Sendable)?, in context: GapContext) -> GapWords {
        context.words(of: finding, workings) { area, standard, cell in
            (
                "By its own word \(area) meets \u{201C}\(standard.title)\u{201D}. \(cell.verdict?.reason(context.model) ?? "")",
                "It closes when what the claim rests on is on record, or the claim is taken back."
            )
        }
    }
}
