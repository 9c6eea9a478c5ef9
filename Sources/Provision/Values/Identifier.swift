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
    public init?(_ text: String) {
        var text = text
        guard text.withUTF8({ unsafe isSlug($0, longest: Self.longest) }) else { return nil }
        self.text = text
    }

    /// An id that stands in the program itself; it must be a slug.
    package init(constant: StaticString) {
        text = constant.description
        precondition(Self(text) != nil, "'\(constant)' is no slug")
    }

    /// Returns nil unless `text` is a slug.
    public init?(_ text: Substring) { self.init(String(text)) }
}

/// ASCII letters and digits in words joined by single hyphens.
private func isSlug(_ bytes: UnsafeBufferPointer<UInt8>, longest: Int) -> Bool {
    guard bytes.count <= longest, let start = bytes.baseAddress else { return false }
    let hyphen = UInt8(ascii: "-")
    let (a, z, zero, nine) = (UInt8(ascii: "a"), UInt8(ascii: "z"), UInt8(ascii: "0"), UInt8(ascii: "9"))
    var previousIsHyphen = true
    var index = 0
    while index < bytes.count {
        let byte = unsafe start[index]
        if byte >= a && byte <= z || byte >= zero && byte <= nine {
            previousIsHyphen = false
        } else if byte == hyphen, !previousIsHyphen {
            previousIsHyphen = true
        } else {
            return false
        }
        index += 1
    }
    return !previousIsHyphen
}

extension Identifier: CustomStringConvertible {
    public var description: String { text }
}

extension Identifier: Comparable {
    public static func < (first: Self, second: Self) -> Bool {
        first.text.utf8.lexicographicallyPrecedes(second.text.utf8)
    }
}
