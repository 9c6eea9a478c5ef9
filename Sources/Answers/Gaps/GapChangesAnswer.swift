import Exhibits
package import GapDetection
package import Provision

/// What became of the gaps between two dates.
package struct GapChangesAnswer: Answer {
    package let from: String
    package let to: String
    package let opened: [GapAnswer]
    package let closed: [GapAnswer]
    package let reopened: [GapAnswer]
    package let persisting: [GapAnswer]
    /// Ids of gaps in provision that closed without an action on record for them; left out where there are none, or no actions at all.
    package let closedWithoutAction: [String]?
    /// What is shown in place of the area asked about; left out where nothing is to be said.
    package let note: String?
    /// Each list as a register: what closed is seen from the earlier date.
    private let lists: [(name: String, register: GapRegister)]
    private let head: [String]

    private enum CodingKeys: CodingKey {
        case from, to, opened, closed, reopened, persisting, closedWithoutAction, note
    }

    /// - Parameter head: the lines above the lists: what part of the map it is of, and on which areas.
    package init(
        _ changes: GapChanges,
        _ model: ProvisionModel,
        knownAt: Instant? = nil,
        note: String? = nil,
        head: [String] = []
    ) {
        from = changes.from.description
        to = changes.to.description
        // Words are made here, once for each list.
        let lists = [
            ("opened", changes.opened, changes.to), ("closed", changes.closed, changes.from),
            ("reopened", changes.reopened, changes.to), ("persisting", changes.persisting, changes.to),
        ]
        let answers = lists.map { $0.1.map(GapAnswer.init) }
        (opened, closed, reopened, persisting) = (answers[0], answers[1], answers[2], answers[3])
        self.lists = lists.map { name, gaps, date in
            (name, GapRegister(gaps: gaps, model: model, asOf: date))
        }
        self.note = note
        self.head = head
        let unexplained = changes.closedWithoutAction(model, knownAt: knownAt)
        closedWithoutAction = unexplained.isEmpty ? nil : unexplained.map(\.id.description)
    }

    package var table: AnswerTable? { AnswerTable(lists, naming: true) }

    package var xml: [UInt8]? { GapRegister.xml(lists) }

    package var text: AnswerText {
        var text = AnswerText(head)
        for section in RegisterSection.allCases {
            let found = lists.map { list in
                (list, list.register.gaps.indices.filter { list.register.gaps[$0].kind.section == section })
            }
            let counts = found.map { list, rows in "\(rows.count) \(list.name)" }
            text.line("\(section.title): \(counts.joined(separator: ", ")).")
            for (list, rows) in found where !rows.isEmpty {
                text.line()
                text.line("\(section.title), \(list.name)")
                text.rows(of: AnswerTable([list], naming: true), rows)
            }
            if section != RegisterSection.allCases.last { text.line() }
        }
        if let count = closedWithoutAction?.count {
            text.paragraph(
                ["\(counted(count, "gap")) closed without an action on record for \(count == 1 ? "it" : "them")."]
            )
        }
        return text
    }
}
