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

    func findings(in view: GapView) -> GapFindings {
        GapFindings(
            view.cells(where: view.stands(.partial)).flatMap { row, column in
                parts(row, column, view) + ages(row, column, view)
            }
        )
    }

    private func parts(_ row: Int, _ column: Int, _ view: GapView) -> [Gap] {
        guard let (rating, document) = view.rating(row: row, column: column) else { return [] }
        let type = view.framework.serviceTypes[column]
        let area = view.area(row: row)
        let scale = view.framework.scale
        let without = rating.parts.filter { part in
            scale.level(coded: part.level)?.standing == Level.Standing.none
        }
        if !without.isEmpty {
            return without.map { part in
                view.gap(
                    kind,
                    area: area,
                    service: type,
                    subject: "\(type.id)/part/\(slug(part.name))",
                    since: view.since(row: row, column: column, view.stands(.partial)),
                    why: "\(type.name) in \(area.name) is some provision as a whole and none in \(part.name).",
                    closing: "Provision in \(part.name).",
                    evidence: rating.evidence,
                    document: document
                )
            }
        }
        let live = view.registers[row].services(of: type.id).filter { $0.service.mayBeLive(at: view.asOf) }
        let named = live.compactMap { entry -> String? in
            if case .part(let part) = entry.service.extent { return part }
            return nil
        }
        guard !live.isEmpty, named.count == live.count else { return [] }
        return [
            view.gap(
                kind,
                area: area,
                service: type,
                subject: "\(type.id)/extent",
                since: nil,
                why:
                    "\(type.name) in \(area.name) is rated as some provision, yet all on record of it serves \(listed(named)) only.",
                closing: "Provision in the rest of the area.",
                evidence: live.flatMap(\.service.evidence),
                document: live.first?.document
            )
        ]
    }

    private func ages(_ row: Int, _ column: Int, _ view: GapView) -> [Gap] {
        let type = view.framework.serviceTypes[column]
        guard let meant = type.ages else { return [] }
        let live = view.registers[row].services(of: type.id).filter { $0.service.mayBeLive(at: view.asOf) }
        let stated = live.compactMap(\.service.ages)
        guard !live.isEmpty, stated.count == live.count else { return [] }
        let area = view.area(row: row)
        return AgeCoverage.gaps(in: stated, meant.from, meant.to).map { stretch in
            view.gap(
                kind,
                area: area,
                service: type,
                subject: "\(type.id)/ages/\(stretch.slug)",
                since: nil,
                why:
                    "\(type.name) in \(area.name) is some provision, yet \(listed(live.map(\.service.name))) \(live.count == 1 ? "serves" : "serve") no children \(stretch.inWords).",
                closing: "Provision for children \(stretch.inWords).",
                evidence: live.flatMap(\.service.evidence),
                document: live.first?.document
            )
        }
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
