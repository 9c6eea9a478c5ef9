package import GapDetection

/// `gap.changes`' answer.
package struct GapChangesAnswer: Encodable {
    package let from: String
    package let to: String
    package let opened: [GapListAnswer.Entry]
    package let closed: [GapListAnswer.Entry]
    package let reopened: [GapListAnswer.Entry]
    package let persisting: [GapListAnswer.Entry]
    /// What is shown in place of the area asked about; left out where nothing is to be said.
    package let note: String?

    package init(
        from: String,
        to: String,
        lists: [(String, [Gap])],
        note: String? = nil,
        _ entries: ([Gap], String) -> [GapListAnswer.Entry]
    ) {
        func list(_ name: String) -> [GapListAnswer.Entry] {
            lists.first { $0.0 == name }.map { entries($0.1, name) } ?? []
        }
        self.from = from
        self.to = to
        self.note = note
        opened = list("opened")
        closed = list("closed")
        reopened = list("reopened")
        persisting = list("persisting")
    }
}
