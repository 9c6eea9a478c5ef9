import GapDetection
package import Provision

/// `snapshot.get`'s answer: ids of areas and service types, and a row of codes for each area.
package struct SnapshotAnswer: Encodable {
    package let asOf: String
    package let knownAt: String?
    package let areas: [String]
    package let services: [String]
    /// The level's code; null where nothing is on record; "not-expected" where the area says so.
    package let values: [[String?]]
    /// What is shown in place of the area asked about, or that nothing is known of it; left out where nothing is to be said.
    package let note: String?

    /// - Parameter rows: those of the snapshot that are wanted.
    package init(_ model: ProvisionModel, _ snapshot: Snapshot, rows: some Sequence<Int>, note: String? = nil) {
        self.note = note
        asOf = snapshot.asOf.description
        knownAt = snapshot.knownAt?.description
        areas = rows.map { model.areas.areas[snapshot.rows[$0]].id.text }
        services = model.framework.serviceTypes.map(\.id.text)
        values = rows.map { row in
            (0..<snapshot.columns).map { model.framework.scale.code(of: snapshot.state(row: row, column: $0)) }
        }
    }
}
