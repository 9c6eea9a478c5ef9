import Provision

/// Reads `rounds.xml`.
enum RoundsDocument {
    static func read(_ bytes: [UInt8], file: String, areas: AreaHierarchy) throws(DocumentFaults) -> [Round] {
        try XMLDocument.read(bytes, as: .rounds, file: file) { (root: XMLElement) throws(DocumentFaults) in
            let entries = root.children("round")
            var lines = DocumentLines()
            for entry in entries {
                lines.note(entry, as: .round)
                for contact in entry.children("contact") { lines.note(contact, as: .contact) }
            }
            let rounds = try decoding(lines) { try entries.map(round) }
            let faults = Round.faults(in: rounds, areas: areas)
            guard faults.isEmpty else { throw lines.documentFaults(faults) }
            return rounds
        }
    }

    private static func round(_ entry: XMLElement) throws -> Round {
        Round(
            id: try entry.id("id"),
            name: try entry.required("name"),
            opened: try entry.date("opened"),
            due: try entry.optionalDate("due"),
            referenceDate: try entry.date("reference-date"),
            asked: try entry.children("asked").map { try $0.id("area") },
            contacts: try entry.children("contact").map(contact),
            note: entry.child("note")?.text,
            asksNobody: entry.isTrue("asks-nobody")
        )
    }

    private static func contact(_ entry: XMLElement) throws -> Contact {
        let text = try entry.required("email")
        let email: EmailAddress
        do throws(EmailAddress.Unfit) {
            email = try EmailAddress(text)
        } catch {
            throw entry.fault("email=\"\(text)\" \(error.message)", hint: error.hint)
        }
        return Contact(
            area: try entry.id("area"),
            email: email,
            name: entry.attribute("name"),
            role: entry.attribute("role")
        )
    }
}
