import GapDetection
import Provision

/// The numbers by which the page and its script name areas, kinds of gap and sources.
struct PageIndex {
    /// Rows first, in the order of the snapshot, then all other areas that are named.
    let names: [String]
    /// For each row the place of the area that heads it.
    let heads: [Int]
    let kinds: [GapKind]
    let sources: [Source]
    private let areaPlaces: [Int: Int]
    private let kindPlaces: [GapKind: Int]
    private let sourcePlaces: [Source.ID: Int]
    private let rowPlaces: [Area.ID: Int]

    init(_ model: ProvisionModel, _ snapshot: Snapshot, _ gaps: [Gap]) {
        var areas = Distinct<Int>()
        for area in snapshot.rows { _ = areas.place(of: area) }
        heads = snapshot.rows.map { areas.place(of: model.group(of: $0, on: snapshot.areasAsOf)) }
        for area in snapshot.rows { for other in model.areas.lineage(of: area) { _ = areas.place(of: other) } }
        for gap in gaps { if let area = model.areas.index(of: gap.area) { _ = areas.place(of: area) } }
        names = areas.values.map { withoutDirectionMarks(model.areas.areas[$0].name) }
        areaPlaces = Dictionary(areas.values.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        rowPlaces = Dictionary(
            snapshot.rows.enumerated().map { (model.areas.areas[$1].id, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        let used = Set(gaps.map(\.kind))
        kinds = gapRules.map(\.kind).filter(used.contains)
        kindPlaces = Dictionary(kinds.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        sources = model.framework.sources
        sourcePlaces = Dictionary(sources.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    func place(ofArea area: Int) -> Int? { areaPlaces[area] }
    func place(ofKind kind: GapKind) -> Int? { kindPlaces[kind] }
    func place(ofSource source: Source.ID) -> Int? { sourcePlaces[source] }
    /// The row of an area among the snapshot's rows.
    func row(of area: Area.ID) -> Int? { rowPlaces[area] }
}
