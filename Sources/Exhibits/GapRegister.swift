public import GapDetection
import Markup
public import Provision

/// A list of gaps with the names of what they are about: what the register's table, page and CSV have in common.
public struct GapRegister: Sendable {
    public let gaps: [Gap]
    public let asOf: CalendarDate
    private let areas: AreaHierarchy
    private let framework: Framework

    public init(gaps: [Gap], model: ProvisionModel, asOf: CalendarDate) {
        self.gaps = gaps
        self.asOf = asOf
        areas = model.areas
        framework = model.framework
    }

    public func areaName(_ gap: Gap) -> String { areas.area(gap.area)?.name ?? gap.area.text }

    /// The service type's name; nil for a gap about the area as a whole.
    public func serviceName(_ gap: Gap) -> String? {
        gap.service.map { framework.serviceType($0)?.name ?? $0.text }
    }

    /// "126 gaps: 48 none, 8 in-development, 66 partial, 4 no-return."
    public var summary: String {
        guard !gaps.isEmpty else { return "no gaps." }
        let counted = gapRules.compactMap { rule in
            let count = gaps.count { $0.kind == rule.kind }
            return count == 0 ? nil : "\(count) \(rule.kind)"
        }
        return "\(gaps.count) \(gaps.count == 1 ? "gap" : "gaps"): \(counted.joined(separator: ", "))."
    }

    /// A gap's evidence in one line, with where it is written.
    public func evidence(_ gap: Gap) -> String {
        gap.evidence.map { item in
            let place = [
                item.source.flatMap { framework.source($0)?.title } ?? item.source?.text,
                item.section.map { "section \($0)" },
            ]
            .compactMap { $0 }.joined(separator: ", ")
            return place.isEmpty ? item.text : "\(item.text) [\(place)]"
        }.joined(separator: " ")
    }

    /// One row a gap, ids and names both.
    public func csv() -> [UInt8] {
        var writer = CSVWriter(header: [
            "id", "kind", "severity", "area", "area name", "service", "service name", "since", "as of", "origin",
            "round",
            "revision", "why", "evidence",
        ])
        for gap in gaps {
            writer.row([
                gap.id.description, gap.kind.rawValue, String(gap.severity), gap.area.text, areaName(gap),
                gap.service?.text ?? "", serviceName(gap) ?? "", gap.since?.description ?? "", asOf.description,
                gap.document?.origin.rawValue ?? "", gap.document?.round.text ?? "",
                gap.document.map { String($0.revision) } ?? "", gap.why, evidence(gap),
            ])
        }
        return writer.bytes
    }
}
