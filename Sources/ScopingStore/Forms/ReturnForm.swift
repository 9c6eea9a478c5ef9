import Markup
public import Provision

/// The form that people fill in with a spreadsheet: a return's ratings, with the last known ratings already in it.
///
///     Lacuna return form
///     Area          ccg-halton     Halton
///     Round         round 2022-11  Scoping of November 2022
///     Based on      0
///     Answered by
///     …
///     Service type  Level  Causes  Evidence  Last level  Last date
///     IAPT 0-5s     R      staff   No post…  R           2022-05-01
///     …
///
/// A row left as it was filled in is a rating carried forward; a row without a level is not rated. Here stands what a form
/// holds, cell by cell; `bytes` writes it as CSV, and `read` compares what comes back with it.
public enum ReturnForm {
    static let title = "Lacuna return form"
    static let columns = ["Service type", "Level", "Causes", "Evidence", "Last level", "Last date"]
    static let notExpected = CellState.notExpected.sign(as: nil)
    static let levelsTitle = "Levels that can be given"
    static let causesTitle = "Causes that can be named, separated by spaces"

    /// A row above the table: its label in the first column, the value in the second, in the third what helps to fill it in.
    enum HeadRow: String, CaseIterable {
        case area = "Area"
        case round = "Round"
        case basedOn = "Based on"
        case name = "Answered by"
        case role = "In the role of"
        case organisation = "Organisation"

        /// The third column's text; nil where it is the area's or the round's name.
        var hint: String? {
            switch self {
            case .area, .round: nil
            case .basedOn: "the revision this form was made from; leave it as it is"
            case .name: "name; may be left empty"
            case .role: "required"
            case .organisation: "may be left empty"
            }
        }
    }

    /// The form for an area in a round, as CSV.
    public static func bytes(area: Area, round: Round, model: ProvisionModel) -> [UInt8] {
        var writer = CSVWriter()
        for row in rows(area: area, round: round, model: model) { writer.row(row) }
        return writer.bytes
    }

    /// The cells of the form for an area in a round.
    public static func rows(area: Area, round: Round, model: ProvisionModel) -> [[String]] {
        let base = FormBase(area: area, round: round, revision: nil, model: model)
        let respondent = base.revision?.respondent
        let head = HeadRow.allCases.map { row in
            switch row {
            case .area: [row.rawValue, area.id.text, area.name]
            // A bare 2022-05 would be a date to Excel, which saves it as May-22.
            case .round: [row.rawValue, "round \(round.id)", round.name]
            case .basedOn: [row.rawValue, String(base.revision?.revision ?? 0), row.hint ?? ""]
            case .name: [row.rawValue, respondent?.name ?? "", row.hint ?? ""]
            case .role: [row.rawValue, respondent?.role ?? "", row.hint ?? ""]
            case .organisation: [row.rawValue, respondent?.organisation ?? "", row.hint ?? ""]
            }
        }
        let table = zip(model.framework.serviceTypes, base.last).map { type, last in
            [
                type.name, levelWord(last?.rating.value), last.map { causes($0.rating) } ?? "",
                last.map { evidence($0.rating) } ?? "", levelWord(last?.rating.value), last?.date.description ?? "",
            ]
        }
        return [[title]] + head + [[""], columns] + table + [[""]] + legend(model.framework)
    }

    /// What stands below the table.
    static func legend(_ framework: Framework) -> [[String]] {
        [[levelsTitle]] + framework.scale.levels.map { [$0.code, $0.name, $0.meaning] }
            + [
                [
                    notExpected, CellState.notExpected.name(as: nil),
                    "The service type is not expected in this area: no gap.",
                ],
                ["(empty)", CellState.unrated.name(as: nil), "Nothing is known."], [""], [causesTitle],
            ] + framework.causes.map { [$0.id.text, $0.name, $0.meaning ?? ""] }
    }

    static func levelWord(_ value: Rating.Value?) -> String {
        switch value {
        case .level(let code): code
        case .notExpected: notExpected
        case nil: ""
        }
    }

    static func causes(_ rating: Rating) -> String { rating.causes.map(\.text).joined(separator: " ") }
    static func evidence(_ rating: Rating) -> String { rating.evidence.map(\.text).joined(separator: " ") }
}

/// What a form starts from: the revision it is based on, and for each service type the rating last known with it.
struct FormBase {
    let revision: Return?
    /// In the framework's order of service types.
    let last: [Last?]

    /// The rating a row starts from: the one of this round, or the latest before.
    struct Last {
        let rating: Rating
        let date: CalendarDate
        /// Nil where it is of the form's own round.
        let carriedFrom: Round.ID?
    }

    /// - Parameter revision: the revision that a form was made from, 0 for none; nil for the latest. What was recorded since
    ///   is not seen, so that a form means today what it meant when it was sent out.
    init(area: Area, round: Round, revision: Int?, model: ProvisionModel) {
        let own = model.returns.filter { $0.area == area.id && $0.round == round.id }
        let latest = own.last?.revision ?? 0
        let wanted = revision ?? latest
        var model = model
        if wanted < latest {
            model = ProvisionModel(
                framework: model.framework,
                areas: model.areas,
                rounds: model.rounds,
                returns: model.returns.filter {
                    $0.area != area.id || $0.round != round.id || $0.revision <= wanted
                }
            )
        }
        let base = own.last { $0.revision <= wanted }
        self.revision = base
        let snapshot = model.snapshot(asOf: round.referenceDate, basis: .date(round.referenceDate))
        let row = model.areas.index(of: area.id).flatMap { snapshot.row(of: $0) }
        last = model.framework.serviceTypes.indices.map { column in
            // A draft counts for nothing, but whoever began one goes on from it.
            let service = model.framework.serviceTypes[column].id
            if let draft = base, draft.state == .draft,
                let rating = draft.ratings.first(where: { $0.service == service })
            {
                return Last(rating: rating, date: round.referenceDate, carriedFrom: nil)
            }
            guard let row, let entry = snapshot.entry(row: row, column: column),
                let (rating, document) = model.source(ofEntry: entry), let from = model.round(document.round)
            else { return nil }
            return Last(rating: rating, date: from.referenceDate, carriedFrom: from.id == round.id ? nil : from.id)
        }
    }
}
