import Markup
public import Provision

/// Standards by areas: how far each is met, as was stated and as the data judge it.
public struct AuditByArea: Sendable {
    public var caption: ExhibitCaption
    /// Standards under the part of the model that they belong to.
    public var groups: [(heading: String, rows: [Row])]
    /// Areas under what heads them.
    public var areas: [(head: String?, names: [String])]
    /// Whether anybody stated anything of what is shown: else what the data say stands alone.
    public var holdsStatements: Bool
    public var summary: String

    public struct Row: Sendable {
        public var name: String
        /// Area by area; nil where it is not asked.
        public var cells: [Cell?]
    }

    public struct Cell: Sendable {
        /// Nil where nobody said anything.
        public var stated: Assessment.State?
        public var judged: Judgement
        /// Whether the two cannot both be so.
        public var isConflict: Bool
        /// All of it in words.
        public var words: String
    }

    public enum Judgement: Sendable, Equatable {
        case state(Assessment.State)
        /// There is a rule, and too little on record for it.
        case unknown
        /// No data can tell.
        case noRule
    }
}

/// Draws standards down, grouped by kind, and areas across; in each cell what the area states at the left and what the data say at
/// the right, by letter and pattern as well as colour. Where nobody stated anything the data have the cell to themselves.
public enum AuditChart {
    public static func svg(_ data: AuditByArea, _ options: ExhibitOptions = ExhibitOptions()) -> [UInt8] {
        Chart(data: data, options: options).svg()
    }

    /// The same as rows: "met / partly met" for stated and judged.
    public static func table(_ data: AuditByArea) -> DataTable {
        DataTable(
            caption: data.caption.title,
            columns: ["Standard"] + data.areas.flatMap(\.names),
            rows: data.groups.flatMap(\.rows).map { row in
                [row.name] + row.cells.map { $0.map { words($0, data.holdsStatements) } ?? "not asked" }
            }
        )
    }

    private static func words(_ cell: AuditByArea.Cell, _ withStated: Bool) -> String {
        let judged =
            switch cell.judged {
            case .state(let state): state.words
            case .unknown: "not known"
            case .noRule: "-"
            }
        return withStated ? "\(cell.stated?.words ?? "not assessed") / \(judged)" : judged
    }

    private struct Chart {
        let data: AuditByArea
        let options: ExhibitOptions
        private let letter = TextMeasure(size: 12, isBold: true)

        init(data: AuditByArea, options: ExhibitOptions) {
            self.data = data
            self.options = options.fine
        }

        private func style(_ state: Assessment.State) -> LevelStyle {
            func make(_ standing: Level.Standing, _ letter: String, _ pattern: Level.Pattern) -> LevelStyle {
                LevelStyle(
                    key: state.rawValue,
                    letter: letter,
                    fill: options.palette.colour(standing),
                    pattern: pattern,
                    palette: options.palette
                )
            }
            return switch state {
            case .met: make(.full, "M", .solid)
            case .partly: make(.partial, "P", .dots)
            case .notMet: make(.none, "N", .diagonal)
            case .notApplicable: LevelStyle(key: "not-applicable", letter: "/", fill: .pale)
            }
        }

        private var unknown: LevelStyle {
            LevelStyle(key: "unknown", letter: "?", fill: .paper, pattern: .diagonal, isBlank: true)
        }
        private var silent: LevelStyle { LevelStyle(key: "silent", letter: "", fill: .paper, isBlank: true) }
        /// Of no box: no data can tell.
        private var noRule: LevelStyle { LevelStyle(key: "no-rule", letter: "\u{2013}", fill: .paper) }

        private func style(_ judgement: AuditByArea.Judgement) -> LevelStyle {
            switch judgement {
            case .state(let state): style(state)
            case .unknown: unknown
            case .noRule: noRule
            }
        }

        private var cells: [AuditByArea.Cell] { data.groups.flatMap(\.rows).flatMap(\.cells).compactMap(\.self) }

