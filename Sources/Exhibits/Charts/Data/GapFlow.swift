/// How many gaps opened, closed and persisted in each round.
public struct GapFlow: Sendable {
    public var caption: ExhibitCaption
    /// In order of time.
    public var rounds: [Round]

    public struct Round: Sendable {
        public var label: String
        /// Open in this round and not known before.
        public var opened: Int
        /// Open again after having been closed.
        public var reopened: Int
        /// Open in this round and in the one before.
        public var persisting: Int
        /// Open in the round before, and no more.
        public var closed: Int
        /// Open in the first round there is: when they opened is not known.
        public var firstSeen: Int
        /// Gaps in the record that are open beside these, which the others leave out; nil where they were not counted apart.
        public var inTheRecord: Int?
        /// Whether many cells were rated for the first time in this round, so that what opened in it may long have been open.
        public var isFirstLook = false

        public init(
            label: String,
            opened: Int,
            reopened: Int = 0,
            persisting: Int,
            closed: Int,
            firstSeen: Int = 0,
            inTheRecord: Int? = nil
        ) {
            self.label = label
            self.opened = max(0, min(opened, 1_000_000_000))
            self.reopened = max(0, min(reopened, 1_000_000_000))
            self.persisting = max(0, min(persisting, 1_000_000_000))
            self.closed = max(0, min(closed, 1_000_000_000))
            self.firstSeen = max(0, min(firstSeen, 1_000_000_000))
            self.inTheRecord = inTheRecord.map { max(0, min($0, 1_000_000_000)) }
        }

        /// All that are open in the round.
        public var open: Int { opened + reopened + persisting + firstSeen }
    }

    public init(caption: ExhibitCaption, rounds: [Round]) {
        self.caption = caption
        self.rounds = rounds
    }

    var holdsFirstSeen: Bool { rounds.contains { $0.firstSeen > 0 } }
}
