package import GapDetection
package import Provision

/// Areas of like size and deprivation that have in full what one area lacks.
package struct TwinsAnswer: Answer {
    package let area: String
    package let name: String
    package let nearest: [String]
    package let lacking: [Lacking]
    /// Whose figures those of areas without their own are; left out where all areas have theirs.
    package let note: String?
    private let asOf: CalendarDate

    private enum CodingKeys: CodingKey { case area, name, nearest, lacking, note }

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
        asOf = snapshot.asOf
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

    package var table: AnswerTable? { rows }

    private var rows: AnswerTable {
        typealias Line = (lack: Lacking, twin: Twin?)
        let lines = lacking.flatMap { lack -> [Line] in
            lack.twins.isEmpty ? [(lack, nil)] : lack.twins.map { (lack, $0) }
        }
        return AnswerTable(
            lines,
            [
                .text("service type") { $0.lack.serviceName }, .text("here") { $0.lack.here },
                .text("area") { $0.twin?.name ?? "(no area of the kind has it in full)" },
                .text("there") { $0.twin?.value ?? "" }, .number("children 0-4") { $0.twin?.children },
                .figure("deprived %") {
                    $0.twin.map { String(($0.deprivedShare * 1_000).rounded() / 10) } ?? ""
                },
                .figure("distance") { $0.twin.map { String($0.distance) } ?? "" },
            ]
        )
    }

    package var text: AnswerText {
        var text = AnswerText([
            "\(name), \(asOf.displayText): areas like it, and what they have in full",
            "Nearest: " + nearest.joined(separator: ", ") + ".", "",
        ])
        text.rows(of: rows)
        text.paragraph([
            "DISTANCE: how unlike the areas are in children aged 0-4 and in deprivation, in standard deviations; 0 is alike."
        ])
        text.paragraph([note].compactMap { $0 })
        return text
    }
}
