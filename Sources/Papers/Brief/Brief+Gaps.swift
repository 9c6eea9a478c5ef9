import Exhibits
import GapDetection
import Provision

/// The gaps: the worst with why and what would close them, all by kind.
extension Brief {
    var gapsSection: Paper.Section {
        guard tally.total > 0 else { return Paper.Section("Gaps by severity", [.text("There are no gaps on record.")]) }
        var blocks: [Block] = [.text("On record are \(tally.displayText). \(Self.severity)")]
        if let worst = worst(most: BriefRequest.maxGapsTold) { blocks.append(.table(worst)) }
        blocks.append(.table(kinds))
        return Paper.Section("Gaps by severity", blocks)
    }

    private static let severity =
        "Severity runs from 0 to 100: the weight of the kind of gap, times what the children in need behind it make of it, times what standing long makes of it."

    /// "No provision", as a cell begins.
    static func name(of kind: GapKind) -> String {
        let name = GapRegister.name(of: kind)
        return name.prefix(1).uppercased() + name.dropFirst()
    }

    /// What such a gap is, as the rule has it: what stands after its name.
    private static func definition(of kind: GapKind) -> String {
        guard let rule = gapRules.first(where: { $0.kind == kind }) else { return "" }
        let text = rule.definition.drop { $0 != ":" }.dropFirst().drop { $0 == " " }
        return text.prefix(1).uppercased() + text.dropFirst()
    }

    func subject(_ gap: Gap, in register: GapRegister) -> String {
        register.serviceName(gap) ?? gap.topic ?? "the area as a whole"
    }

    /// The worst gaps in provision, with why and what would close them; nil where there is none.
    func worst(most: Int) -> PaperTable? {
        let gaps = register.gaps.prefix(most)
        guard !gaps.isEmpty else { return nil }
        let count = gaps.count
        let whole =
            tally.provision == count ? "All gaps in provision" : "The \(grouped(count)) most severe gaps in provision"
        return PaperTable(
            whole,
            columns: [
                .init("Severity", width: 17, .trailing), .init("Area, and what is missing", width: 43),
                .init("Why", width: 62), .init("What would close it", width: 48),
            ],
            rows: gaps.map { gap in
                PaperTable.Row([
                    PaperTable.Cell(grouped(gap.severity), isBold: true),
                    PaperTable.Cell(
                        "\(register.areaName(gap)): \(subject(gap, in: register)), \(GapRegister.name(of: gap.kind))"
                    ),
                    PaperTable.Cell(gap.why), PaperTable.Cell(gap.closing),
                ])
            },
            hasRowHeadings: false,
            textSize: 8.5
        )
    }

    /// How many gaps there are of each kind, those in provision before those in the record.
    private var kinds: PaperTable {
        var rows: [PaperTable.Row] = []
        for section in RegisterSection.allCases where tally.count(section) > 0 {
            rows.append(PaperTable.Row(group: section.title))
            for kind in kindsShown where kind.section == section {
                let found = audit.findings.filter { $0.kind == kind }
                rows.append(
                    PaperTable.Row([
                        PaperTable.Cell(Self.name(of: kind)), PaperTable.Cell(Self.definition(of: kind)),
                        PaperTable.Cell(grouped(found.count)),
                        PaperTable.Cell(grouped(found.map(\.severity).max() ?? 0)),
                        PaperTable.Cell(counted(Set(found.map(\.area)).count, "area")),
                    ])
                )
            }
        }
        return PaperTable(
            "All gaps by kind",
            columns: [
                .init("Kind", width: 28), .init("What it is", width: 92), .init("Gaps", width: 14, .trailing),
                .init("Highest severity", width: 18, .trailing), .init("Found in", width: 18, .trailing),
            ],
            rows: rows,
            textSize: 8
        )
    }

    /// The kinds of gap on record, in the order of the rules.
    var kindsShown: [GapKind] {
        let found = Set(audit.findings.map(\.kind))
        return gapRules.map(\.kind).filter(found.contains)
    }
}
