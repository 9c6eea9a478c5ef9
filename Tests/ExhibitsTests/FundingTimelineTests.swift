import Exhibits
import GapDetection
import Provision
import TestSupport
import Testing

@Suite("Funding that ends, of services that work in several areas")
struct FundingTimelineTests {
    /// A timeline of the service "One", as each area describes its money, and of "Two" in the first of them.
    private func timeline(
        _ funding: [[Service.Funding]],
        two: [Service.Funding]? = nil,
        months: Int = 12
    ) throws -> FundingTimeline {
        let small = try SmallWorld.framework(services: 1)
        let framework = try Framework(
            title: small.title,
            network: small.network,
            sources: small.sources,
            scale: small.scale,
            serviceTypes: small.serviceTypes,
            severity: small.severity,
            thresholds: GapThresholds(fundingMonths: months)
        )
        let returns = try funding.enumerated().map { index, money in
            let answer = try SmallWorld.answer(area: index + 1, round: 1, "A")
            func service(_ id: String, _ name: String, _ money: [Service.Funding]) throws -> Service {
                Service(
                    id: try SmallWorld.id(id),
                    name: name,
                    type: try SmallWorld.id("service-1"),
                    funding: money,
                    isDelivering: true
                )
            }
            return Return(
                area: answer.area,
                round: answer.round,
                revision: 1,
                source: .areaReturn,
                recorded: answer.recorded,
                ratings: answer.ratings,
                services: [try service("one", "One", money)]
                    + (index == 0 ? try two.map { [try service("two", "Two", $0)] } ?? [] : [])
            )
        }
        let model = ProvisionModel(
            framework: framework,
            areas: try SmallWorld.areas(funding.count),
            rounds: try SmallWorld.rounds(1, asking: funding.count),
            returns: returns
        )
        return FundingTimeline(ExhibitScope(model, asOf: try date("2023-02-28")))
    }

    private func grant(_ until: String?) throws -> Service.Funding {
        Service.Funding(kind: .nonRecurrent, until: try until.map { try date($0) })
    }

    @Test("Recurrent money in one area, or money without an end, is stable money: the service is not drawn as ending")
    func recurrent() throws {
        let recurrent = Service.Funding(kind: .recurrent)
        for money in try [
            [[recurrent], [grant("2024-02-29")]], [[grant("2024-02-29")], [recurrent]],
            [[grant("2024-02-29")], [grant(nil)]],
        ] {
            let data = try timeline(money)
            #expect(data.services.isEmpty)
            #expect(data.caption.notes.contains { $0.hasPrefix("Not drawn: 1 service with recurrent money") })
        }
    }

    @Test("An area that says nothing of the money takes nothing away from what others say")
    func silentArea() throws {
        let data = try timeline([[], [grant("2024-02-29")], []])
        #expect(data.services.map(\.name) == ["One"])
    }

    @Test("Services come in the order of the area where their money reaches least")
    func leastReach() throws {
        let data = try timeline([[grant("2025-01-01")], [grant("2024-02-29")]], two: [grant("2024-06-30")])
        #expect(data.services.map(\.name) == ["One", "Two"])
    }

    @Test(
        "The chart warns by the framework's months, as the gap rule does",
        arguments: [(12, "ends within 12 months"), (6, "ends later")]
    )
    func months(months: Int, words: String) throws {
        // From 28 February 2023 to 29 February 2024 there are 366 days, and twelve months.
        let rows = FundingChart.table(try timeline([[grant("2024-02-29")]], months: months)).rows
        #expect(rows.map(\.last) == [words])
    }
}
