import Exhibits
package import Provision

/// The whole table at a date: ids of areas and service types, and a row of codes for each area.
package struct SnapshotAnswer: Answer {
    package let asOf: String
    package let knownAt: String?
    package let areas: [String]
    package let services: [String]
    /// The level's code; null where nothing is on record; "not-expected" where the area says so.
    package let values: [[String?]]
    /// What is shown in place of the area asked about, or that nothing is known of it; left out where nothing is to be said.
    package let note: String?
    private let names: [String]
    private let drawn: () -> ProvisionTable

    private enum CodingKeys: CodingKey { case asOf, knownAt, areas, services, values, note }

    /// - Parameters:
    ///   - rows: those of the snapshot that are wanted.
    ///   - heading: what part of the map it is of.
    ///   - scopeNote: what is shown in place of the area asked about.
    ///   - leftOut: the returns that could not be read.
    package init(
        _ model: ProvisionModel,
        _ snapshot: Snapshot,
        rows: some Collection<Int>,
        note: String? = nil,
        heading: String = "",
        scopeNote: String? = nil,
        leftOut: [String] = []
    ) {
        drawn = {
            ProvisionTable(
                model: model,
                snapshot: snapshot,
                heading: heading,
                leftOut: leftOut,
                scopeNote: scopeNote
            )
        }
        names = rows.map { model.areas.areas[snapshot.rows[$0]].name }
        self.note = note
        asOf = snapshot.asOf.description
        knownAt = snapshot.knownAt?.description
        areas = rows.map { model.areas.areas[snapshot.rows[$0]].id.text }
        services = model.framework.serviceTypes.map(\.id.text)
        values = rows.map { row in
            (0..<snapshot.columns).map { model.framework.scale.code(of: snapshot.state(row: row, column: $0)) }
        }
    }
    /// Areas down, service types across, a level's code in each cell; empty where nothing is on record.
    package var table: AnswerTable? {
        typealias Column = AnswerTable.Column<Int>
        let cells: [Column] = services.enumerated().map { column, id in
            .text(id) { values[$0][column] ?? "" }
        }
        return AnswerTable(
            Array(areas.indices),
            [.text("area") { areas[$0] }, .text("name") { names[$0] }] + cells
        )
    }

    package var text: AnswerText { LetterTable.text(drawn()) }
}
