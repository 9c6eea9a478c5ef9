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
            writer.empty("level") {
                $0.attribute("code", level.code)
                $0.attribute("name", level.name)
            }
        }
        let shares = table.fullShares
        for (column, name) in table.columns.enumerated() {
            writer.empty("service") {
                $0.attribute("id", table.columnIDs[column].text)
                $0.attribute("name", name)
                $0.attribute("reach", table.reaches[column]?.rawValue)
                $0.attribute("full-share", shares[column].map { grouped($0, decimals: 3) })
            }
        }
        if let change = table.change {
            writer.empty("compared") {
                $0.attribute("since", change.since.description)
                $0.attribute("cells", change.compared)
            }
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
        writer.empty("area") {
            $0.attribute("id", row.area.text)
            $0.attribute("name", row.name)
            $0.attribute("group", table.groups.count > 1 ? group.name : nil)
            $0.attribute("children", row.children)
            $0.attribute("gaps", row.openGaps)
            $0.attribute("levels", row.cells.map { $0 == .unrated ? "-" : table.letter($0) }.joined(separator: " "))
            $0.attribute("from", row.returns.isEmpty ? nil : sources.joined(separator: " "))
            $0.attribute("returns", row.returns.isEmpty ? nil : row.returns.joined(separator: " "))
            $0.attribute("origins", list(row.qualifiers.map { $0?.rawValue }))
            $0.attribute("moves", list(row.moves.map { $0?.direction.rawValue }))
        }
    }
}
