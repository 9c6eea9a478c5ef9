package import GapDetection
import Provision

extension NeedsByArea {
    /// Groups of families by area, as the interventions on record reach them.
    public init(_ scope: ExhibitScope) { self.init(scope, NeedsMatrix(scope.model, at: scope.snapshot())) }

    package init(_ scope: ExhibitScope, _ matrix: NeedsMatrix) {
        let model = scope.model
        func name(_ area: Int) -> String { model.areas.areas[area].name }
        func state(_ row: NeedsMatrix.Row) -> State {
            switch row.reach.record {
            case .absent: .notOnRecord
            case .unplaced: .unplaced
            case .known: .known
            }
        }
        func make(_ title: String, _ kind: Row.Kind, _ cell: (NeedsMatrix.Row) -> NeedsMatrix.Cell) -> Row {
            Row(
                name: title,
                kind: kind,
                cells: matrix.rows.map { row in
                    let cell = cell(row)
                    return Cell(
                        delivered: cell.delivered.count,
                        planned: cell.planned.count,
                        state: state(row),
                        words: "\(name(row.area)), \(title.lowercased()): \(cell.words(row, kind == .group))"
                    )
                }
            )
        }
        var rows = matrix.groups.enumerated().map { place, group in make(group.name, .group) { $0.cells[place] } }
        if matrix.rows.contains(where: { !$0.crossCutting.isEmpty }) {
            rows.append(make("Cross-cutting", .beside, \.crossCutting))
        }
        if matrix.rows.contains(where: { !$0.unplaced.isEmpty }) {
            rows.append(make("Listed for no group", .beside, \.unplaced))
        }
        var areas: [(head: String?, names: [String])] = []
        var last: Int?
        for row in matrix.rows {
            if row.head != last { areas.append((row.head == row.area ? nil : name(row.head), [])) }
            last = row.head
            areas[areas.count - 1].names.append(name(row.area))
        }
        var notes: [String] = []
        let silent = matrix.rows.filter { $0.reach.record == .absent }.map { name($0.area) }
        if !silent.isEmpty { notes.append("No intervention is on record of \(listed(silent)).") }
        if rows.contains(where: { $0.kind == .beside }) {
            notes.append(
                "What goes along with help of every kind, and what the framework lists for no group, fills none by itself."
            )
        }
        notes += matrix.heads.map { "On record of \(name($0.area)), with no area named: \(listed($0.names))." }
        self.init(
            caption: scope.caption(
                "whom interventions are for",
                finding: matrix.finding,
                "Interventions on record for each group of families, by area, on \(scope.asOf.displayText). A number after a plus is "
                    + "planned.",
                notes: notes
            ),
            rows: rows,
            areas: areas,
            summary: matrix.sentences.joined(separator: " ")
        )
    }
}

extension NeedsMatrix.Cell {
    var isEmpty: Bool { delivered.isEmpty && planned.isEmpty }

    /// "Video Interaction Guidance and 2 more; planned: SafeCare".
    fileprivate func words(_ row: NeedsMatrix.Row, _ isGroup: Bool) -> String {
        let plans = planned.isEmpty ? "" : "; planned: \(listed(planned.map(\.intervention.name)))"
        guard delivered.isEmpty else { return listed(delivered.map(\.intervention.name)) + plans }
        return switch row.reach.record {
        case .absent: "no intervention is on record" + plans
        case .unplaced where isGroup: "the framework lists none of what is on record for a group" + plans
        default: "none" + plans
        }
    }
}

extension NeedsMatrix.Row {
    /// The interventions on record, each once.
    fileprivate var names: [String] {
        var seen: Set<String> = []
        let delivered = (cells + [crossCutting, unplaced]).flatMap(\.delivered).map(\.intervention.name)
        let planned = (cells + [crossCutting, unplaced]).flatMap(\.planned).map { "\($0.intervention.name) (planned)" }
        return (delivered + planned).filter { seen.insert($0).inserted }
    }
}
