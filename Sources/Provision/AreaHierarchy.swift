/// All areas, past and present, in a tree by parent and in chains by succession.
public struct AreaHierarchy: Sendable {
    public let sources: [Source]
    /// From the widest (region) to the narrowest (CCG area).
    public let kinds: [Area.Kind]
    /// In the order of the document. An area is kept elsewhere as its place in this array.
    public let areas: [Area]

    private let indexOfID: [Area.ID: Int]
    /// Each area's parent by place, -1 for none.
    private let parents: [Int]
    private let children: [[Int]]
    private let predecessorsOf: [[Int]]

    /// The most areas a hierarchy can have.
    public static let mostAreas = 10_000

    /// Checks ids, references, dates, that parents are of a wider kind (so that the tree has no cycle), and that
    /// successors come later.
    ///
    /// - Throws: every fault found, placed at the entry it concerns.
    public init(sources: [Source] = [], kinds: [Area.Kind], areas: [Area]) throws(ModelFaults) {
        var faults = repeatedIDs(of: areas, in: .area, called: "areas")
        faults += repeatedIDs(of: kinds, in: .kind, called: "kinds of area")
        faults += repeatedIDs(of: sources, in: .source, called: "sources")
        if areas.count > Self.mostAreas {
            faults.append(
                ModelFault(.whole, "a hierarchy has at most \(Self.mostAreas) areas, this one \(areas.count)")
            )
        }
        let indexOfID = positions(of: areas)
        let depthOfKind = positions(of: kinds)
        let sourceIDs = Set(sources.map(\.id))
        var parents = [Int](repeating: -1, count: areas.count)
        for (index, area) in areas.enumerated() {
            let place = ModelFault.Place(.area, index)
            if depthOfKind[area.kind] == nil {
                faults.append(.unknown("kind of area", area.kind.text, known: kinds.map(\.id.text), at: place))
            }
            if let from = area.from, let until = area.until, until < from {
                faults.append(ModelFault(place, "'\(area.id)' ends (\(until)) before it begins (\(from))"))
            }
            if let parent = area.parent {
                if let parentIndex = indexOfID[parent] {
                    parents[index] = parentIndex
                    if let depth = depthOfKind[area.kind], let above = depthOfKind[areas[parentIndex].kind],
                        above >= depth
                    {
                        faults.append(
                            ModelFault(
                                place,
                                "the parent of '\(area.id)' is '\(parent)', which is not of a wider kind",
                                mend:
                                    "kinds go from the widest to the narrowest: \(kinds.map(\.id.text).joined(separator: ", "))"
                            )
                        )
                    }
                } else {
                    faults.append(.unknown("parent", parent.text, known: areas.map(\.id.text), at: place))
                }
            }
            for successor in area.successors {
                guard let next = indexOfID[successor] else {
                    faults.append(.unknown("successor", successor.text, known: areas.map(\.id.text), at: place))
                    continue
                }
                if next == index {
                    faults.append(ModelFault(place, "'\(area.id)' cannot succeed itself"))
                } else if area.until == nil {
                    faults.append(
                        ModelFault(
                            place,
                            "'\(area.id)' names a successor but no last day",
                            mend: "give it until=\"YYYY-MM-DD\""
                        )
                    )
                } else if let ends = areas[next].until, let end = area.until, ends <= end {
                    faults.append(
                        ModelFault(place, "the successor '\(successor)' ends (\(ends)) no later than '\(area.id)'")
                    )
                }
            }
            let cited = area.codes.map(\.source) + area.populations.map(\.source) + area.deprivation.map(\.source)
            for source in Set(cited.compactMap { $0 }).sorted() where !sourceIDs.contains(source) {
                faults.append(.unknown("source", source.text, known: sources.map(\.id.text), at: place))
            }
        }
        guard faults.isEmpty else { throw ModelFaults(faults) }

        var children = [[Int]](repeating: [], count: areas.count)
        var predecessors = [[Int]](repeating: [], count: areas.count)
        for (index, area) in areas.enumerated() {
            if parents[index] >= 0 { children[parents[index]].append(index) }
            for next in area.successors.compactMap({ indexOfID[$0] }) { predecessors[next].append(index) }
        }
        self.sources = sources
        self.kinds = kinds
        self.areas = areas
        self.indexOfID = indexOfID
        self.parents = parents
        self.children = children
        self.predecessorsOf = predecessors
    }

    /// The place of an area in `areas`; nil when there is none with this id.
    public func index(of id: Area.ID) -> Int? { indexOfID[id] }

    public func area(_ id: Area.ID) -> Area? { index(of: id).map { areas[$0] } }

    public func kind(_ id: Area.Kind.ID) -> Area.Kind? { kinds.first { $0.id == id } }

    public func source(_ id: Source.ID) -> Source? { sources.first { $0.id == id } }

    /// The parent's place, nil for an area without one. Parents are of a wider kind, so the walk upwards ends.
    public func parent(of index: Int) -> Int? {
        guard parents.indices.contains(index), parents[index] >= 0 else { return nil }
        return parents[index]
    }

    /// Whether an area is `ancestor` itself or lies below it.
    public func isWithin(_ index: Int, _ ancestor: Int) -> Bool {
        var current: Int? = index
        while let place = current {
            if place == ancestor { return true }
            current = parent(of: place)
        }
        return false
    }

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

    /// Areas without a parent, in document order.
    public var roots: [Int] { areas.indices.filter { parents[$0] < 0 } }

    /// The areas right below one, in document order.
    public func children(of index: Int) -> [Int] { children.indices.contains(index) ? children[index] : [] }
}