        private var legend: Legend {
            let states = Set(cells.compactMap(\.stated) + cells.compactMap { $0.judged.state })
            var entries = Assessment.State.allCases.filter { $0 != .notApplicable || states.contains($0) }.map {
                state in
                Legend.Entry(style: style(state), name: state.words.prefix(1).uppercased() + state.words.dropFirst())
            }
            if cells.contains(where: { $0.judged == .unknown }) {
                entries.append(Legend.Entry(style: unknown, name: "Too little on record"))
            }
            if data.holdsStatements, cells.contains(where: { $0.stated == nil }) {
                entries.append(Legend.Entry(style: silent, name: "Not assessed"))
            }
            if cells.contains(where: { $0.judged == .noRule }) {
                entries.append(Legend.Entry(style: noRule, name: "No data can tell"))
            }
            return Legend(entries: entries)
        }

        private var notes: [String] {
            var notes = [
                data.holdsStatements
                    ? "In each cell: at the left what the area states, at the right what the data on record say."
                    : "Nobody has stated anything: what is drawn is what the data on record say."
            ]
            if data.groups.flatMap(\.rows).contains(where: { $0.cells.contains { $0 == nil } }) {
                notes.append("Where there is no cell, the area is not asked.")
            }
            if cells.contains(where: \.isConflict) {
                notes.append("Framed: what is stated and what the data say cannot both be so.")
            }
            return notes
        }

        func svg() -> [UInt8] {
            let count = data.areas.reduce(0) { $0 + $1.names.count }
            let least =
                data.holdsStatements
                ? (options.width == nil ? 52.0 : 44) : options.width != nil ? 24 : count > 40 ? 26 : 36
            let grid = AreaGrid(
                rows: data.groups.map { AreaGrid.Group(heading: $0.heading, names: $0.rows.map(\.name)) },
                columns: data.areas.map { AreaGrid.Group(heading: $0.head, names: $0.names) },
                least: least,
                options
            )
            let rows = data.groups.flatMap(\.rows)
            let frame = ExhibitFrame(
                data.caption,
                options,
                form: "Table with a row for each standard and a column for each area",
                summary: data.summary,
                table: AuditChart.table(data),
                legend: legend,
                notes: notes
            )
            let isEmpty = rows.isEmpty || data.areas.isEmpty
            return frame.svg(width: grid.width, height: isEmpty ? 30 : grid.height) { writer, left, top in
                guard !isEmpty else {
                    let words = "Nobody has assessed any standard, and no data can judge one."
                    return writer.label(words, x: left, y: top + 18, TextMeasure(size: 13))
                }
                grid.draw(left: left, top: top, to: &writer) { row, column, x, y, writer in
                    guard let cell = rows[row].cells[column] else { return }
                    let gap = data.holdsStatements ? 3.5 : 1
                    draw(cell, x: x + gap, y: y + 1, width: grid.columnWidth - 2 * gap, to: &writer)
                }
            }
        }

        private func draw(
            _ cell: AuditByArea.Cell,
            x: Double,
            y: Double,
            width: Double,
            to writer: inout MarkupWriter
        ) {
            let height = AreaGrid.rowHeight - 2
            func box(_ style: LevelStyle, x: Double, width: Double, to writer: inout MarkupWriter) {
                self.box(style, cell.words, x: x, y: y, width: width, height: height, to: &writer)
            }
            guard data.holdsStatements else { return box(style(cell.judged), x: x, width: width, to: &writer) }
            let half = (width - 1) / 2
            box(cell.stated.map(style) ?? silent, x: x, width: half, to: &writer)
            box(style(cell.judged), x: x + half + 1, width: half, to: &writer)
            if cell.isConflict { writer.frame(x, y, width, height, colour: .ink, thickness: 2.5) }
        }

        private func box(
            _ style: LevelStyle,
            _ words: String,
            x: Double,
            y: Double,
            width: Double,
            height: Double,
            to writer: inout MarkupWriter
        ) {
            if style.key != noRule.key { writer.box(x, y, width, height, style, radius: 2, title: words) }
            guard !style.letter.isEmpty else { return }
            writer.label(
                style.letter,
                x: x + width / 2,
                y: y + 16,
                letter,
                colour: style.text,
                anchor: .middle,
                plate: style.plate
            )
        }
    }
}

extension AuditByArea.Judgement {
    fileprivate var state: Assessment.State? {
        if case .state(let state) = self { state } else { nil }
    }
}
