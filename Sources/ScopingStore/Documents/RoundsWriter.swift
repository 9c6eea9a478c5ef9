import Markup
public import Provision

/// Writes `rounds.xml` in its canonical form, sealed.
public enum RoundsWriter {
    public static func bytes(of rounds: [Round], isSimulated: Bool) -> [UInt8] {
        var writer = MarkupWriter()
        writer.declaration()
        writer.element("rounds") { writer in
            writer.attribute("xmlns", scopingNamespace)
            writer.attribute("simulated", isSimulated ? "true" : nil)
            for round in rounds {
                writer.element("round") { writer in
                    writer.attribute("id", round.id.text)
                    writer.attribute("name", round.name)
                    writer.attribute("opened", round.opened.description)
                    writer.attribute("due", round.due?.description)
                    writer.attribute("reference-date", round.referenceDate.description)
                    writer.attribute("asks-nobody", round.asksNobody ? "true" : nil)
                    if let note = round.note { writer.element("note", text: note) }
                    for area in round.asked { writer.empty("asked") { $0.attribute("area", area.text) } }
                    for contact in round.contacts {
                        writer.empty("contact") {
                            $0.attribute("area", contact.area.text)
                            $0.attribute("email", contact.email.text)
                            $0.attribute("name", contact.name)
                            $0.attribute("role", contact.role)
                        }
                    }
                }
            }
        }
        return Seal.applied(to: writer.bytes)
    }
}
