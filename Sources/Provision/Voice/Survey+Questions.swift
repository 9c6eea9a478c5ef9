extension Survey {
    /// What was asked, and the answers that are printed; none where the source asks it and prints no figure.
    public struct Question: Hashable, Sendable {
        /// Its number in the source's list; nil where the source does not say which question a finding answers.
        public let number: String?
        /// Another number that the source prints beside its answers.
        public let printedAs: String?
        /// In our words.
        public let text: String
        /// Whether each chose one answer or several; nil where that is not said.
        public let choice: Choice?
        /// Whether it asks what families want. Other questions ask what they do, have or feel.
        public let isWish: Bool
        /// Whose answers these are where they are not everybody's: "those who said no".
        public let among: String?
        /// How many those are, where it is printed.
        public let of: Int?
        public let section: String?
        public let about: [VoiceTopic]
        public let answers: [Answer]

        public init(
            number: String? = nil,
            printedAs: String? = nil,
            text: String,
            choice: Choice? = nil,
            isWish: Bool = false,
            among: String? = nil,
            of: Int? = nil,
            section: String? = nil,
            about: [VoiceTopic] = [],
            answers: [Answer] = []
        ) {
            self.number = number
            self.printedAs = printedAs
            self.text = text
            self.choice = choice
            self.isWish = isWish
            self.among = among
            self.of = of
            self.section = section
            self.about = about
            self.answers = answers
        }

        /// How many answered in the survey it is of: nil where that is not known, as of a part whose size is not printed.
        public func base(in survey: Survey) -> Int? { of ?? (among == nil ? survey.respondents : nil) }
    }

    /// How many answers one person could choose.
    public enum Choice: String, CaseIterable, Hashable, Sendable {
        case single, several
    }

    public struct Answer: Hashable, Sendable {
        public let text: String
        public let figure: Figure
        public let about: [VoiceTopic]

        public init(text: String, figure: Figure, about: [VoiceTopic] = []) {
            self.text = text
            self.figure = figure
            self.about = about
        }
    }

    /// A figure as it is printed. A share is never turned into a count.
    public enum Figure: Hashable, Sendable {
        /// At least and at most so many people; mostly the two are one.
        case count(ClosedRange<Int>)
        case share(Share)
        /// "Less than a quarter".
        case below(Share)
        /// "The majority".
        case above(Share)

        public static func count(_ number: Int) -> Figure { .count(number...number) }

        /// The least share of a base that it stands for; nil where that cannot be told.
        public func leastShare(of base: Int?) -> Share? {
            switch self {
            case .count(let range): base.flatMap { Share(range.lowerBound, of: $0) }
            case .share(let share), .above(let share): share
            case .below: nil
            }
        }

        /// As a sentence gives it: "36%", "83 of 150", "2 to 4", "under 25%".
        public func displayText(of base: Int?) -> String {
            switch self {
            case .count(let range):
                let number =
                    range.lowerBound == range.upperBound
                    ? grouped(range.lowerBound) : "\(grouped(range.lowerBound)) to \(grouped(range.upperBound))"
                return number + (base.map { " of \(grouped($0))" } ?? "")
            case .share(let share): return share.displayText
            case .below(let share): return "under \(share.displayText)"
            case .above(let share): return "over \(share.displayText)"
            }
        }
    }
}
