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

    /// Case 20 of the trials: mean 50.889, average moving range 37 / 17, limits 45.099 and 56.678, near from 54.748.
    private let spiked = [50.0, 52, 49, 51, 50, 48, 52, 50, 51, 49, 50, 51, 57, 55, 51, 50, 49, 51]

    @Test(
        "Two of three counts points beyond the limit too, as Making Data Count does since 2023, unless told otherwise"
    )
    func twoOfThree() throws {
        let now = try behaviour(spiked)
        #expect(abs(now.mean - 916.0 / 18) < 1e-9 && abs(now.averageMovingRange - 37.0 / 17) < 1e-9)
        #expect(now.signals[12] == [.outside, .nearLimit] && now.signals[13] == [.nearLimit])
        #expect(now.variation(at: 13, aim: .lower) == .concern)
        let before = try SmallWorld.require(ProcessBehaviour(spiked, twoOfThree: .inside))
        #expect(before.signals[12] == [.outside] && before.signals[13].isEmpty)
        #expect(before.variation(at: 13, aim: .lower) == .commonCause)
    }

    /// Case 21 of the trials: twelve rounds about 60, twelve about 40.
    private let step: [Double] = [
        60, 61, 59, 60, 62, 58, 60, 61, 59, 60, 61, 60, 40, 41, 39, 40, 42, 38, 40, 41, 39, 40, 41, 40,
    ]

    @Test("After a change limits are worked out anew, from the points after it alone")
    func rebase() throws {
        let one = try behaviour(step)
        #expect(one.signals.filter { !$0.isEmpty }.count == 24, "a mean through both levels suits neither")
        let two = try SmallWorld.require(ProcessBehaviour(step, rebases: [12]))
        // 721 / 12; moving ranges 1 2 1 2 4 2 1 2 1 1 1 = 18, over 11.
        #expect(two.stretches.map(\.points) == [0..<12, 12..<24])
        #expect(abs(two.stretches[0].mean - 721.0 / 12) < 1e-9 && abs(two.mean - 481.0 / 12) < 1e-9)
        #expect(two.stretches.allSatisfy { abs($0.averageMovingRange - 18.0 / 11) < 1e-9 && $0.hasLimits })
        #expect(abs(two.upperLimit - (481.0 / 12 + 2.66 * 18 / 11)) < 1e-9)
        #expect(two.signals.allSatisfy { $0.isEmpty })
        #expect(
            two.assurance(target: 50, aim: .lower) == .passing
                && one.assurance(target: 50, aim: .lower) == .inconsistent
        )
        let late = try SmallWorld.require(ProcessBehaviour(step, rebases: [12, 20, 12, 0, 24, -3]))
        #expect(late.stretches.map(\.points) == [0..<12, 12..<20, 20..<24])
        #expect(late.stretches.map(\.hasLimits) == [true, false, false] && late.hasLimits)
        #expect(late.assurance(target: 50, aim: .lower) == nil)
    }

    @Test("Runs and trends do not reach over a change")
    func runsEnd() throws {
        let rising: [Double] = [
            10, 11, 10, 11, 10, 11, 10, 11, 10, 11, 10, 11, 12, 13, 14, 15, 16, 15, 16, 15, 16, 15, 16, 15, 16, 15, 16,
            15,
        ]
        #expect(try behaviour(rising).signals[13].contains(.trend))
        let parted = try SmallWorld.require(ProcessBehaviour(rising, rebases: [13]))
        #expect(parted.signals.allSatisfy { !$0.contains(.trend) })
    }

    @Test("A baseline fixes mean and limits, and what comes after is held against them")
    func baseline() throws {
        let fixed = try SmallWorld.require(ProcessBehaviour(step, baseline: 0..<12))
        #expect(abs(fixed.mean - 721.0 / 12) < 1e-9 && fixed.stretches.map(\.baseline) == [0..<12])
        #expect(fixed.signals[..<11].allSatisfy { $0.isEmpty })
        // 60 lies below a mean of 60.08, and begins the run of what comes after.
        #expect(fixed.signals[11] == [.oneSide] && fixed.signals[12...].allSatisfy { $0.contains(.outside) })
        #expect(ProcessBehaviour(step, baseline: 0..<11) == nil, "limits need twelve points")
        #expect(ProcessBehaviour(step, baseline: 13..<25) == nil && ProcessBehaviour(step, baseline: -1..<12) == nil)
        #expect(ProcessBehaviour(step, rebases: [6], baseline: 0..<12) == nil, "it lies in two stretches")
        let later = try SmallWorld.require(ProcessBehaviour(step, rebases: [12], baseline: 12..<24))
        #expect(later.stretches.map(\.baseline) == [nil, 12..<24])
    }

    private func chart(_ values: [Double], _ change: (inout Measurements) -> Void = { _ in }) throws -> Picture {
        var data = Measurements(
            caption: try Samples.caption("Open gaps"),
            unit: "Open gaps",
            points: values.enumerated().map { ("R\($0 + 1)", $1) },
            aim: .lower
        )
        change(&data)
        let picture = try Picture(ControlChart.svg(data))
        #expect(picture.collisions == [])
        return picture
    }

    @Test("The chart shows steps with their reasons, names the version of the rules, and says where its axis begins")
    func chart() throws {
        let steps = try chart(step) {
            $0.rebases = [Measurements.Rebase(point: 12, reason: "a new team")]
        }
        func says(_ picture: Picture, _ text: String) -> Bool {
            picture.texts.map(\.text).joined(separator: " ").contains(text)
        }
        #expect(says(steps, "From R13: a new team") && says(steps, "Mean 40.1") && says(steps, "Upper limit 44.4"))
        #expect(says(steps, "R1 to R12: mean 60.1, limits 55.7 to 64.4."))
        #expect(says(steps, "as Making Data Count does since November 2023"))
        #expect(says(steps, "Open gaps (the axis runs from 30 to 70, not from zero)"))
        #expect(try says(chart(step) { $0.twoOfThree = .inside }, "until November 2023"))
        // 4 of 10 would leave the better part of a plot empty only above 10: zero stays.
        let low = try chart([4, 9, 5, 8, 6, 4, 9, 5, 8, 6, 7, 10])
        #expect(says(low, "Open gaps") && !says(low, "not from zero"))
        let fixed = try chart(step) { $0.baseline = 0..<12 }
        #expect(says(fixed, "Mean and limits rest on the 12 points from R1 to R12, and are drawn on."))
        let fewer = try chart(step) { $0.rebases = [Measurements.Rebase(point: 20, reason: "")] }
        #expect(says(fewer, "From R21 on, 4 points are fewer than 12, so no process limits are drawn there yet."))
        // A point without a number is left out, and steps stay where they are.
        let gap = try chart([.nan] + step) { $0.rebases = [Measurements.Rebase(point: 13, reason: "a new team")] }
        #expect(says(gap, "From R14: a new team") && says(gap, "Mean 40.1"))
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
