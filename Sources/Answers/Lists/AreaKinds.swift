import Provision
import ScopingStore

/// The kinds of a list's areas, from the widest to the narrowest: those that a column names, else by how deep each area lies.
struct AreaKinds {
    let kinds: [Area.Kind]
    /// By place in the list: the area's kind, by place in `kinds`.
    let kindOfEntry: [Int]

    private static let usual = [
        ("region", "Region", "Regions"), ("ics", "ICS", "ICSs"), ("place", "Place", "Places"),
        ("neighbourhood", "Neighbourhood", "Neighbourhoods"), ("ccg", "CCG area", "CCG areas"),
    ]

    /// More kinds than any hierarchy has.
    private static let most = 20

    /// What kinds are called where no column says, by how many levels there are.
    private static let names: [[String]] = [
        ["place"], ["ics", "place"], ["region", "ics", "place"], ["region", "ics", "place", "neighbourhood"],
    ]

    init(_ entries: [AreaList.Entry], _ list: ListReading) throws(DocumentFaults) {
        if entries.contains(where: { !$0.kind.isEmpty }) {
            self = try Self.stated(entries, list)
        } else {
            self = try Self.byDepth(entries, list)
        }
    }

    private init(kinds: [Area.Kind], kindOfEntry: [Int]) {
        self.kinds = kinds
        self.kindOfEntry = kindOfEntry
    }

    private static func byDepth(_ entries: [AreaList.Entry], _ list: ListReading) throws(DocumentFaults) -> AreaKinds {
        let deepest = names.count
        let depths = entries.indices.map { start in
            var depth = 0
            var place = entries[start].parent
            while let here = place, depth < deepest {
                depth += 1
                place = entries[here].parent
            }
            return depth
        }
        let depth = depths.max() ?? 0
        guard names.indices.contains(depth) else {
            throw DocumentFaults(
                DocumentFault(
                    file: list.file,
                    message: "areas lie more than \(deepest) deep, and nothing says of what kinds they are",
                    hint: "add a column 'kind': region, ICS, Place, ..."
                )
            )
        }
        return AreaKinds(kinds: names[depth].compactMap { kind($0) }, kindOfEntry: depths)
    }

    /// The kinds that the column names, each wider than those of the areas below its own.
    private static func stated(_ entries: [AreaList.Entry], _ list: ListReading) throws(DocumentFaults) -> AreaKinds {
        var list = list
        var found: [Area.Kind] = []
        var kindOfEntry: [Int] = []
        for entry in entries {
            guard let kind = kind(entry.kind) else {
                list.note(
                    entry.row,
                    AreaList.kind,
                    entry.kind.isEmpty ? "no kind is stated" : "'\(shown(entry.kind))' makes no kind",
                    "name the kind of every area, such as Place, or leave the column out"
                )
                kindOfEntry.append(0)
                continue
            }
            let place = found.firstIndex { $0.id == kind.id } ?? found.count
            if place == found.count { found.append(kind) }
            if found.count > most {
                list.note(entry.row, AreaList.kind, "more than \(most) kinds of area", "name the kind, not the area")
                break
            }
            kindOfEntry.append(place)
        }
        try list.finish()
        // How far down each kind is at least; in a circle of kinds this never settles.
        var ranks = [Int](repeating: 0, count: found.count)
        var isSettled = false
        for _ in 0...found.count where !isSettled {
            isSettled = true
            for (place, entry) in entries.enumerated() {
                guard let parent = entry.parent else { continue }
                let (above, own) = (kindOfEntry[parent], kindOfEntry[place])
                guard ranks[own] <= ranks[above] else { continue }
                ranks[own] = ranks[above] + 1
                isSettled = false
                if above == own || ranks[own] > found.count {
                    list.note(
                        entry.row,
                        AreaList.kind,
                        "\(shown(entry.name)) and its parent \(shown(entries[parent].name)) are of "
                            + (above == own
                                ? "one kind"
                                : "kinds that lie in one another: \(found[own].name) and \(found[above].name)"),
                        "an area lies in one of a wider kind"
                    )
                    try list.finish()
                }
            }
        }
        let order = found.indices.sorted { (ranks[$0], $0) < (ranks[$1], $1) }
        let places = Dictionary(order.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        return AreaKinds(kinds: order.map { found[$0] }, kindOfEntry: kindOfEntry.map { places[$0] ?? 0 })
    }

    /// The kind that a word names: one of the usual, in one or many, or one of the list's own. Nil where no id can be made of it.
    private static func kind(_ word: String) -> Area.Kind? {
        let key = searchKey(word)
        if let (id, name, plural) = usual.first(where: { [$0.0, $0.1, $0.2].map(searchKey).contains(key) }) {
            return Area.Kind.ID(id).map { Area.Kind(id: $0, name: name, plural: plural) }
        }
        return Area.Kind.ID(slug(word, longest: 30)).map { Area.Kind(id: $0, name: word, plural: plural(of: word)) }
    }

    private static func plural(of name: String) -> String {
        if name.hasSuffix("y"), let before = name.dropLast().last, !"aeiou".contains(before) {
            return name.dropLast() + "ies"
        }
        return ["s", "x", "ch", "sh"].contains(where: name.hasSuffix) && name != name.uppercased()
            ? name + "es" : name + "s"
    }
}
