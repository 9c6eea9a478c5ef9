import Markup
import Provision

/// How many interventions are delivered for each group of families in each area, and what goes along with all of them.
public struct NeedsByArea: Sendable {
    public var caption: ExhibitCaption
    public var rows: [Row]
    /// Areas under what heads them.
    public var areas: [(head: String?, names: [String])]
    /// What can be said at all.
    public var summary: String

    public struct Row: Sendable {
        public var name: String
        public var kind: Kind
        /// Area by area.
        public var cells: [Cell]

        public enum Kind: Sendable {
            /// A group of families.
            case group
            /// What fills no group by itself: cross-cutting, or listed for none.
            case beside
        }
    }

    public struct Cell: Sendable {
        public var delivered: Int
        public var planned: Int
        public var state: State
        /// All of it in words.
        public var words: String
    }

    public enum State: Sendable { case known, unplaced, notOnRecord }
}

/// Draws groups of families down and areas across: in each cell how many interventions are delivered and, after a plus, planned.
public enum NeedsChart {
    public static func svg(_ data: NeedsByArea, _ options: ExhibitOptions = ExhibitOptions()) -> [UInt8] {
        Chart(data: data, options: options).svg()
    }

    /// The same figures as rows.
    public static func table(_ data: NeedsByArea) -> DataTable {
        DataTable(
            caption: data.caption.title,
            columns: ["Families"] + data.areas.flatMap(\.names),
            rows: data.rows.map { row in [row.name] + row.cells.map { mark($0, of: row.kind) } }
        )
    }

    /// "5", "0 +2", "?".
    private static func mark(_ cell: NeedsByArea.Cell, of kind: NeedsByArea.Row.Kind) -> String {
        let isKnown = cell.state == .known || (kind == .beside && cell.state == .unplaced)
        let planned = cell.planned > 0 ? "+\(cell.planned)" : nil
        return [isKnown ? String(cell.delivered) : "?", planned].compactMap { $0 }.joined(separator: " ")
    }

    private struct Chart {
        let data: NeedsByArea
        let options: ExhibitOptions
        private let text = TextMeasure(size: 12, isBold: true)

        init(data: NeedsByArea, options: ExhibitOptions) {
            self.data = data
            self.options = options.fine
        }

        private func style(_ key: String, _ standing: Level.Standing, _ letter: String, _ pattern: Level.Pattern)
            -> LevelStyle
        {
            LevelStyle(
                key: key,
                letter: letter,
                fill: options.palette.colour(standing),
                pattern: pattern,
                palette: options.palette
            )
        }
        private var reached: LevelStyle { style("reached", .full, "5", .solid) }
        private var planned: LevelStyle { style("planned", .inDevelopment, "0 +1", .horizontal) }
        private var missing: LevelStyle { style("missing", .none, "0", .diagonal) }
        private var beside: LevelStyle { LevelStyle(key: "beside", letter: "5", fill: .pale) }
        private var unknown: LevelStyle {
            LevelStyle(key: "unknown", letter: "?", fill: .paper, pattern: .diagonal, isBlank: true)
        }

        private func style(_ cell: NeedsByArea.Cell, _ kind: NeedsByArea.Row.Kind) -> LevelStyle {
            if cell.state == .notOnRecord || (cell.state == .unplaced && kind == .group) { return unknown }
            if kind == .beside { return beside }
            return cell.delivered > 0 ? reached : cell.planned > 0 ? planned : missing
        }

        func svg() -> [UInt8] {
            let groups = data.rows.filter { $0.kind == .group }
            let others = data.rows.filter { $0.kind == .beside }
            let cells = data.rows.flatMap { row in row.cells.map { (row.kind, $0) } }
            let inGroups = groups.flatMap(\.cells)
            let isLarge = data.areas.reduce(0) { $0 + $1.names.count } > 40
            let grid = AreaGrid(
                rows: [AreaGrid.Group(heading: nil, names: groups.map(\.name))]
                    + (others.isEmpty
                        ? [] : [AreaGrid.Group(heading: "Fills no group by itself", names: others.map(\.name))]),
                columns: data.areas.map { AreaGrid.Group(heading: $0.head, names: $0.names) },
                least: options.width != nil ? 24 : isLarge ? 26 : 38,
                options
            )
            var entries = [
                Legend.Entry(style: reached, name: "So many interventions delivered"),
                Legend.Entry(style: missing, name: "None of those on record is for them"),
            ]
            if inGroups.contains(where: { style($0, .group).key == "planned" }) {
                entries.append(Legend.Entry(style: planned, name: "None delivered, so many planned"))
            }
            if !others.isEmpty { entries.append(Legend.Entry(style: beside, name: "Beside the groups")) }
            if cells.contains(where: { style($0.1, $0.0).key == "unknown" }) {
                entries.append(Legend.Entry(style: unknown, name: "Not on record, or placed in no group"))
            }
            let frame = ExhibitFrame(
                data.caption,
                options,
                form: "Table with a row for each group of families and a column for each area",
                summary: data.summary,
                table: NeedsChart.table(data),
                legend: Legend(entries: entries)
            )
            let isEmpty = data.areas.isEmpty || data.rows.isEmpty
            return frame.svg(width: grid.width, height: isEmpty ? 30 : grid.height) { writer, left, top in
                guard !isEmpty else {
                    writer.label("There is nothing to show.", x: left, y: top + 18, TextMeasure(size: 13))
                    return
                }
                grid.draw(left: left, top: top, to: &writer) { row, column, x, y, writer in
                    let (row, cell) = (data.rows[row], data.rows[row].cells[column])
                    let style = style(cell, row.kind)
                    let mark = NeedsChart.mark(cell, of: row.kind)
                    writer.box(
                        x + 1,
                        y + 1,
                        grid.columnWidth - 2,
                        AreaGrid.rowHeight - 2,
                        style,
                        radius: 2,
                        title: cell.words
                    )
                    let size = text.width(of: mark) <= grid.columnWidth - 6 ? text : options.text(9, isBold: true)
                    writer.label(
                        mark,
                        x: x + grid.columnWidth / 2,
                        y: y + 17,
                        size,
                        colour: style.text,
                        anchor: .middle,
                        plate: style.plate
                    )
                }
            }
        }
    }
}
