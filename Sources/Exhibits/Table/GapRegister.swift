public import GapDetection
import Markup
public import Provision

/// A list of gaps with the names of what they are about: what the register's table, page and CSV have in common.
public struct GapRegister: Sendable {
    public let gaps: [Gap]
    public let asOf: CalendarDate
    /// What the rules could not judge.
    public let notJudged: [NotJudged]
    private let areas: AreaHierarchy
    private let framework: Framework

    public init(gaps: [Gap], model: ProvisionModel, asOf: CalendarDate, notJudged: [NotJudged] = []) {
        self.gaps = gaps
        self.notJudged = notJudged
        self.asOf = asOf
        areas = model.areas
        framework = model.framework
    }

    public func areaName(_ gap: Gap) -> String { areas.area(gap.area)?.name ?? gap.area.text }

    /// The service type's name; nil for a gap about the area as a whole.
    public func serviceName(_ gap: Gap) -> String? {
        gap.service.map { framework.serviceType($0)?.name ?? $0.text }
    }

    /// The gaps of one of the two registers, in their order.
    public func gaps(_ section: RegisterSection) -> [Gap] { gaps.filter { $0.kind.section == section } }

    /// How many gaps there are of each register.
    public var tally: GapTally { GapTally(gaps) }

    /// "126 gaps in provision: 48 no provision, 8 in development; 4 in the record: 4 no return."
    public var summary: String {
        let parts = RegisterSection.allCases.compactMap { section -> String? in
            let found = gaps(section)
            guard !found.isEmpty else { return nil }
            let counts = gapRules.compactMap { rule in
                let count = found.count { $0.kind == rule.kind }
                return count == 0 ? nil : "\(grouped(count)) \(rule.name)"
            }
            return "\(section.counted(found.count)): \(counts.joined(separator: ", "))"
        }
        return parts.isEmpty ? "no gaps." : parts.joined(separator: "; ") + "."
    }

    /// A gap's evidence in one line, with where it is written.
    public func evidence(_ gap: Gap) -> String {
        gap.evidence.map { item in
            let place = [
                item.source.flatMap { framework.source($0)?.title } ?? item.source?.text,
                item.sectionInWords,
            ]
            .compactMap { $0 }.joined(separator: ", ")
            return place.isEmpty ? item.text : "\(item.text) [\(place)]"
        }.joined(separator: " ")
    }

    /// What a gap is about within its area: the service type's name, or what stands in place of one in brackets.
    public func subject(_ gap: Gap) -> String {
        serviceName(gap) ?? "(\(gap.topic ?? "the area as a whole"))"
    }

    /// The kind as people call it: "no provision".
    public static func name(of kind: GapKind) -> String {
        gapRules.first { $0.kind == kind }?.name ?? kind.rawValue
    }

    /// A line for each rule that could not judge some areas: "Capacity was not judged in 17 areas: …."
    public var notJudgedLines: [String] {
        notJudged.map { item in
            let names = item.areas.map { areas.area($0)?.name ?? $0.text }
            let who = names.count > 5 ? counted(names.count, "area") : names.joined(separator: ", ")
            let name = Self.name(of: item.kind)
            return "\(name.prefix(1).uppercased() + name.dropFirst()) was not judged in \(who): \(item.reason)."
        }
    }

    /// One row a gap, ids and names both.
    public func csv() -> [UInt8] {
        var writer = CSVWriter(header: Self.columns.map(\.name))
        for gap in gaps { writer.row(Self.columns.map { $0.field(self, gap) }) }
        return writer.bytes
    }

    /// A column of the register for spreadsheets, and what stands in it for a gap.
    public struct Column: Sendable {
        public let name: String
        public let field: @Sendable (GapRegister, Gap) -> String
    }

    public static let columns: [Column] = [
        Column(name: "id") { $1.id.description },
        Column(name: "kind") { $1.kind.rawValue },
        Column(name: "register") { $1.kind.section.rawValue },
        Column(name: "severity") { String($1.severity) },
        Column(name: "area") { $1.area.text },
        Column(name: "area name") { $0.areaName($1) },
        Column(name: "service") { $1.service?.text ?? "" },
        Column(name: "service name") { $0.serviceName($1) ?? "" },
        Column(name: "since") { $1.since?.description ?? "" },
        Column(name: "as of") { register, _ in register.asOf.description },
        Column(name: "months") { register, gap in
            gap.since.map { String(register.asOf.months(since: $0)) } ?? ""
        },
        Column(name: "children") { $1.children.map(String.init) ?? "" },
        Column(name: "origin") { $1.document?.origin.rawValue ?? "" },
        Column(name: "round") { $1.document?.round.text ?? "" },
        Column(name: "revision") { $1.document.map { String($0.revision) } ?? "" },
        Column(name: "why") { $1.why },
        Column(name: "closing") { $1.closing },
        Column(name: "evidence") { $0.evidence($1) },
        Column(name: "source of children") { $1.children == nil ? "" : $0.childrenSource($1) },
    ]

    /// Where the number of children behind a gap comes from, with the licence.
    private func childrenSource(_ gap: Gap) -> String {
        guard let area = areas.index(of: gap.area) else { return "" }
        return areas.peopleSources(of: [area]).map(\.citation).joined(separator: "; ")
    }

    /// The register as XML: `<gaps as-of="…"><gap id="…" …><why>…</why>…</gap></gaps>`.
    public func xml() -> [UInt8] { Self.xml([("gaps", self)]) }

    /// A namespace of its own: a register is made from a store, and is no document of one.
    private static let namespace = "urn:lacuna:gap-register:1"

    /// Several registers in one document, each an element of its own name.
    public static func xml(_ lists: [(name: String, register: GapRegister)]) -> [UInt8] {
        var writer = MarkupWriter()
        writer.markup("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
        writer.element("gap-register") { writer in
            writer.attribute("xmlns", Self.namespace)
            for (name, register) in lists {
                writer.element("gaps") {
                    $0.attribute("list", name)
                    $0.attribute("as-of", register.asOf.description)
                    for gap in register.gaps { register.write(gap, to: &$0) }
                    for item in register.notJudged {
                        $0.element("not-judged", text: item.reason) { $0.attribute("kind", item.kind.rawValue) }
                    }
                }
            }
        }
        return writer.bytes
    }

    private func write(_ gap: Gap, to writer: inout MarkupWriter) {
        writer.element("gap") { writer in
            writer.attribute("id", gap.id.description)
            writer.attribute("kind", gap.kind.rawValue)
            writer.attribute("register", gap.kind.section.rawValue)
            writer.attribute("area", gap.area.text)
            writer.attribute("service", gap.service?.text)
            writer.attribute("severity", gap.severity)
            writer.attribute("since", gap.since?.description)
            writer.attribute("children", gap.children)
            writer.attribute("round", gap.document?.round.text)
            writer.attribute("revision", gap.document?.revision)
            writer.element("why", text: gap.why)
            writer.element("closing", text: gap.closing)
            for item in gap.evidence {
                writer.element("evidence", text: item.text) {
                    $0.attribute("source", item.source?.text)
                    $0.attribute("section", item.section)
                }
            }
        }
    }
}
