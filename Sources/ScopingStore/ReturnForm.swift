import Markup
public import Provision

/// The form that people fill in with a spreadsheet: a return's ratings as CSV, with the last known ratings already in it.
///
///     Lacuna return form
///     Area          ccg-halton   Halton
///     Round         2022-11      Scoping of November 2022
///     Based on      0
///     Answered by
///     …
///     Service type  Level  Causes  Evidence  Last level  Last date
///     IAPT 0-5s     R      staff   No post…  R           2022-05-01
///     …
///
/// A row left as it was filled in is a rating carried forward; a row without a level is not rated.
public enum ReturnForm {
    static let title = "Lacuna return form"
    static let columns = ["Service type", "Level", "Causes", "Evidence", "Last level", "Last date"]

    /// The form for an area in a round, in UTF-8 with the mark by which Excel recognises it.
    public static func bytes(area: Area, round: Round, model: ProvisionModel) -> [UInt8] {
        var writer = CSVWriter(byteOrderMark: true)
        let latest = model.returns.last { $0.area == area.id && $0.round == round.id }
        writer.row([title])
        writer.row(["Area", area.id.text, area.name])
        writer.row(["Round", round.id.text, round.name])
        writer.row([
            "Based on", String(latest?.revision ?? 0), "the revision this form was made from; leave it as it is",
        ])
        writer.row(["Answered by", latest?.respondent?.name ?? "", "name; may be left empty"])
        writer.row(["In the role of", latest?.respondent?.role ?? "", "required"])
        writer.row(["Organisation", latest?.respondent?.organisation ?? "", "may be left empty"])
        writer.row([""])
        writer.row(columns)
        for (rating, last) in prefilled(area: area, round: round, model: model) {
            writer.row([
                model.framework.serviceType(rating.service)?.name ?? rating.service.text, levelWord(last?.rating.value),
                last.map { causes($0.rating) } ?? "", last.map { evidence($0.rating) } ?? "",
                levelWord(last?.rating.value),
                last?.date.description ?? "",
            ])
        }
        writer.row([""])
        writer.row(["Levels that can be given"])
        for level in model.framework.scale.levels { writer.row([level.code, level.name, level.meaning]) }
        writer.row([notExpected, "Not expected here", "The service type is not expected in this area: no gap."])
        writer.row(["(empty)", "Not rated", "Nothing is known."])
        writer.row([""])
        writer.row(["Causes that can be named, separated by spaces"])
        for cause in model.framework.causes { writer.row([cause.id.text, cause.name, cause.meaning ?? ""]) }
        return writer.bytes
    }

    static let notExpected = "n/e"

    /// The rating a form starts from: the one of this round, or the latest before.
    struct Last {
        let rating: Rating
        let date: CalendarDate
        /// Nil where it is of the form's own round.
        let carriedFrom: Round.ID?
    }

    /// For each service type the rating that a form starts from.
    static func prefilled(area: Area, round: Round, model: ProvisionModel) -> [(service: Rating, last: Last?)] {
        guard let index = model.areas.index(of: area.id) else { return [] }
        let snapshot = model.snapshot(asOf: round.referenceDate, basis: .date(round.referenceDate))
        let row = snapshot.rows.firstIndex(of: index)
        return model.framework.serviceTypes.indices.map { column in
            let empty = Rating(service: model.framework.serviceTypes[column].id, value: .notExpected)
            guard let row, let entry = snapshot.entry(row: row, column: column),
                let (rating, document) = model.source(ofEntry: entry), let from = model.round(document.round)
            else { return (empty, nil) }
            return (
                empty, Last(rating: rating, date: from.referenceDate, carriedFrom: from.id == round.id ? nil : from.id)
            )
        }
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
