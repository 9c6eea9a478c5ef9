public import Provision

/// The form that people fill in: one return, with what is known already in it.
///
/// It is the same in every format: a head that says who answers; the ratings of each service type; the services; the
/// interventions; and, where the network asks for them, how far standards are met, and the posts. A row left as it was filled in is a rating carried forward; a row without a level is not rated; lists of
/// services and interventions that are left as they are stay as they were stated.
public struct ReturnForm: Sendable {
    public let area: Area
    public let round: Round
    let framework: Framework
    let base: FormBase
    /// The open queries, the ratings, the services, the interventions, the posts.
    let tables: [FormTable]

    static let title = "Lacuna return form"

    /// The form for an area in a round, as things stand.
    public init(area: Area, round: Round, model: ProvisionModel) {
        let base = FormBase(area: area, round: round, revision: nil, model: model)
        self.area = area
        self.round = round
        self.framework = model.framework
        self.base = base
        tables = [
            .queries(base, model.framework), .ratings(base, model.framework), .services(base, model.framework),
            .interventions(base, model.framework), .assessments(base, model.framework),
            .posts(base, model.framework),
        ].compactMap(\.self).filter { !$0.rows.isEmpty || $0.emptyRows > 0 }
    }

    /// A form of which all parts are at hand.
    init(area: Area, round: Round, framework: Framework, base: FormBase, tables: [FormTable]) {
        self.area = area
        self.round = round
        self.framework = framework
        self.base = base
        self.tables = tables
    }

    func table(_ part: FormPart) -> FormTable? { tables.first { $0.part == part } }

    /// The value of a row of the head.
    func value(_ row: FormHeadRow) -> String {
        let respondent = base.revision?.respondent
        return switch row {
        case .area: area.id.text
        // A bare 2022-05 would be a date to Excel, which saves it as May-22.
        case .round: "round \(round.id)"
        case .basedOn: String(base.revision?.revision ?? 0)
        case .name: respondent?.name ?? ""
        case .role: respondent?.role ?? ""
        case .organisation: respondent?.organisation ?? ""
        }
    }

    /// What stands beside the value of a row of the head.
    func note(_ row: FormHeadRow) -> String {
        switch row {
        case .area: area.name
        case .round: round.name
        default: row.hint ?? ""
        }
    }
}
