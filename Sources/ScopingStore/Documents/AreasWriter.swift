import Markup
public import Provision

/// Writes `areas.xml` in its canonical form, sealed.
public enum AreasWriter {
    public static func bytes(of hierarchy: AreaHierarchy, isSimulated: Bool) -> [UInt8] {
        var writer = MarkupWriter()
        writer.declaration()
        let attributes = [Attribute("xmlns", scopingNamespace), Attribute("simulated", isSimulated ? "true" : nil)]
        writer.element("areas", attributes) { writer in
            FrameworkWriter.sources(hierarchy.sources, to: &writer)
            writer.element("kinds") { writer in
                for kind in hierarchy.kinds {
                    writer.element(
                        "kind",
                        [Attribute("id", kind.id.text), Attribute("name", kind.name), Attribute("plural", kind.plural)]
                    )
                }
            }
            for area in hierarchy.areas { self.area(area, to: &writer) }
        }
        return Seal.applied(to: writer.bytes)
    }

    private static func area(_ area: Area, to writer: inout MarkupWriter) {
        // What holds all the time is an attribute, as it was before parents had dates.
        let always = area.parents.first { area.parents.count == 1 && $0.from == nil && $0.until == nil }?.area
        let dated = always == nil ? area.parents : []
        let attributes = [
            Attribute("id", area.id.text), Attribute("kind", area.kind.text), Attribute("name", area.name),
            Attribute("parent", always?.text), Attribute("from", area.from?.description),
            Attribute("until", area.until?.description),
        ]
        let children =
            area.aliases.count + dated.count + area.codes.count + area.populations.count + area.deprivation.count
            + area.successors.count + (area.tile == nil ? 0 : 1)
        guard children > 0 else {
            writer.element("area", attributes)
            return
        }
        writer.element("area", attributes) { writer in
            for alias in area.aliases { writer.element("alias", text: alias) }
            for parent in dated {
                writer.element(
                    "parent",
                    [
                        Attribute("area", parent.area.text), Attribute("from", parent.from?.description),
                        Attribute("until", parent.until?.description),
                    ]
                )
            }
            for code in area.codes {
                writer.element(
                    "code",
                    [
                        Attribute("scheme", code.scheme), Attribute("value", code.value),
                        Attribute("source", code.source?.text),
                    ]
                )
            }
            for population in area.populations {
                writer.element(
                    "population",
                    [
                        Attribute("date", population.date.description),
                        Attribute("age-from", population.ages.from.description),
                        Attribute("age-to", population.ages.to.description), Attribute("children", population.children),
                        Attribute("source", population.source?.text),
                    ]
                )
            }
            for measure in area.deprivation {
                writer.element(
                    "deprivation",
                    [
                        Attribute("measure", measure.measure), Attribute("share", FrameworkWriter.share(measure.share)),
                        Attribute("source", measure.source?.text),
                    ]
                )
            }
            for successor in area.successors {
                writer.element(
                    "successor",
                    [
                        Attribute("area", successor.text),
                        Attribute("share", area.successorShares[successor].map(FrameworkWriter.share)),
                    ]
                )
            }
            if let tile = area.tile {
                writer.element("tile", [Attribute("column", tile.column), Attribute("row", tile.row)])
            }
        }
    }
}
