package import GapDetection
import Provision

/// What became of the gaps, as `gap.changes` and the commands write it.
package struct GapChangesAnswer: Encodable {
    package let from: String
    package let to: String
    package let opened: [GapAnswer]
    package let closed: [GapAnswer]
    package let reopened: [GapAnswer]
    package let persisting: [GapAnswer]
    /// What is shown in place of the area asked about; left out where nothing is to be said.
    package let note: String?

    package init(_ changes: GapChanges, note: String? = nil) {
        from = changes.from.description
        to = changes.to.description
        opened = changes.opened.map(GapAnswer.init)
        closed = changes.closed.map(GapAnswer.init)
        reopened = changes.reopened.map(GapAnswer.init)
        persisting = changes.persisting.map(GapAnswer.init)
        self.note = note
    }
}
