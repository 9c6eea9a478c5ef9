import GapDetection
package import Provision

/// Expected need, step by step, and published figures held against it.
package struct NeedAnswer: Answer {
    package let formula: String
    package let areas: [Row]
    package let published: [Check]
    package let sources: [String]
    /// What is shown in place of the area asked about, and whose figures those of areas without their own are; left out where
    /// nothing is to be said.
    package let notes: [String]?

    package struct Row: Encodable {
        package let area: String
        package let name: String
        package let children: Int?
        package let base: Int?
        package let deprived: Int?
        package let additional: Int?
        package let need: Int?
        package let target: Int?
        /// "own", "predecessors", "adjusted" or "parts": whose figures these are.
        package let childrenFrom: String?
        package let deprivedFrom: String?
        /// The sources of the row's children and deprivation, with their licences.
        package let sources: [String]
    }

    package struct Check: Encodable {
        package let area: String
        package let name: String
        package let total: Int
        package let target: Int
        package let impliedDeprived: Int
        package let disagreements: [String]

        package var verdict: String {
            "total \(grouped(total)), target \(grouped(target)), which imply \(grouped(impliedDeprived)) children in deprived areas; "
                + (disagreements.isEmpty ? "the other cells follow from these." : "these cells do not follow:")
        }
    }

    /// - Parameter rows: those of the snapshot that are shown, each after the area that heads it.
    package init(
        _ model: ProvisionModel,
        _ need: NeedModel,
        _ snapshot: Snapshot,
        rows chosen: some Sequence<Int>,
        note: String? = nil
    ) {
        var rows: [Int] = []
        for area in chosen.map({ snapshot.rows[$0] }) {
            let head = model.group(of: area, on: snapshot.areasAsOf)
            if !rows.contains(head) { rows.append(head) }
            if head != area { rows.append(area) }
        }
        func whole(_ value: Double?) -> Int? { value.map { Int($0.rounded()) } }
        formula =
            "children x \(need.base) + children in deprived areas x \(need.deprived); initial target x \(need.target)"
        areas = rows.map { index in
            let area = model.areas.area(at: index, on: snapshot.areasAsOf)
            let estimate = need.expected(of: area)
            return Row(
                area: area.id.text,
                name: area.name,
                children: estimate?.children,
                base: whole(estimate?.base),
                deprived: whole(estimate?.deprived),
                additional: estimate?.deprived == nil ? nil : whole(estimate?.additional),
                need: whole(estimate?.need),
                target: estimate?.target,
                childrenFrom: area.people.children == nil ? nil : area.people.childrenFrom.rawValue,
                deprivedFrom: area.people.deprivedShare == nil ? nil : area.people.deprivedFrom.rawValue,
                sources: model.areas.peopleSources(of: [index]).map(\.citation)
            )
        }
        let said = [note, model.peopleNote(snapshot, areas: rows)].compactMap { $0 }
        notes = said.isEmpty ? nil : said
        published = need.published.filter { row in
            model.areas.index(of: row.area).map { rows.contains($0) } ?? false
        }.map { row in
            let check = NeedCheck(row, need)
            return Check(
                area: row.area.text,
                name: model.areas.area(row.area)?.name ?? row.area.text,
                total: row.total,
                target: row.target,
                impliedDeprived: check.impliedDeprived,
                disagreements: check.disagreements
            )
        }
        sources = model.sourcesOfNeed(areas: rows)
    }
    package var table: AnswerTable? { rows }

    private var rows: AnswerTable {
        typealias Column = AnswerTable.Column<Row>
        let figures: [(data: String, shown: String, KeyPath<Row, Int?>)] = [
            ("children", "CHILDREN 0-4", \.children), ("base", "BASE", \.base), ("deprived", "DEPRIVED", \.deprived),
            ("additional", "ADDITIONAL", \.additional), ("need", "IN NEED", \.need), ("target", "TARGET", \.target),
        ]
        func figure(_ name: String, _ path: KeyPath<Row, Int?>) -> Column { .number(name) { $0[keyPath: path] } }
        return AnswerTable(
            areas,
            data: [.text("area") { $0.area }, .text("name") { $0.name }] + figures.map { figure($0.data, $0.2) }
                + [.text("source") { $0.sources.joined(separator: "; ") }],
            shown: [.text("AREA") { $0.name }] + figures.map { figure($0.shown, $0.2) }
        )
    }

    package var text: AnswerText {
        var text = AnswerText(["Expected need: \(formula)", ""])
        text.rows(of: rows)
        if areas.count > 1 {
            text.paragraph([
                "Shares of deprivation are on record to a tenth of a percent: an ICS's need can differ from the sum of its areas by a few children."
            ])
        }
        text.paragraph(notes ?? [])
        for check in published {
            text.paragraph(["Published for \(check.name): \(check.verdict)"] + check.disagreements.map { "  \($0)" })
        }
        text.paragraph(sources.map { "Source: \($0)" })
        return text
    }
}
