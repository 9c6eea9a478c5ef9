import Markup
import Provision

/// Posts by role group and area: how many there are, how large, and what would be required where that is known.
public struct WorkforceMatrix: Sendable {
    public var caption: ExhibitCaption
    /// The columns, in the order they are to be drawn.
    public var areas: [String]
    public var groups: [Group]

    /// A role group: a row.
    public struct Group: Sendable {
        public var name: String
        /// What it works across, in words: "A: ICS and locality; B: Place".
        public var tiers: String
        /// One for each area.
        public var cells: [Cell]

        public init(name: String, tiers: String, cells: [Cell]) {
            self.name = name
            self.tiers = tiers
            self.cells = cells
        }
    }

    public struct Cell: Sendable {
        /// How many posts there are.
        public var posts: Int
        /// How many of them state no size.
        public var unsized: Int
        /// What is in post, in hundredths of a whole-time equivalent.
        public var inPost: Int
        /// What is required, in the same; nil where it is not counted here, or not known.
        public var required: Int?

        public init(posts: Int, unsized: Int = 0, inPost: Int = 0, required: Int? = nil) {
            self.posts = posts
            self.unsized = unsized
            self.inPost = inPost
            self.required = required
        }
    }

    public init(caption: ExhibitCaption, areas: [String], groups: [Group]) {
        self.caption = caption
        self.areas = areas
        self.groups = groups
    }

    var holdsRequired: Bool { groups.contains { $0.cells.contains { $0.required != nil } } }
}

/// Draws a disc for each post, with the whole-time equivalents in figures, and a bar of what is in post within a track of what is
/// required.
public enum WorkforceChart {
    private static let name = TextMeasure(size: 13, isBold: true)
    private static let small = TextMeasure(size: 11)
    private static let figure = TextMeasure(size: 12)
    private static let step = 13.0

    public static func svg(_ data: WorkforceMatrix, _ options: ExhibitOptions = ExhibitOptions()) -> [UInt8] {
        let room = options.room(900)
        let labelWidth = min(250, room * 0.4)
        let count = max(1, data.areas.count)
        let column = max(options.width == nil ? 104 : 72, (room - labelWidth) / Double(count))
        let width = labelWidth + column * Double(count)
        let headings = data.areas.map { figure.wrap($0, width: column - 14, maxLines: 3) }
        let headHeight = Double(headings.map(\.count).max() ?? 1) * 16 + 8
        let rowHeight = data.holdsRequired ? 78.0 : 60.0
        let height = data.groups.isEmpty ? 30 : headHeight + Double(data.groups.count) * rowHeight
        let palette = options.palette
        let track = LevelStyle(key: "required", letter: "", fill: .paper, pattern: .diagonal, isBlank: true)
        let bar = LevelStyle(key: "in-post", letter: "", fill: palette.colour(.full), palette: palette)
        var entries: [Legend.Entry] = [
            .init(style: sign("sized", .disc(share: 1)), name: "A post of stated size"),
            .init(style: sign("unsized", .disc(share: 0)), name: "A post of no stated size (+)"),
            .init(style: sign("none", .cross), name: "No post on record"),
        ]
        if data.holdsRequired {
            entries.append(.init(style: track, name: "Required"))
            entries.append(.init(style: bar, name: "In post"))
        }
        let frame = ExhibitFrame(
            data.caption,
            options,
            form: "A table of role groups by area, a disc for each post",
            summary: summary(data),
            table: table(data),
            legend: Legend(entries: entries)
        )
        return frame.svg(width: width, height: height) { writer, left, top in
            guard !data.groups.isEmpty else {
                writer.label("There is no role group to show.", x: left, y: top + 18, TextMeasure(size: 13))
                return
            }
            for (place, lines) in headings.enumerated() {
                let x = left + labelWidth + Double(place) * column + 8
                for (line, text) in lines.enumerated() {
                    writer.label(text, x: x, y: top + 14 + Double(line) * 16, figure)
                }
            }
            for (index, group) in data.groups.enumerated() {
                let y = top + headHeight + Double(index) * rowHeight
                writer.rule(left, y, left + width, y, colour: .grid)
                let names = name.wrap(group.name, width: labelWidth - 12, maxLines: 2)
                for (line, text) in names.enumerated() {
                    writer.label(text, x: left, y: y + 20 + Double(line) * 16, name)
                }
                let below = y + 36 + Double(max(0, names.count - 1)) * 16
                for (line, text) in small.wrap(group.tiers, width: labelWidth - 12, maxLines: names.count > 1 ? 1 : 2)
                    .enumerated()
                {
                    writer.label(text, x: left, y: below + Double(line) * 13, small, colour: .muted)
                }
                for (place, cell) in group.cells.prefix(count).enumerated() {
                    let x = left + labelWidth + Double(place) * column + 8
                    draw(cell, x: x, y: y, width: column - 16, (track, bar), to: &writer)
                }
            }
        }
    }

