import Markup
public import Provision

/// Writes `rounds.xml` in its canonical form, sealed.
public enum RoundsWriter {
    public static func bytes(of rounds: [Round], isSimulated: Bool) -> [UInt8] {
        var writer = MarkupWriter()
        writer.declaration()
        let attributes = [Attribute("xmlns", scopingNamespace), Attribute("simulated", isSimulated ? "true" : nil)]
        writer.element("rounds", attributes) { writer in
            for round in rounds {
                writer.element(
                    "round",
                    [
                        Attribute("id", round.id.text), Attribute("name", round.name),
                        Attribute("opened", round.opened.description), Attribute("due", round.due?.description),
                        Attribute("reference-date", round.referenceDate.description),
                        Attribute("asks-nobody", round.asksNobody ? "true" : nil),
                    ]
                ) { writer in
                    if let note = round.note { writer.element("note", text: note) }
                    for area in round.asked { writer.element("asked", [Attribute("area", area.text)]) }
                }
            }
        }
        return Seal.applied(to: writer.bytes)
    }
}
