import Provision

/// Reads `rounds.xml`.
enum RoundsDocument {
    static func read(_ bytes: [UInt8], file: String, areas: AreaHierarchy) throws(DocumentFaults) -> [Round] {
        try XMLDocument.read(bytes, as: .rounds, file: file) { (root: XMLElement) throws(DocumentFaults) in
            let entries = root.children("round")
            var lines = DocumentLines()
            for entry in entries { lines.note(entry, as: .round) }
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
            note: entry.child("note")?.text,
            asksNobody: entry.isTrue("asks-nobody")
        )
    }
}
