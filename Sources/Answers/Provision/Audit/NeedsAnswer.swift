package import GapDetection
package import Provision

/// Groups of families by area: which interventions are delivered for each, by which services, and what is planned.
package struct NeedsAnswer: Answer {
    package let asOf: String
    package let groups: [Group]
    package let areas: [Area]
    package let cells: [Cell]
    /// The groups that no area's interventions reach, by id.
    package let unreached: [String]
    /// What is on record of an area that heads others (an ICS) without one of them being named; left out where there is nothing.
    package let unnamed: [Unnamed]?
    /// What is shown in place of the area asked about, or that nothing is known of it; left out where nothing is to be said.
    package let note: String?
    let heading: String
    let sentences: [String]

    private enum CodingKeys: CodingKey { case asOf, groups, areas, cells, unreached, unnamed, note }

    package struct Group: Encodable {
        package let id: String
        package let name: String
        package let meaning: String?
    }

    package struct Area: Encodable {
        package let area: String
        package let name: String
        /// "known", "unplaced" where the framework lists nothing of what is there for a group, "not-on-record".
        package let record: String
        /// How many different interventions are delivered.
        package let interventions: Int
        /// The document that lists them, by its path.
        package let document: String?
    }

    package struct Cell: Encodable {
        /// "group", "cross-cutting" or "unplaced": what stands beside the groups has rows of its own.
        package let row: String
        /// The group's id; null in the other rows.
        package let group: String?
        package let area: String
        /// "delivered", "none", "unplaced" or "not-on-record".
        package let state: String
        package let interventions: [Entry]
        package let planned: [Entry]
        let name: String
        let title: String

        private enum Key: CodingKey { case row, group, area, state, interventions, planned }

        package func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Key.self)
            try container.encode(row, forKey: .row)
            try container.encode(group, forKey: .group)
            try container.encode(area, forKey: .area)
            try container.encode(state, forKey: .state)
            try container.encode(interventions, forKey: .interventions)
            try container.encode(planned, forKey: .planned)
        }
    }

    package struct Entry: Encodable {
        package let id: String
        package let name: String
        /// Those that are on record as delivering it; none where nobody is named.
        package let services: [Provider]

        init(_ entry: NeedsMatrix.Entry) {
            id = entry.intervention.id.text
            name = entry.intervention.name
            services = entry.services.map { Provider(id: $0.id.text, name: $0.name) }
        }
    }

    package struct Provider: Encodable {
        package let id: String
        package let name: String
    }

    package struct Unnamed: Encodable {
        package let area: String
        package let name: String
        package let interventions: [Entry]
        package let planned: [Entry]
    }

    /// - Parameter heading: what part of the map it is of.
    package init(_ matrix: NeedsMatrix, _ model: ProvisionModel, note: String? = nil, heading: String = "") {
        asOf = matrix.asOf.description
        self.note = note
        self.heading = heading
        sentences = matrix.sentences
        groups = matrix.groups.map { Group(id: $0.id.text, name: $0.name, meaning: $0.meaning) }
        unreached = matrix.reachedNowhere.map { matrix.groups[$0].id.text }
        func area(_ place: Int) -> Provision.Area { model.areas.areas[place] }
        areas = matrix.rows.map { row in
            let record =
                switch row.reach.record {
                case .absent: NeedsMatrix.State.notOnRecord.rawValue
                case .unplaced: NeedsMatrix.State.unplaced.rawValue
                case .known: "known"
                }
            return Area(
                area: area(row.area).id.text,
                name: area(row.area).name,
                record: record,
                interventions: row.reach.delivered,
                document: row.document.map(documentPath)
            )
        }
        func cell(
            _ kind: String,
            _ title: String,
            _ group: NeedsGroup?,
            _ row: NeedsMatrix.Row,
            _ cell: NeedsMatrix.Cell,
            _ state: NeedsMatrix.State
        ) -> Cell {
            Cell(
                row: kind,
                group: group?.id.text,
                area: area(row.area).id.text,
                state: state.rawValue,
                interventions: cell.delivered.map(Entry.init),
                planned: cell.planned.map(Entry.init),
                name: area(row.area).name,
                title: title
            )
        }
        func beside(_ kind: String, _ title: String, _ path: KeyPath<NeedsMatrix.Row, NeedsMatrix.Cell>) -> [Cell] {
            matrix.rows.map { row in
                let found = row[keyPath: path]
                let state: NeedsMatrix.State =
                    row.reach.record == .absent ? .notOnRecord : found.delivered.isEmpty ? .none : .delivered
                return cell(kind, title, nil, row, found, state)
            }
        }
        cells =
            matrix.groups.enumerated().flatMap { place, group in
                matrix.rows.map { cell("group", group.name, group, $0, $0.cells[place], $0.state(place)) }
            } + beside("cross-cutting", "Cross-cutting", \.crossCutting)
            + beside("unplaced", "Listed for no group", \.unplaced)
        let heads = matrix.heads.map { row in
            func all(_ path: KeyPath<NeedsMatrix.Cell, [NeedsMatrix.Entry]>) -> [Entry] {
                var seen: Set<String> = []
                return (row.cells + [row.crossCutting, row.unplaced]).flatMap { $0[keyPath: path] }.map(Entry.init)
                    .filter { seen.insert($0.id).inserted }
            }
            return Unnamed(
                area: area(row.area).id.text,
                name: area(row.area).name,
                interventions: all(\.delivered),
                planned: all(\.planned)
            )
        }
        unnamed = heads.isEmpty ? nil : heads
    }

    package var table: AnswerTable? {
        func ids(_ entries: [Entry]) -> String { entries.map(\.id).joined(separator: "; ") }
        return AnswerTable(
            cells,
            [
                .text("row") { $0.row }, .text("group") { $0.group ?? "" }, .text("title") { $0.title },
                .text("area") { $0.area }, .text("name") { $0.name }, .text("state") { $0.state },
                .number("delivered") { $0.interventions.count }, .text("interventions") { ids($0.interventions) },
                .text("services") { cell in
                    cell.interventions.flatMap(\.services).map(\.id).reduce(into: [String]()) { ids, id in
                        if !ids.contains(id) { ids.append(id) }
                    }.joined(separator: "; ")
                },
                .text("planned") { ids($0.planned) },
            ]
        )
    }
}
