import Markup
import Provision

extension FrameworkWriter {
    /// The `<workforce>` of a framework; nothing where it has none.
    static func workforce(_ workforce: Workforce?, to writer: inout MarkupWriter) {
        guard let workforce else { return }
        writer.element("workforce") { writer in
            writer.attribute("chosen", workforce.chosen?.text)
            writer.attribute("comparison", workforce.comparison)
            writer.attribute("asks-posts", workforce.asksPosts ? "true" : nil)
            for group in workforce.roleGroups {
                writer.compact("role-group") { writer in
                    writer.attribute("id", group.id.text)
                    writer.attribute("name", group.name)
                    if let meaning = group.meaning { writer.element("meaning", text: meaning) }
                    for role in group.roles { writer.element("role", text: role) }
                }
            }
            for option in workforce.options { self.option(option, to: &writer) }
            for ratio in workforce.ratios {
                writer.empty("ratio") {
                    $0.attribute("role-group", ratio.group.text)
                    $0.attribute("children-per-wte", ratio.childrenPerWTE.description)
                    $0.attribute("cost-per-wte", ratio.costPerWTE?.description)
                }
            }
        }
    }

    private static func option(_ option: WorkforceOption, to writer: inout MarkupWriter) {
        writer.element("option") { writer in
            writer.attribute("id", option.id.text)
            writer.attribute("title", option.title)
            writer.attribute("source", option.source.text)
            writer.attribute("section", option.section)
            writer.element("text", text: option.text)
            if let teams = option.teams { writer.element("teams", text: teams) }
            for work in option.works {
                writer.compact("works") { writer in
                    writer.attribute("ref", work.group.text)
                    writer.attribute("at", work.tiers.map(\.rawValue).joined(separator: " "))
                    for role in work.roles { writer.element("role", text: role) }
                }
            }
            for advantage in option.advantages { writer.element("advantage", text: advantage) }
            for disadvantage in option.disadvantages { writer.element("disadvantage", text: disadvantage) }
        }
    }
}
