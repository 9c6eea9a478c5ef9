import Provision

/// Which features of a file belong to which areas.
///
/// One property decides for all: the one by whose values the most areas are found, be it a code or a name. A property that only happens
/// to mention an area ("county: Cheshire" on a district) therefore does not.
public struct BoundaryMatch: Sendable {
    /// The property's name; nil where no area is found by any.
    public let property: String?
    /// For each area its features, by place in the file.
    public let features: [[Int]]
    /// Areas without a feature, by name.
    public let unmatchedAreas: [String]
    /// Features that belong to no area, by the deciding property (or their first property).
    public let unmatchedFeatures: [String]

    public init(_ areas: [AreaLevels.Area], in boundaries: Boundaries) {
        // For each property the features with each of its values.
        var index: [String: [String: [Int]]] = [:]
        for (place, feature) in boundaries.features.enumerated() where !feature.rings.isEmpty {
            for property in feature.properties
            where index.count < GeoJSON.mostProperties || index[property.name] != nil {
                index[property.name, default: [:]][comparable(property.value), default: []].append(place)
            }
        }
        let words = areas.map { area in area.words.map(comparable).filter { !$0.isEmpty } }
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
        features = best?.features ?? areas.map { _ in [] }
        unmatchedAreas = zip(areas, features).filter { $1.isEmpty }.map(\.0.name)
        let used = Set(features.flatMap { $0 })
        let decider = best?.name
        unmatchedFeatures = boundaries.features.indices.filter { !used.contains($0) }.map { place in
            let properties = boundaries.features[place].properties
            return properties.first { $0.name == decider }?.value ?? properties.first?.value ?? "feature \(place + 1)"
        }
    }
}
