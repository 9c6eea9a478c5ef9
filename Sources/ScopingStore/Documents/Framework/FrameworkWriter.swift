import Markup
public import Provision

/// Writes `framework.xml` in its canonical form, sealed.
public enum FrameworkWriter {
    public static func bytes(of framework: Framework) -> [UInt8] {
        var writer = MarkupWriter()
        writer.declaration()
        writer.element("framework") { writer in
            writer.attribute("xmlns", scopingNamespace)
            writer.attribute("title", framework.title)
            writer.attribute("network", framework.network)
            writer.attribute("simulated", framework.isSimulated ? "true" : nil)
            writer.attribute("accept-by-another", framework.acceptsByAnother ? "true" : nil)
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
            measures(framework.measures, to: &writer)
            criteria(framework.criteria, to: &writer)
            standards(framework, to: &writer)
            workforce(framework.workforce, to: &writer)
            if let need = framework.need { self.need(need, to: &writer) }
            figures(framework.figures, to: &writer)
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
                writer.empty("source") {
                    $0.attribute("id", source.id.text)
                    $0.attribute("title", source.title)
                    $0.attribute("publisher", source.publisher)
                    $0.attribute("published", source.published)
                    $0.attribute("licence", source.licence)
                }
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
        writer.element("level") {
            $0.attribute("code", level.code)
            $0.attribute("name", level.name)
            $0.attribute("rank", level.rank)
            $0.attribute("closes-gap", level.closesGap ? "true" : "false")
            $0.attribute("colour", level.colour)
            $0.attribute("pattern", level.pattern.rawValue)
            $0.element("meaning", text: level.meaning)
        }
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
                writer.compact(entry) {
                    $0.attribute("id", id)
                    $0.attribute("name", name)
                    if let meaning { $0.element("meaning", text: meaning) }
                }
            }
        }
    }

    private static func ageBands(_ bands: [AgeBand], to writer: inout MarkupWriter) {
        guard !bands.isEmpty else { return }
        writer.element("age-bands") { writer in
            for band in bands {
                writer.empty("age-band") {
                    $0.attribute("id", band.id.text)
                    $0.attribute("name", band.name)
                    $0.attribute("age-from", band.ages.from.description)
                    $0.attribute("age-to", band.ages.to.description)
                }
            }
        }
    }

    private static func serviceType(_ type: ServiceType, to writer: inout MarkupWriter) {
        writer.compact("service-type") { writer in
            writer.attribute("id", type.id.text)
            writer.attribute("name", type.name)
            writer.attribute("age-from", type.ages?.from.description)
            writer.attribute("age-to", type.ages?.to.description)
            writer.attribute("reach", type.reach?.rawValue)
            for alias in type.aliases { writer.element("alias", text: alias) }
            if let meaning = type.meaning { writer.element("meaning", text: meaning) }
        }
    }

    private static func intervention(_ intervention: Intervention, to writer: inout MarkupWriter) {
        writer.compact("intervention") { writer in
            writer.attribute("id", intervention.id.text)
            writer.attribute("name", intervention.name)
            writer.attribute("age-from", intervention.ages?.from.description)
            writer.attribute("age-to", intervention.ages?.to.description)
            writer.attribute("cross-cutting", intervention.isCrossCutting ? "true" : nil)
            writer.attribute("unmapped", intervention.isUnmapped ? "true" : nil)
            writer.attribute("source", intervention.source?.text)
            writer.attribute("section", intervention.section)
            for alias in intervention.aliases { writer.element("alias", text: alias) }
            for group in intervention.needsGroups { writer.empty("needs-group") { $0.attribute("ref", group.text) } }
            if let meaning = intervention.meaning { writer.element("meaning", text: meaning) }
        }
    }

    private static func need(_ need: NeedModel, to writer: inout MarkupWriter) {
        writer.element("need") { writer in
            writer.attribute("base", share(need.base))
            writer.attribute("deprived", share(need.deprived))
            writer.attribute("target", share(need.target))
            writer.attribute("source", need.source.text)
            writer.attribute("section", need.section)
            for type in need.serviceTypes { writer.empty("service-type") { $0.attribute("ref", type.text) } }
            for row in need.published {
                writer.empty("published") {
                    $0.attribute("area", row.area.text)
                    $0.attribute("children", row.children)
                    $0.attribute("base", row.base)
                    $0.attribute("additional", row.additional)
                    $0.attribute("total", row.total)
                    $0.attribute("target", row.target)
                }
            }
        }
    }

    private static func thresholds(_ thresholds: GapThresholds, to writer: inout MarkupWriter) {
        writer.empty("thresholds") {
            $0.attribute("stalled-months", thresholds.stalledMonths)
            $0.attribute("stale-months", thresholds.staleMonths)
            $0.attribute("funding-months", thresholds.fundingMonths)
            $0.attribute("dependency-cells", thresholds.dependencyCells)
            let usual = GapThresholds.usual
            func stated(_ figure: Int, _ usual: Int) -> Int? { figure == usual ? nil : figure }
            $0.attribute("recorded-percent", stated(thresholds.recordedPercent, usual.recordedPercent))
            let represented = stated(thresholds.representationPercent, usual.representationPercent)
            $0.attribute("representation-percent", represented)
            $0.attribute("severe-points", stated(thresholds.severePoints, usual.severePoints))
        }
    }

    private static func severity(_ severity: SeverityWeights, to writer: inout MarkupWriter) {
        writer.element("severity") { writer in
            writer.attribute("fixed", severity.fixed)
            writer.attribute("half-need", severity.halfNeed)
            writer.attribute("longer", severity.longer)

            // A younger kind with its usual points is left out: programs that do not know it read the file all the same.
            let stated = severity.points.filter { kind, points in
                !SeverityWeights.later.contains(kind) || SeverityWeights.usual.points[kind] != points
            }
            // The worst kinds first, as people write them; by name among equals.
            for (kind, points) in stated.sorted(by: {
                ($1.value, $0.key.rawValue) < ($0.value, $1.key.rawValue)
            }) {
                writer.empty("base") {
                    $0.attribute("kind", kind.rawValue)
                    $0.attribute("points", points)
                }
            }
        }
    }
}