    private static func sign(_ key: String, _ glyph: LevelGlyph) -> LevelStyle {
        LevelStyle(key: key, letter: "", fill: .paper, glyph: glyph)
    }

    private static func draw(
        _ cell: WorkforceMatrix.Cell,
        x: Double,
        y: Double,
        width: Double,
        _ styles: (track: LevelStyle, bar: LevelStyle),
        to writer: inout MarkupWriter
    ) {
        let room = max(1, Int(width / step))
        let shown = cell.posts > room ? room - 1 : cell.posts
        for post in 0..<max(0, shown) {
            // Those of stated size come first.
            let glyph = LevelGlyph.disc(share: post < cell.posts - cell.unsized ? 1 : 0)
            glyph.draw(x: x + 5 + Double(post) * step, y: y + 16, radius: 5, colour: .ink, to: &writer)
        }
        if shown < cell.posts { writer.label("…", x: x + Double(shown) * step, y: y + 20, figure) }
        if cell.posts == 0 {
            LevelGlyph.cross.draw(x: x + 5, y: y + 16, radius: 5, colour: .ink, to: &writer)
        }
        writer.label(words(cell), x: x, y: y + 42, figure, colour: cell.posts == 0 ? .muted : .ink)
        guard let required = cell.required, required > 0 else { return }
        let share = min(1, Double(cell.inPost) / Double(required))
        writer.box(x, y + 52, width, 12, styles.track, title: words(cell))
        if cell.inPost > 0 { writer.box(x, y + 54, max(2, width * share), 8, styles.bar, title: words(cell)) }
    }

    /// The same figures as a table.
    public static func table(_ data: WorkforceMatrix) -> DataTable {
        DataTable(
            caption: "\(data.caption.title) (whole-time equivalents; + posts of no stated size)",
            columns: ["Role group", "Works across"] + data.areas,
            rows: data.groups.map { [$0.name, $0.tiers] + $0.cells.map(words) }
        )
    }

    /// "1.3 of 68.8 WTE + 7", "7 posts", "none".
    private static func words(_ cell: WorkforceMatrix.Cell) -> String {
        let required = cell.required.map { "of \(Hundredths(($0 + 5) / 10 * 10))" }
        let inPost = Hundredths(cell.inPost).description
        if cell.posts == 0 { return required.map { "none \($0) WTE" } ?? "none" }
        if cell.posts == cell.unsized, required == nil { return counted(cell.posts, "post") }
        let size = [inPost, required].compactMap { $0 }.joined(separator: " ") + " WTE"
        return cell.unsized > 0 ? "\(size) + \(grouped(cell.unsized))" : size
    }

    private static func summary(_ data: WorkforceMatrix) -> String {
        let lines = data.groups.map { group in
            let cells = zip(data.areas, group.cells).map { "\($0) \(words($1))" }
            return "\(group.name): \(listed(cells, most: 24))"
        }
        return lines.joined(separator: "; ") + (lines.isEmpty ? "" : ".")
    }
}
