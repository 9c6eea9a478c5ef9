import Exhibits
import GapDetection
import Provision

/// The heatmap: as a picture where it could be drawn, and as a table of letters that can be edited.
extension Brief {
    // Widths in millimetres of a page.
    private static let labelWidth = 40.0
    private static let gapsWidth = 12.0
    /// With more service types the letters are small and close together, and stand alone.
    private static let maxRoomyColumns = 14
    private static let narrowestColumn = 4.5
    private static let highestPicture = 215.0
    /// A table of letters of no more rows stands on one page.
    private static let maxRowsTogether = 32

    func heatmapSection(_ picture: PaperPicture?) -> Paper.Section {
        var blocks: [Block] = []
        if let picture { blocks.append(.picture(picture)) }
        if let area = onlyRow {
            blocks.append(.table(levels(of: area)))
        } else if heatmap.rowCount > 0 {
            let most = max(1, Int((DOCXBody.textWidth - Self.labelWidth - Self.gapsWidth) / Self.narrowestColumn))
            blocks += letterTables(most: most, textSize: isDense ? 7 : 9, width: DOCXBody.textWidth).map(Block.table)
        }
        blocks.append(.table(key))
        blocks += heatmapNotes.map { .text($0, .note) }
        return Paper.Section("Levels by area and service type", blocks, beginsPage: true)
    }

    private var isDense: Bool { heatmap.columns.count > Self.maxRoomyColumns }

    /// Whether the heatmap's rows stand for several areas each.
    private var isOfWholes: Bool { heatmap.rowCount != areas.rowCount }

    /// Whether a picture of the heatmap shows more than a list does.
    package var isDrawn: Bool { heatmap.rowCount > 1 }

    /// The heatmap painted; nil for bytes that are no PNG.
    package func picture(_ png: [UInt8]) -> PaperPicture? {
        PaperPicture(
            png: png,
            width: DOCXBody.textWidth,
            height: Self.highestPicture,
            alternative: "Heatmap of \(title), a row for each area and a column for each service type: "
                + "\(heatmap.summary(heatmap.counts)). The table below holds every level as a letter.",
            caption: "Levels by area and service type, \(title)"
        )
    }

    /// The only row of the heatmap; nil where there are several.
    var onlyRow: ProvisionTable.Row? { heatmap.rowCount == 1 ? heatmap.groups.first?.rows.first : nil }

    private func levels(of row: ProvisionTable.Row) -> PaperTable {
        var columns: [PaperTable.Column] = [
            .init("Service type", width: 75), .init("Level", width: 15, .centre), .init("In words", width: 45),
        ]
        if moves != nil { columns.append(.init("Since \(moves?.from.displayText ?? "")", width: 45)) }
        return PaperTable(
            "Levels of \(row.name), \(request.asOf.displayText)",
            columns: columns,
            rows: heatmap.columns.indices.map { column in
                let state = row.cells.indices.contains(column) ? row.cells[column] : .unrated
                var cells = [
                    PaperTable.Cell(heatmap.columns[column]),
                    PaperTable.Cell(heatmap.letter(state), shade: shade(state), isBold: true),
                    PaperTable.Cell(heatmap.words(state)),
                ]
                if moves != nil { cells.append(PaperTable.Cell(move(row, column).map(words) ?? "")) }
                return PaperTable.Row(cells)
            }
        )
    }

    /// The table of letters, in as many tables as its columns need.
    ///
    /// - Parameters:
    ///   - most: the most service types that stand side by side.
    ///   - width: of the page or slide, in millimetres.
    func letterTables(most: Int, textSize: Double, width: Double) -> [PaperTable] {
        let count = heatmap.columns.count
        let tables = max(1, (count + most - 1) / most)
        let each = max(1, (count + tables - 1) / tables)
        return stride(from: 0, to: max(1, count), by: each).map { first in
            let chosen = Array(first..<min(count, first + each))
            let part = tables == 1 ? "" : ", service types \(first + 1) to \(first + chosen.count)"
            return letterTable(chosen, "Heatmap of \(heading), \(request.asOf.displayText)\(part)", textSize, width)
        }
    }

