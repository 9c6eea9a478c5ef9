/// A part of a form: who answers, and the two parts of a scoping tool with the ratings before them.
enum FormPart: Int, CaseIterable, Hashable, Comparable, Sendable {
    case head
    case queries
    case ratings
    case services
    case interventions
    /// Only where the framework has forms ask.
    case assessments
    /// Only where the network asks for posts.
    case posts

    /// The parts that are tables.
    static let tables: [FormPart] = [.queries, .ratings, .services, .interventions, .assessments, .posts]

    /// Those whose absence from what came back is told: a form has queries only where some are open, and standards
    /// only where the framework has forms ask about them.
    static let expected: [FormPart] = [.services, .interventions]

    static func < (one: FormPart, other: FormPart) -> Bool { one.rawValue < other.rawValue }

    /// What stands over it, and on a workbook's tab.
    var title: String {
        switch self {
        case .head: "Start"
        case .queries: "Queries"
        case .ratings: "Ratings"
        case .services: "Services"
        case .interventions: "Interventions"
        case .assessments: "Standards"
        case .posts: "Posts"
        }
    }

    /// The heading of its first column, by which it is found wherever it was moved to.
    var firstHeading: String {
        switch self {
        case .head: FormHeadRow.area.rawValue
        case .queries: QueryColumn.number.rawValue
        case .ratings: RatingColumn.service.rawValue
        case .services: ServiceField.name.heading
        case .interventions: InterventionColumn.intervention.rawValue
        case .assessments: AssessmentColumn.standard.rawValue
        case .posts: PostColumn.title.rawValue
        }
    }

    /// Another heading of it: two parts may begin with words alike.
    var secondHeading: String {
        switch self {
        case .head: FormHeadRow.round.rawValue
        case .queries: QueryColumn.answer.rawValue
        case .ratings: RatingColumn.level.rawValue
        case .services: ServiceField.provider(1).heading
        case .interventions: InterventionColumn.state.rawValue
        case .assessments: AssessmentColumn.state.rawValue
        case .posts: PostColumn.roleGroup.rawValue
        }
    }
}

/// A row of a form's head: its label, the value, and what helps to fill it in.
enum FormHeadRow: String, CaseIterable, Hashable, Sendable {
    case area = "Area"
    case round = "Round"
    case basedOn = "Based on"
    case name = "Answered by"
    case role = "In the role of"
    case organisation = "Organisation"

    /// What stands beside the value; nil where it is the area's or the round's name.
    var hint: String? {
        switch self {
        case .area, .round: nil
        case .basedOn: "the revision this form was made from; leave it as it is"
        case .name: "name; may be left empty"
        case .role: "required"
        case .organisation: "may be left empty"
        }
    }

    /// Whether people fill it in.
    var isOpen: Bool { [.name, .role, .organisation].contains(self) }
}
