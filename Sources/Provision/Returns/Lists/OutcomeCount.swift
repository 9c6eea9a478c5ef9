/// How many families, as an outcome return says it.
public enum OutcomeCount: Hashable, Sendable {
    case exactly(Int)
    /// Not told: under five, or a number by which one under five could be worked out.
    case withheld

    /// The largest number of families that a service sees in a period.
    public static let limit = 1_000_000
    /// Numbers above none and below this one may lead to a family, and are told to nobody. NHS bodies publish none under five.
    public static let smallest = 5

    /// Whether a number may lead to a family.
    public static func isSmall(_ number: Int) -> Bool { (1..<smallest).contains(number) }

    /// What stands for a withheld one in documents.
    static let withheldWord = "withheld"

    /// - Parameter text: "12" or "withheld".
    /// - Returns: nil for anything else, and beyond the limit.
    public init?(_ text: some StringProtocol) {
        if text == Self.withheldWord {
            self = .withheld
            return
        }
        let isNumber = !text.isEmpty && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        guard isNumber, text.utf8.count <= 7, let number = Int(text), number <= Self.limit else { return nil }
        self = .exactly(number)
    }

    public var text: String {
        switch self {
        case .exactly(let number): String(number)
        case .withheld: Self.withheldWord
        }
    }

    public var number: Int? {
        guard case .exactly(let number) = self else { return nil }
        return number
    }
}
