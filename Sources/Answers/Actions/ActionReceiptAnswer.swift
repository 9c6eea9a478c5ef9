import Provision
package import ScopingStore

/// What was recorded of an action, in words.
package struct ActionReceiptAnswer {
    package let sentences: [String]

    package init(_ receipt: StoreWriter.ActionReceipt, isRehearsal: Bool) {
        let action = receipt.action
        guard receipt.isNew else {
            sentences = ["That is on record already: \(receipt.path). Nothing was written."]
            return
        }
        let begin = isRehearsal ? "Would record" : "Recorded"
        var lines = ["\(begin) \(receipt.path): \(action.state.inWords), \(action.ownerInWords)."]
        if action.isOpen, let due = action.due { lines.append("Due on \(due.displayText).") }
        if let latest = receipt.latest { lines.append("It takes the place of revision \(latest.revision).") }
        if action.owner == nil {
            lines.append("Nobody is named as its owner: --role and --organisation say who answers for it.")
        }
        sentences = lines
    }
}
