import GapDetection
package import Provision

package struct EvidenceAnswer: Encodable {
    package let text: String
    package let source: String?
    package let section: String?

    package init(_ evidence: Evidence) {
        text = evidence.text
        source = evidence.source?.text
        section = evidence.section
    }
}