    private func letterTable(_ columns: [Int], _ caption: String, _ textSize: Double, _ width: Double) -> PaperTable {
        let each = (width - Self.labelWidth - Self.gapsWidth) / Double(max(1, columns.count))
        var rows: [PaperTable.Row] = []
        for group in heatmap.groups {
            if heatmap.groups.count > 1 { rows.append(PaperTable.Row(group: group.name)) }
            for row in group.rows {
                let name = row.mark.map { "\(row.name) \($0.rawValue)" } ?? row.name
                rows.append(
                    PaperTable.Row(
                        [PaperTable.Cell(name)] + columns.map { cell(row, $0) }
                            + [PaperTable.Cell(row.openGaps.map(grouped) ?? "")]
                    )
                )
            }
        }
        return PaperTable(
            caption,
            columns: [.init("Area", width: Self.labelWidth)]
                + columns.map { .init(heatmap.columns[$0], width: each, .centre, isUpright: each < 17) }
                + [.init("Open gaps", width: Self.gapsWidth, .trailing, isUpright: each < 17)],
            rows: rows,
            textSize: textSize,
            keepsTogether: rows.count <= Self.maxRowsTogether
        )
    }

    private func cell(_ row: ProvisionTable.Row, _ column: Int) -> PaperTable.Cell {
        let state = row.cells.indices.contains(column) ? row.cells[column] : .unrated
        let isMixed = !isOfWholes && row.mixtures.indices.contains(column) && row.mixtures[column] != nil
        let sign = isDense ? "" : move(row, column).map { Self.signs[$0.direction] ?? "" } ?? ""
        return PaperTable.Cell(
            heatmap.letter(state) + (isMixed ? "*" : "") + sign,
            shade: shade(state),
            isBold: true
        )
    }

    private static let signs: [SnapshotComparison.Direction: String] = [.up: "▲", .down: "▼"]

    func shade(_ state: CellState) -> LevelShade? { heatmap.shade(of: state, palette: request.palette) }

    private func move(_ row: ProvisionTable.Row, _ column: Int) -> CellMove? {
        row.moves.indices.contains(column) ? row.moves[column] : nil
    }

    private func words(_ move: CellMove) -> String {
        let before = heatmap.words(move.before).lowercased()
        switch move.direction {
        case .up: return "up from \(before)"
        case .down: return "down from \(before)"
        case .new: return "newly rated"
        case .lost: return "no longer rated: before \(before)"
        case .restated: return "restated: before \(before)"
        }
    }

    /// What the letters mean.
    private var key: PaperTable {
        PaperTable(
            "What the letters mean",
            columns: [
                .init("Letter", width: 14, .centre), .init("Level", width: 34), .init("Meaning", width: 104),
                .init("Cells", width: 14, .trailing),
            ],
            rows: heatmap.key.map { entry in
                PaperTable.Row([
                    PaperTable.Cell(entry.sign, shade: shade(entry.state), isBold: true),
                    PaperTable.Cell(entry.name), PaperTable.Cell(entry.meaning), PaperTable.Cell(grouped(entry.count)),
                ])
            },
            hasRowHeadings: false,
            keepsTogether: true
        )
    }

    private var heatmapNotes: [String] {
        var notes: [String] = []
        if isOfWholes {
            notes.append("A row stands for all areas in it; the section on gaps names the areas themselves.")
        }
        if let note = heatmap.ruleNote { notes.append(isOfWholes ? note : "\(note) * stands where they differ.") }
        if let change = heatmap.change, change.counts.contains(where: { $0.direction == .up || $0.direction == .down }),
            onlyRow == nil, !isDense
        {
            notes.append("▲ at a higher level than on \(change.since.displayText), ▼ at a lower one.")
        }
        if !isOfWholes { notes += heatmap.divisionNotes }
        notes += heatmap.marks.map { "\($0.mark.rawValue) \($0.meaning)." }
        if onlyRow == nil, let note = heatmap.gapsNote { notes.append(note) }
        return notes
    }
}
