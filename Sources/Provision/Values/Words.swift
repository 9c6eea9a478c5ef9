// How sentences put numbers and lists: one place for findings, pictures and messages, so that a board reads one hand.

/// A whole number as British readers expect it: "66,772".
package func grouped(_ number: Int) -> String {
    var digits = String(number.magnitude)
    var groups: [String] = []
    while digits.utf8.count > 3 {
        groups.insert(String(digits.suffix(3)), at: 0)
        digits.removeLast(3)
    }
    groups.insert(digits, at: 0)
    return (number < 0 ? "-" : "") + groups.joined(separator: ",")
}

/// "1 area", "4 areas", "66,772 children".
package func counted(_ count: Int, _ one: String, _ many: String? = nil) -> String {
    "\(grouped(count)) \(count == 1 ? one : many ?? one + "s")"
}

/// "A", "A and B", "A, B and C"; beyond `most` the rest is counted: "A, B and 3 more".
package func listed(_ names: [String], most: Int = 8) -> String {
    guard names.count > 1, let last = names.last else { return names.first ?? "" }
    if names.count > most {
        return names.prefix(most).joined(separator: ", ") + " and \(grouped(names.count - most)) more"
    }
    return names.dropLast().joined(separator: ", ") + " and " + last
}
