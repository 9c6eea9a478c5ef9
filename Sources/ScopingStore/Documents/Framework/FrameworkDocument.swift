import Provision

/// Reads `framework.xml`.
enum FrameworkDocument {
    static func read(_ bytes: [UInt8], file: String) throws(DocumentFaults) -> (Framework, DocumentLines) {
        try XMLDocument.read(bytes, as: .framework, file: file) { (root: XMLElement) throws(DocumentFaults) in
            var lines = DocumentLines()
            for level in root.entries("scale", "level") { lines.note(level, as: .level) }
            for published in root.child("need")?.children("published") ?? .none {
                lines.note(published, as: .published)
            }
            for base in root.entries("severity", "base") { lines.note(base, as: .severity) }
            for source in root.entries("sources", "source") { lines.note(source, as: .source) }
            for cause in root.entries("causes", "cause") { lines.note(cause, as: .cause) }
            for band in root.entries("age-bands", "age-band") { lines.note(band, as: .ageBand) }
            for group in root.entries("needs-groups", "needs-group") { lines.note(group, as: .needsGroup) }
            for type in root.entries("service-types", "service-type") { lines.note(type, as: .serviceType) }
            for intervention in root.entries("interventions", "intervention") {
                lines.note(intervention, as: .intervention)
            }
            for criterion in root.entries("criteria", "criterion") { lines.note(criterion, as: .criterion) }
            for rung in root.entries("criteria", "rung") { lines.note(rung, as: .rung) }
            for standard in root.entries("standards", "standard") { lines.note(standard, as: .standard) }
            for measure in root.entries("measures", "measure") { lines.note(measure, as: .measure) }
            for figure in root.entries("figures", "figure") { lines.note(figure, as: .figure) }
            root.noteWorkforce(in: &lines)
            root.noteWhole(in: &lines)
            return (try decoding(lines) { try framework(root) }, lines)
        }
    }

    private static func framework(_ root: XMLElement) throws -> Framework {
        try Framework(
            title: root.required("title"),
            network: root.required("network"),
            isSimulated: root.isTrue("simulated"),
            sources: root.sources(),
            scale: RatingScale(levels: root.entries("scale", "level").map(level)),
            causes: root.entries("causes", "cause").map { entry in
                Cause(id: try entry.id("id"), name: try entry.required("name"), meaning: entry.child("meaning")?.text)
            },
            ageBands: root.entries("age-bands", "age-band").map(ageBand),
            needsGroups: root.entries("needs-groups", "needs-group").map { entry in
                NeedsGroup(
                    id: try entry.id("id"),
                    name: try entry.required("name"),
                    meaning: entry.child("meaning")?.text
                )
            },
            serviceTypes: root.entries("service-types", "service-type").map { entry in
                ServiceType(
                    id: try entry.id("id"),
                    name: try entry.required("name"),
                    aliases: entry.children("alias").map(\.text),
                    meaning: entry.child("meaning")?.text,
                    ages: try entry.ages(),
                    reach: try entry.optionalChoice("reach")
                )
            },
            interventions: root.entries("interventions", "intervention").map(intervention),
            measures: root.entries("measures", "measure").map(measure),
            criteria: root.child("criteria").map(criteria),
            standards: root.entries("standards", "standard").map(standard),
            workforce: root.child("workforce").map(workforce),
            need: root.child("need").map(need),
            figures: root.entries("figures", "figure").map(figure),
            severity: severity(root.child("severity") ?? root),
            thresholds: root.child("thresholds").map(thresholds) ?? .usual,
            acceptsByAnother: root.isTrue("accept-by-another"),
            asksAssessments: root.child("standards")?.isTrue("asks-assessments") ?? false
        )
    }

    private static func level(_ entry: XMLElement) throws -> Level {
        Level(
            code: try entry.required("code"),
            name: try entry.required("name"),
            meaning: entry.child("meaning")?.text ?? "",
            rank: try entry.optionalInteger("rank"),
            closesGap: entry.isTrue("closes-gap"),
            colour: try entry.required("colour"),
            pattern: try entry.choice("pattern")
        )
    }

    private static func ageBand(_ entry: XMLElement) throws -> AgeBand {
        guard let ages = try entry.ages() else { throw entry.fault("an age band needs age-from and age-to") }
        return AgeBand(id: try entry.id("id"), name: try entry.required("name"), ages: ages)
    }

    private static func intervention(_ entry: XMLElement) throws -> Intervention {
        Intervention(
            id: try entry.id("id"),
            name: try entry.required("name"),
            aliases: entry.children("alias").map(\.text),
            needsGroups: try entry.references("needs-group"),
            isCrossCutting: entry.isTrue("cross-cutting"),
            ages: try entry.ages(),
            meaning: entry.child("meaning")?.text,
            isUnmapped: entry.isTrue("unmapped"),
            source: try entry.optionalID("source"),
            section: entry.attribute("section")
        )
    }

    private static func criteria(_ entry: XMLElement) throws -> CriteriaLadder {
        CriteriaLadder(
            criteria: try entry.children("criterion").map { entry in
                Criterion(
                    id: try entry.id("id"),
                    name: try entry.required("name"),
                    meaning: entry.child("meaning")?.text,
                    source: try entry.optionalID("source"),
                    section: entry.attribute("section")
                )
            },
            rungs: try entry.children("rung").map { entry in
                CriteriaLadder.Rung(
                    level: try entry.required("level"),
                    serviceType: try entry.optionalID("service"),
                    criteria: try entry.references("criterion"),
                    atLeast: try entry.optionalInteger("at-least")
                )
            }
        )
    }

