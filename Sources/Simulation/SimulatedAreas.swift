import Provision

/// Made-up areas: a region, ICSs of about nine Places, and boundaries that move once.
enum SimulatedAreas {
    private static let starts = [
        "Ash", "Beck", "Brack", "Calder", "Crow", "Dun", "Elm", "Fen", "Gold", "Hart", "Holm", "Kirk", "Lang", "Maple",
        "Nether",
        "Oak", "Pen", "Raven", "Stan", "Thorn", "Under", "Wald", "West", "Whit", "Yar",
    ]
    private static let ends = [
        "beck", "bourne", "bridge", "bury", "combe", "dale", "field", "ford", "ham", "hurst", "ley", "marsh", "mere",
        "mouth",
        "ness", "over", "port", "shaw", "stead", "ton", "well", "wick", "wood", "worth",
    ]

    /// - Parameter change: the date at which boundaries move; nil for never.
    static func make(count: Int, change: CalendarDate?, _ random: inout RandomSource) throws -> AreaHierarchy {
        let kinds = try [("region", "Region", "Regions"), ("ics", "ICS", "ICSs"), ("place", "Place", "Places")].map {
            Area.Kind(id: try id($0), name: $1, plural: $2)
        }
        let region = Area(id: try id("region-simulated"), kind: kinds[0].id, name: "Simulated region")
        var all = [region]
        var made = 0
        var names = NameMaker(random.next())
        while made < count {
            let members = min(count - made, 8 + random.below(3))
            let icsName = names.next()
            let ics = Area(
                id: try id("ics-\(slug(icsName))"),
                kind: kinds[1].id,
                name: "\(icsName) ICS",
                parent: region.id
            )
            var places: [Area] = []
            for _ in 0..<members {
                let name = names.next()
                let children = 2_000 + random.below(190) * random.below(190)
                places.append(
                    try place(name, kinds[2].id, ics.id, children: children, deprived: 50 + random.below(650))
                )
            }
            all.append(ics)
            all += try change.map { try move(places, kinds[2].id, ics.id, on: $0, &names, &random) } ?? places
            made += members
        }
        return try AreaHierarchy(
            sources: [Source(id: id("simulation"), title: "Made up by lacuna simulate")],
            kinds: kinds,
            areas: all
        )
    }

    /// Merges the first two Places of an ICS and splits the last: one area in four or so.
    private static func move(
        _ places: [Area],
        _ kind: Area.Kind.ID,
        _ ics: Area.ID,
        on date: CalendarDate,
        _ names: inout NameMaker,
        _ random: inout RandomSource
    ) throws -> [Area] {
        guard places.count >= 4, let lastDay = CalendarDate(daysSince1970: date.daysSince1970 - 1) else {
            return places
        }
        func children(_ area: Area) -> Int { area.childrenUnderFive ?? 0 }
        func permille(_ area: Area) -> Int { Int(((area.deprivedShare ?? 0) * 1000).rounded()) }
        let (first, second, last) = (places[0], places[1], places[places.count - 1])
        let total = children(first) + children(second)
        let merged = try place(
            "\(first.name) and \(second.name)",
            kind,
            ics,
            children: total,
            deprived: (permille(first) * children(first) + permille(second) * children(second)) / max(1, total),
            from: date
        )
        let part = children(last) * (300 + random.below(400)) / 1000
        let halves = [
            try place(names.next(), kind, ics, children: part, deprived: permille(last), from: date),
            try place(names.next(), kind, ics, children: children(last) - part, deprived: permille(last), from: date),
        ]
        func ended(_ area: Area, _ successors: [Area]) -> Area {
            Area(
                id: area.id,
                kind: kind,
                name: area.name,
                parent: ics,
                until: lastDay,
                populations: area.populations,
                deprivation: area.deprivation,
                successors: successors.map(\.id)
            )
        }
        return [ended(first, [merged]), ended(second, [merged]), merged] + places[2..<(places.count - 1)] + [
            ended(last, halves)
        ] + halves
    }

    private static func place(
        _ name: String,
        _ kind: Area.Kind.ID,
        _ ics: Area.ID,
        children: Int,
        deprived: Int,
        from: CalendarDate? = nil
    ) throws -> Area {
        let source: Source.ID = try id("simulation")
        guard let ages = AgeRange(from: 0, to: AgeRange.fifthBirthday),
            let counted = CalendarDate(year: 2014, month: 6, day: 30)
        else { throw Unmade() }
        return Area(
            id: try id("place-\(slug(name))"),
            kind: kind,
            name: name,
            parent: ics,
            from: from,
            populations: [Area.Population(date: counted, ages: ages, children: children, source: source)],
            deprivation: [Area.Deprivation(measure: "core20", share: Double(deprived) / 1000, source: source)]
        )
    }

    static func id<Subject>(_ text: String) throws -> Identifier<Subject> {
        guard let id = Identifier<Subject>(text) else { throw Unmade() }
        return id
    }

    private static func slug(_ name: String) -> String { name.lowercased().replacing(" ", with: "-") }

    /// Never thrown: every id and date here is a constant or made of constants.
    private struct Unmade: Error {}

    /// Names in an order that the seed shuffles, none twice.
    private struct NameMaker {
        private let shift: Int
        private var count = 0

        init(_ seed: UInt64) { shift = Int(seed % 600) }

        mutating func next() -> String {
            // 7 is prime to 600, so that all pairs come before any comes again; then with a word before them.
            let all = starts.count * ends.count
            let pair = (count % all * 7 + shift) % all
            let prefixes = ["", "North ", "South ", "East ", "Great ", "Little ", "Upper ", "Lower "]
            let prefix = prefixes[min(count / all, prefixes.count - 1)]
            count += 1
            return prefix + starts[pair / ends.count] + ends[pair % ends.count]
        }
    }
}
