import Provision
import TestSupport
import Testing

@testable import GapDetection

/// What areas say of standards, and what the data say of them.
@Suite("The audit of standards")
struct StandardsAuditTests {
    private func standard(
        _ number: Int,
        by answerer: Standard.Answerer = .area,
        _ judge: Standard.Judge? = nil
    ) throws -> Standard {
        Standard(
            id: try SmallWorld.id("principle-\(number)"),
            kind: .principle,
            title: "Principle \(number)",
            text: "Something is asked.",
            source: try SmallWorld.id("source-1"),
            answeredBy: answerer,
            judge: judge
        )
    }

    private func assessment(_ number: Int, _ state: Assessment.State) throws -> Assessment {
        Assessment(standard: try SmallWorld.id("principle-\(number)"), state: state)
    }

    private func delivered(_ ids: String...) throws -> [DeliveredIntervention] {
        try ids.map { DeliveredIntervention(intervention: try SmallWorld.id($0)) }
    }

    /// "area-1 principle-1: met / not-met", stated and judged, `-` where there is nothing.
    private func told(_ world: FindingWorld, _ iso: String = "2021-01-01") throws -> [String] {
        let model = try world.model()
        let audit = StandardsAudit(model, at: model.snapshot(asOf: try date(iso)))
        return audit.cells.map { cell in
            let area = model.areas.areas[cell.area].id
            let words = [cell.stated, cell.judged].map { $0?.rawValue ?? "-" }
            return "\(area) \(audit.standards[cell.standard].id): \(words.joined(separator: " / "))"
        }
    }

