public import Provision

/// A table of provision as people know it: areas down, service types across, a level in each cell. The one source of
/// the heatmap, of the table on the page and of the table on the terminal, so that they cannot disagree.
public struct ProvisionTable: Sendable {
    public let title: String
    /// Whether the data was made up by `lacuna simulate`.
    public let isSimulated: Bool
    /// How one level was chosen where a row is made of several areas; nil where none is.
    public let ruleNote: String?
    /// What is shown in place of the area asked about; then for each ended area that several rows continue how its children are
    /// shared among its successors, and by what.
    public let divisionNotes: [String]
    /// How many open gaps are of areas above those shown, so that the rows' numbers do not add up to the register's; nil for none.
    public let gapsNote: String?
    public let asOf: CalendarDate
    public let knownAt: Instant?
    public let levels: [Level]
    /// The service types' names, in the order of the framework.
    public let columns: [String]
    public let columnIDs: [ServiceType.ID]
    /// Whom each service type is for; nil where the framework does not say.
    public let reaches: [ServiceReach?]
    /// What moved since an earlier date; nil where nothing is compared.
    public let change: Change?
    public let groups: [Group]
    /// Over all cells.
    public let counts: LevelCounts
    /// The documents that evidence for these cells comes from, in words.
    public let sources: [String]
    /// Returns that could not be read and are missing from the table, as paths within the store.
    public let leftOut: [String]

    /// Areas under one heading: those of one ICS.
    public struct Group: Sendable {
        public let name: String
        public let rows: [Row]
        public let counts: LevelCounts
    }

    public struct Row: Sendable {
        public let area: Area.ID
        public let name: String
        public let mark: Mark?
        public let cells: [CellState]
        /// For each cell what it is made of, in few letters ("A R", "3R 6A"), where its parts differ; nil elsewhere.
        public let mixtures: [String?]
        /// For each cell what it is made of, in words; nil where it is one rating.
        public let compositions: [String?]
        /// For each cell what must be known of its level.
        public let qualifiers: [CellQualifier?]
        /// For each cell how it moved; nil where it did not, or nothing is compared.
        public let moves: [CellMove?]
        /// The returns that the cells' ratings stand in: "2022-05/ccg-halton.1".
        public let returns: [String]
        /// For each cell the places of its returns among `returns`.
        public let provenance: [[Int]]
        /// Its children aged 0-4, its own number or that of the undivided areas it is made of; nil where they are not known.
        public let children: Int?
        /// For each cell the share, 0 to 1, of its children who live where provision is full: of the areas it is made of some may be.
        public let fullness: [Double]
        /// Its open gaps in provision; nil where they were not counted.
        public let openGaps: Int?
    }

    /// What a reader must know of a row.
    public enum Mark: String, CaseIterable, Sendable {
        /// Asked, and made no return of its own.
        case silent = "†"
        /// Not asked in the round.
        case notAsked = "‡"

        /// - Parameters:
        ///   - isCombined: whether rows are made of several areas.
        ///   - knowledge: what the rows with this mark show.
        func meaning(round: Round.ID, isCombined: Bool, _ knowledge: Knowledge) -> String {
            switch (self, isCombined) {
            case (.silent, false): "asked in round \(round) but made no return: \(knowledge.words)"
            case (.notAsked, false): "not asked in round \(round): \(knowledge.words)"
            case (.silent, true): "made of areas of which some, or all, made no return in round \(round) though asked"
            case (.notAsked, true): "made of areas that were not asked in round \(round)"
            }
        }
    }

    /// Where the ratings of areas without a return of their own come from.
    struct Knowledge {
        let hasCollated: Bool
        let hasEarlier: Bool
        let hasNothing: Bool

        var words: String {
            let network = "rated by the network from what it knows"
            let parts = [
                hasCollated ? network : nil, hasEarlier ? "rated as in an earlier round" : nil,
                hasNothing ? "nothing is on record" : nil,
            ].compactMap { $0 }
            return parts.isEmpty ? network : parts.joined(separator: ", or ")
        }
    }

    /// The marks in use, with their meanings.
    public let marks: [(mark: Mark, meaning: String)]
}
