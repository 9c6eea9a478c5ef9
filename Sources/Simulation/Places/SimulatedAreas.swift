import Provision

/// The areas of a simulated network: one region, ICSs of about nine Places each, and what became of those that ended.
struct SimulatedAreas: Sendable {
    let hierarchy: AreaHierarchy
    /// The areas that are asked, by number; the order is not the document's.
    let rated: [RatedArea]
    /// The id of each of them.
    let ids: [Area.ID]
    /// Their numbers in the order of the document.
    let order: [Int]
    /// The names of the ICSs, without the "Greater" before them.
    let systems: [String]

    init(
        _ random: RandomNumbers,
        areas: Int,
        calendar: RoundCalendar,
        network: String,
        withComposition: Bool = false
    ) throws(ModelFaults) {
        var names = PlaceNames(random)
        let systems = (0..<Self.icsCount(areas: areas)).map { _ in names.take() }
        var rated = (0..<areas).map { area in
            RatedArea(
                name: names.take(),
                ics: Self.ics(of: area, areas: areas),
                firstCount: .made(random, area: area)
            )
        }
        for change in BoundaryChange.plan(random, areas: areas, rounds: calendar.rounds) {
            change.apply(to: &rated, random, calendar)
        }
        var ids: [Area.ID] = []
        for area in rated { ids.append(try identifier(area.idText)) }

        let regionID: Area.ID = try identifier("region-simulated")
        var nodes = [Area(id: regionID, kind: try identifier("region"), name: network)]
        var order: [Int] = []
        let members = Dictionary(grouping: rated.indices) { rated[$0].ics }
        for (ics, name) in systems.enumerated() {
            let counts = (members[ics] ?? []).map { rated[$0].counts(random, number: $0, calendar) }
            let icsID: Area.ID = try identifier("ics-greater-" + PlaceNames.slug(name))
            nodes.append(
                Area(
                    id: icsID,
                    kind: try identifier("ics"),
                    name: "Greater " + name,
                    parent: regionID,
                    populations: try Self.populations(Self.sums(of: counts, members[ics] ?? [], rated), calendar),
                    deprivation: try Self.deprivation(
                        (members[ics] ?? []).filter { rated[$0].heirTo == nil }.map { rated[$0].firstCount }
                            .reduce(.zero, +)
                    )
                )
            )
            for (member, counts) in zip(members[ics] ?? [], counts) {
                let composition = withComposition ? try Self.composition(random, of: member) : []
                nodes.append(
                    try Self.area(rated[member], id: ids[member], parent: icsID, counts, ids, calendar, composition)
                )
            }
            order += members[ics] ?? []
        }
        hierarchy = try AreaHierarchy(
            sources: [SimulatedFramework.simulationSource()],
            kinds: [
                Area.Kind(id: identifier("region"), name: "Region", plural: "Regions"),
                Area.Kind(id: identifier("ics"), name: "ICS", plural: "ICSs"),
                Area.Kind(id: identifier("place"), name: "Place", plural: "Places"),
            ],
            areas: nodes
        )
        self.rated = rated
        self.ids = ids
        self.order = order
        self.systems = systems
    }

    /// The ICS of one of the areas that a network begins with. Neighbours by number are neighbours in an ICS.
    static func ics(of area: Int, areas: Int) -> Int { area * icsCount(areas: areas) / areas }

    private static func icsCount(areas: Int) -> Int { max(1, (areas + 4) / 9) }

    /// The children of an ICS at each count: those of its areas of that time, nobody twice.
    private static func sums(
        of counts: [[(counted: Int, count: ChildCount)]],
        _ members: [Int],
        _ rated: [RatedArea]
    ) -> [(counted: Int, count: ChildCount)] {
        var sums: [Int: ChildCount] = [:]
        for (member, counts) in zip(members, counts) {
            // A successor's first count is its predecessors' last.
            let own = rated[member].heirTo == nil ? counts[...] : counts.dropFirst()
            for (counted, count) in own { sums[counted, default: .zero] = sums[counted, default: .zero] + count }
        }
        return sums.sorted { $0.key < $1.key }.map { (counted: $0.key, count: $0.value) }
    }

    private static func area(
        _ area: RatedArea,
        id: Area.ID,
        parent: Area.ID,
        _ counts: [(counted: Int, count: ChildCount)],
        _ ids: [Area.ID],
        _ calendar: RoundCalendar,
        _ composition: [Area.EthnicGroup]
    ) throws(ModelFaults) -> Area {
        var from: CalendarDate?
        if area.heirTo != nil {
            from = try required(firstDay(ofMonth: calendar.changeMonth(beforeRound: area.firstRound)), "first day")
        }
        var until: CalendarDate?
        if let round = area.endsBeforeRound {
            until = try required(lastDay(beforeMonth: calendar.changeMonth(beforeRound: round)), "last day")
        }
        return Area(
            id: id,
            kind: try identifier("place"),
            name: area.name,
            parent: parent,
            from: from,
            until: until,
            populations: try populations(counts, calendar),
            deprivation: try deprivation(area.firstCount),
            composition: composition,
            successors: area.successors.map { ids[$0] }
        )
    }

    /// The ethnic groups of an area: most are white, as in the country, and the rest is another in each.
    private static func composition(_ random: RandomNumbers, of area: Int) throws(ModelFaults) -> [Area.EthnicGroup] {
        // In thousandths, of which 5 are not stated.
        let asian = random.roll(.composition, 200, area, 0)
        let black = random.roll(.composition, 60, area, 1)
        let mixed = 5 + random.roll(.composition, 25, area, 2)
        var groups: [Area.EthnicGroup] = []
        for (name, share) in [
            ("White", 995 - asian - black - mixed), ("Asian", asian), ("Black", black), ("Mixed", mixed),
        ] {
            groups.append(
                Area.EthnicGroup(
                    name: name,
                    share: Share(millionths: share * 1_000),
                    source: try identifier(SimulatedFramework.source)
                )
            )
        }
        return groups
    }

    private static func populations(
        _ counts: [(counted: Int, count: ChildCount)],
        _ calendar: RoundCalendar
    ) throws(ModelFaults) -> [Area.Population] {
        let years = calendar.countedYears
        var populations: [Area.Population] = []
        for (counted, count) in counts {
            populations.append(
                Area.Population(
                    date: try required(CalendarDate(year: years[counted], month: 6, day: 30), "date"),
                    ages: try required(AgeRange(from: 0, to: AgeRange.fifthBirthday), "age range"),
                    children: count.children,
                    source: try identifier(SimulatedFramework.source)
                )
            )
        }
        return populations
    }

    private static func deprivation(_ count: ChildCount) throws(ModelFaults) -> [Area.Deprivation] {
        [
            Area.Deprivation(
                measure: "core20",
                share: count.share,
                source: try identifier(SimulatedFramework.source)
            )
        ]
    }
}
