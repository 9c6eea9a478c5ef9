import Provision

/// `masked`: behind some provision there is a part of the area, or an age, with nothing.
///
/// - The rating names a part of the area that is at no provision.
/// - Every service of the type on record serves a named part of the area only.
/// - Every service of the type on record states its ages, and together they leave out some of those the service type is meant
///   for.
struct MaskedRule: GapRule {
    let kind = GapKind.masked
    let definition = "Masked: a part of the area, or an age, has nothing behind a rating of some provision."
    let source =
        "The scoping report on Lancashire and South Cumbria: a role that is lacking in one part of a rated area."

    func findings(in context: GapContext) -> GapFindings {
        var gaps: [Gap] = []
        var unknown: [Area.ID] = []
        for (row, column) in context.cells(where: context.stands(.partial)) {
            gaps += parts(row, column, context)
            let left = agesLeftOut(row, column, context)
            if left.isKnown {
                gaps += left.stretches.map { gap(ofAges: $0, row, column, left.services, context) }
            } else if !left.stretches.isEmpty, unknown.last != context.area(row: row).id {
                unknown.append(context.area(row: row).id)
            }
        }
        let reason = "some services state no ages, so that whether all ages are served is not known"
        return GapFindings(gaps, notJudged: unknown.isEmpty ? [] : [NotJudged(kind, reason, areas: unknown)])
    }

    private func parts(_ row: Int, _ column: Int, _ context: GapContext) -> [Gap] {
        guard let (rating, document) = context.rating(row: row, column: column) else { return [] }
        let type = context.framework.serviceTypes[column]
        let area = context.area(row: row)
        let scale = context.framework.scale
        let without = rating.parts.filter { part in
            scale.level(coded: part.level)?.standing == Level.Standing.none
        }
        if !without.isEmpty {
            return without.map { part in
                context.gap(
                    kind,
                    area: area,
                    service: type,
                    subject: "\(type.id)/part/\(slug(part.name))",
                    since: context.since(row: row, column: column, context.stands(.partial)),
                    why:
                        "\(part.name), a part of \(area.name), has no \(type.name), though the area as a whole is rated \(context.level(row: row, column: column).map(words) ?? "").",
                    closing: "It closes when there is provision in \(part.name).",
                    evidence: rating.evidence,
                    document: document
                )
            }
        }
        let live = context.registers[row].services(of: type.id).filter { $0.service.mayBeLive(at: context.asOf) }
        let named = live.compactMap { entry -> String? in
            if case .part(let part) = entry.service.extent { return part }
            return nil
        }
        guard !live.isEmpty, named.count == live.count else { return [] }
        return [
            context.gap(
                kind,
                area: area,
                service: type,
                subject: "\(type.id)/extent",
                since: nil,
                why:
                    "\(area.name) is rated \(context.level(row: row, column: column).map(words) ?? "") for \(type.name), yet all that is on record (\(listed(live.map(\.service.name)))) is for a part of it: \(listed(named)).",
                closing: "It closes when a service for the rest of the area is on record.",
                evidence: live.flatMap(\.service.evidence),
                document: live.first?.document
            )
        ]
    }

    /// The ages that a service type is meant for and that no service on record of it in the area states. Where some of them state
    /// no ages that is not known.
    private func agesLeftOut(
        _ row: Int,
        _ column: Int,
        _ context: GapContext
    ) -> (stretches: [AgeRange], services: [AreaRegister.Entry], isKnown: Bool) {
        let type = context.framework.serviceTypes[column]
        guard let meant = type.ages else { return ([], [], true) }
        let live = context.registers[row].services(of: type.id).filter { $0.service.mayBeLive(at: context.asOf) }
        let stated = live.compactMap(\.service.ages)
        guard !stated.isEmpty else { return ([], live, live.isEmpty) }
        return (AgeCoverage.gaps(in: stated, meant.from, meant.to), live, stated.count == live.count)
    }

    private func gap(
        ofAges stretch: AgeRange,
        _ row: Int,
        _ column: Int,
        _ services: [AreaRegister.Entry],
        _ context: GapContext
    ) -> Gap {
        let type = context.framework.serviceTypes[column]
        let area = context.area(row: row)
        let who = listed(services.map(\.service.name))
        let whole = services.count == 1 ? "the only" : "all the"
        return context.gap(
            kind,
            area: area,
            service: type,
            subject: "\(type.id)/ages/\(stretch.slug)",
            since: nil,
            why:
                "\(who), \(whole) \(type.name) on record in \(area.name), \(verb(services.count, "serves", "serve")) no children \(stretch.displayText).",
            closing: "It closes when a service of this type for children \(stretch.displayText) is on record.",
            evidence: services.flatMap(\.service.evidence),
            document: services.first?.document
        )
    }
}

/// A name as part of an id: ASCII letters and digits, in lower case, joined by hyphens.
func slug(_ name: String) -> String {
    let words = name.lowercased().utf8.split { byte in
        !(UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
            && !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
    let text = words.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "-")
    return text.isEmpty ? "unnamed" : String(text.prefix(64))
}
