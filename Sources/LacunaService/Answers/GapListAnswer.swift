package import Exhibits
import GapDetection
import Provision

/// `gap.list`'s answer.
package struct GapListAnswer: Encodable {
    package let asOf: String
    package let total: Int
    /// How many of them are gaps in provision.
    package let provision: Int
    /// How many of them are gaps in the record.
    package let record: Int
    package let gaps: [GapAnswer]
    package let notJudged: [Unknown]
    /// What is shown in place of the area asked about, or that nothing is known of it; left out where nothing is to be said.
    package let note: String?

    package struct Unknown: Encodable {
        package let kind: String
        package let reason: String
        package let areas: [String]
    }

    package init(_ register: GapRegister, note: String? = nil) {
        self.note = note
        asOf = register.asOf.description
        total = register.gaps.count
        provision = register.tally.provision
        record = register.tally.record
        notJudged = register.notJudged.map {
            Unknown(kind: $0.kind.rawValue, reason: $0.reason, areas: $0.areas.map(\.text))
        }
        gaps = register.gaps.map(GapAnswer.init)
    }
}
