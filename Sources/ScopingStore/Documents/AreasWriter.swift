import Markup
public import Provision

/// Writes `areas.xml` in its canonical form, sealed.
public enum AreasWriter {
    public static func bytes(of hierarchy: AreaHierarchy, isSimulated: Bool) -> [UInt8] {
        var writer = MarkupWriter()
        writer.declaration()
        writer.element("areas") { writer in
            writer.attribute("xmlns", scopingNamespace)
            writer.attribute("simulated", isSimulated ? "true" : nil)
            FrameworkWriter.sources(hierarchy.sources, to: &writer)
            writer.element("kinds") { writer in
                for kind in hierarchy.kinds {
                    writer.empty("kind") {
                        $0.attribute("id", kind.id.text)
                        $0.attribute("name", kind.name)
                        $0.attribute("plural", kind.plural)
                    }
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
        writer.compact("area") { writer in
            writer.attribute("id", area.id.text)
            writer.attribute("kind", area.kind.text)
            writer.attribute("name", area.name)
            writer.attribute("parent", always?.text)
            writer.attribute("from", area.from?.description)
            writer.attribute("until", area.until?.description)
            for alias in area.aliases { writer.element("alias", text: alias) }
            for parent in dated {
                writer.empty("parent") {
                    $0.attribute("area", parent.area.text)
                    $0.attribute("from", parent.from?.description)
                    $0.attribute("until", parent.until?.description)
                }
            }
            for code in area.codes {
                writer.empty("code") {
                    $0.attribute("scheme", code.scheme)
                    $0.attribute("value", code.value)
                    $0.attribute("source", code.source?.text)
                }
            }
            for population in area.populations {
                writer.empty("population") {
                    $0.attribute("date", population.date.description)
                    $0.attribute("age-from", population.ages.from.description)
                    $0.attribute("age-to", population.ages.to.description)
                    $0.attribute("children", population.children)
                    $0.attribute("source", population.source?.text)
                }
            }
            for measure in area.deprivation {
                writer.empty("deprivation") {
                    $0.attribute("measure", measure.measure)
                    $0.attribute("share", FrameworkWriter.share(measure.share))
                    $0.attribute("source", measure.source?.text)
                }
            }
            for group in area.composition {
                writer.empty("ethnic-group") {
                    $0.attribute("name", group.name)
                    $0.attribute("share", FrameworkWriter.share(group.share.value))
                    $0.attribute("source", group.source?.text)
                    $0.attribute("section", group.section)
                }
            }
            for successor in area.successors {
                writer.empty("successor") {
                    $0.attribute("area", successor.text)
                    $0.attribute("share", area.successorShares[successor].map(FrameworkWriter.share))
                }
            }
            if let tile = area.tile {
                writer.empty("tile") {
                    $0.attribute("column", tile.column)
                    $0.attribute("row", tile.row)
                }
            }
        }
    }
}
