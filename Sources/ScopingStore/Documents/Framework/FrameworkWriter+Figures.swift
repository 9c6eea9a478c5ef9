import Markup
import Provision

extension FrameworkWriter {
    /// The `<figures>` of a framework; nothing where there are none.
    static func figures(_ figures: [PublishedFigure], to writer: inout MarkupWriter) {
        guard !figures.isEmpty else { return }
        writer.element("figures") { writer in
            for figure in figures {
                writer.element("figure") { writer in
                    writer.attribute("id", figure.id.text)
                    writer.attribute("title", figure.title)
                    writer.attribute("unit", figure.unit)
                    writer.attribute("rule", figure.rule.rawValue)
                    writer.attribute("total", figure.total?.description)
                    writer.attribute("tolerance", figure.tolerance?.description)
                    if let claim = figure.claim { printed("printed", claim, to: &writer) }
                    for part in figure.parts { printed("from", part, to: &writer) }
                }
            }
        }
    }

    private static func printed(
        _ name: StaticString,
        _ printed: PublishedFigure.Printed,
        to writer: inout MarkupWriter
    ) {
        writer.empty(name) {
            $0.attribute("value", printed.value.description)
            $0.attribute("of", printed.of?.description)
            $0.attribute("label", printed.label)
            $0.attribute("words", printed.words)
            $0.attribute("source", printed.source.text)
            $0.attribute("section", printed.section)
        }
    }
}
