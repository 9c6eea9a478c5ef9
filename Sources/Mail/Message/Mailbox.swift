/// Someone's name and address, as the headers From and To have them.
public struct Mailbox: Hashable, Sendable {
    /// Any text; nil for the address alone.
    public let name: String?
    public let address: String

    /// Returns nil for an address that could end or widen its header: with anything but printable ASCII, without an `@`, or with a
    /// space, comma, semicolon, colon, quote, backslash, bracket or parenthesis. Whether a server would take it is the caller's to know.
    public init?(name: String? = nil, address: String) {
        guard address.utf8.count <= 254, address.utf8.contains(UInt8(ascii: "@")),
            address.utf8.allSatisfy({ (0x21...0x7E).contains($0) && !"<>()[],;:\\\"".utf8.contains($0) })
        else { return nil }
        self.name = name
        self.address = address
    }

    /// What stands behind the last `@`.
    public var domain: String { address.split(separator: "@").last.map(String.init) ?? address }

    /// As a header has it.
    ///
    /// - Parameter column: how much of the line is taken.
    func header(column: Int) -> [UInt8] {
        guard let name, !HeaderText.plain(name).isEmpty else { return Array(address.utf8) }
        let phrase = HeaderText.phrase(name, column: column)
        let turns = phrase.contains(13) || column + phrase.count + address.utf8.count + 3 > HeaderText.width
        return phrase + (turns ? lineEnd : []) + [0x20] + Array("<\(address)>".utf8)
    }
}
