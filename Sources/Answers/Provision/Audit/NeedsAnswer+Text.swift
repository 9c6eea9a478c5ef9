import Provision

/// As people read it: whom nothing reaches, then the groups, then the areas; of one area what stands behind each group.
extension NeedsAnswer {
    package var text: AnswerText {
        var text = AnswerText([
            "\(heading): \(counted(groups.count, "needs group")) by \(counted(areas.count, "area")), \(inWords(asOf))"
        ])
        text.paragraph([note].compactMap { $0 })
        guard !groups.isEmpty else {
            text.paragraph([
                "The framework has no needs groups: write them into framework.xml, and interventions for them."
            ])
            return text
        }
        guard !areas.isEmpty else { return text }
        text.paragraph(sentences.flatMap(wrapped))
        if areas.count == 1 { detail(&text) } else { overview(&text) }
        for head in unnamed ?? [] {
            let names = head.interventions.map(\.name) + head.planned.map { "\($0.name) (planned)" }
            text.paragraph(wrapped("On record of \(head.name), with no area named: \(listed(names, most: 12))."))
        }
        return text
    }

    private func of(_ area: String) -> [Cell] { cells.filter { $0.area == area } }

    /// Groups with a number each, and areas by these numbers: names of groups are too long for headings.
    private func overview(_ text: inout AnswerText) {
        typealias Row = (number: Int, group: Group, cells: [Cell])
        let rows: [Row] = groups.enumerated().map { place, group in
            (place + 1, group, cells.filter { $0.group == group.id })
        }
        func count(_ name: String, _ passes: @escaping (Cell) -> Bool) -> AnswerTable.Column<Row> {
            .figure(name) { String($0.cells.count(where: passes)) }
        }
        text.line()
        text.rows(
            of: AnswerTable(
                rows,
                [
                    .figure("") { String($0.number) }, .text("families who are") { $0.group.name.lowercased() },
                    count("reached in") { $0.state == "delivered" }, count("only planned") { $0.isOnlyPlanned },
                    count("not reached") { $0.state == "none" && !$0.isOnlyPlanned },
                    count("not known") { $0.state == "unplaced" || $0.state == "not-on-record" },
                ]
            )
        )
        let numbered = groups.enumerated().map { place, group in
            AnswerTable.Column<Area>.figure(String(place + 1)) { area in
                cells.first { $0.area == area.area && $0.group == group.id }?.mark ?? ""
            }
        }
        func beside(_ row: String, _ name: String) -> AnswerTable.Column<Area> {
            .figure(name) { area in cells.first { $0.area == area.area && $0.row == row }?.mark ?? "" }
        }
        text.line()
        text.rows(
            of: AnswerTable(
                areas,
                [.text("area") { $0.name }] + numbered
                    + [beside("cross-cutting", "cross-cutting"), beside("unplaced", "in no group")]
            )
        )
        let plans = cells.contains { !$0.planned.isEmpty } ? " After a plus: planned." : ""
        let open = areas.contains { $0.record != "known" } ? " ?: not on record, or listed for no group." : ""
        text.paragraph(wrapped("Numbers are interventions delivered.\(plans)\(open) One area, with names: --within."))
    }

    /// What stands behind each group.
    private func detail(_ text: inout AnswerText) {
        guard let area = areas.first else { return }
        let lines = of(area.area).flatMap { cell -> [String] in
            guard cell.row == "group" || !(cell.interventions.isEmpty && cell.planned.isEmpty) else { return [] }
            var parts = cell.interventions.map(\.words)
            if parts.isEmpty {
                parts = [
                    cell.state == "none"
                        ? "nothing on record" : cell.state == "unplaced" ? "not known" : "no intervention is on record"
                ]
            }
            let plans = cell.planned.isEmpty ? "" : "; planned: \(cell.planned.map(\.words).joined(separator: ", "))"
            return wrapped("\(cell.title): \(parts.joined(separator: ", "))\(plans).")
        }
        text.paragraph(lines)
        if let document = area.document { text.paragraph(["Document: \(document)"]) }
    }
}

extension NeedsAnswer.Cell {
    var isOnlyPlanned: Bool { state == "none" && !planned.isEmpty }

    /// "5", "0 +2", "?".
    var mark: String {
        let isKnown = state == "delivered" || state == "none"
        return (isKnown ? String(interventions.count) : "?") + (planned.isEmpty ? "" : " +\(planned.count)")
    }
}

extension NeedsAnswer.Entry {
    /// "Video Interaction Guidance (BIBS)".
    fileprivate var words: String { services.isEmpty ? name : "\(name) (\(listed(services.map(\.name), most: 3)))" }
}
