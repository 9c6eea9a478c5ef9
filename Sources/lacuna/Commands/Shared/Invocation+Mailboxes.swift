import Mail
import Provision

extension Invocation {
    /// Each address that an option names: "ann@nhs.net", or "Ann Smith <ann@nhs.net>".
    ///
    /// - Parameter name: stands before an address that comes without one.
    func mailboxes(_ option: OptionSpec, named name: String? = nil) throws(UsageError) -> [Mailbox] {
        var mailboxes: [Mailbox] = []
        for value in values(option) { mailboxes.append(try mailbox(value, of: option, named: name)) }
        return mailboxes
    }

    private func mailbox(_ value: String, of option: OptionSpec, named name: String?) throws(UsageError) -> Mailbox {
        let text = collapsed(value)
        var name = name
        var address = text
        if text.hasSuffix(">"), let open = text.lastIndex(of: "<") {
            let before = collapsed(String(text[..<open])).filter { $0 != "\"" }
            if !before.isEmpty { name = before }
            address = collapsed(String(text[text.index(after: open)...].dropLast()))
        }
        do throws(EmailAddress.Unfit) {
            let checked = try EmailAddress(address)
            if let mailbox = Mailbox(name: name, address: checked.text) { return mailbox }
        } catch {
            throw refusal(
                ofOption: option.name,
                text: value,
                expected: "The address \(error.message): \(error.hint)."
            )
        }
        throw refusal(ofOption: option.name, text: value)
    }
}
