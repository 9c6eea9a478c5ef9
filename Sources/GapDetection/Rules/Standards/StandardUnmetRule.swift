import Provision

/// `standard-unmet`: an area says itself that it does not meet a standard, or meets it only in part, which lacks half as much.
/// Where the data show it met after all, that is another kind.
struct StandardUnmetRule: FindingRule {
    let kind = GapKind.standardUnmet
    let definition =
        "Standard unmet: the area says that it does not meet a standard of the service model, or only in part."
    let source = "The service model of July 2023, and the recommendations of the scoping reports of 2022."

    func findings(in context: GapContext) -> Findings {
        context.findings(kind, lack: Self.lack) { cell in
            cell.conflict == nil && (cell.stated == .notMet || cell.stated == .partly)
        }
    }

    private static func lack(_ state: Assessment.State?) -> Double { state == .partly ? 0.5 : 1 }

    func words(of finding: Finding, workings: (any Sendable)?, in context: GapContext) -> GapWords {
        context.words(of: finding, workings, lack: Self.lack) { area, standard, cell in
            let state = cell.stated == .partly ? "only in part" : "not at all"
            let data = cell.verdict.map { " On record: \($0.reason(context.model))" } ?? ""
            return (
                "By its own word \(area) meets \u{201C}\(standard.title)\u{201D} \(state).\(data)",
                "It closes when the area says that it meets the standard."
            )
        }
    }
}
