import Provision
import Simulation
import TestSupport
import Testing

@Suite("Simulated boundary changes")
struct BoundaryTests {
    private func asked(_ areas: AreaHierarchy) -> [Area] {
        areas.areas.filter { $0.kind.text == "place" }
    }

    @Test(
        "A tenth of the areas ends midway, and what each part of them becomes has as many children",
        arguments: [10, 55, 150, 800]
    )
    func children(count: Int) throws {
        let network = try SimulatedWorld(areas: count, services: 1, rounds: 8, seed: 5).network
        let areas = network.areas
        #expect(network.rounds[0].asked.count == count)
        let ended = areas.areas.indices.filter { areas.areas[$0].until != nil }
        #expect(abs(ended.count - count / 10) <= 1)
        for place in ended {
            let after = areas.successors(of: place)
            #expect(!after.isEmpty)
            let before = after.count == 1 ? areas.predecessorIndices(of: after[0]) : [place]
            let last = try #require(areas.areas[place].populations.last)
            let childrenBefore = try before.map { try #require(areas.areas[$0].populations.last).children }
            let childrenAfter = try after.map { index in
                let first = try #require(areas.areas[index].populations.first)
                #expect(first.date == last.date)
                return first.children
            }
            #expect(childrenBefore.reduce(0, +) == childrenAfter.reduce(0, +))
            #expect(before.allSatisfy { areas.areas[$0].parents == areas.areas[after[0]].parents })
            for successor in after {
                let last = try SmallWorld.require(areas.areas[place].until)
                let first = try SmallWorld.require(areas.areas[successor].from)
                #expect(first.daysSince1970 == last.daysSince1970 + 1)
            }
        }
        for (index, area) in areas.areas.enumerated() where area.from != nil {
            #expect(!areas.predecessorIndices(of: index).isEmpty)
        }
    }

    @Test("Each round asks exactly the areas valid on its reference date", arguments: [1, 2, 6, 7])
    func askedAreas(months: Int) throws {
        let network = try SimulatedWorld(
            areas: 60,
            services: 1,
            rounds: 12,
            monthsBetweenRounds: months,
            seed: 2
        ).network
        #expect(Round.faults(in: network.rounds, areas: network.areas).isEmpty)
        for round in network.rounds {
            let valid = asked(network.areas).filter { $0.isValid(on: round.referenceDate) }
            #expect(round.asked == valid.map(\.id))
        }
        #expect(network.rounds[0].asked != network.rounds[11].asked)
    }

    @Test("An ICS begins with about nine areas, and counts the children of those it has, year by year, nobody twice")
    func systems() throws {
        let network = try SimulatedWorld(areas: 100, services: 1, rounds: 14, seed: 9).network
        let areas = network.areas
        #expect(areas.kinds.map(\.id.text) == ["region", "ics", "place"])
        #expect(areas.roots.count == 1)
        for ics in areas.areas.indices where areas.areas[ics].kind.text == "ics" {
            let members = areas.areas.filter { $0.parents.map(\.area) == [areas.areas[ics].id] }
            #expect((8...10).contains(members.count { $0.from == nil }))
            for whole in areas.areas[ics].populations {
                let parts = members.filter { $0.isValid(on: whole.date) }.map { area in
                    area.populations.first { $0.date == whole.date }?.children
                }
                #expect(parts.compactMap { $0 }.count == parts.count)
                #expect(parts.compactMap { $0 }.reduce(0, +) == whole.children)
            }
        }
    }

    @Test("Children are counted every year up to the last round; over centuries at most 24 times")
    func counts() throws {
        func years(_ rounds: Int, _ months: Int) throws -> [Int] {
            let areas = try SimulatedWorld(areas: 1, services: 1, rounds: rounds, monthsBetweenRounds: months).network
                .areas
            return areas.areas.last?.populations.map(\.date.components.year) ?? []
        }
        #expect(try years(1, 6) == [2014])
        #expect(try years(7, 6) == [2014, 2015, 2016, 2017])
        #expect(try years(24, 12) == Array(2014...2037))
        #expect(try years(25, 12) == Array(stride(from: 2014, through: 2038, by: 2)))
        #expect(try years(600, 60).count <= 24)
        let areas = try SimulatedWorld(areas: 30, services: 1, rounds: 20).network.areas.areas
        #expect(areas.allSatisfy { area in area.populations.map(\.date) == area.populations.map(\.date).sorted() })
        #expect(areas.contains { Set($0.populations.map(\.children)).count > 5 })
    }

    @Test("The successors of an area share it: every share is a real part, all together are the whole, and they last")
    func shares() throws {
        let areas = try SimulatedWorld(areas: 200, services: 1, rounds: 20, seed: 6).network.areas
        let split = areas.areas.filter { $0.successors.count > 1 }
        #expect(split.count > 3)
        for area in split {
            let (shares, byChildren) = areas.successionShares(of: area)
            #expect(byChildren)
            #expect(abs(shares.map(\.share).reduce(0, +) - 1) < 1e-9)
            #expect(shares.allSatisfy { (0.12...0.7).contains($0.share) })
            let whole = try #require(area.populations.last).children
            for (successor, share) in shares {
                let first = try #require(successor.populations.first).children
                #expect(abs(Double(first) / Double(whole) - share) < 0.02)
            }
        }
    }

    @Test("Sizes are skewed, deprivation is a share, and names are unique in the largest network")
    func sizes() throws {
        let network = try SimulatedWorld(areas: 2_000, services: 1, rounds: 3, seed: 4).network
        let areas = asked(network.areas)
        #expect(Set(network.areas.areas.map(\.name)).count == network.areas.areas.count)
        let sizes = areas.compactMap(\.childrenUnderFive).sorted()
        #expect(sizes.count == areas.count)
        let mean = sizes.reduce(0, +) / sizes.count
        #expect(sizes[sizes.count / 2] < mean)
        #expect(areas.allSatisfy { (0...1).contains($0.deprivedShare ?? -1) })
    }

    @Test("A single round, or fewer than five areas, have no boundary changes")
    func noChanges() throws {
        #expect(
            try SimulatedWorld(areas: 50, services: 1, rounds: 1, seed: 1).network.areas.areas.allSatisfy {
                $0.until == nil
            }
        )
        #expect(
            try SimulatedWorld(areas: 4, services: 1, rounds: 9, seed: 1).network.areas.areas.allSatisfy {
                $0.until == nil
            }
        )
    }

    @Test("A successor goes on about where its predecessor left off")
    func inheritance() throws {
        let world = try SimulatedWorld(areas: 150, services: 40, rounds: 6)
        let areas = world.network.areas
        let returns = Dictionary(
            world.allReturns().joined().filter { $0.source == .areaReturn }.map {
                ([$0.area.text, $0.round.text], $0)
            },
            uniquingKeysWith: { $1 }
        )
        var same = 0
        var all = 0
        for (earlier, later) in zip(world.network.rounds, world.network.rounds.dropFirst()) {
            for id in later.asked where !earlier.asked.contains(id) {
                let place = try SmallWorld.require(areas.index(of: id))
                let before = areas.predecessors(of: place)
                guard before.count == 1, let after = returns[[id.text, later.id.text]],
                    let past = returns[[before[0].id.text, earlier.id.text]]
                else { continue }
                for rating in after.ratings {
                    guard let old = past.ratings.first(where: { $0.service == rating.service }) else { continue }
                    all += 1
                    if old.value == rating.value { same += 1 }
                }
            }
        }
        #expect(all > 100)
        #expect(same * 100 > all * 85)
    }
}
