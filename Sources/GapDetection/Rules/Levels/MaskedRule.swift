import Provision

/// `masked`: behind some provision there is a part of the area, or an age, with nothing.
///
/// - The rating names a part of the area that is at no provision.
/// - Every service of the type on record serves a named part of the area only.
/// - Every service of the type on record states its ages, and together they leave out some of those the service type is meant
///   for.
struct MaskedRule: FindingRule {
    let kind = GapKind.masked
    let definition = "Masked: a part of the area, or an age, has nothing behind a rating of some provision."
    let source =
        "The scoping report on Lancashire and South Cumbria: a role that is lacking in one part of a rated area."

    func findings(in context: GapContext) -> Findings {
        var findings = Findings()
        var unknown: [Area.ID] = []
        let partial = context.stands(.partial)
        context.forEachCell(in: partial) { row, column in
            let masks = masks(row, column, context)
            for (place, mask) in masks.found.enumerated() {
                let type = context.framework.serviceTypes[column].id
                var since: CalendarDate?
                if case .part = mask { since = context.since(row: row, column: column, partial) }
                findings.found.append(
                    context.finding(
                        kind,
                        row: row,
                        column: column,
                        subject: "\(type)/\(mask.subject)",
                        since: since,
                        detail: place
                    )
                )
            }
            if masks.isUncertain, unknown.last != context.area(row: row).id {
                unknown.append(context.area(row: row).id)
            }
        }
        findings.stayedSilent(
            kind,
            "some services state no ages, so that whether all ages are served is not known",
            about: unknown
        )
        return findings
    }

    /// What a rating of some provision hides.
    private enum Mask {
        /// A part of the area at no provision, by its name.
        case part(String)
        /// Every service is for a part of the area.
        case extent([AreaRegister.Entry], parts: [String])
        /// Ages that no service is for.
        case ages(AgeRange, [AreaRegister.Entry])

        var subject: String {
            switch self {
            case .part(let name): "part/\(slug(name))"
            case .extent: "extent"
            case .ages(let stretch, _): "ages/\(stretch.slug)"
            }
        }
    }

    /// What a cell hides; and whether ages may be left out, which is not known.
    private func masks(_ row: Int, _ column: Int, _ context: GapContext) -> (found: [Mask], isUncertain: Bool) {
        let scale = context.framework.scale
        let parts = context.snapshot.entry(row: row, column: column).map { context.model.parts(ofEntry: $0) } ?? []
        var found = parts.filter { scale.level(coded: $0.level)?.standing == Level.Standing.none }
            .map { Mask.part($0.name) }
        let live = context.registers[row].services(column: column).filter { $0.service.mayBeLive(at: context.asOf) }
        if found.isEmpty, !live.isEmpty {
            let named = live.compactMap { entry -> String? in
                if case .part(let part) = entry.service.extent { return part }
                return nil
            }
            // Without a rating behind the cell nobody rated it as a whole.
            if named.count == live.count, context.snapshot.entry(row: row, column: column) != nil {
                found.append(.extent(live, parts: named))
            }
        }
        let left = agesLeftOut(column, live, context)
        guard left.isKnown else { return (found, !left.stretches.isEmpty) }
        return (found + left.stretches.map { .ages($0, live) }, false)
    }

    func words(of finding: Finding, workings: (any Sendable)?, in context: GapContext) -> GapWords {
        let (row, column) = (Int(finding.row), Int(finding.service))
        let type = context.framework.serviceTypes[column]
        let area = context.area(row: row)
        let rated = context.level(row: row, column: column).map(GapDetection.words) ?? ""
        let masks = masks(row, column, context).found
        guard masks.indices.contains(Int(finding.detail)) else {
            assertionFailure("a mask that was found is there")
            return GapWords(why: "", closing: "")
        }
        switch masks[Int(finding.detail)] {
        case .part(let name):
            let rating = context.rating(row: row, column: column)
            return GapWords(
                why:
                    "\(name), a part of \(area.name), has no \(type.name), though the area as a whole is rated \(rated).",
                closing: "It closes when there is provision in \(name).",
                evidence: rating?.rating.evidence ?? [],
                document: rating?.document
            )
        case .extent(let live, let parts):
            return GapWords(
                why:
                    "\(area.name) is rated \(rated) for \(type.name), yet all that is on record (\(listed(live.map(\.service.name)))) is for a part of it: \(listed(parts)).",
                closing: "It closes when a service for the rest of the area is on record.",
                evidence: live.flatMap(\.service.evidence),
                document: live.first?.document
            )
        case .ages(let stretch, let services):
            let who = listed(services.map(\.service.name))
            let whole = services.count == 1 ? "the only" : "all the"
            return GapWords(
                why:
                    "\(who), \(whole) \(type.name) on record in \(area.name), \(verb(services.count, "serves", "serve")) no children \(stretch.displayText).",
                closing: "It closes when a service of this type for children \(stretch.displayText) is on record.",
                evidence: services.flatMap(\.service.evidence),
                document: services.first?.document
            )
        }
    }

    /// The ages that a service type is meant for and that no service on record of it in the area states. Where some of them state
    /// no ages that is not known.
    private func agesLeftOut(
        _ column: Int,
        _ live: [AreaRegister.Entry],
        _ context: GapContext
    ) -> (stretches: [AgeRange], isKnown: Bool) {
        guard let meant = context.framework.serviceTypes[column].ages else { return ([], true) }
        let stated = live.compactMap(\.service.ages)
        guard !stated.isEmpty else { return ([], live.isEmpty) }
        return (AgeCoverage.gaps(in: stated, meant.from, meant.to), stated.count == live.count)
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
