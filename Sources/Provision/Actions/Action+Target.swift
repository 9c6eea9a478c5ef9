extension Action {
    /// What an action is for.
    public enum Target: Hashable, Sendable {
        case gap(GapName)
        case standard(Standard.ID)

        /// As documents and people write it: `none:ccg-halton:iapt-0-5`, `recommendation-1a`.
        public var text: String {
            switch self {
            case .gap(let name): name.text
            case .standard(let id): id.text
            }
        }

        /// The gap; nil where it is a standard.
        public var gap: GapName? { if case .gap(let name) = self { name } else { nil } }

        /// The standard; nil where it is a gap.
        public var standard: Standard.ID? { if case .standard(let id) = self { id } else { nil } }

        /// Reads the name of a gap, which has colons, or the id of a standard; nil for anything else.
        public init?(_ text: String) {
            if text.utf8.contains(UInt8(ascii: ":")) {
                guard let name = GapName(text) else { return nil }
                self = .gap(name)
            } else {
                guard let id = Standard.ID(text) else { return nil }
                self = .standard(id)
            }
        }
    }

    /// The name of a gap: its kind, its area, and what it is about.
    public struct GapName: Hashable, Sendable {
        public let kind: GapKind
        public let area: Area.ID
        /// A service type mostly; empty where the kind says all.
        public let subject: String

        public var text: String { "\(kind):\(area):\(subject)" }

        /// Nil for what no gap is called.
        public init?(_ text: String) {
            let parts = text.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
            guard parts.count == 3, let area = Area.ID(parts[1]), parts[2].utf8.count <= 200,
                parts[2].utf8.allSatisfy({ 0x21...0x7E ~= $0 }), !parts[0].isEmpty
            else { return nil }
            self.init(kind: GapKind(rawValue: String(parts[0])), area: area, subject: String(parts[2]))
        }

        private init(kind: GapKind, area: Area.ID, subject: String) {
            self.kind = kind
            self.area = area
            self.subject = subject
        }

        /// The same gap under the name of an area that took the place of this one.
        public func named(after area: Area.ID) -> GapName { GapName(kind: kind, area: area, subject: subject) }
    }

    /// The gaps it is for.
    public var gaps: [GapName] {
        targets.compactMap(\.gap)
    }

    /// The standards it is for.
    public var standards: [Standard.ID] {
        targets.compactMap(\.standard)
    }
}
