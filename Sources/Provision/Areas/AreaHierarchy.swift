/// All areas, past and present, in trees by parent that change over time, and in chains by succession.
public struct AreaHierarchy: Sendable {
    public let sources: [Source]
    /// From the widest (region) to the narrowest (CCG area).
    public let kinds: [Area.Kind]
    /// In the order of the document. An area is kept elsewhere as its place in this array.
    public let areas: [Area]

    private let indexOfID: [Area.ID: Int]
    /// Each area's parents in the order of their dates.
    let spans: [[ParentSpan]]
    /// How far down the kinds each area's is.
    let depths: [Int]
    /// The areas that ever lay right below each.
    let everBelow: [[Int]]
    /// The depths at which areas are parents: areas at others head nothing.
    let parentDepths: Set<Int>
    /// Whether any area's parent differs from day to day, or along a succession.
    let hasMoves: Bool
    private let predecessorsOf: [[Int]]

    /// A parent by its place, and when it is one.
    struct ParentSpan: Sendable {
        let parent: Int
        let dates: Area.Parent
    }

    /// The most areas a hierarchy can have.
    public static let maxAreas = 10_000

    /// Checks ids, references, dates, that parents are of a wider kind (so that the tree of no day has a cycle), that an area
    /// has one parent at a time, and that successors come later.
    ///
    /// - Throws: every fault found, placed at the entry it concerns.
    public init(sources: [Source] = [], kinds: [Area.Kind], areas: [Area]) throws(ModelFaults) {
        let faults = Self.faults(sources: sources, kinds: kinds, areas: areas)
        guard faults.isEmpty else { throw ModelFaults(faults) }

        let indexOfID = positions(of: areas)
        let depthOfKind = positions(of: kinds)
        var spans = [[ParentSpan]](repeating: [], count: areas.count)
        var below = [[Int]](repeating: [], count: areas.count)
        var predecessors = [[Int]](repeating: [], count: areas.count)
        for (index, area) in areas.enumerated() {
            spans[index] = area.parents.compactMap { dates in
                indexOfID[dates.area].map { ParentSpan(parent: $0, dates: dates) }
            }.sorted { first, second in
                guard let two = second.dates.from else { return false }
                return first.dates.from.map { $0 < two } ?? true
            }
            for parent in Set(spans[index].map(\.parent)) { below[parent].append(index) }
            for next in area.successors.compactMap({ indexOfID[$0] }) { predecessors[next].append(index) }
        }
        self.sources = sources
        self.kinds = kinds
        self.areas = Self.inheriting(areas, predecessors: predecessors)
        self.indexOfID = indexOfID
        self.spans = spans
        let depths = areas.map { depthOfKind[$0.kind] ?? 0 }
        self.depths = depths
        parentDepths = Set(spans.joined().map { depths[$0.parent] })
        everBelow = below
        predecessorsOf = predecessors
        hasMoves = areas.indices.contains { index in
            let parents = spans[index]
            let isPlain = parents.count <= 1 && parents.allSatisfy { $0.dates.from == nil && $0.dates.until == nil }
            let mayEnd = parents.contains { areas[$0.parent].from != nil || areas[$0.parent].until != nil }
            let isMoved = predecessors[index].contains { spans[$0].map(\.parent) != parents.map(\.parent) }
            return !isPlain || mayEnd || isMoved
        }
    }

    /// The place of an area in `areas`; nil when there is none with this id.
    public func index(of id: Area.ID) -> Int? { indexOfID[id] }

    public func area(_ id: Area.ID) -> Area? { index(of: id).map { areas[$0] } }

    public func kind(_ id: Area.Kind.ID) -> Area.Kind? { kinds.first { $0.id == id } }

    public func source(_ id: Source.ID) -> Source? { sources.first { $0.id == id } }

    /// The areas that became this one, in document order.
    public func predecessors(of index: Int) -> [Area] {
        predecessorsOf.indices.contains(index) ? predecessorsOf[index].map { areas[$0] } : []
    }

    /// The places of the areas that became this one, in document order.
    public func predecessorIndices(of index: Int) -> [Int] {
        predecessorsOf.indices.contains(index) ? predecessorsOf[index] : []
    }

    /// The places of the areas that this one became, as its document names them.
    public func successors(of index: Int) -> [Int] {
        areas.indices.contains(index) ? areas[index].successors.compactMap { indexOfID[$0] } : []
    }

    /// Areas that never had a parent, in document order.
    public var roots: [Int] { areas.indices.filter { spans[$0].isEmpty } }
}
