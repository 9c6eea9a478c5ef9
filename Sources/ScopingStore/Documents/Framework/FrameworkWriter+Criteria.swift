import Markup
import Provision

extension FrameworkWriter {
    /// The `<criteria>` of a framework; nothing where it has none.
    static func criteria(_ ladder: CriteriaLadder?, to writer: inout MarkupWriter) {
        guard let ladder else { return }
        writer.element("criteria") { writer in
            for criterion in ladder.criteria {
                writer.compact("criterion") {
                    $0.attribute("id", criterion.id.text)
                    $0.attribute("name", criterion.name)
                    $0.attribute("source", criterion.source?.text)
                    $0.attribute("section", criterion.section)
                    if let meaning = criterion.meaning { $0.element("meaning", text: meaning) }
                }
            }
            for rung in ladder.rungs {
                writer.compact("rung") {
                    $0.attribute("level", rung.level)
                    $0.attribute("service", rung.serviceType?.text)
                    $0.attribute("at-least", rung.atLeast == rung.criteria.count ? nil : rung.atLeast)
                    for id in rung.criteria {
                        $0.empty("criterion") { $0.attribute("ref", id.text) }
                    }
                }
            }
        }
    }
}
