import GapDetection
import Provision
import TestSupport

/// A small world whose returns carry services, money, parts and capacities: one ICS, areas with children and deprivation.
struct AuditWorld {
    let model: ProvisionModel

    /// - Parameters:
    ///   - children: of each area; nil where they are not known.
    ///   - deprivedShares: of each area, nil where it is not known; 0.5 everywhere unless told.
    ///   - ratings: for each round the letters of each area, `.` for none.
    ///   - services: in the returns of the first round, by area.
    init(
        children: [Int?],
        deprivedShares: [Double?]? = nil,
        _ ratings: [[String]],
        services: [Int: [Service]] = [:],
        parts: [Int: [RatedPart]] = [:],
        interventions: [Int: [DeliveredIntervention]] = [:],
        serviceAges: AgeRange? = nil,
        need: NeedModel? = nil,
        thresholds: GapThresholds = .usual,
        levels: [Level] = SmallWorld.levels
    ) throws {
        let small = try SmallWorld.framework(services: ratings.first?.first?.count ?? 1, levels: levels)
        let framework = try Framework(
            title: small.title,
            network: small.network,
            sources: small.sources,
            scale: small.scale,
            causes: small.causes,
            ageBands: [
                AgeBand(id: SmallWorld.id("under-two"), name: "Under two", ages: try Self.ages(-9, 24)),
                AgeBand(id: SmallWorld.id("from-two"), name: "From two", ages: try Self.ages(24, 60)),
            ],
            needsGroups: [
                NeedsGroup(id: SmallWorld.id("thriving"), name: "Thriving"),
                NeedsGroup(id: SmallWorld.id("getting-help"), name: "Getting help"),
            ],
            serviceTypes: small.serviceTypes.map { type in
                ServiceType(id: type.id, name: type.name, ages: serviceAges)
            },
            interventions: [
                Intervention(id: SmallWorld.id("vig"), name: "VIG", needsGroups: [try SmallWorld.id("getting-help")]),
                Intervention(id: SmallWorld.id("massage"), name: "Baby massage"),
            ],
            need: need,
            severity: .usual,
            thresholds: thresholds
        )
        let plain = try SmallWorld.areas(children.count)
        let areas = try AreaHierarchy(
            kinds: plain.kinds,
            areas: plain.areas.enumerated().map { index, area in
                guard index > 0 else { return area }
                return Area(
                    id: area.id,
                    kind: area.kind,
                    name: area.name,
                    parent: area.parent,
                    populations: try children[index - 1].map { count in
                        [
                            Area.Population(
                                date: try date("2020-06-30"),
                                ages: try Self.ages(0, 60),
                                children: count
                            )
                        ]
                    } ?? [],
                    deprivation: (deprivedShares.map { $0[index - 1] } ?? 0.5).map {
                        [Area.Deprivation(measure: "core20", share: $0)]
                    } ?? []
                )
            }
        )
        var returns: [Return] = []
        for (round, rows) in ratings.enumerated() {
            for (area, letters) in rows.enumerated() where !letters.allSatisfy({ $0 == "." }) {
                let answer = try SmallWorld.answer(area: area + 1, round: round + 1, letters)
                returns.append(
                    Return(
                        area: answer.area,
                        round: answer.round,
                        revision: 1,
                        source: .areaReturn,
                        recorded: answer.recorded,
                        ratings: answer.ratings.map { rating in
                            Rating(service: rating.service, value: rating.value, parts: parts[area + 1] ?? [])
                        },
                        services: round == 0 ? services[area + 1] ?? [] : [],
                        interventions: round == 0 ? interventions[area + 1] ?? [] : []
                    )
                )
            }
        }
        model = ProvisionModel(
            framework: framework,
            areas: areas,
            rounds: try SmallWorld.rounds(ratings.count, asking: children.count),
            returns: returns
        )
    }

    static func ages(_ from: Int, _ to: Int) throws -> AgeRange { try SmallWorld.require(AgeRange(from: from, to: to)) }

    /// A service of the first type that is delivering, unless told.
    static func service(
        _ id: String,
        type: String? = "service-1",
        provider: String? = nil,
        extent: Service.Extent = .whole,
        ages: (Int, Int)? = nil,
        interventions: [String] = [],
        funding: [Service.Funding] = [],
        delivering: Bool? = true,
        capacity: Int? = nil
    ) throws -> Service {
        Service(
            id: try SmallWorld.id(id),
            name: id.uppercased(),
            type: try type.map { try SmallWorld.id($0) },
            providers: provider.map { [Service.Provider(name: $0)] } ?? [],
            extent: extent,
            ages: try ages.map { try self.ages($0.0, $0.1) },
            interventions: try interventions.map { try SmallWorld.id($0) },
            funding: funding,
            isDelivering: delivering,
            capacity: capacity
        )
    }

    func audit(_ iso: String, _ kinds: GapKind...) throws -> GapAudit {
        GapAudit(model, at: model.snapshot(asOf: try date(iso)), kinds: Set(kinds))
    }

    /// "kind:area:subject since date", in the order of ids.
    func found(_ iso: String, _ kind: GapKind) throws -> [String] {
        try audit(iso, kind).gaps.map { "\($0.id) since \($0.since?.description ?? "-")" }.sorted()
    }
}
