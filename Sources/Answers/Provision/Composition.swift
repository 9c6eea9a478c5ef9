import Provision

/// Who lives in an area by ethnic group, as it is printed.
package struct Composition: Encodable {
    package let area: String
    package let name: String
    package let groups: [Group]
    /// What the groups make together; what is missing is not stated.
    package let stated: Double
    package let source: String?
    package let section: String?
    let composition: [Area.EthnicGroup]
    let sum: Share
    /// The source and its section, for people.
    let citation: String

    private enum CodingKeys: CodingKey { case area, name, groups, stated, source, section }

    package struct Group: Encodable {
        package let name: String
        /// Of one, exactly as printed.
        package let share: Double
    }

    /// - Returns: nil where nothing of it is on record.
    init?(_ area: Area, _ model: ProvisionModel) {
        guard let first = area.composition.first else { return nil }
        self.area = area.id.text
        name = area.name
        groups = area.composition.map { Group(name: $0.name, share: $0.share.value) }
        composition = area.composition
        sum = area.composedShare
        stated = sum.value
        source = first.source?.text
        section = first.section
        citation = [
            first.source.flatMap(model.areas.source)?.citation ?? first.source?.text ?? "not stated",
            first.section.map(Evidence.displayText),
        ].compactMap(\.self).joined(separator: ", ")
    }
}

extension [Composition] {
    /// A row an area and a column a group.
    var table: AnswerTable {
        var names: [String] = []
        for group in flatMap(\.composition) where !names.contains(group.name) { names.append(group.name) }
        typealias Column = AnswerTable.Column<Composition>
        func column(_ name: String) -> Column {
            .figure(name) { $0.composition.first { $0.name == name }?.share.displayText ?? "" }
        }
        return AnswerTable(
            self,
            [.text("area") { $0.name }] + names.map(column) + [.figure("stated") { $0.sum.displayText }]
        )
    }
}
