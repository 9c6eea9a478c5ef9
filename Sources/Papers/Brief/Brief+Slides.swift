import Exhibits
import GapDetection
import Provision

/// The brief on three slides: what stands out, the heatmap, what changed.
extension Brief {
    /// The most rows that a slide holds: of the heatmap, and of figures beside sentences.
    private static let maxRows = 44
    private static let maxFigures = 8
    /// The most service types whose names stand side by side.
    private static let maxColumns = 24
    private static let maxActions = 5

    var headlinesSlide: Paper.Section {
        var section = headlinesSection
        section.heading = "\(title): what stands out"
        // What changed has a slide of its own.
        section.blocks = Array(section.blocks.prefix { if case .heading = $0 { false } else { true } })
        if let figures, figures.rows.count <= Self.maxFigures { section.blocks.append(.table(figures)) }
        return section
    }

    var heatmapSlide: Paper.Section {
        // What the heatmap shows at a glance, in words.
        let claim = headlines.headlines.first { $0.kind == .fullNowhere || $0.kind == .mostLack }?.claim
        let heading = claim ?? "Levels by area and service type"
        let tables = letterTables(
            most: 60,
            textSize: 9,
            width: SlideFrame.contentWidth
        )
        guard heatmap.rowCount > 0, let table = tables.first, table.rows.count <= Self.maxRows,
            heatmap.columns.count <= Self.maxColumns
        else {
            return Paper.Section(
                heading,
                [.text("\(areas.summary(areas.counts)).")] + [figures].compactMap { $0.map(Block.table) }
            )
        }
        let key = heatmap.key.map { "\($0.sign) \($0.name.lowercased()), \(counted($0.count, "cell"))" }
        return Paper.Section(heading, [.table(table), .text(key.joined(separator: "; ") + ".", .note)])
    }

    /// What changed and who acts; in a first round without actions what to close first.
    var changesSlide: Paper.Section {
        var blocks: [Block] = [.bullets(changeSentences + actionSentences)]
        if let changes, let table = gapChanges(changes, most: 2) { blocks.append(.table(table)) }
        if let table = actionsTable(most: Self.maxActions) {
            blocks.append(.table(table))
        } else if changes == nil, let table = worst(most: 5) {
            blocks.append(.table(table))
        }
        let claim = headlines.headlines.first { $0.kind == .change }?.claim
        return Paper.Section(claim ?? (actionSentences.isEmpty ? changesHeading : "Who acts"), blocks)
    }
}
