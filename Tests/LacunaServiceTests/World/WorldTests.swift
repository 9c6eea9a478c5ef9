import Foundation
import TestSupport
import Testing

@Suite("A world by seed: writers, readers, a server, boundaries, a failing disk and power cuts")
struct WorldTests {
    /// Which seeds are tried: the first few, more in a thorough run, or those that `LACUNA_SEEDS` names, `17` or `1-500`.
    static let seeds: [UInt64] = {
        let named = ProcessInfo.processInfo.environment["LACUNA_SEEDS"] ?? ""
        let parts = named.split(separator: "-").compactMap { UInt64($0) }
        if let first = parts.first, let last = parts.last, first <= last { return Array(first...last) }
        return Array(1...(Thorough.isAsked ? 200 : 8))
    }()

    private static let steps = 60

    @Test("After every step each route says what a page of plain lists says", arguments: seeds)
    func holds(seed: UInt64) throws {
        let steps = World.Step.list(Self.steps, seed: seed)
        guard let violation = Self.violation(of: steps) else { return }
        let (fewest, what) = Self.shrunk(steps, violation)
        let list = fewest.map(\.description).joined(separator: "\n    ")
        Issue.record("Seed \(seed), of \(steps.count) steps \(fewest.count) suffice:\n    \(list)\n\(what)")
    }

    private static func violation(of steps: [World.Step]) -> String? {
        do {
            var world = try World()
            try world.take(steps)
            return nil
        } catch {
            return "\(error)"
        }
    }

    /// The same failure with fewer steps: halves, quarters and so on are left out as long as it still fails.
    private static func shrunk(_ steps: [World.Step], _ violation: String) -> ([World.Step], String) {
        var (steps, violation) = (steps, violation)
        var size = max(1, steps.count / 2)
        while true {
            var start = 0
            while start < steps.count {
                let fewer = Array(steps[..<start] + steps[min(steps.count, start + size)...])
                if let found = Self.violation(of: fewer) {
                    (steps, violation) = (fewer, found)
                } else {
                    start += size
                }
            }
            if size == 1 { return (steps, violation) }
            size /= 2
        }
    }
}
