import Foundation
import FoundationXML
import TestSupport
import Testing

/// The small made-up store in `Tests/TwoNetworks`, on which a wrong answer differs from the right one, and a reader of its
/// documents that shares nothing with Lacuna: Foundation's XML parser, dictionaries of attributes and plain loops.
///
/// Two ICSs, North and South. Four CCG areas until 30 June 2022, four Places from 1 July: Cedar joins Cedar and Cypress, Elm
/// comes from nowhere. Letters in the order visiting, therapy, hubs, midwives; `.` not rated, `-` not expected.
///
///     round 2022-05 (due 15 April)         round 2023-05                         round 2024-05
///     ccg-ash      GARB  return            place-ash    GRAB  return             place-ash    GAAB  return, midwives then
///                                                                                           A, known from 15 June 2024
///     ccg-birch    RRAG  collated          place-birch  GGGG  a draft: nothing   place-birch  RAAG  return, late
///     ccg-cedar    AGRR  return, hubs A    place-cedar  AG.R  collated           place-cedar  RGA-  return
///                  from 1 August 2022
///     ccg-cypress  GGRA  return, late      place-elm    silent                   place-elm    .RRG  collated
///
/// Children (deprived share): Ash 4,000 (0.2), Birch 2,000 (0.5), Cedar 4,000 (0.175), Elm 1,500 (0.45); North 6,000 (0.3),
/// South 5,500 (0.25). Need: 0.06 of them and 0.04 of the deprived; initial target a quarter. Money: Ash Therapy's ends on
/// 30 September 2024, Birch Hub's on 31 December 2025, Cedar Visits' is recurrent.
struct TwoNetworks {
    static let folder = Repository.root + "/Tests/TwoNetworks"
    static let services = ["visiting", "therapy", "hubs", "midwives"]
    static let rounds = ["2022-05", "2023-05", "2024-05"]

    struct Area {
        let id: String
        let name: String
        let kind: String
        let parent: String?
        let from: String
        let until: String
        let children: Int
        let deprived: Double
        let successors: [String]

        func exists(on date: String) -> Bool { from <= date && date <= until }
    }

    struct Document {
        let path: String
        let area: String
        let round: String
        let revision: Int
        let source: String
        let isDraft: Bool
        let recorded: String
        let by: String
        /// By service type: a level's code, or "not-expected".
        let values: [String: String]
    }

    let areas: [Area]
    let documents: [Document]
    /// The areas that rounds.xml asks, by round.
    let asked: [String: [String]]

    init(_ folder: String = folder) throws {
        areas = try PlainElement(folder + "/areas.xml").children("area").map { area in
            let people = area.children("population").first
            return Area(
                id: area["id"] ?? "",
                name: area["name"] ?? "",
                kind: area["kind"] ?? "",
                parent: area["parent"],
                from: area["from"] ?? "0000-01-01",
                until: area["until"] ?? "9999-12-31",
                children: people?["children"].flatMap { Int($0) } ?? 0,
                deprived: area.children("deprivation").first?["share"].flatMap { Double($0) } ?? 0,
                successors: area.children("successor").compactMap { $0["area"] }
            )
        }
        asked = Dictionary(
            try PlainElement(folder + "/rounds.xml").children("round").map { round in
                (round["id"] ?? "", round.children("asked").compactMap { $0["area"] })
            }
        ) { first, _ in first }
        documents = try files(below: folder + "/returns").map { path in
            let root = try PlainElement(folder + "/returns/" + path)
            let ratings = root.children("ratings").flatMap(\.children)
            let recorded = root.children("recorded").first
            return Document(
                path: "returns/" + path,
                area: root["area"] ?? "",
                round: root["round"] ?? "",
                revision: root["revision"].flatMap { Int($0) } ?? 0,
                source: root["source"] ?? "",
                isDraft: root["state"] == "draft",
                recorded: recorded?["at"] ?? "",
                by: recorded?["by"] ?? "",
                values: Dictionary(
                    uniqueKeysWithValues: ratings.map { ($0["service"] ?? "", $0["value"] ?? "not-expected") }
                )
            )
        }
    }

    /// The id of the area and of all below it.
    func subtree(_ id: String) -> Set<String> {
        Set([id] + areas.filter { $0.parent == id }.map(\.id))
    }

    /// Whether a round up to a date asked the area, or one that it succeeded: from then on it has a row.
    func hasRow(_ area: Area, asOf date: String) -> Bool {
        let ids = [area.id] + areas.filter { $0.successors.contains(area.id) }.map(\.id)
        return Self.rounds.contains { round in
            round + "-01" <= date && ids.contains { asked[round]?.contains($0) ?? false }
        }
    }

    /// The latest submitted revision of an area in a round, as it was known at the end of a day.
    func standing(_ area: String, _ round: String, knownAt: String? = nil) -> Document? {
        documents.filter { document in
            document.area == area && document.round == round && !document.isDraft
                && document.recorded.prefix(10) <= knownAt ?? "9999-12-31"
        }.max { $0.revision < $1.revision }
    }

