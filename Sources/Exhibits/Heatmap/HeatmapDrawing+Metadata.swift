import Markup
import Provision

extension HeatmapDrawing {
    /// The figures behind the picture and where they come from, a line for each area: compact, so that the picture of a national table
    /// stays small.
    ///
    ///     <area id="ccg-halton" name="Halton" group="Cheshire and Merseyside" children="7374" gaps="9"
    ///       levels="A R G …" from="1 1 1 …" returns="2022-05/ccg-halton.1" origins="- stale -"/>
    ///
    /// `levels` has for each service type the level's code, "n/e" for not expected, "-" for not rated; `from` the number of its return
    /// in `returns` (several joined by "+", 0 for none); `origins` what must be known of it, and `moves` how it moved, "-" for nothing.
    func writeFigures(to writer: inout MarkupWriter) {
        for level in table.levels {
            writer.element("level", [Attribute("code", level.code), Attribute("name", level.name)])
        }
        let shares = table.fullShares
        for (column, name) in table.columns.enumerated() {
            writer.element(
                "service",
                [
                    Attribute("id", table.columnIDs[column].text), Attribute("name", name),
                    Attribute("reach", table.reaches[column]?.rawValue),
                    Attribute("full-share", shares[column].map { grouped($0, decimals: 3) }),
                ]
            )
        }
        if let change = table.change {
            writer.element(
                "compared",
                [Attribute("since", change.since.description), Attribute("cells", change.compared)]
            )
        }
        for group in table.groups {
            for row in group.rows { writeRow(row, in: group, to: &writer) }
        }
    }

    private func writeRow(_ row: ProvisionTable.Row, in group: ProvisionTable.Group, to writer: inout MarkupWriter) {
        func list(_ words: [String?]) -> String? {
            words.contains { $0 != nil } ? words.map { $0 ?? "-" }.joined(separator: " ") : nil
        }
        let sources = row.provenance.map { places in
            places.isEmpty ? "0" : Set(places).sorted().map { String($0 + 1) }.joined(separator: "+")
        }
        writer.element(
            "area",
            [
                Attribute("id", row.area.text), Attribute("name", row.name),
                Attribute("group", table.groups.count > 1 ? group.name : nil), Attribute("children", row.children),
                Attribute("gaps", row.openGaps),
                Attribute("levels", row.cells.map { $0 == .unrated ? "-" : table.letter($0) }.joined(separator: " ")),
                Attribute("from", row.returns.isEmpty ? nil : sources.joined(separator: " ")),
                Attribute("returns", row.returns.isEmpty ? nil : row.returns.joined(separator: " ")),
                Attribute("origins", list(row.qualifiers.map { $0?.rawValue })),
                Attribute("moves", list(row.moves.map { $0?.direction.rawValue })),
            ]
        )
    }
}
