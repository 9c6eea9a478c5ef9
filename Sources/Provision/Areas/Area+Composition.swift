extension Area {
    /// How many of those who live in an area are of an ethnic group, as it is printed.
    public struct EthnicGroup: Hashable, Sendable {
        public let name: String
        public let share: Share
        public let source: Source.ID?
        /// The section of the source, as it is numbered there.
        public let section: String?

        public init(name: String, share: Share, source: Source.ID? = nil, section: String? = nil) {
            self.name = name
            self.share = share
            self.source = source
            self.section = section
        }
    }

    /// What the groups make together. Less than the whole is shown as it is: what is not printed is not known.
    public var composedShare: Share { Share(millionths: composition.reduce(0) { $0 + $1.share.millionths }) }

    /// The most that groups may make together: rounded shares of a whole can pass it by half a point.
    private static let mostTogether = Share(millionths: 1_005_000)

    /// What is wrong with the composition: a group named twice, more than the whole.
    func compositionFaults(at place: ModelFault.Place) -> [ModelFault] {
        var seen: Set<String> = []
        var faults = composition.filter { !seen.insert(searchKey($0.name)).inserted }.map {
            ModelFault(place, "'\(id)' states the ethnic group '\($0.name)' twice", hint: "keep one")
        }
        if composedShare > Self.mostTogether {
            faults.append(
                ModelFault(
                    place,
                    "the ethnic groups of '\(id)' add up to \(composedShare.displayText)",
                    hint: "shares of one whole make at most 100.5%, rounding included"
                )
            )
        }
        return faults
    }
}

extension ProvisionModel {
    /// The areas whose composition is on record and that a snapshot is about, by place in the hierarchy: those among its rows, above or
    /// below one, or that one became or was made of by its day; but none that is no more, where all that it became have their own.
    package func composedAreas(in snapshot: Snapshot) -> [Int] {
        let rows = Set(snapshot.rows)
        return areas.areas.indices.filter { index in
            guard !areas.areas[index].composition.isEmpty else { return false }
            let standing = areas.valid(on: snapshot.areasAsOf, from: index)
            guard standing == [index] || !standing.allSatisfy({ !areas.areas[$0].composition.isEmpty }) else {
                return false
            }
            return standing.contains { place in
                rows.contains(place)
                    || rows.contains {
                        areas.lies($0, inOrBelow: place, on: snapshot.areasAsOf)
                            || areas.lies(place, inOrBelow: $0, on: snapshot.areasAsOf)
                    }
            }
        }
    }
}