    /// What an area stated last of a service type, in the rounds up to a date; nil where it stated nothing.
    func stated(_ area: String, _ service: String, asOf date: String, knownAt: String? = nil) -> String? {
        Self.rounds.filter { $0 + "-01" <= date }
            .compactMap { standing(area, $0, knownAt: knownAt)?.values[service] }.last
    }

    /// The level of a Place or CCG area: its own latest, else that of those it succeeded, by a rule.
    func letter(_ area: Area, _ service: String, asOf date: String, knownAt: String? = nil, rule: String = "worst")
        -> String
    {
        if let own = stated(area.id, service, asOf: date, knownAt: knownAt) { return own }
        let before = areas.filter { $0.successors.contains(area.id) }
            .compactMap { stated($0.id, service, asOf: date, knownAt: knownAt) }
        return Self.combined(before, rule)
    }

    /// The worst or best of levels, none being below planned, planned below some.
    static func combined(_ letters: [String], _ rule: String = "worst") -> String {
        let known = letters.filter { "RBAG".contains($0) && !$0.isEmpty }.sorted { order($0) < order($1) }
        return (rule == "best" ? known.last : known.first) ?? ""
    }

    private static func order(_ letter: String) -> Int { ["R", "B", "A", "G"].firstIndex(of: letter) ?? -1 }

    /// The table of letters of the areas that exist at a date: `place-ash,G,A,A,A`.
    func table(asOf date: String, knownAt: String? = nil, within: String? = nil, rule: String = "worst") -> [String] {
        areas.filter { area in
            area.kind != "ics" && area.exists(on: date) && hasRow(area, asOf: date)
                && within.map { subtree($0).contains(area.id) } ?? true
        }.map { area in
            let letters = Self.services.map { letter(area, $0, asOf: date, knownAt: knownAt, rule: rule) }
            return ([area.id] + letters).joined(separator: ",")
        }
    }

    /// The same with a row for each ICS.
    func tableOfICSs(asOf date: String, rule: String = "worst") -> [String] {
        areas.filter { $0.kind == "ics" }.map { ics in
            let below = areas.filter { $0.parent == ics.id && $0.exists(on: date) }
            let letters = Self.services.map { service in
                Self.combined(below.map { letter($0, service, asOf: date, rule: rule) }, rule)
            }
            return ([ics.id] + letters).joined(separator: ",")
        }
    }
}

/// An element of an XML document as Foundation reads it.
final class PlainElement {
    let name: String
    private let attributes: [String: String]
    fileprivate(set) var children: [PlainElement] = []
    fileprivate(set) var text = ""

    fileprivate init(_ name: String, _ attributes: [String: String]) {
        (self.name, self.attributes) = (name, attributes)
    }

    subscript(attribute: String) -> String? { attributes[attribute] }

    func children(_ name: String) -> [PlainElement] { children.filter { $0.name == name } }

    struct Unreadable: Error {}

    convenience init(_ path: String) throws { try self.init(reading: try bytes(of: path)) }

    init(reading bytes: [UInt8]) throws {
        let parser = XMLParser(data: Data(bytes))
        let builder = Builder()
        parser.delegate = builder
        guard parser.parse(), let root = builder.root else { throw Unreadable() }
        (name, attributes, children, text) = (root.name, root.attributes, root.children, root.text)
    }

    private final class Builder: NSObject, XMLParserDelegate {
        var root: PlainElement?
        private var open: [PlainElement] = []

        func parser(
            _ parser: XMLParser,
            didStartElement name: String,
            namespaceURI: String?,
            qualifiedName: String?,
            attributes: [String: String]
        ) {
            let element = PlainElement(name, attributes)
            if root == nil { root = element }
            open.last?.children.append(element)
            open.append(element)
        }

        func parser(_ parser: XMLParser, foundCharacters text: String) { open.last?.text += text }

        func parser(
            _ parser: XMLParser,
            didEndElement name: String,
            namespaceURI: String?,
            qualifiedName: String?
        ) { open.removeLast() }
    }
}

/// Results of commands, read without Lacuna's own readers.
enum Plain {
    /// The rows of a CSV file without its first, each by the names of the columns. Cells with a comma or line end in quotes.
    static func csv(_ output: String) -> [[String: String]] {
        var rows: [[String]] = [[]]
        var cell = ""
        var isQuoted = false
        for scalar in output.unicodeScalars where scalar != "\u{FEFF}" {
            switch scalar {
            case "\"": isQuoted.toggle()
            case "," where !isQuoted:
                rows[rows.count - 1].append(cell)
                cell = ""
            case "\n" where !isQuoted:
                rows[rows.count - 1].append(cell)
                cell = ""
                rows.append([])
            case "\r" where !isQuoted: break
            default: cell.unicodeScalars.append(scalar)
            }
        }
        guard let header = rows.first else { return [] }
        return rows.dropFirst().filter { $0.count == header.count }.map { row in
            Dictionary(zip(header, row)) { first, _ in first }
        }
    }

    static func json(_ output: String) throws -> [String: Any] {
        try #require(JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any])
    }
}
