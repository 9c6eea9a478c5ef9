extension Source {
    /// The source as figures are to name it: title, publisher, when published, and the licence, which asks to be named.
    public var citation: String { [title, publisher, published, licence].compactMap { $0 }.joined(separator: ", ") }
}

extension AreaHierarchy {
    /// The sources of the children and deprivation of some areas, in the file's order.
    ///
    /// What an area inherits has the sources of those it inherits from. What has neither is a sum of others: the sources that
    /// any count cites stand for it.
    ///
    /// - Parameter places: areas by their place in the hierarchy.
    public func peopleSources(of places: some Sequence<Int>) -> [Source] {
        var cited: Set<Source.ID> = []
        for place in places {
            let own = peopleSourceIDs(of: lineage(of: place))
            cited.formUnion(own.isEmpty ? peopleSourceIDs(of: Array(areas.indices)) : own)
        }
        return sources.filter { cited.contains($0.id) }
    }

    private func peopleSourceIDs(of places: [Int]) -> Set<Source.ID> {
        Set(
            places.filter(areas.indices.contains).flatMap { place in
                areas[place].populations.compactMap(\.source) + areas[place].deprivation.compactMap(\.source)
            }
        )
    }
}
