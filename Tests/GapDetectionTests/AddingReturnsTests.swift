import GapDetection
import Provision
import Simulation
import TestSupport
import Testing

@Suite("A model to which returns are added one by one")
struct AddingReturnsTests {
    private func network(_ seed: UInt64) throws -> (empty: ProvisionModel, returns: [Return]) {
        let network = try SimulatedNetwork(
            .init(areas: 12, services: 5, rounds: 6, monthsBetweenRounds: 6),
            seed: seed,
            maxElements: 1_000_000
        )
        var returns: [Return] = []
        network.makeReturns(digest: { $0.round.text }) { returns += $1 }
        let empty = ProvisionModel(
            framework: network.framework,
            areas: network.areas,
            rounds: network.rounds,
            returns: []
        )
        return (empty, returns)
    }

    private func expectSame(_ one: ProvisionModel, _ other: ProvisionModel) {
        #expect(one.returns == other.returns)
        #expect(one.ratings.cellStarts == other.ratings.cellStarts && one.ratings.dates == other.ratings.dates)
        #expect(one.ratings.states == other.ratings.states)
        #expect(one.ratings.returnIndices == other.ratings.returnIndices)
        #expect(one.ratings.ratingIndices == other.ratings.ratingIndices)
        for entry in one.ratings.states.indices {
            #expect(one.ratings.isCarried(entry) == other.ratings.isCarried(entry))
            #expect(one.ratings.isInForce(entry, knownAt: nil) == other.ratings.isInForce(entry, knownAt: nil))
        }
        for round in one.rounds {
            let (first, second) = (one.snapshot(asOf: round.referenceDate), other.snapshot(asOf: round.referenceDate))
            #expect(first.states == second.states && first.entries == second.entries && first.rows == second.rows)
            for row in first.rows.indices {
                for part in RegisterPart.allCases {
                    #expect(first.returns(listing: part, row: row) == second.returns(listing: part, row: row))
                }
            }
            #expect(one.participation(in: round).returned == other.participation(in: round).returned)
            #expect(one.standingReturns(in: round.id) == other.standingReturns(in: round.id))
        }
        guard let date = one.latestReferenceDate else { return }
        let audits = [one, other].map { GapAudit($0, at: $0.snapshot(asOf: date)) }
        #expect(audits[0].gaps == audits[1].gaps)
    }

    @Test("One that is there already makes the model anew, as it is made of both at once")
    func twice() throws {
        let (empty, returns) = try network(4)
        let first = try #require(returns.first)
        let model = empty.adding(first)
        let whole = ProvisionModel(
            framework: empty.framework,
            areas: empty.areas,
            rounds: empty.rounds,
            returns: [first, first]
        )
        expectSame(model.adding(first), whole)
    }

    @Test("It is the model that is made of all of them at once, whatever their order", arguments: [2, 9] as [UInt64])
    func same(_ seed: UInt64) throws {
        var (model, returns) = try network(seed)
        var state = seed
        for place in returns.indices.reversed() {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            returns.swapAt(place, Int(state >> 33) % (place + 1))
        }
        var added: [Return] = []
        for (number, document) in returns.enumerated() {
            model = model.adding(document)
            added.append(document)
            guard number % 17 == 3 || number == returns.count - 1 else { continue }
            expectSame(
                model,
                ProvisionModel(framework: model.framework, areas: model.areas, rounds: model.rounds, returns: added)
            )
        }
    }

    @Test("A correction takes the place of what it corrects, and of nothing else")
    func correction() throws {
        let (empty, returns) = try network(4)
        let base = returns.reduce(empty) { $0.adding($1) }
        let latest = try #require(base.standingReturns().last)
        let corrected = latest.revised(
            to: latest.revision + 1,
            at: Instant(secondsSince1970: latest.recorded.at.secondsSince1970 + 60)
        )
        let model = base.adding(corrected)
        #expect(model.standingReturn(area: latest.area, round: latest.round)?.revision == latest.revision + 1)
        #expect(
            model.standingReturn(area: latest.area, round: latest.round, knownAt: latest.recorded.at)?.revision
                == latest.revision
        )
        expectSame(
            model,
            ProvisionModel(
                framework: base.framework,
                areas: base.areas,
                rounds: base.rounds,
                returns: base.returns + [corrected]
            )
        )
    }

    @Test("Since when a cell is as it is: of a few areas as of all", arguments: [2, 9] as [UInt64])
    func since(_ seed: UInt64) throws {
        let (empty, returns) = try network(seed)
        let model = returns.reduce(empty) { $0.adding($1) }
        for date in model.rounds.map(\.referenceDate) {
            let history = ProvisionHistory(model, upTo: date, basis: .current)
            let snapshot = model.snapshot(asOf: date)
            for area in model.areas.areas.indices {
                for column in model.framework.serviceTypes.indices {
                    let state = snapshot.row(of: area).map { snapshot.state(row: $0, column: column) } ?? .unrated
                    let whole = history.since(ofArea: area, column: column, state: state)
                    let few = ProvisionHistory.since(model, ofArea: area, column: column, state: state, upTo: date)
                    #expect(whole == few, "\(model.areas.areas[area].id) \(column) \(date)")
                }
            }
        }
    }
}
