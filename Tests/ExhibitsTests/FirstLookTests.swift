import Provision
import TestSupport
import Testing

@testable import Exhibits

/// Rounds at which much was looked at for the first time: drawn, and not judged by.
@Suite("First looks in control charts")
struct FirstLookTests {
    private func series(_ values: [Double], firstLooks: Set<Int>) throws -> Measurements {
        var data = Measurements(
            caption: try Samples.caption("Open gaps"),
            unit: "Open gaps",
            points: values.enumerated().map { ("R\($0 + 1)", $1) },
            aim: .lower
        )
        data.firstLooks = firstLooks
        return data
    }

    @Test("A first look is no part of mean, limits and runs; it is drawn hollow, and the chart says so")
    func leftOut() throws {
        let values = [5.0] + (0..<13).map { Double(70 + $0 % 2) }
        let data = try series(values, firstLooks: [0])
        let behaviour = try #require(ControlChart.behaviour(data))
        #expect(behaviour.values == Array(values.dropFirst()))
        #expect(behaviour.lowerLimit > 60)
        let table = ControlChart.table(data)
        #expect(table.rows[0] == ["R1", "5", "first look, not judged", ""])
        #expect(table.rows[1][2] == "common cause variation, no significant change")
        let picture = try Picture(ControlChart.svg(data))
        #expect(picture.titles.contains("R1: 5, looked at for the first time and not judged"))
        #expect(picture.texts.contains { $0.text.hasPrefix("Hollow: much was looked at for the first time in R1") })
        #expect(picture.collisions == [])
        // Judged with the others it would stand outside.
        let all = try #require(ControlChart.behaviour(try series(values, firstLooks: [])))
        #expect(all.values.count == 14 && all.lowerLimit < behaviour.lowerLimit)
    }

    @Test("Twelve points are judged, a first look among them leaves eleven: a run chart")
    func tooFew() throws {
        let values = (0..<12).map { Double(70 + $0 % 2) }
        #expect(ControlChart.behaviour(try series(values, firstLooks: []))?.hasLimits == true)
        #expect(ControlChart.behaviour(try series(values, firstLooks: [0]))?.hasLimits == false)
        // Where hardly another is there, first looks are all there is to show.
        #expect(try series([5, 6], firstLooks: [0, 1]).judged == [0, 1])
        #expect(try series([5, 6], firstLooks: [0]).judged == [0, 1])
        #expect(try series([], firstLooks: [0]).judged.isEmpty)
    }

    @Test("A change before or after a first look begins at the right point")
    func rebase() throws {
        var data = try series((0..<30).map { Double(60 + $0 % 3) }, firstLooks: [0, 14])
        data.rebases = [Measurements.Rebase(point: 15, reason: "a new team")]
        let behaviour = try #require(ControlChart.behaviour(data))
        #expect(behaviour.stretches.map(\.points.count) == [13, 15])
        let picture = try Picture(ControlChart.svg(data))
        #expect(picture.texts.contains { $0.text == "From R16: a new team" })
        #expect(picture.collisions == [])
    }

    @Test("The first round of all is a first look; the real data have no other")
    func realData() throws {
        let flow = GapFlow(ExhibitScope(try RealData.model(), asOf: try date("2022-05-01")))
        #expect(flow.rounds.map(\.isFirstLook) == [true])
        #expect(flow.openGaps().firstLooks == [0] && flow.openGaps().judged == [0])
    }
}
