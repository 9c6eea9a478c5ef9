/// Finds areas, kinds of area and service types by id, name, alias or public code, as people type them.
public struct NameIndex: Sendable {
    private let areas: [String: [Int]]
    private let services: [String: [Int]]
    private let kinds: [String: [Int]]
    private let areaWords: [String]
    private let serviceWords: [String]
    private let kindWords: [String]

    public init(_ model: ProvisionModel) {
        var areas: [String: [Int]] = [:]
        var areaWords: [String] = []
        for (index, area) in model.areas.areas.enumerated() {
            let words = [area.id.text, area.name] + area.aliases + area.codes.map(\.value)
            for key in Set(words.map(searchKey)) { areas[key, default: []].append(index) }
            areaWords += words
        }
        var services: [String: [Int]] = [:]
        var serviceWords: [String] = []
        for (index, type) in model.framework.serviceTypes.enumerated() {
            let words = [type.id.text, type.name] + type.aliases
            for key in Set(words.map(searchKey)) { services[key, default: []].append(index) }
            serviceWords += words
        }
        var kinds: [String: [Int]] = [:]
        for (index, kind) in model.areas.kinds.enumerated() {
            for key in Set([kind.id.text, kind.name, kind.plural].map(searchKey)) {
                kinds[key, default: []].append(index)
            }
        }
        self.kinds = kinds
        kindWords = model.areas.kinds.map(\.id.text)
        self.areas = areas
        self.services = services
        self.areaWords = areaWords
        self.serviceWords = serviceWords
    }

    /// What a word leads to.
    public enum Match: Hashable, Sendable {
        case one(Int)
        /// More than one; the caller asks which.
        case several([Int])
        /// None, with the nearest word that leads somewhere.
        case none(nearest: String?)
    }

    public func area(_ word: String) -> Match {
        match(word, in: areas, words: areaWords)
    }

    public func service(_ word: String) -> Match {
        match(word, in: services, words: serviceWords)
    }

    /// A kind of area, by its place among the hierarchy's kinds.
    public func kind(_ word: String) -> Match {
        match(word, in: kinds, words: kindWords)
    }

    private func match(_ word: String, in index: [String: [Int]], words: [String]) -> Match {
        let found = index[searchKey(word)] ?? []
        if let only = found.first, found.count == 1 { return .one(only) }
        return found.isEmpty ? .none(nearest: Suggestion.nearest(to: word, among: words)) : .several(found)
    }
}
