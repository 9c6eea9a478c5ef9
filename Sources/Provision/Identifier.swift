/// The lasting id of an area, a service type, a round, …: a lower-case slug such as `ccg-halton`.
///
/// Ids become file names and parts of other ids, so they are ASCII letters, digits and single inner hyphens, at most
/// 64 of them. Being ASCII, two ids are equal exactly when their bytes are. The phantom type keeps an area's id from
/// being passed where a service type's is meant.
public struct Identifier<Subject>: Hashable, Sendable {
    /// The slug itself.
    public let text: String

    /// The longest id accepted, in characters.
    public static var longest: Int { 64 }

    /// Returns nil unless `text` is a slug.
    public init?(_ text: some StringProtocol) {
        var count = 0
        var previousIsHyphen = true
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
                previousIsHyphen = false
            case UInt8(ascii: "-") where !previousIsHyphen:
                previousIsHyphen = true
            default:
                return nil
            }
            count += 1
            if count > Self.longest { return nil }
        }
        guard count > 0, !previousIsHyphen else { return nil }
        self.text = String(text)
    }
}

extension Identifier: CustomStringConvertible {
    public var description: String { text }
}

extension Identifier: Comparable {
    public static func < (first: Self, second: Self) -> Bool {
        first.text.utf8.lexicographicallyPrecedes(second.text.utf8)
    }
}
