/// One time that families, or those who work with them, were asked: whom it reached, what it asked, what was found.
public struct Survey: Identifiable, Hashable, Sendable {
    public typealias ID = Identifier<Survey>

    public let id: ID
    public let kind: Kind
    public let title: String
    /// What may be read from it, in a few words: "network-wide convenience sample".
    public let nature: String
    public let from: DatedPeriod?
    public let until: DatedPeriod?
    /// How many answered, or took part; nil where it is not printed.
    public let respondents: Int?
    public let source: Source.ID
    /// The section of the source, as it is numbered there.
    public let section: String?
    /// What else is to be known of how it was done.
    public let notes: [String]
    /// Who answered.
    public let groups: [Group]
    /// Where they live, as far as it is printed.
    public let samples: [Sample]
    public let questions: [Question]
    /// What was found and has no figure.
    public let remarks: [Remark]

    public init(
        id: ID,
        kind: Kind,
        title: String,
        nature: String,
        from: DatedPeriod? = nil,
        until: DatedPeriod? = nil,
        respondents: Int? = nil,
        source: Source.ID,
        section: String? = nil,
        notes: [String] = [],
        groups: [Group] = [],
        samples: [Sample] = [],
        questions: [Question] = [],
        remarks: [Remark] = []
    ) {
        self.id = id
        self.kind = kind
        self.title = title
        self.nature = nature
        self.from = from
        self.until = until
        self.respondents = respondents
        self.source = source
        self.section = section
        self.notes = notes
        self.groups = groups
        self.samples = samples
        self.questions = questions
        self.remarks = remarks
    }

    /// How people were asked.
    public enum Kind: String, CaseIterable, Hashable, Sendable {
        case survey
        case focusGroups = "focus-groups"
        case event

        /// Whoever was asked, so many of them: "150 respondents".
        public func counted(_ people: Int) -> String {
            Provision.counted(people, self == .survey ? "respondent" : "participant")
        }
    }

    /// How many of those asked are alike in something.
    public struct Group: Hashable, Sendable {
        /// In what they are alike, as a slug: `ethnic-group`, `parent`, `gender`.
        public let characteristic: String
        public let name: String
        /// Nil where the source names the group and prints no figure.
        public let figure: Figure?

        public init(characteristic: String, name: String, figure: Figure?) {
            self.characteristic = characteristic
            self.name = name
            self.figure = figure
        }

        /// The characteristic that is held against who lives in an area.
        public static let ethnicGroup = "ethnic-group"
    }

    /// Those who live in one place, as far as that is known.
    public struct Sample: Hashable, Sendable {
        public let place: String
        /// At least and at most so many; nil where it is not printed.
        public let count: ClosedRange<Int>?
        /// The area that the place lies in; nil where that is not known, and for one outside the network.
        public let area: Area.ID?
        public let isOutside: Bool

        public init(place: String, count: ClosedRange<Int>?, area: Area.ID? = nil, isOutside: Bool = false) {
            self.place = place
            self.count = count
            self.area = area
            self.isOutside = isOutside
        }
    }

    /// What was found in words alone.
    public struct Remark: Hashable, Sendable {
        public let text: String
        public let section: String?
        public let about: [VoiceTopic]

        public init(text: String, section: String? = nil, about: [VoiceTopic] = []) {
            self.text = text
            self.section = section
            self.about = about
        }
    }
}
