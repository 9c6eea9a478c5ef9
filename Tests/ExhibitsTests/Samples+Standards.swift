import Provision
import TestSupport

@testable import Exhibits

/// Pictures of the audit and of needs.
extension Samples {
    static let standards: [(name: String, draw: @Sendable () throws -> [UInt8])] = [
        ("audit", { AuditChart.svg(try audit(isStated: true), options("audit")) }),
        ("audit-judged", { AuditChart.svg(try audit(isStated: false), options("audit-judged", .nhs)) }),
        ("needs", { NeedsChart.svg(try needs(), options("needs")) }),
    ]

    static func audit(isStated: Bool, areas: Int = 7) throws -> AuditByArea {
        var numbers = Numbers(state: 11)
        let states = Assessment.State.allCases
        func row(_ name: String, hasRule: Bool, isAsked: (Int) -> Bool = { $0 > 0 }) -> AuditByArea.Row {
            AuditByArea.Row(
                name: name,
                cells: (0...areas).map { area in
                    guard isAsked(area) else { return nil }
                    let stated = isStated && numbers.next(10) < 6 ? states[numbers.next(4)] : nil
                    let draw = numbers.next(10)
                    let judged: AuditByArea.Judgement =
                        hasRule ? draw < 8 ? .state(states[draw % 3]) : .unknown : .noRule
                    return AuditByArea.Cell(
                        stated: stated,
                        judged: judged,
                        isConflict: stated == .met && judged == .state(.notMet),
                        words: "\(name), area \(area)"
                    )
                }
            )
        }
        return AuditByArea(
            caption: try caption("What is asked for, and what is there"),
            groups: [
                (
                    "Principles",
                    [
                        row("From conception to five", hasRule: true),
                        row("Made with families", hasRule: isStated == false),
                        row("A range of interventions that have evidence", hasRule: true),
                    ]
                ), ("Recommendations", [row("Who commissions what", hasRule: false) { $0 == 0 }]),
            ],
            areas: [
                ("An ICS with a long name", ["As a whole"] + (1...3).map { "Area number \($0)" }),
                ("B", (4...areas).map { "Area number \($0)" }),
            ],
            holdsStatements: isStated,
            summary: "Made up."
        )
    }

    static func needs(areas: Int = 9) throws -> NeedsByArea {
        var numbers = Numbers(state: 3)
        func row(_ name: String, _ kind: NeedsByArea.Row.Kind) -> NeedsByArea.Row {
            NeedsByArea.Row(
                name: name,
                kind: kind,
                cells: (1...areas).map { area in
                    let state: NeedsByArea.State = area == 4 ? .notOnRecord : area == 7 ? .unplaced : .known
                    let planned = numbers.next(4) == 0 ? 1 + numbers.next(2) : 0
                    let delivered = state == .known ? max(0, numbers.next(14) - 4) : 0
                    return NeedsByArea.Cell(
                        delivered: delivered,
                        planned: planned,
                        state: state,
                        words: "\(name), area \(area)"
                    )
                }
            )
        }
        return NeedsByArea(
            caption: try caption("Whom interventions reach"),
            rows: ["Thriving", "Getting advice", "Getting help"].map { row($0, .group) }
                + [row("Cross-cutting", .beside), row("Listed for no group", .beside)],
            areas: [
                ("North", (1...5).map { "Area number \($0)" }), ("South", (6...areas).map { "Area number \($0)" }),
            ],
            summary: "Made up."
        )
    }
}
