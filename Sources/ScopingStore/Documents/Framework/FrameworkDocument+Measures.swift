import Markup
import Provision

extension FrameworkDocument {
    static func measure(_ entry: XMLElement) throws -> Measure {
        Measure(
            id: try entry.id("id"),
            name: try entry.required("name"),
            meaning: entry.child("meaning")?.text,
            isCore: entry.isTrue("core"),
            source: try entry.optionalID("source"),
            section: entry.attribute("section")
        )
    }
}

extension FrameworkWriter {
    /// The `<measures>` of a framework; nothing where there are none.
    static func measures(_ measures: [Measure], to writer: inout MarkupWriter) {
        guard !measures.isEmpty else { return }
        writer.element("measures") { writer in
            for measure in measures {
                writer.compact("measure") {
                    $0.attribute("id", measure.id.text)
                    $0.attribute("name", measure.name)
                    $0.attribute("core", measure.isCore ? "true" : nil)
                    $0.attribute("source", measure.source?.text)
                    $0.attribute("section", measure.section)
                    if let meaning = measure.meaning { $0.element("meaning", text: meaning) }
                }
            }
        }
    }
}
