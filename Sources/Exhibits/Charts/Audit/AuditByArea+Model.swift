package import GapDetection
import Provision

extension AuditByArea {
    /// Standards by areas, those that somebody or something speaks of: the others are named below.
    package init(_ scope: ExhibitScope, _ audit: StandardsAudit) {
        let model = scope.model
        func name(_ area: Int) -> String { model.areas.areas[area].name }
        let spoken = Set(audit.cells.filter(\.isSpokenOf).map(\.standard))
        let shown = audit.standards.indices.filter(spoken.contains)
        let cells = audit.cells.filter { spoken.contains($0.standard) }
        let asked = Set(cells.map(\.area))
        let places = audit.areas.filter(asked.contains)
        var found: [Int: [Int: StandardsAudit.Cell]] = [:]
        for cell in cells { found[cell.standard, default: [:]][cell.area] = cell }
        func cell(_ standard: Int, _ area: Int) -> Cell? {
            found[standard]?[area].map { found in
                Cell(
                    stated: found.stated,
                    judged: found.verdict == nil ? .noRule : found.judged.map(Judgement.state) ?? .unknown,
                    isConflict: found.conflict != nil,
                    words: "\(audit.standards[standard].title), \(name(area)): \(found.words(model))"
                )
            }
        }
        var groups: [(heading: String, rows: [Row])] = []
        for kind in Standard.Kind.allCases {
            let rows = shown.filter { audit.standards[$0].kind == kind }.map { standard in
                Row(name: audit.standards[standard].title, cells: places.map { cell(standard, $0) })
            }
            if !rows.isEmpty { groups.append((kind.heading, rows)) }
        }
        var areas: [(head: String?, names: [String])] = []
        var last: Int?
        let snapshot = scope.snapshot()
        let heads = Set(model.groups(of: snapshot).map(\.head))
        let date = snapshot.areasAsOf
        for area in places {
            let parent = model.group(of: area, on: date)
            let head = heads.contains(area) ? area : heads.contains(parent) ? parent : area
            if head != last || areas.isEmpty {
                areas.append((!heads.contains(head) || places == [area] ? nil : name(head), []))
                last = head
            }
            areas[areas.count - 1].names.append(
                heads.contains(area) && areas.last?.head != nil ? "As a whole" : name(area)
            )
        }
        let silent = audit.standards.indices.filter { !spoken.contains($0) }.map { audit.standards[$0].title }
        let notes =
            silent.isEmpty
            ? []
            : [
                "Not drawn, as nobody has assessed \(silent.count == 1 ? "it" : "them") and no data can judge \(silent.count == 1 ? "it" : "them"): "
                    + "\(listed(silent, most: 6))."
            ]
        self.init(
            caption: scope.caption(
                "held against the service model",
                finding: audit.finding,
                "What the service model asks for, held against what areas state and what is on record, on \(scope.asOf.displayText).",
                notes: notes
            ),
            groups: groups,
            areas: areas,
            holdsStatements: cells.contains { $0.stated != nil },
            summary: audit.sentences.joined(separator: " ")
        )
    }
}

extension Standard.Kind {
    /// As a heading over several.
    fileprivate var heading: String {
        switch self {
        case .principle: "Principles"
        case .element: "Elements"
        case .outcomePrinciple: "Principles of outcome measurement"
        case .trainingTopic: "Training topics"
        case .recommendation: "Recommendations"
        case .other: "Others"
        }
    }
}

extension StandardsAudit.Cell {
    /// "stated as met; by the data not met: No intervention is on record."
    fileprivate func words(_ model: ProvisionModel) -> String {
        let said = stated.map { "stated as \($0.words)" } ?? "not assessed"
        guard let verdict else { return said + "; no data can tell." }
        return "\(said); by the data \(judged?.words ?? "not known"): \(verdict.reason(model))"
    }
}
