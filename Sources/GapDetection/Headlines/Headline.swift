public import Provision

/// One sentence that a board reads first: what is wrong, what changed, who acts; with the figure it turns on and what lies beneath it.
///
/// It is made by rule from the register, never written by hand, so that the first screen, the paper, the mail and the terminal say the
/// same on the same day.
public struct Headline: Hashable, Sendable {
    public let kind: Kind
    /// What it claims, without a full stop: short enough for the title of a picture.
    public let claim: String
    /// What stands behind the claim, as the sentence goes on; nil where the claim says all.
    public let detail: String?
    /// The number that the sentence turns on: areas, ratings, services or answers, as it says.
    public let figure: Int
    /// The same number at the round before; nil where there is none, or it cannot be compared.
    public let before: Int?
    /// Whom it speaks of; nil for the network as a whole.
    public let area: Area.ID?
    /// The service types it names, the weightiest first.
    public let services: [ServiceType.ID]
    /// The children aged 0-4 who live in the areas it speaks of; nil where they are not known of every one.
    public let children: Int?
    /// The gaps beneath it, the most severe first.
    public let gaps: [Gap.ID]

    /// What a headline is about.
    public enum Kind: String, CaseIterable, Hashable, Sendable {
        /// What moved since the round before.
        case change
        /// Where it got worse.
        case worse
        /// Where it got better.
        case better
        /// What one area has and lacks.
        case standing
        /// A service type that no area has in full.
        case fullNowhere = "full-nowhere"
        /// Ages for which little is made.
        case ages
        /// What most areas lack.
        case mostLack = "most-lack"
        /// Money that has ended or is about to.
        case funding
        /// Areas that were asked and have not answered.
        case unanswered
        /// Who acts, and what is late.
        case actions
        /// What families said.
        case families
    }

    init(
        _ kind: Kind,
        _ claim: String,
        detail: String? = nil,
        figure: Int,
        before: Int? = nil,
        area: Area.ID?,
        services: [ServiceType.ID] = [],
        children: Int? = nil,
        gaps: [Gap.ID] = []
    ) {
        self.kind = kind
        self.claim = claim
        self.detail = detail
        self.figure = figure
        self.before = before
        self.area = area
        self.services = services
        self.children = children
        self.gaps = gaps
    }

    /// The whole sentence.
    public var sentence: String { detail.map { "\(claim): \($0)." } ?? "\(claim)." }

    /// How much the figure changed since the round before; nil where that cannot be told.
    public var change: Int? { before.map { figure - $0 } }
}
