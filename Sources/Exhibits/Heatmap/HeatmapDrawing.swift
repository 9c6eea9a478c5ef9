import Markup
import Provision

/// Draws a table of provision as an SVG heatmap: areas down, under their ICS; service types across, under their reach; letter, glyph,
/// colour and pattern in each cell, with signs for where a level comes from and how it moved; beside the rows their open gaps, below
/// the columns the share of children who live where provision is full. Deterministic to the byte.
///
/// Every cell can be reached by keyboard, and has a title that says all of it in words.
public struct HeatmapDrawing {
    let table: ProvisionTable
    let options: ExhibitOptions
    let order: HeatmapOrder
    let isByChildren: Bool
    let arrangement: HeatmapArrangement
    let measures: HeatmapMeasures
    /// What the picture says, in a sentence: its heading, with the title in a line below.
    public var finding: String?
    /// The looks of the states, worked out once.
    private let looks: [CellState: LevelStyle]
    /// The looks of cells that stand back.
    private let pale: [CellState: LevelStyle]

    /// - Parameters:
    ///   - order: of areas and service types, within their groups.
    ///   - rowsByChildren: whether rows are as high as the children aged 0-4 of their areas are many.
    public init(
        of table: ProvisionTable,
        _ options: ExhibitOptions,
        order: HeatmapOrder = .given,
        rowsByChildren: Bool = false
    ) {
        self.table = table
        self.options = options.fine
        self.order = order
        isByChildren = rowsByChildren && table.groups.contains { $0.rows.contains { $0.children ?? 0 > 0 } }
        arrangement = HeatmapArrangement(table, order)
        measures = HeatmapMeasures(table, arrangement, rowsByChildren: isByChildren, options.fine)
        looks = Dictionary(
            LevelStyle.states(of: table.levels).map {
                ($0, LevelStyle($0, in: table.levels, palette: options.palette))
            },
            uniquingKeysWith: { first, _ in first }
        )
        pale = looks.mapValues(\.standingBack)
    }

    /// The look of a state.
    ///
    /// - Parameter standsBack: where cells that moved are to be seen, and this one did not.
    func style(_ state: CellState, standsBack: Bool = false) -> LevelStyle {
        (standsBack ? pale[state] : looks[state]) ?? LevelStyle(.unrated, in: table.levels, palette: options.palette)
    }

    /// - Parameter name: a slug that names the picture.
    public init(of table: ProvisionTable, name: String) {
        self.init(of: table, ExhibitOptions(name: name))
    }

    /// The picture. An XML declaration comes first unless it is to stand inside a page.
    public func svg(standalone: Bool = true) -> [UInt8] {
        var options = options
        if !standalone {
            options.isStandalone = false
            options.followsColourScheme = false
        }
        var frame = ExhibitFrame(
            caption,
            options,
            form: "Heatmap with a row for each area and a column for each service type",
            summary: summary,
            table: DataTable(caption: "", columns: [], rows: []),
            legend: legend,
            notes: notes
        )
        frame.headline = table.change?.summary
        frame.role = "graphics-document document"
        frame.writeFigures = writeFigures
        return frame.svg(width: measures.totalWidth, height: measures.height) { writer, left, top in
            draw(left: left, top: top, to: &writer)
        }
    }

    // MARK: Words

    private var caption: ExhibitCaption {
        let known = table.knownAt.map { ", as recorded by \($0.displayText)" } ?? ""
        let counts =
            "\(counted(table.rowCount, "area")), \(counted(table.columns.count, "service type"))"
        let sentences = [
            "Ratings as of \(table.asOf.displayText)\(known).",
            "\(counts): \(table.summary(table.counts)).", order.words,
        ]
        return ExhibitCaption(
            title: table.title,
            finding: finding,
            subtitle: sentences.compactMap { $0 }.joined(separator: " "),
            asOf: table.asOf,
            knownAt: table.knownAt,
            isSimulated: table.isSimulated,
            sources: table.sources,
            leftOut: table.leftOut
        )
    }

    /// The most moves told in the description; the tooltips and the metadata hold all.
    private static let maxMovesTold = 100

    /// What the picture shows beside its counts: its groups, what moved, which columns are full for few.
    private var summary: String {
        var sentences: [String] = []
        if table.groups.count > 1, table.groups.count <= 60 {
            sentences += table.groups.map { "\($0.name): \(table.summary($0.counts))." }
        }
        let moved = arrangement.rows.flatMap(\.rows).flatMap { row in
            table.columns.indices.compactMap { column -> String? in
                guard row.moves.indices.contains(column), let move = row.moves[column] else { return nil }
                return
                    "\(row.name), \(table.columns[column]) \(move.words(from: table.words(move.before).lowercased()))"
            }
        }
        if !moved.isEmpty {
            let rest = moved.count - Self.maxMovesTold
            sentences.append(
                "Moved: \(moved.prefix(Self.maxMovesTold).joined(separator: "; "))\(rest > 0 ? "; and \(rest) more" : "")."
            )
        }
        return sentences.joined(separator: " ")
    }

    private var legend: Legend {
        let cells = table.groups.flatMap(\.rows)
        let qualifiers = Set(cells.flatMap(\.qualifiers).compactMap { $0 })
        var legend = Legend(
            levels: table.levels,
            palette: options.palette,
            qualifiers: CellQualifier.allCases.filter(qualifiers.contains),
            isUsed: { $0 == .notExpected ? table.counts.notExpected > 0 : table.counts.unrated > 0 }
        )
        legend.moves = table.change?.counts.map(\.direction) ?? []
        if table.change != nil {
            legend.others = LevelStyle.states(of: table.levels).map { style($0, standsBack: true) }
        }
        return legend
    }

    private var notes: [String] {
        // On a slide or a page on its side the legend names the levels, and there is no room for what they mean.
        let isLow = options.width?.isLow == true
        var notes = (isLow ? [] : table.key).map { entry in
            // A level's meaning stands as the framework words it.
            let meaning =
                entry.state.levelIndex == nil
                ? entry.meaning.prefix(1).lowercased() + entry.meaning.dropFirst() : entry.meaning
            return "\(entry.sign) \(entry.name), \(counted(entry.count, "cell")): \(meaning)"
        }
        notes += table.readingNotes
        if let change = table.change, !change.notCompared.isEmpty {
            notes.append(
                "Not compared, being in one of the two dates only: \(change.notCompared.joined(separator: ", "))."
            )
        }
        if !isLow { notes += [table.gapsNote, table.sharesNote].compactMap { $0 } }
        if table.change != nil, measures.density == .roomy, !isLow {
            notes.append("A cell that moved says from which level to which; those that did not stand back.")
        }
        if isByChildren {
            notes.append(
                "Rows are as high as the children aged 0-4 of their areas are many; rows of few, or of an unknown number, are drawn as high as their letters need."
            )
        }
        return isLow && notes.count > 1 ? [notes.joined(separator: " ")] : notes
    }
}
