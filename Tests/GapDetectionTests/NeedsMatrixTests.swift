import Provision
import TestSupport
import Testing

@testable import GapDetection

/// Groups of families by area, and what reaches them.
@Suite("The matrix of needs")
struct NeedsMatrixTests {
    private func world(_ areas: Int) throws -> FindingWorld {
        var world = try FindingWorld(areas: areas, types: [FindingWorld.type(1)])
        world.interventions = [
            try FindingWorld.intervention("vig", ["getting-help"]),
            try FindingWorld.intervention("reading", ["thriving"]),
            try FindingWorld.intervention("peers", ["thriving", "getting-help"], isCrossCutting: true),
            try FindingWorld.intervention("massage"),
        ]
        return world
    }

    private func delivered(
        _ id: String,
        _ state: DeliveredIntervention.State = .delivered,
        by service: String? = nil
    ) throws -> DeliveredIntervention {
        DeliveredIntervention(
            intervention: try SmallWorld.id(id),
            state: state,
            service: try service.map { try SmallWorld.id($0) }
        )
    }

    private func matrix(_ world: FindingWorld) throws -> NeedsMatrix {
        let model = try world.model()
        return NeedsMatrix(model, at: model.snapshot(asOf: try date("2021-01-01")))
    }

    private func states(_ matrix: NeedsMatrix) -> [String] {
        matrix.rows.map { row in matrix.groups.indices.map { row.state($0).rawValue }.joined(separator: " ") }
    }

    @Test("Delivered, none for the group, nothing that is listed for any, and no list are four answers")
    func states() throws {
        var world = try world(4)
        try world.answer(1, "A", interventions: [delivered("vig")])
        try world.answer(2, "A", interventions: [delivered("massage")])
        try world.answer(3, "A", interventions: [delivered("peers")])
        try world.answer(4, "A")
        #expect(
            states(try matrix(world)) == [
                "none delivered", "unplaced unplaced", "none none", "not-on-record not-on-record",
            ]
        )
    }

    @Test("Where no list is on record, nothing is said of how many are reached")
    func unknown() throws {
        var world = try world(2)
        try world.answer(1, "A")
        #expect(
            try matrix(world).sentences == [
                "Whom interventions reach is not known: none is on record that is listed for a group."
            ]
        )
    }

    @Test("What is planned stands apart and reaches nobody; planned alone is no record of what is delivered")
    func planned() throws {
        var world = try world(2)
        try world.answer(1, "A", interventions: [delivered("vig"), delivered("reading", .planned)])
        try world.answer(2, "A", interventions: [delivered("reading", .planned)])
        let matrix = try matrix(world)
        #expect(states(matrix) == ["none delivered", "not-on-record not-on-record"])
        #expect(matrix.rows.map { $0.cells[0].planned.map(\.intervention.id.text) } == [["reading"], ["reading"]])
        #expect(matrix.rows.allSatisfy { $0.cells[0].delivered.isEmpty })
    }

    @Test("Cross-cutting ones, and those of no group, have rows of their own and stand behind no group")
    func beside() throws {
        var world = try world(1)
        try world.answer(1, "A", interventions: [delivered("vig"), delivered("peers"), delivered("massage")])
        let row = try #require(try matrix(world).rows.first)
        func ids(_ cell: NeedsMatrix.Cell) -> [String] { cell.delivered.map(\.intervention.id.text) }
        #expect(row.cells.map(ids) == [[], ["vig"]])
        #expect(ids(row.crossCutting) == ["peers"] && ids(row.unplaced) == ["massage"])
    }

    @Test("Services stand behind an intervention whether they or the list name it, each once; none that has closed")
    func services() throws {
        var world = try world(1)
        try world.answer(
            1,
            "A",
            services: [
                AuditWorld.service("one", interventions: ["vig"]), AuditWorld.service("two"),
                AuditWorld.service("shut", interventions: ["reading"], delivering: false),
            ],
            interventions: [delivered("vig", by: "one"), delivered("vig", by: "two"), delivered("massage")]
        )
        let row = try #require(try matrix(world).rows.first)
        #expect(row.cells[1].delivered.flatMap(\.services).map(\.id.text) == ["one", "two"])
        #expect(row.cells[0].delivered.isEmpty)
        #expect(row.unplaced.delivered.first?.services.isEmpty == true)
    }

    @Test("What stands out: whom nothing reaches, else who is reached in the fewest areas, else that all are")
    func finding() throws {
        func finding(_ areas: [[String]]) throws -> String? {
            var world = try world(areas.count)
            for (place, ids) in areas.enumerated() {
                try world.answer(place + 1, "A", interventions: ids.map { try delivered($0) })
            }
            return try matrix(world).finding
        }
        let thriving = "Nothing on record reaches families who are thriving"
        #expect(try finding([["vig"], ["vig"]]) == "\(thriving) in either area")
        #expect(try finding([["vig"], ["vig"], []]) == "\(thriving) in any of the 2 areas of which it can be said")
        #expect(try finding([["vig"], []]) == "\(thriving) in the one area of which it can be said")
        #expect(try finding([["peers"]]) == "Nothing on record reaches families of any group")
        #expect(try finding([["vig"], ["reading", "vig"]]) == "Families who are thriving are reached in 1 of 2 areas")
        #expect(try finding([["reading", "vig"]]) == "Something on record reaches families of each group in the area")
        #expect(try finding([[], ["massage"]]) == nil)
        var silent = try world(1)
        try silent.answer(1, "A")
        #expect(
            try matrix(silent).sentences == [
                "Whom interventions reach is not known: none is on record that is listed for a group."
            ]
        )
    }

    @Test(
        "It is at one with the gap rule and with the judge, in the real data and in simulated networks",
        arguments: 0...3
    )
    func agreement(seed: UInt64) throws {
        let model = try seed == 0 ? realModel() : simulatedModel(seed: seed)
        let asOf = try #require(model.latestReferenceDate)
        let snapshot = model.snapshot(asOf: asOf)
        let matrix = NeedsMatrix(model, at: snapshot)
        let audit = GapAudit(model, at: snapshot, kinds: [.needsGroup])
        var missing: Set<String> = []
        for row in matrix.rows {
            for (place, group) in matrix.groups.enumerated() where row.state(place) == .none {
                missing.insert("needs-group:\(model.areas.areas[row.area].id):\(group.id)")
            }
        }
        #expect(!missing.isEmpty && missing == Set(audit.gaps.map(\.id.description)))
        let silent = matrix.rows.filter { $0.reach.record != .known }.map { model.areas.areas[$0.area].id.text }
        #expect(Set(silent) == Set(audit.notJudged.flatMap(\.areas).map(\.text)))
    }

    @Test("The real data: nothing for those who thrive, help and more help in all 17 areas, consultation in two")
    func realData() throws {
        let model = try realModel()
        let matrix = NeedsMatrix(model, at: model.snapshot(asOf: try date("2022-05-01")))
        #expect(matrix.rows.count == 17 && matrix.reachedNowhere.map { matrix.groups[$0].id.text } == ["thriving"])
        let reached = matrix.groups.indices.map { group in matrix.rows.count { $0.state(group) == .delivered } }
        #expect(reached == [0, 2, 17, 17, 2])
        // What the two reports name without an area stands under the ICS, and in no area.
        #expect(matrix.heads.map { model.areas.areas[$0.area].id.text }.count == 2)
    }
}