    @Test("A standard is asked of those who answer for it, and whoever speaks unasked is heard")
    func asked() throws {
        var world = try FindingWorld(areas: 2, types: [FindingWorld.type(1)])
        world.standards = [try standard(1), try standard(2, by: .ics), try standard(3, by: .network)]
        try world.answer(1, "G", assessments: [assessment(1, .met), assessment(2, .partly)])
        try world.answer(2, "R")
        #expect(
            try told(world) == [
                "area-1 principle-1: met / -", "area-2 principle-1: - / -", "ics-1 principle-2: - / -",
                "area-1 principle-2: partly / -", "ics-1 principle-3: - / -",
            ]
        )
        world.standards = []
        world.returns = []
        try world.answer(1, "G")
        #expect(try told(world) == [])
    }

    @Test("A list of assessments stands until the area makes another, and the later one counts alone")
    func carried() throws {
        var world = try FindingWorld(areas: 1, types: [FindingWorld.type(1)], rounds: 3)
        world.standards = [try standard(1), try standard(2)]
        try world.answer(1, round: 1, "G", assessments: [assessment(1, .met), assessment(2, .notMet)])
        try world.answer(1, round: 2, "R")
        try world.answer(1, round: 3, "R", assessments: [assessment(1, .notApplicable)])
        #expect(try told(world, "2020-06-01") == [])
        let first = ["area-1 principle-1: met / -", "area-1 principle-2: not-met / -"]
        #expect(try told(world, "2021-06-01") == first && told(world, "2022-06-01") == first)
        #expect(
            try told(world, "2023-06-01") == ["area-1 principle-1: not-applicable / -", "area-1 principle-2: - / -"]
        )
    }

    @Test("Interventions: as many as asked, fewer, none of them, and no list at all")
    func interventions() throws {
        var world = try FindingWorld(areas: 4, types: [FindingWorld.type(1)])
        world.interventions = try ["vig", "play", "song"].map { try FindingWorld.intervention($0) }
        let named = try ["vig", "play"].map { try SmallWorld.id($0) as Intervention.ID }
        world.standards = [try standard(1, Standard.Judge(.interventions(named, atLeast: 2)))]
        try world.answer(1, "G", interventions: delivered("vig", "play"), assessments: [assessment(1, .notMet)])
        try world.answer(2, "G", interventions: delivered("vig", "song"))
        try world.answer(3, "G", interventions: delivered("song"), assessments: [assessment(1, .met)])
        try world.answer(4, "G")
        #expect(
            try told(world) == [
                "area-1 principle-1: not-met / met", "area-2 principle-1: - / partly",
                "area-3 principle-1: met / not-met", "area-4 principle-1: - / -",
            ]
        )
        let model = try world.model()
        let audit = StandardsAudit(model, at: model.snapshot(asOf: try date("2021-01-01")))
        #expect(audit.cells.map(\.conflict) == [.underclaimed, nil, .overclaimed, nil])
        #expect(
            audit.cells.compactMap { $0.verdict?.reason(model) } == [
                "Vig and Play are delivered.", "Vig is delivered; at least 2 are asked for.",
                "None of the 2 named is among the 1 intervention on record.",
                "No intervention is on record as delivered.",
            ]
        )
        #expect(audit.cells[0].verdict?.evidence.map { $0.document?.area.text } == ["area-1", "area-1"])

        // Where the data see only a part, they never show the whole; what they deny stays denied.
        world.standards = [try standard(1, Standard.Judge(.interventions(named, atLeast: 2), seesPart: true))]
        #expect(
            try told(world).map { $0.split(separator: "/").last } == [" partly", " partly", " not-met", " -"]
        )
    }

    @Test("Measures: by a core measure, by another, by none, and no outcomes at all")
    func measures() throws {
        var world = try FindingWorld(areas: 4, types: [FindingWorld.type(1)])
        world.measures = [
            Measure(id: try SmallWorld.id("mors"), name: "MORS", isCore: true),
            Measure(id: try SmallWorld.id("phq"), name: "PHQ"),
        ]
        world.standards = [try standard(1, Standard.Judge(.measures))]
        func outcome(_ measure: String?, paired: Int?) throws -> Outcome {
            Outcome(
                service: try SmallWorld.id("visits"),
                measure: try measure.map { try SmallWorld.id($0) },
                from: try date("2020-01-01"),
                until: try date("2020-12-31"),
                seen: .exactly(50),
                paired: paired.map { .exactly($0) }
            )
        }
        let visits = try AuditWorld.service("visits")
        try world.answer(1, "G", services: [visits], outcomes: [outcome("mors", paired: 20)])
        try world.answer(2, "G", services: [visits], outcomes: [outcome("phq", paired: 20)])
        try world.answer(3, "G", services: [visits], outcomes: [outcome(nil, paired: nil)])
        try world.answer(4, "G", services: [visits])
        #expect(
            try told(world) == [
                "area-1 principle-1: - / met", "area-2 principle-1: - / partly", "area-3 principle-1: - / not-met",
                "area-4 principle-1: - / -",
            ]
        )
        let model = try world.model()
        let audit = StandardsAudit(model, at: model.snapshot(asOf: try date("2021-01-01")))
        #expect(
            audit.cells.compactMap { $0.verdict?.reason(model) } == [
                "Of 1 service that is to be measured 1 has families measured twice, 1 by a core measure.",
                "Of 1 service that is to be measured 1 has families measured twice, none by a core measure.",
                "Of 1 service that is to be measured none has families measured twice, none by a core measure.",
                "No outcomes are on record.",
            ]
        )
    }

    @Test("An ICS is judged by its areas: all, some, none of them, and those of which nothing is known")
    func byAreas() throws {
        func told(_ areas: [[String]?]) throws -> String? {
            var world = try FindingWorld(areas: areas.count, types: [FindingWorld.type(1)])
            world.interventions = try ["vig", "song"].map { try FindingWorld.intervention($0) }
            let judge = Standard.Judge(.interventions([try SmallWorld.id("vig")], atLeast: 1))
            world.standards = [try standard(1, by: .ics, judge)]
            for (place, ids) in areas.enumerated() {
                let delivered = try (ids ?? []).map { DeliveredIntervention(intervention: try SmallWorld.id($0)) }
                try world.answer(place + 1, "G", interventions: delivered)
            }
            let model = try world.model()
            let cells = StandardsAudit(model, at: model.snapshot(asOf: try date("2021-01-01"))).cells
            return cells.first.map { "\($0.judged?.rawValue ?? "-"): \($0.verdict?.reason(model) ?? "-")" }
        }
        #expect(try told([["vig"], ["vig", "song"]]) == "met: Of its areas 2 meet it.")
        #expect(try told([["vig"], ["song"], ["song"]]) == "partly: Of its areas 1 meets it and 2 do not.")
        #expect(try told([["song"], ["song"]]) == "not-met: Of its areas 2 do not.")
        #expect(try told([["song"], nil]) == "-: Of its areas 1 does not and 1 is not known.")
    }

    @Test("What stands out of what areas say of themselves: who has, and what the data deny")
    func finding() throws {
        func told(_ areas: Int, assessed: Int) throws -> String {
            var world = try FindingWorld(areas: areas, types: [FindingWorld.type(1)])
            world.interventions = try ["vig", "song"].map { try FindingWorld.intervention($0) }
            let judge = Standard.Judge(.interventions([try SmallWorld.id("vig")], atLeast: 1))
            world.standards = [try standard(1, judge)]
            for area in 1...areas {
                let assessments = area <= assessed ? [try assessment(1, .met)] : []
                try world.answer(area, "G", interventions: delivered("song"), assessments: assessments)
            }
            let model = try world.model()
            return StandardsAudit(model, at: model.snapshot(asOf: try date("2021-01-01"))).finding
        }
        let one = "1 claim to meet a standard is denied by the data"
        #expect(try told(1, assessed: 1) == "The area has assessed itself; \(one)")
        #expect(try told(3, assessed: 1) == "1 of the 3 asked has assessed itself; \(one)")
        #expect(
            try told(3, assessed: 2)
                == "2 of the 3 asked have assessed themselves; 2 claims to meet a standard are denied by the data"
        )
    }

    @Test("What is only planned is not delivered")
    func planned() throws {
        var world = try FindingWorld(areas: 1, types: [FindingWorld.type(1)])
        world.interventions = try ["vig", "song"].map { try FindingWorld.intervention($0) }
        world.standards = [
            try standard(1, Standard.Judge(.interventions([try SmallWorld.id("vig")], atLeast: 1)))
        ]
        let planned = DeliveredIntervention(intervention: try SmallWorld.id("vig"), state: .planned)
        try world.answer(1, "G", interventions: delivered("song") + [planned])
        #expect(try told(world) == ["area-1 principle-1: - / not-met"])
    }

    @Test("Needs groups: those that what goes along with all help does not fill")
    func needsGroups() throws {
        var world = try FindingWorld(areas: 4, types: [FindingWorld.type(1)])
        let groups = ["thriving", "getting-help"]
        world.interventions = [
            try FindingWorld.intervention("walk", ["thriving"]),
            try FindingWorld.intervention("vig", ["getting-help"]),
            try FindingWorld.intervention("peers", groups, isCrossCutting: true),
            try FindingWorld.intervention("song"),
        ]
        world.standards = [try standard(1, Standard.Judge(.needsGroups(groups.map { try SmallWorld.id($0) })))]
        try world.answer(1, "G", interventions: delivered("walk", "vig"))
        try world.answer(2, "G", interventions: delivered("vig", "peers"))
        try world.answer(3, "G", interventions: delivered("peers"))
        try world.answer(4, "G", interventions: delivered("song"))
        #expect(
            try told(world).map { $0.split(separator: "/").last } == [" met", " partly", " not-met", " -"]
        )
    }

    @Test("Service types: all in full, some provided, none of them, not rated, not expected")
    func serviceTypes() throws {
        var world = try FindingWorld(areas: 6, types: [FindingWorld.type(1), FindingWorld.type(2)])
        let types = try ["service-1", "service-2"].map { try SmallWorld.id($0) as ServiceType.ID }
        world.standards = [try standard(1, Standard.Judge(.serviceTypes(types)))]
        for (area, letters) in ["GG", "GR", "RB", "R.", "G-", "--"].enumerated() { try world.answer(area + 1, letters) }
        #expect(
            try told(world).map { $0.split(separator: "/").last } == [
                " met", " partly", " not-met", " -", " met", " not-applicable",
            ]
        )
        // Of the ICS it is what its areas come to.
        world.standards = [try standard(1, by: .ics, Standard.Judge(.serviceTypes(types)))]
        #expect(try told(world) == ["ics-1 principle-1: - / partly"])
    }

    @Test("Ages: a universal service serves every age and is made for none; what states no ages leaves it open")
    func ages() throws {
        let types = [
            try FindingWorld.type(1, ages: (-9, 60), reach: .universal), try FindingWorld.type(2, ages: (-9, 24)),
            try FindingWorld.type(3, ages: (24, 60)), try FindingWorld.type(4),
        ]
        var world = try FindingWorld(areas: 5, types: types)
        world.standards = [try standard(1, Standard.Judge(.ages(try AuditWorld.ages(-9, 60))))]
        for (area, letters) in ["GGGR", "GARR", "GRRR", "GRRA", "...."].enumerated() {
            try world.answer(area + 1, letters)
        }
        #expect(
            try told(world).map { $0.split(separator: "/").last } == [" met", " partly", " not-met", " -", " -"]
        )
    }

    @Test("Gaps come of what an area says: unmet, in part, overclaimed, underclaimed, and what it left out")
    func gaps() throws {
        var world = try FindingWorld(areas: 3, types: [FindingWorld.type(1)], rounds: 2)
        world.interventions = try ["vig", "song"].map { try FindingWorld.intervention($0) }
        let judge = Standard.Judge(.interventions([try SmallWorld.id("vig")], atLeast: 1))
        world.standards = [try standard(1, judge), try standard(2), try standard(3), try standard(4, by: .ics)]
        try world.answer(
            1,
            "G",
            interventions: delivered("song"),
            assessments: [
                assessment(1, .met), assessment(2, .notMet), assessment(3, .partly),
            ]
        )
        try world.answer(
            1,
            round: 2,
            "G",
            assessments: [
                assessment(1, .met), assessment(2, .notMet), assessment(3, .met),
            ]
        )
        try world.answer(2, "G", interventions: delivered("vig"), assessments: [assessment(1, .notMet)])
        try world.answer(3, "G")
        func found(_ iso: String) throws -> [String] {
            try [GapKind.standardUnmet, .overclaimed, .underclaimed, .notAssessed].flatMap { try world.found(iso, $0) }
        }
        let lasting = [
            "overclaimed:area-1:principle-1 since 2021-01-01", "underclaimed:area-2:principle-1 since 2021-01-01",
            "not-assessed:area-2:standards since 2021-01-01",
        ]
        let unmet = "standard-unmet:area-1:principle-2 since 2021-01-01"
        #expect(
            try found("2021-06-01") == [unmet, "standard-unmet:area-1:principle-3 since 2021-01-01"] + lasting
        )
        #expect(try found("2022-06-01") == [unmet] + lasting)
        let audit = try world.audit("2021-06-01", .standardUnmet, .notAssessed)
        let weights = audit.gaps.filter { $0.kind == .standardUnmet }.map(\.weight)
        #expect(weights.count == 2 && weights[0] == 2 * weights[1], "in part lacks half as much")
        #expect(
            audit.gaps.first { $0.kind == .notAssessed }?.why
                == "Area 2 has assessed 1 of 3 standards, and not Principle 2 and Principle 3."
        )
        // Nobody who has assessed nothing is told anything.
        world.returns = []
        try world.answer(1, "G", interventions: delivered("song"))
        #expect(try found("2021-06-01") == [])
    }

    @Test("The real data: Thrive's five groups are reached nowhere, and nobody has assessed anything")
    func real() throws {
        let model = try RealData.model()
        let audit = StandardsAudit(model, at: model.snapshot(asOf: try date("2022-05-01")))
        #expect(audit.standards.count == model.framework.standards.count && audit.areas.count == 20)
        #expect(audit.cells.allSatisfy { $0.stated == nil && $0.conflict == nil })
        func judged(_ id: String) -> [Assessment.State?] {
            audit.cells.filter { audit.standards[$0.standard].id.text == id }.map(\.judged)
        }
        #expect(judged("principle-4").count == 17 && judged("principle-4").allSatisfy { $0 == .partly })
        #expect(judged("principle-2").contains(.partly) && !judged("principle-2").contains(.notMet))
        #expect(judged("recommendation-1a").count == 2 && judged("recommendation-3a").count == 1)
    }
}
