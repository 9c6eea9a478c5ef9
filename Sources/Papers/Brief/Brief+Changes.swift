import Exhibits
import GapDetection
import Provision

/// What became of levels and gaps since the round before.
extension Brief {
    /// The tables of what changed; nil where nothing did, or nothing can be compared.
    var changesSection: Paper.Section? {
        guard let changes, let moves else { return nil }
        var blocks: [Block] = []
        if let table = movesTable { blocks.append(.table(table)) }
        if let table = gapChanges(changes, most: BriefRequest.maxChanges) { blocks.append(.table(table)) }
        guard !blocks.isEmpty else { return nil }
        if !moves.notCompared.isEmpty {
            let names = moves.notCompared.map { model.areas.areas[$0].name }
            blocks.append(.text("Not compared, being in one of the two dates only: \(listed(names)).", .note))
        }
        return Paper.Section(changesHeading, blocks)
    }

    var changesHeading: String { changes.map { "What changed since \($0.from.displayText)" } ?? "What changed" }

    static let firstRound = "This is the first round: there is nothing to compare with until the next."

    /// The changes in figures; that there is nothing to compare in a first round.
    var changeSentences: [String] {
        guard let changes, let moves else { return [Self.firstRound] }
        func count(_ gaps: [Gap]) -> Int { gaps.count { $0.kind.section == .provision } }
        let (opened, closed) = (count(changes.opened), count(changes.closed))
        let (reopened, persisting) = (count(changes.reopened), count(changes.persisting))
        let parts = ["\(grouped(opened)) opened", "\(grouped(reopened)) reopened", "\(grouped(closed)) closed"]
        var sentences = ["Gaps in provision: \(listed(parts)); \(grouped(persisting)) stand as before."]
        let counts = SnapshotComparison.Direction.allCases.compactMap { direction -> String? in
            let count = moves.moves.count { $0.direction == direction }
            return count == 0 ? nil : "\(grouped(count)) \(Self.words(direction))"
        }
        sentences.append(
            "Levels: " + (counts.isEmpty ? "none moved" : listed(counts))
                + ", of \(grouped(moves.compared)) ratings compared."
        )
        return sentences
    }

    static func words(_ direction: SnapshotComparison.Direction) -> String {
        switch direction {
        case .up: "up"
        case .down: "down"
        case .new: "newly rated"
        case .lost: "no longer rated"
        case .restated: "restated"
        }
    }

    /// The levels that moved, those that went down first.
    var movesTable: PaperTable? {
        guard let moves, !moves.moves.isEmpty else { return nil }
        let order: [SnapshotComparison.Direction] = [.down, .up, .lost, .restated, .new]
        let sorted = order.flatMap { direction in moves.moves.filter { $0.direction == direction } }
        let shown = sorted.prefix(BriefRequest.maxMoves)
        let rest = sorted.count > shown.count ? ", \(grouped(shown.count)) of \(grouped(sorted.count))" : ""
        return PaperTable(
            "Levels that moved\(rest)",
            columns: [
                .init("Moved", width: 18), .init("Area", width: 40), .init("Service type", width: 56),
                .init("From", width: 28), .init("To", width: 28),
            ],
            rows: shown.map { move in
                func cell(_ state: CellState) -> PaperTable.Cell {
                    PaperTable.Cell(areas.words(state), shade: shade(state))
                }
                let direction = Self.words(move.direction)
                return PaperTable.Row([
                    PaperTable.Cell(direction.prefix(1).uppercased() + direction.dropFirst()),
                    PaperTable.Cell(model.areas.areas[move.area].name),
                    PaperTable.Cell(model.framework.serviceTypes[move.service].name), cell(move.before),
                    cell(move.after),
                ])
            },
            hasRowHeadings: false
        )
    }

    /// The worst gaps in provision that opened, reopened and closed; nil where none did.
    func gapChanges(_ changes: GapChanges, most: Int) -> PaperTable? {
        var rows: [PaperTable.Row] = []
        var isShortened = false
        for (word, gaps, date) in [
            ("Opened", changes.opened, changes.to), ("Reopened", changes.reopened, changes.to),
            ("Closed", changes.closed, changes.from),
        ] {
            let found = gaps.filter { $0.kind.section == .provision }
            let register = GapRegister(gaps: Array(found.prefix(most)), model: model, asOf: date)
            if found.count > most { isShortened = true }
            rows += register.gaps.map { gap in
                PaperTable.Row([
                    PaperTable.Cell(word), PaperTable.Cell(grouped(gap.severity)),
                    PaperTable.Cell(Self.name(of: gap.kind)), PaperTable.Cell(register.areaName(gap)),
                    PaperTable.Cell(subject(gap, in: register)),
                ])
            }
        }
        guard !rows.isEmpty else { return nil }
        return PaperTable(
            "Gaps in provision that opened, reopened or closed" + (isShortened ? ": the \(most) worst of each" : ""),
            columns: [
                .init("Change", width: 22), .init("Severity", width: 18, .trailing), .init("Gap", width: 32),
                .init("Area", width: 42), .init("Service type or subject", width: 56),
            ],
            rows: rows,
            hasRowHeadings: false
        )
    }
}
