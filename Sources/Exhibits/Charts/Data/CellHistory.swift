public import Provision

/// One cell of the table through time: an area and a service type, with the areas that came before it.
public struct CellHistory: Sendable {
    public var caption: ExhibitCaption
    public var levels: [Level]
    /// The area itself first, then those it came from.
    public var lines: [Line]
    /// Every rating on record, the earliest first.
    public var ratings: [Rating]

    /// The states of one area in order of time.
    public struct Line: Sendable {
        public var area: String
        public var spells: [Spell]

        public init(area: String, spells: [Spell]) {
            self.area = area
            self.spells = spells
        }
    }

    /// A stretch of time in one state.
    public struct Spell: Sendable {
        public var from: CalendarDate
        /// The day it was over; nil where it holds until the area is rated again.
        public var until: CalendarDate?
        public var state: CellState

        public init(from: CalendarDate, until: CalendarDate?, state: CellState) {
            self.from = from
            self.until = until
            self.state = state
        }
    }

    public struct Rating: Sendable {
        public var date: CalendarDate
        public var area: String
        public var state: CellState
        /// Where it came from, in words: "its own return, round 2022-05".
        public var origin: String
        public var evidence: [String]

        public init(date: CalendarDate, area: String, state: CellState, origin: String, evidence: [String]) {
            self.date = date
            self.area = area
            self.state = state
            self.origin = origin
            self.evidence = evidence
        }
    }

    public init(caption: ExhibitCaption, levels: [Level], lines: [Line], ratings: [Rating]) {
        self.caption = caption
        self.levels = levels
        self.lines = lines
        self.ratings = ratings
    }

    /// The same figures as a table: a row for each rating.
    public var table: DataTable {
        DataTable(
            caption: caption.title,
            columns: ["Date", "Area", "Level", "Origin", "Evidence"],
            rows: ratings.map { rating in
                [
                    rating.date.description, rating.area, ExhibitCell(rating.state).words(levels), rating.origin,
                    rating.evidence.joined(separator: " "),
                ]
            }
        )
    }
}
