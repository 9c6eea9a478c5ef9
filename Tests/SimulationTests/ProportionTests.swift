import Provision
import Simulation
import Testing

/// Bounds are wide: they show that a simulated network looks like a real one, not that chance is exact.
@Suite("Simulated behaviour")
struct ProportionTests {
    private static let made = Result {
        let world = try SimulatedWorld(areas: 120, services: 20, rounds: 16)
        return (world: world, rounds: world.allReturns())
    }
    private let world: SimulatedWorld
    private let rounds: [[Return]]

    init() throws { (world, rounds) = try Self.made.get() }

    @Test("Some areas do not return, some late, some correct, and the network collates for some")
    func participation() {
        var asked = 0
        var returned = 0
        var late = 0
        var corrected = 0
        var collated = 0
        for (round, returns) in zip(world.network.rounds, rounds) {
            asked += round.asked.count
            let first = returns.filter { $0.source == .areaReturn && $0.revision == 1 }
            returned += first.count
            late += first.filter { $0.recorded.at > Instant(endOf: round.due ?? round.opened) }.count
            corrected += returns.filter { $0.revision == 2 }.count
            collated += returns.filter { $0.source == .collated }.count
            #expect(returns.allSatisfy { $0.recorded.at > Instant(endOf: round.opened) })
        }
        #expect((920...960).contains(returned * 1_000 / asked))
        #expect((50...110).contains(late * 1_000 / asked))
        #expect((20...60).contains(corrected * 1_000 / asked))
        #expect((15...50).contains(collated * 1_000 / asked))
    }

    @Test("Levels persist mostly, every change between neighbours happens, and no level dies out")
    func levels() throws {
        var moves: [String: Int] = [:]
        var counts: [String: Int] = [:]
        var last: [[String]: String] = [:]
        for returns in rounds {
            for document in returns where document.source == .areaReturn {
                let isStanding = !returns.contains {
                    $0.area == document.area && $0.revision > document.revision
                }
                guard isStanding else { continue }
                for rating in document.ratings {
                    guard case .level(let code) = rating.value else { continue }
                    counts[code, default: 0] += 1
                    let cell = [document.area.text, rating.service.text]
                    if let before = last.updateValue(code, forKey: cell) { moves[before + code, default: 0] += 1 }
                }
            }
        }
        let all = moves.values.reduce(0, +)
        let kept = ["GG", "AA", "RR", "BB"].compactMap { moves[$0] }.reduce(0, +)
        #expect((900...950).contains(kept * 1_000 / all))
        for move in ["RB", "BA", "BG", "AG", "GA", "AR", "RA"] { #expect(moves[move, default: 0] > 0, "\(move)") }
        let total = counts.values.reduce(0, +)
        for (code, share) in [("G", 15...45), ("A", 20...60), ("R", 15...45), ("B", 3...20)] {
            #expect(share.contains(counts[code, default: 0] * 100 / total), "\(code): \(counts)")
        }
    }

    @Test("Some ratings have causes or evidence, some are left out or not expected, some returns are partial")
    func details() throws {
        let returns = rounds.joined().filter { $0.source == .areaReturn }
        let ratings = returns.flatMap(\.ratings)
        let short = ratings.filter { $0.value == .level("A") || $0.value == .level("R") }
        #expect(
            (300...500).contains(SimulatedWorld.permille(short.filter { !$0.causes.isEmpty }.count, of: short.count))
        )
        #expect(
            (100...200).contains(
                SimulatedWorld.permille(ratings.filter { !$0.evidence.isEmpty }.count, of: ratings.count)
            )
        )
        #expect(
            (3...30).contains(
                SimulatedWorld.permille(ratings.filter { $0.value == .notExpected }.count, of: ratings.count)
            )
        )
        #expect((950...985).contains(SimulatedWorld.permille(ratings.count, of: returns.count * 20)))
        #expect(ratings.flatMap(\.evidence).allSatisfy { $0.text.hasPrefix("Made up: ") })
        let partial = returns.count { (1...15).contains($0.ratings.count) }
        #expect((25...75).contains(SimulatedWorld.permille(partial, of: returns.count)))
    }

    @Test("Plans open or stall: most are over within three years, some are not, and some are given up")
    func plans() {
        var held: [[String]: Int] = [:]
        var ends: [String: Int] = [:]
        var longest = 0
        for document in rounds.joined() where document.source == .areaReturn && document.revision == 1 {
            for rating in document.ratings {
                guard case .level(let code) = rating.value else { continue }
                let cell = [document.area.text, rating.service.text]
                if code == "B" {
                    held[cell, default: 0] += 1
                } else if let rounds = held.removeValue(forKey: cell) {
                    ends[code, default: 0] += 1
                    longest = max(longest, rounds)
                }
            }
        }
        let all = ends.values.reduce(0, +)
        #expect(all > 300 && longest >= 8)
        #expect((600...900).contains(SimulatedWorld.permille(ends["A", default: 0] + ends["G", default: 0], of: all)))
        #expect(held.values.contains { $0 >= 8 })
    }
}
