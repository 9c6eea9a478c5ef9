import GapDetection
import Provision

extension Options {
    static let kinds = OptionSpec(
        name: "kind",
        value: "KIND",
        help: "Only these kinds of gap.",
        allowed: gapRules.map(\.kind.rawValue),
        isList: true
    )
    static let register = OptionSpec(
        name: "register",
        value: "REGISTER",
        help: "Only gaps in provision, or only those in the record.",
        allowed: RegisterSection.allCases.map(\.rawValue)
    )
    static let minSeverity = OptionSpec(
        name: "min-severity",
        value: "N",
        help: "Only gaps of this severity (0 to 100) or more."
    )
}

/// Which gaps a call wants.
struct GapFilter {
    /// Nil for all.
    let kinds: Set<GapKind>?
    private let leastSeverity: Int
    /// By index in the framework.
    private let service: Int?

    init(_ invocation: Invocation, _ access: StoreAccess) throws {
        let chosen = Set(invocation.values(Options.kinds).map(GapKind.init(rawValue:)))
        let section = invocation.value(Options.register).flatMap(RegisterSection.init(rawValue:))
        let ofSection = section.map { Set($0.kinds) }
        kinds = chosen.isEmpty ? ofSection : ofSection.map(chosen.intersection) ?? chosen
        leastSeverity = try Self.leastSeverity(invocation)
        service = try access.service(invocation)
    }

    func admits(_ finding: Finding) -> Bool {
        finding.severity >= leastSeverity && (service.map { Int(finding.service) == $0 } ?? true)
    }

    private static func leastSeverity(_ invocation: Invocation) throws -> Int {
        guard let text = invocation.value(Options.minSeverity) else { return 0 }
        guard let number = Int(text), (0...100).contains(number) else {
            throw invocation.refusal(
                ofOption: Options.minSeverity.name,
                expected: "Expected a whole number from 0 to 100."
            )
        }
        return number
    }
}