    private static func standard(_ entry: XMLElement) throws -> Standard {
        Standard(
            id: try entry.id("id"),
            kind: try entry.choice("kind"),
            title: try entry.required("title"),
            text: entry.child("text")?.text ?? "",
            source: try entry.id("source"),
            section: entry.attribute("section"),
            answeredBy: try entry.optionalChoice("answered-by") ?? .area,
            judge: try entry.child("judge").map(judge)
        )
    }

    private static func judge(_ entry: XMLElement) throws -> Standard.Judge {
        Standard.Judge(
            try rule(entry),
            seesPart: entry.isTrue("sees-part"),
            absenceIsUnknown: entry.attribute("absence") == "not-known"
        )
    }

    private static func rule(_ entry: XMLElement) throws -> Standard.Judge.Rule {
        let rule = try entry.required("rule")
        func fault(_ message: String, _ hint: String) -> DocumentFault { entry.fault(message, hint: hint) }
        // What another rule would look at is written by mistake: it would be passed over in silence.
        let named: [(list: StaticString, rule: String)] = [
            ("intervention", "interventions"), ("needs-group", "needs-groups"), ("service-type", "service-types"),
        ]
        for (list, owner) in named where owner != rule {
            guard entry.child(list) == nil else {
                throw fault("a judge by \(rule) names no <\(list)>", "set rule=\"\(owner)\", or take it out")
            }
        }
        if rule != "ages", entry.hasAttribute("age-from") || entry.hasAttribute("age-to") {
            throw fault("a judge by \(rule) has no ages", "set rule=\"ages\", or take them out")
        }
        if rule != "interventions", entry.hasAttribute("at-least") {
            throw fault("a judge by \(rule) counts nothing", "take at-least out")
        }
        switch rule {
        case "ages":
            guard let ages = try entry.ages() else {
                throw fault("a judge by ages needs age-from and age-to", "age-from=\"-9\" age-to=\"60\"")
            }
            return .ages(ages)
        case "interventions":
            let atLeast = try entry.optionalInteger("at-least") ?? 1
            return .interventions(try entry.references("intervention"), atLeast: atLeast)
        case "needs-groups":
            return .needsGroups(try entry.references("needs-group"))
        case "service-types":
            return .serviceTypes(try entry.references("service-type"))
        case "measures": return .measures
        default:
            throw fault(
                "'\(rule)' is no rule of judging",
                "ages, interventions, needs-groups, service-types or measures"
            )
        }
    }

    private static func need(_ entry: XMLElement) throws -> NeedModel {
        NeedModel(
            base: try entry.share("base"),
            deprived: try entry.share("deprived"),
            target: try entry.share("target"),
            source: try entry.id("source"),
            section: entry.attribute("section"),
            serviceTypes: try entry.references("service-type"),
            published: try entry.children("published").map { row in
                NeedModel.Published(
                    area: try row.id("area"),
                    children: try row.integer("children"),
                    base: try row.integer("base"),
                    additional: try row.integer("additional"),
                    total: try row.integer("total"),
                    target: try row.integer("target")
                )
            }
        )
    }

    private static func severity(_ entry: XMLElement) throws -> SeverityWeights {
        let base = try entry.children("base").map { kind in
            (kind: try kind.required("kind"), points: try kind.integer("points"))
        }
        // The first release added points instead of multiplying them, and let kinds be left out: its points mean nothing here.
        if entry.hasAttribute("children") {
            if entry.hasAttribute("half-need") {
                throw entry.fault(
                    "\"children\" belongs to the older form of severity, \"half-need\" to this one",
                    hint: "keep \"half-need\""
                )
            }
            let faults = SeverityWeights.unknownKinds(base.map(\.kind))
            guard faults.isEmpty else { throw ModelFaults(faults) }
            return .usual
        }
        return try SeverityWeights(
            base: base,
            fixed: entry.optionalInteger("fixed") ?? SeverityWeights.usual.fixed,
            halfNeed: entry.optionalInteger("half-need") ?? SeverityWeights.usual.halfNeed,
            longer: entry.optionalInteger("longer") ?? SeverityWeights.usual.longer
        )
    }

    private static func thresholds(_ entry: XMLElement) throws -> GapThresholds {
        GapThresholds(
            stalledMonths: try entry.integer("stalled-months"),
            staleMonths: try entry.integer("stale-months"),
            fundingMonths: try entry.integer("funding-months"),
            dependencyCells: try entry.integer("dependency-cells"),
            recordedPercent: try entry.optionalInteger("recorded-percent") ?? GapThresholds.usual.recordedPercent,
            representationPercent: try entry.optionalInteger("representation-percent")
                ?? GapThresholds.usual.representationPercent,
            severePoints: try entry.optionalInteger("severe-points") ?? GapThresholds.usual.severePoints
        )
    }
}

extension XMLElement {
    /// The `<sources>` of a framework or areas file.
    func sources() throws(DocumentFault) -> [Source] {
        var found: [Source] = []
        for entry in entries("sources", "source") {
            found.append(
                Source(
                    id: try entry.id("id"),
                    title: try entry.required("title"),
                    publisher: entry.attribute("publisher"),
                    published: entry.attribute("published"),
                    licence: entry.attribute("licence")
                )
            )
        }
        return found
    }

    /// An `xs:boolean` attribute; false where it is left out.
    func isTrue(_ name: StaticString) -> Bool { attribute(name).map { $0 == "true" || $0 == "1" } ?? false }

    /// Notes the root element's line for faults that concern no single entry.
    func noteWhole(in lines: inout DocumentLines) { lines.note(self, as: .whole) }
}
