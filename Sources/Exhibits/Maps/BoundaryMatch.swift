import Provision

/// Which features of a file belong to which areas.
///
/// One property decides for all: the one by whose values the most areas are found, be it a code or a name. A property that only happens
/// to mention an area ("county: Cheshire" on a district) therefore does not.
public struct BoundaryMatch: Sendable {
    /// The property's name; nil where no area is found by any.
    public let property: String?
    /// For each area its features, by place in the file; of those with the same shape the first.
    public let features: [[Int]]
    /// Areas of which the file has the same shape more than once, by name.
    public let repeatedAreas: [String]
    /// Areas that are drawn from several features with shapes of their own, by name.
    public let joinedAreas: [String]
    /// Areas without a boundary that the file has a feature of, which has no polygon, by name.
    public let shapelessAreas: [String]
    /// Areas without a feature, by name.
    public let unmatchedAreas: [String]
    /// Features that belong to no area, by the deciding property (or their first property).
    public let unmatchedFeatures: [String]

    public init(_ areas: [AreaLevels.Area], in boundaries: Boundaries) {
        // For each property the features with each of its values, and the values of features without a shape.
        var index: [String: [String: [Int]]] = [:]
        var shapeless: [String: Set<String>] = [:]
        for (place, feature) in boundaries.features.enumerated() {
            for property in feature.properties {
                let value = searchKey(property.value)
                if feature.polygons.isEmpty {
                    guard shapeless.count < GeoJSON.maxProperties || shapeless[property.name] != nil else { continue }
                    shapeless[property.name, default: []].insert(value)
                } else {
                    guard index.count < GeoJSON.maxProperties || index[property.name] != nil else { continue }
                    index[property.name, default: [:]][value, default: []].append(place)
                }
            }
        }
        let words = areas.map { area in area.words.map(searchKey).filter { !$0.isEmpty } }
        func find(_ values: [String: [Int]]) -> [[Int]] {
            words.map { words in
                for word in words {
                    if let found = values[word] { return found }
                }
                return []
            }
        }
        var best: (name: String, features: [[Int]], score: (areas: Int, spare: Int))?
        for name in index.keys.sorted() {
            let features = find(index[name] ?? [:])
            let found = features.filter { !$0.isEmpty }
            // Of two properties that find as many areas, the one with fewer features for them is the more telling.
            let score = (areas: found.count, spare: -found.reduce(0) { $0 + $1.count })
            if score.areas > 0, best.map({ $0.score < score }) ?? true { best = (name, features, score) }
        }
        property = best?.name
        let found = best?.features ?? areas.map { _ in [] }
        let distinct = found.map { Self.distinct($0, in: boundaries) }
        features = distinct
        repeatedAreas = areas.indices.filter { distinct[$0].count < found[$0].count }.map { areas[$0].name }
        joinedAreas = areas.indices.filter { distinct[$0].count > 1 }.map { areas[$0].name }
        unmatchedAreas = zip(areas, found).filter { $1.isEmpty }.map(\.0.name)
        let decider = best?.name
        let values = shapeless.filter { decider == nil || $0.key == decider }.values
        shapelessAreas = areas.indices.filter { index in
            found[index].isEmpty && words[index].contains { word in values.contains { $0.contains(word) } }
        }.map { areas[$0].name }
        let used = Set(found.flatMap { $0 })
        // Features without a shape are told by their areas.
        let known = Set(words.joined())
        let spare = boundaries.features.indices.filter { place in
            let feature = boundaries.features[place]
            guard feature.polygons.isEmpty else { return !used.contains(place) }
            return !feature.properties.contains {
                (decider == nil || $0.name == decider) && known.contains(searchKey($0.value))
            }
        }
        unmatchedFeatures = spare.map { place in
            let properties = boundaries.features[place].properties
            return properties.first { $0.name == decider }?.value ?? properties.first?.value ?? "feature \(place + 1)"
        }
    }

    /// Features without those whose shape another before them has.
    private static func distinct(_ places: [Int], in boundaries: Boundaries) -> [Int] {
        guard places.count > 1 else { return places }
        var seen: Set<[Boundaries.Polygon]> = []
        return places.filter { seen.insert(boundaries.features[$0].polygons).inserted }
    }

    /// What the reader should know of it, a sentence each.
    var doubts: [(beginning: String, names: [String])] {
        [
            ("In the file, but without a polygon:", shapelessAreas),
            ("More than once in the file with the same boundary, and drawn once:", repeatedAreas),
            ("Drawn from several boundaries of the file:", joinedAreas),
        ].filter { !$0.1.isEmpty }
    }
}
