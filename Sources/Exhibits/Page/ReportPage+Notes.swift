import Markup
import Provision

/// How to read the page, what it rests on, and what is missing from it.
extension ReportPage {
    func writeNotes(to writer: inout MarkupWriter) {
        section("notes", "How to read this", to: &writer) { writer in
            writer.element("h3", text: "The heatmap")
            writer.element(
                "p",
                text:
                    "Each row is an area and each column a service type. A cell has the level's letter, a sign, a colour and a "
                    + "pattern, so that none of them is needed alone. A cell shows the latest rating about a date not after the "
                    + "date above; \u{201C}Not rated\u{201D} means that nothing is on record, which is not the same as no provision."
            )
            writer.element("h3", text: "The gap register")
            writer.element(
                "p",
                text:
                    "A gap in provision is something that families need and an area does not have. A gap in the record is a rating that "
                    + "is missing or old, a return that was not made, or two statements that disagree; it is listed and counted apart. "
                    + "Severity runs from 0 to 100: what is lacking, times the children in need behind it, and more the longer it "
                    + "has been open; behind a gap in the record no children are counted. \u{201C}Since\u{201D} is the first "
                    + "round from which it has been so without a break."
            )
            writer.element("h3", text: "What it rests on")
            let returns = model.standingReturns(knownAt: snapshot.knownAt)
            let own = returns.count { $0.source == .areaReturn }
            writer.element(
                "p",
                text: "\(counted(model.rounds.count { $0.referenceDate <= snapshot.asOf }, "round")); "
                    + "\(counted(own, "return")) of the areas' own and \(returns.count - own) collated by the network."
            )
            if !index.sources.isEmpty {
                writer.element("p", text: "Sources, by the numbers that the gap register gives:")
                writer.element("ol") { writer in
                    for source in index.sources {
                        let facts = [source.title, source.publisher, source.published, source.licence].compactMap { $0 }
                        writer.element("li", text: safe(facts.joined(separator: ", ")))
                    }
                }
            }
            let people = model.areas.peopleSources(of: snapshot.rows)
            if !people.isEmpty {
                writer.element("p", text: "Numbers of children, and of those in deprived areas:")
                writer.element("ul") { writer in
                    writer.attribute("id", "people-sources")
                    for source in people { writer.element("li", text: safe(source.citation)) }
                }
            }
            writer.element("h3", text: "What was left out") { $0.attribute("id", "left-out") }
            writer.element(
                "p",
                text: leftOut.isEmpty
                    ? "Nothing: every return on record could be read."
                    : "Left out because they are damaged or invalid: \(leftOut.map(safe).joined(separator: ", "))."
            )
        }
    }
}
