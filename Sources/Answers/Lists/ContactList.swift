package import Provision
package import ScopingStore
import Spreadsheets

/// Whom to write to about which area, as a network keeps it in a spreadsheet: a row for each person and area.
///
///     area,email,name,role
///     Halton,ann.smith@nhs.net,Ann Smith,Commissioner
///
/// Areas go by id, name or code; of several with one name the one that the round asks is meant.
package struct ContactList {
    package let contacts: [Contact]
    /// What was left out, and what had to be guessed.
    package let remarks: [DocumentFault]

    private static let area = ListReading.Column("area", or: ["area name", "area code", "area id"], isRequired: true)
    private static let email = ListReading.Column(
        "email",
        or: ["email address", "mail", "contact email"],
        isRequired: true
    )
    private static let name = ListReading.Column("name", or: ["contact", "contact name", "full name", "person"])
    private static let role = ListReading.Column("role", or: ["job title", "position", "in the role of"])

    /// Reads a list for a round. Rows of areas that the round does not ask are left out and told: a network has one list for all.
    ///
    /// - Throws: every fault, by row and column.
    package init(
        _ bytes: [UInt8],
        file: String,
        round: Round,
        model: ProvisionModel,
        lookup: Lookup
    ) throws(DocumentFaults) {
        var list = try ListReading(bytes, file: file, columns: [Self.area, Self.email, Self.name, Self.role])
        let asked = round.asked.compactMap { model.areas.index(of: $0) }
        var contacts: [Contact] = []
        var rowOfContact: [[String]: Int] = [:]
        for row in list.rows where list.faults.count < 5 * Limits.faults {
            let word = list.text(Self.area, in: row)
            let address = list.text(Self.email, in: row)
            let (name, role) = (list.text(Self.name, in: row), list.text(Self.role, in: row))
            list.check(name, Self.name, in: row)
            list.check(role, Self.role, in: row)
            let place = Self.place(of: word, in: row, &list, round, asked, lookup)
            let email: EmailAddress
            do throws(EmailAddress.Unfit) {
                email = try EmailAddress(address)
            } catch {
                list.note(row, Self.email, "'\(shown(address))' \(error.message)", error.hint)
                continue
            }
            guard let place else { continue }
            let area = model.areas.areas[place]
            guard asked.contains(place) else {
                list.remark(row, "\(area.name) (\(area.id)) is left out: round \(round.id) does not ask it")
                continue
            }
            if let earlier = rowOfContact.updateValue(row.number, forKey: [area.id.text, email.key]) {
                list.note(
                    row,
                    Self.email,
                    "\(email) already stands for \(area.name) in row \(earlier)",
                    "keep one of the two"
                )
                continue
            }
            contacts.append(
                Contact(
                    area: area.id,
                    email: email,
                    name: name.isEmpty ? nil : name,
                    role: role.isEmpty ? nil : role
                )
            )
        }
        try list.finish()
        self.contacts = contacts
        remarks = list.remarks
    }

    private static func place(
        of word: String,
        in row: ListReading.Row,
        _ list: inout ListReading,
        _ round: Round,
        _ asked: [Int],
        _ lookup: Lookup
    ) -> Int? {
        guard !word.isEmpty else {
            list.note(row, area, "no area is named", "write its id, name or code")
            return nil
        }
        do throws(LookupFault) {
            return try lookup.area(word, on: round.referenceDate) { asked }
        } catch {
            let hint = error.nearest.map { "did you mean '\($0)'?" } ?? error.expected
            list.note(row, area, error.isUnknown ? "'\(shown(word))' is no area" : "'\(shown(word))' is several", hint)
            return nil
        }
    }
}
