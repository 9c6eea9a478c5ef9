package import Exhibits
import GapDetection
import Provision

/// `gap.list`'s answer.
package struct GapListAnswer: Encodable {
    package let asOf: String
    package let total: Int
    package let gaps: [GapAnswer]
    package let notJudged: [Unknown]

    package struct Unknown: Encodable {
        package let kind: String
        package let reason: String
        package let areas: [String]
    }

    package init(_ register: GapRegister) {
        asOf = register.asOf.description
        total = register.gaps.count
        notJudged = register.notJudged.map {
            Unknown(kind: $0.kind.rawValue, reason: $0.reason, areas: $0.areas.map(\.text))
        }
        gaps = register.gaps.map(GapAnswer.init)
    }
}
