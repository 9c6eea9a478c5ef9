import TestSupport
import Testing

@testable import Exhibits

@Suite("XmR charts: limits and rules")
struct ProcessBehaviourTests {
    private func behaviour(_ values: [Double]) throws -> ProcessBehaviour {
        try SmallWorld.require(ProcessBehaviour(values))
    }

    private func marked(_ rule: ProcessBehaviour.Rule, _ values: [Double]) throws -> [Int] {
        let behaviour = try behaviour(values)
        return values.indices.filter { behaviour.signals[$0].contains(rule) }
    }

    @Test("Limits are the mean ± 2.66 times the average moving range")
    func limits() throws {
        let four = try behaviour([5, 7, 6, 8])
        #expect(four.mean == 6.5 && four.median == 6.5)
        #expect(abs(four.averageMovingRange - 5.0 / 3) < 1e-12)
        #expect(abs(four.upperLimit - (6.5 + 2.66 * 5 / 3)) < 1e-12)
        #expect(abs(four.lowerLimit - (6.5 - 2.66 * 5 / 3)) < 1e-12)
    }

    @Test("Fewer than twelve points have no limits and no signals")
    func fewPoints() throws {
        let eleven = try behaviour([1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 90])
        #expect(!eleven.hasLimits && eleven.signals.allSatisfy(\.isEmpty))
        let twelve = try behaviour([1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 90])
        #expect(twelve.hasLimits && twelve.signals[11].contains(.outside))
    }

    @Test("Outside the limits")
    func outside() throws {
        let steady = [10.0, 11, 10, 11, 10, 11, 10, 11, 10, 11, 10, 11, 10, 11]
        #expect(try marked(.outside, steady).isEmpty)
        // Mean 11, average moving range 1.73, upper limit 15.6.
        #expect(try marked(.outside, steady + [18]) == [14])
    }

    @Test("Seven points on one side mark, six do not, and a point on the mean breaks the run")
    func oneSide() throws {
        let zigzag = [9.0, 11, 9, 11, 9, 11, 9]
        // Twelve below, twelve above in sum: the mean is 10.
        let six = zigzag + [11, 10.5, 10.5, 10.5, 10.5, 10.5] + [8.5, 9, 9]
        #expect(try behaviour(six).mean == 10 || abs(behaviour(six).mean - 10) < 0.2)
        #expect(try marked(.oneSide, [1, 2, 1, 2, 1, 2, 1, 9, 8, 9, 8, 9, 8, 9]) == Array(0...13))
        #expect(try marked(.oneSide, [1, 9, 8, 9, 8, 9, 8, 1, 2, 1, 2, 1, 2, 9]).isEmpty)
        #expect(try marked(.oneSide, Array(repeating: 0.1, count: 30)).isEmpty, "a constant series is on its mean")
    }

    @Test("Seven points rising or falling mark, six do not, and equal neighbours break the trend")
    func trend() throws {
        #expect(try marked(.trend, [5, 4, 5, 4, 5, 1, 2, 3, 4, 5, 6, 7, 4, 5]) == Array(5...11))
        #expect(try marked(.trend, [5, 4, 5, 4, 5, 5, 1, 2, 3, 4, 5, 6, 4, 5]).isEmpty)
        #expect(try marked(.trend, [5, 4, 5, 4, 5, 1, 2, 3, 3, 4, 5, 6, 4, 5]).isEmpty)
        #expect(try marked(.trend, [5, 4, 5, 7, 6, 5, 4, 3, 2, 1, 4, 5, 4, 5]) == Array(3...9))
    }

    @Test("Two of three points near one limit mark those two, but not on both sides")
    func nearLimit() throws {
        // Alternating 10 and 11, with two points of 13.2: mean 10.7, average moving range 1.2, near from 12.9, outside from 14.
        let before = (0..<12).map { $0.isMultiple(of: 2) ? 10.0 : 11 }
        let one = before + [13.2, 11, 13.2] + before
        let behaviour = try behaviour(one)
        let near = behaviour.mean + 2.66 * behaviour.averageMovingRange * 2 / 3
        #expect(near < 13.2 && 13.2 < behaviour.upperLimit)
        #expect(try marked(.nearLimit, one) == [12, 14])
        #expect(try marked(.nearLimit, before + [13.2, 13.2] + before) == [12, 13])
        // With a point below the mean between them they are not on one side; one alone is no signal.
        #expect(try marked(.nearLimit, before + [13.2, 10, 13.2] + before).isEmpty)
        #expect(try marked(.nearLimit, before + [13.2] + before).isEmpty)
    }

    @Test("Variation in words follows what is better; assurance follows the target's place to the limits")
    func words() throws {
        let falling = try behaviour([20, 19, 20, 19, 20, 19, 18, 17, 16, 15, 14, 13, 12])
        #expect(falling.variation(at: 12, aim: .lower) == .improvement)
        #expect(falling.variation(at: 12, aim: .higher) == .concern)
        #expect(falling.variation(at: 12, aim: .neither) == .downwards)
        #expect(falling.variation(at: 99, aim: .lower) == .commonCause)
        let steady = try behaviour([10, 11, 10, 11, 10, 11, 10, 11, 10, 11, 10, 11])
        #expect(steady.variation(at: 11, aim: .lower) == .commonCause)
        #expect(steady.assurance(target: 20, aim: .lower) == .passing)
        #expect(steady.assurance(target: 20, aim: .higher) == .failing)
        #expect(steady.assurance(target: 0, aim: .lower) == .failing)
        #expect(steady.assurance(target: 0, aim: .higher) == .passing)
        #expect(steady.assurance(target: 10.5, aim: .lower) == .inconsistent)
        #expect(steady.assurance(target: 10.5, aim: .neither) == nil)
        #expect(try behaviour([1, 2]).assurance(target: 1, aim: .lower) == nil)
    }

    @Test("What is no number is refused", arguments: [Double.nan, .infinity, 1e13, -1e300])
    func hostile(value: Double) {
        #expect(ProcessBehaviour([1, value]) == nil)
        #expect(ProcessBehaviour([]) == nil)
    }
}
