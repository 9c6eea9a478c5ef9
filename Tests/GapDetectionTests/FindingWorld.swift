import GapDetection
import Provision
import TestSupport

/// A small world of which a test says everything that matters to it: areas `area-1`… of one ICS, each with 100 children aged
/// 0-4, service types, interventions, rounds and returns as they come.
struct FindingWorld {
    var areas: Int
    var types: [ServiceType]
    var interventions: [Intervention] = []
    var measures: [Measure] = []
    var standards: [Standard] = []
    var criteria: CriteriaLadder?
    var workforce: Workforce?
    var rounds: [Round]
    var returns: [Return] = []
    var actions: [Action] = []
    var need: NeedModel?
    var thresholds = GapThresholds.usual

    init(areas: Int, types: [ServiceType], rounds: Int = 1) throws {
        self.areas = areas
        self.types = types
        self.rounds = try SmallWorld.rounds(rounds, asking: areas)
    }

    static func type(
        _ number: Int,
        ages: (Int, Int)? = nil,
        reach: ServiceReach? = nil
    ) throws -> ServiceType {
        ServiceType(
            id: try SmallWorld.id("service-\(number)"),
            name: "Service \(number)",
            ages: try ages.map { try AuditWorld.ages($0.0, $0.1) },
            reach: reach
        )
    }

    static func intervention(
        _ id: String,
        _ groups: [String] = [],
        isCrossCutting: Bool = false
    ) throws -> Intervention {
        Intervention(
            id: try SmallWorld.id(id),
            name: id.prefix(1).uppercased() + id.dropFirst(),
            needsGroups: try groups.map { try SmallWorld.id($0) },
            isCrossCutting: isCrossCutting
        )
    }

    /// Adds a return with a letter for each service type, `.` for none.
    mutating func answer(
        _ area: Int,
        round: Int = 1,
        _ letters: String,
        carriedFrom: String? = nil,
        source: ReturnSource = .areaReturn,
        services: [Service] = [],
        interventions: [DeliveredIntervention] = [],
        assessments: [Assessment] = [],
        posts: [Post] = [],
        outcomes: [Outcome] = []
    ) throws {
        let plain = try SmallWorld.answer(area: area, round: round, letters)
        returns.append(
            Return(
                area: plain.area,
                round: plain.round,
                revision: 1,
                source: source,
                recorded: plain.recorded,
                ratings: try plain.ratings.map {
                    Rating(
                        service: $0.service,
                        value: $0.value,
                        carriedFrom: try carriedFrom.map { try SmallWorld.id($0) }
                    )
                },
                services: services,
                interventions: interventions,
                assessments: assessments,
                posts: posts,
                outcomes: outcomes
            )
        )
    }

    func model() throws -> ProvisionModel {
        let small = try SmallWorld.framework(services: 1)
        let framework = try Framework(
            title: small.title,
            network: small.network,
            sources: small.sources,
            scale: small.scale,
            ageBands: [
                AgeBand(id: SmallWorld.id("under-two"), name: "Under two", ages: try AuditWorld.ages(-9, 24)),
                AgeBand(id: SmallWorld.id("from-two"), name: "From two", ages: try AuditWorld.ages(24, 60)),
            ],
            needsGroups: [
                NeedsGroup(id: SmallWorld.id("thriving"), name: "Thriving"),
                NeedsGroup(id: SmallWorld.id("getting-help"), name: "Getting help"),
            ],
            serviceTypes: types,
            interventions: interventions,
            measures: measures,
            criteria: criteria,
            standards: standards,
            workforce: workforce,
            need: need,
            severity: small.severity,
            thresholds: thresholds
        )
        let plain = try SmallWorld.areas(areas)
        let hierarchy = try AreaHierarchy(
            kinds: plain.kinds,
            areas: try plain.areas.enumerated().map { place, area in
                guard place > 0 else { return area }
                return Area(
                    id: area.id,
                    kind: area.kind,
                    name: area.name,
                    parents: area.parents,
                    populations: [
                        Area.Population(
                            date: try date("2020-06-30"),
                            ages: try AuditWorld.ages(0, 60),
                            children: 1_000 * place
                        )
                    ]
                )
            }
        )
        return ProvisionModel(
            framework: framework,
            areas: hierarchy,
            rounds: rounds,
            returns: returns,
            actions: ActionRegister(actions)
        )
    }

    func audit(_ iso: String = "2021-01-01", _ kinds: GapKind...) throws -> GapAudit {
        let model = try model()
        return GapAudit(model, at: model.snapshot(asOf: try date(iso)), kinds: kinds.isEmpty ? nil : Set(kinds))
    }

    /// "id since date", in the order of ids.
    func found(_ iso: String, _ kind: GapKind) throws -> [String] {
        try audit(iso, kind).gaps.map { "\($0.id) since \($0.since?.description ?? "-")" }.sorted()
    }
}
