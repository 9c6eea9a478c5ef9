import Provision

/// Reads `areas.xml`.
enum AreasDocument {
    static func read(_ bytes: [UInt8], file: String) throws(DocumentFaults) -> AreaHierarchy {
        try XMLDocument.read(bytes, as: .areas, file: file) { (root: XMLElement) throws(DocumentFaults) in
            let entries = root.children("area")
            var lines = DocumentLines()
            root.noteWhole(in: &lines)
            for entry in entries { lines.note(entry, as: .area) }
            for entry in root.entries("kinds", "kind") { lines.note(entry, as: .kind) }
            for entry in root.entries("sources", "source") { lines.note(entry, as: .source) }
            return try decoding(lines) {
                try AreaHierarchy(
                    sources: root.sources(),
                    kinds: root.entries("kinds", "kind").map { kind in
                        Area.Kind(
                            id: try kind.id("id"),
                            name: try kind.required("name"),
                            plural: try kind.required("plural")
                        )
                    },
                    areas: entries.map(area)
                )
            }
        }
    }

    private static func area(_ entry: XMLElement) throws -> Area {
        Area(
            id: try entry.id("id"),
            kind: try entry.id("kind"),
            name: try entry.required("name"),
            aliases: entry.children("alias").map(\.text),
            parent: try entry.optionalID("parent"),
            parents: try entry.children("parent").map { parent in
                Area.Parent(
                    try parent.id("area"),
                    from: try parent.optionalDate("from"),
                    until: try parent.optionalDate("until")
                )
            },
            from: try entry.optionalDate("from"),
            until: try entry.optionalDate("until"),
            codes: try entry.children("code").map { code in
                Area.Code(
                    scheme: try code.required("scheme"),
                    value: try code.required("value"),
                    source: try code.optionalID("source")
                )
            },
            populations: try entry.children("population").map(population),
            deprivation: try entry.children("deprivation").map { measure in
                Area.Deprivation(
                    measure: try measure.required("measure"),
                    share: try measure.share("share"),
                    source: try measure.optionalID("source")
                )
            },
            composition: try entry.children("ethnic-group").map { group in
                Area.EthnicGroup(
                    name: try group.required("name"),
                    share: Share(try group.share("share")),
                    source: try group.optionalID("source"),
                    section: group.attribute("section")
                )
            },
            successors: try entry.children("successor").map { try $0.id("area") },
            successorShares: try shares(entry.children("successor")),
            tile: try entry.children("tile").map { tile in
                Area.Tile(column: try tile.integer("column"), row: try tile.integer("row"))
            }.first
        )
    }

    /// The shares that successors state; an area named twice is the hierarchy's to refuse.
    private static func shares(_ successors: XMLElement.Children) throws -> [Area.ID: Double] {
        var shares: [Area.ID: Double] = [:]
        for successor in successors where successor.hasAttribute("share") {
            shares[try successor.id("area")] = try successor.share("share")
        }
        return shares
    }

    private static func population(_ entry: XMLElement) throws -> Area.Population {
        guard let ages = try entry.ages() else { throw entry.fault("a population needs age-from and age-to") }
        return Area.Population(
            date: try entry.date("date"),
            ages: ages,
            children: try entry.integer("children"),
            source: try entry.optionalID("source")
        )
    }
}
