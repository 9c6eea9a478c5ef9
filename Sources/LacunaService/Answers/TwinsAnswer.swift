package import GapDetection
package import Provision

package struct TwinsAnswer: Encodable {
    package static let header = ["SERVICE TYPE", "HERE", "AREA", "THERE", "CHILDREN 0-4", "DEPRIVED %", "DISTANCE"]

    package let area: String
    package let name: String
    package let nearest: [String]
    package let lacking: [Lacking]
    /// Whose figures those of areas without their own are; left out where all areas have theirs.
    package let note: String?

    package struct Lacking: Encodable {
        package let service: String
        package let serviceName: String
        package let here: String
        package let twins: [Twin]
    }

    package struct Twin: Encodable {
        package let area: String
        package let name: String
        package let value: String
        package let children: Int
        package let deprivedShare: Double
        package let distance: Double
    }

    package init(_ twins: SimilarAreas, row: Int, _ snapshot: Snapshot, _ model: ProvisionModel, service: Int?) {
        area = twins.area.id.text
        name = twins.area.name
        note = AreaHierarchy.peopleNote([twins.area] + twins.twins.map(\.area))
        nearest = twins.twins.prefix(5).map(\.area.name)
        lacking = model.framework.serviceTypes.indices.compactMap { column in
            guard service == nil || service == column else { return nil }
            let state = snapshot.state(row: row, column: column)
            if let level = model.framework.scale.level(of: state), level.closesGap { return nil }
            let having = twins.twins.filter { twin in
                model.framework.scale.level(of: snapshot.state(row: twin.row, column: column))?.closesGap == true
            }
            return Lacking(
                service: model.framework.serviceTypes[column].id.text,
                serviceName: model.framework.serviceTypes[column].name,
                here: model.code(of: state),
                twins: having.prefix(3).map { twin in
                    Twin(
                        area: twin.area.id.text,
                        name: twin.area.name,
                        value: model.code(of: snapshot.state(row: twin.row, column: column)),
                        children: twin.area.childrenUnderFive ?? 0,
                        deprivedShare: twin.area.deprivedShare ?? 0,
                        distance: (twin.distance * 1_000).rounded() / 1_000
                    )
                }
            )
        }
    }

    package var rows: [[String]] {
        lacking.flatMap { lack -> [[String]] in
            guard !lack.twins.isEmpty else {
                return [[lack.serviceName, lack.here, "(no area of the kind has it in full)", "", "", "", ""]]
            }
            return lack.twins.map { twin in
                [
                    lack.serviceName, lack.here, twin.name, twin.value, String(twin.children),
                    String((twin.deprivedShare * 1_000).rounded() / 10), String(twin.distance),
                ]
            }
        }
    }
}
