import Markup
import Provision

extension FrameworkWriter {
    /// The `<standards>` of a framework; nothing where there are none.
    static func standards(_ framework: Framework, to writer: inout MarkupWriter) {
        guard !framework.standards.isEmpty else { return }
        writer.element("standards") { writer in
            writer.attribute("asks-assessments", framework.asksAssessments ? "true" : nil)
            for standard in framework.standards {
                writer.element("standard") {
                    $0.attribute("id", standard.id.text)
                    $0.attribute("kind", standard.kind.rawValue)
                    $0.attribute("title", standard.title)
                    $0.attribute("source", standard.source.text)
                    $0.attribute("section", standard.section)
                    $0.attribute("answered-by", standard.answeredBy == .area ? nil : standard.answeredBy.rawValue)
                    $0.element("text", text: standard.text)
                    if let judge = standard.judge { self.judge(judge, to: &$0) }
                }
            }
        }
    }

    private static func judge(_ judge: Standard.Judge, to writer: inout MarkupWriter) {
        writer.compact("judge") { writer in
            writer.attribute("rule", judge.rule.word)
            switch judge.rule {
            case .ages(let ages):
                writer.attribute("age-from", ages.from.description)
                writer.attribute("age-to", ages.to.description)
            case .interventions(_, let atLeast): writer.attribute("at-least", atLeast > 1 ? atLeast : nil)
            case .needsGroups, .serviceTypes, .measures: break
            }
            writer.attribute("sees-part", judge.seesPart ? "true" : nil)
            writer.attribute("absence", judge.absenceIsUnknown ? "not-known" : nil)
            switch judge.rule {
            case .ages, .measures: break
            case .interventions(let ids, _): references("intervention", ids.map(\.text), to: &writer)
            case .needsGroups(let ids): references("needs-group", ids.map(\.text), to: &writer)
            case .serviceTypes(let ids): references("service-type", ids.map(\.text), to: &writer)
            }
        }
    }

    private static func references(_ name: StaticString, _ ids: [String], to writer: inout MarkupWriter) {
        for id in ids { writer.empty(name) { $0.attribute("ref", id) } }
    }
}
