import Markup
public import Provision

/// Writes `framework.xml` in its canonical form, sealed.
public enum FrameworkWriter {
    public static func bytes(of framework: Framework) -> [UInt8] {
        var writer = MarkupWriter()
        writer.declaration()
        let attributes = [
            Attribute("xmlns", scopingNamespace), Attribute("title", framework.title),
            Attribute("network", framework.network), Attribute("simulated", framework.isSimulated ? "true" : nil),
        ]
        writer.element("framework", attributes) { writer in
            sources(framework.sources, to: &writer)
            writer.element("scale") { writer in
                for level in framework.scale.levels { self.level(level, to: &writer) }
            }
            named("causes", "cause", framework.causes.map { ($0.id.text, $0.name, $0.meaning) }, to: &writer)
            ageBands(framework.ageBands, to: &writer)
            named(
                "needs-groups",
                "needs-group",
                framework.needsGroups.map { ($0.id.text, $0.name, $0.meaning) },
                to: &writer
            )
            writer.element("service-types") { writer in
                for type in framework.serviceTypes { serviceType(type, to: &writer) }
            }
            if !framework.interventions.isEmpty {
                writer.element("interventions") { writer in
                    for intervention in framework.interventions { self.intervention(intervention, to: &writer) }
                }
            }
            if let need = framework.need { self.need(need, to: &writer) }
            severity(framework.severity, to: &writer)
            if framework.thresholds != .usual { thresholds(framework.thresholds, to: &writer) }
        }
        return Seal.applied(to: writer.bytes)
    }

    /// The `<sources>` of a framework or areas file; nothing where there are none.
    static func sources(_ sources: [Source], to writer: inout MarkupWriter) {
        guard !sources.isEmpty else { return }
        writer.element("sources") { writer in
            for source in sources {
                writer.element(
                    "source",
                    [
                        Attribute("id", source.id.text), Attribute("title", source.title),
                        Attribute("publisher", source.publisher), Attribute("published", source.published),
                        Attribute("licence", source.licence),
                    ]
                )
            }
        }
    }

    /// A share of one with no more digits than it needs, at most six: 0.065.
    static func share(_ value: Double) -> String {
        let millionths = Int((min(1, max(0, value)) * 1_000_000).rounded())
        guard !millionths.isMultiple(of: 1_000_000) else { return String(millionths / 1_000_000) }
        var digits = String(millionths)
        digits = "0." + String(repeating: "0", count: max(0, 6 - digits.utf8.count)) + digits
        while digits.last == "0" { digits.removeLast() }
        return digits
    }

    private static func level(_ level: Level, to writer: inout MarkupWriter) {
        writer.element(
            "level",
            [
                Attribute("code", level.code), Attribute("name", level.name), Attribute("rank", level.rank),
                Attribute("closes-gap", level.closesGap ? "true" : "false"), Attribute("colour", level.colour),
                Attribute("pattern", level.pattern.rawValue),
            ]
        ) { $0.element("meaning", text: level.meaning) }
    }

    private static func named(
        _ list: StaticString,
        _ entry: StaticString,
        _ entries: [(id: String, name: String, meaning: String?)],
        to writer: inout MarkupWriter
    ) {
        guard !entries.isEmpty else { return }
        writer.element(list) { writer in
            for (id, name, meaning) in entries {
                let attributes = [Attribute("id", id), Attribute("name", name)]
                if let meaning {
                    writer.element(entry, attributes) { $0.element("meaning", text: meaning) }
                } else {
                    writer.element(entry, attributes)
                }
            }
        }
    }

    private static func ageBands(_ bands: [AgeBand], to writer: inout MarkupWriter) {
        guard !bands.isEmpty else { return }
        writer.element("age-bands") { writer in
            for band in bands {
                writer.element(
                    "age-band",
                    [
                        Attribute("id", band.id.text), Attribute("name", band.name),
                        Attribute("age-from", band.ages.from.description),
                        Attribute("age-to", band.ages.to.description),
                    ]
                )
            }
        }
    }

    private static func serviceType(_ type: ServiceType, to writer: inout MarkupWriter) {
        let attributes = [
            Attribute("id", type.id.text), Attribute("name", type.name),
            Attribute("age-from", type.ages?.from.description),
            Attribute("age-to", type.ages?.to.description), Attribute("reach", type.reach?.rawValue),
        ]
        guard !type.aliases.isEmpty || type.meaning != nil else {
            writer.element("service-type", attributes)
            return
        }
        writer.element("service-type", attributes) { writer in
            for alias in type.aliases { writer.element("alias", text: alias) }
            if let meaning = type.meaning { writer.element("meaning", text: meaning) }
        }
    }

    private static func intervention(_ intervention: Intervention, to writer: inout MarkupWriter) {
        let attributes = [
            Attribute("id", intervention.id.text), Attribute("name", intervention.name),
            Attribute("age-from", intervention.ages?.from.description),
            Attribute("age-to", intervention.ages?.to.description),
            Attribute("cross-cutting", intervention.isCrossCutting ? "true" : nil),
            Attribute("unmapped", intervention.isUnmapped ? "true" : nil),
            Attribute("source", intervention.source?.text), Attribute("section", intervention.section),
        ]
        guard !intervention.aliases.isEmpty || !intervention.needsGroups.isEmpty || intervention.meaning != nil else {
            writer.element("intervention", attributes)
            return
        }
        writer.element("intervention", attributes) { writer in
            for alias in intervention.aliases { writer.element("alias", text: alias) }
            for group in intervention.needsGroups { writer.element("needs-group", [Attribute("ref", group.text)]) }
            if let meaning = intervention.meaning { writer.element("meaning", text: meaning) }
        }
    }

    private static func need(_ need: NeedModel, to writer: inout MarkupWriter) {
        writer.element(
            "need",
            [
                Attribute("base", share(need.base)), Attribute("deprived", share(need.deprived)),
                Attribute("target", share(need.target)), Attribute("source", need.source.text),
                Attribute("section", need.section),
            ]
        ) { writer in
            for type in need.serviceTypes { writer.element("service-type", [Attribute("ref", type.text)]) }
            for row in need.published {
                writer.element(
                    "published",
                    [
                        Attribute("area", row.area.text), Attribute("children", row.children),
                        Attribute("base", row.base),
                        Attribute("additional", row.additional), Attribute("total", row.total),
                        Attribute("target", row.target),
                    ]
                )
            }
        }
    }

    private static func thresholds(_ thresholds: GapThresholds, to writer: inout MarkupWriter) {
        writer.element(
            "thresholds",
            [
                Attribute("stalled-months", thresholds.stalledMonths),
                Attribute("stale-months", thresholds.staleMonths),
                Attribute("funding-months", thresholds.fundingMonths),
                Attribute("dependency-cells", thresholds.dependencyCells),
            ]
        )
    }

    private static func severity(_ severity: SeverityWeights, to writer: inout MarkupWriter) {
        writer.element(
            "severity",
            [
                Attribute("fixed", severity.fixed), Attribute("half-need", severity.halfNeed),
                Attribute("longer", severity.longer),
            ]
        ) { writer in
            // The worst kinds first, as people write them; by name among equals.
            for (kind, points) in severity.points.sorted(by: {
                ($1.value, $0.key.rawValue) < ($0.value, $1.key.rawValue)
            }) {
                writer.element("base", [Attribute("kind", kind.rawValue), Attribute("points", points)])
            }
        }
    }
}
