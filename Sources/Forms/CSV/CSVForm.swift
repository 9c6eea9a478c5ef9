import Markup
import Provision

extension ReturnForm {
    /// The form as comma-separated values:
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
    ///     Levels that can be given
    ///     …
    ///     Service  Service type  Provider  Sector  …
    ///     Intervention  Delivered here  By service  …
    ///     Post  Role group  By service  …
    func csv() -> [UInt8] {
        var writer = CSVWriter()
        for row in rows { writer.row(row) }
        return writer.bytes
    }

    /// The cells of the form, row by row.
    public var rows: [[String]] {
        var rows = [[Self.title]]
        for row in FormHeadRow.allCases { rows.append([row.rawValue, value(row), note(row)]) }
        for table in tables {
            rows.append([""])
            rows.append(table.columns.map(\.heading))
            rows += table.rows
            if table.part == .ratings { rows += [[""]] + Self.legend(framework) }
        }
        return rows
    }

    static let levelsTitle = "Levels that can be given"
    static let causesTitle = "Causes that can be named, separated by spaces"

    /// What stands below the table of ratings.
    static func legend(_ framework: Framework) -> [[String]] {
        [[levelsTitle]] + framework.scale.levels.map { [$0.code, $0.name, $0.meaning] }
            + [
                [
                    FormWords.notExpected, CellState.notExpected.name(as: nil),
                    "The service type is not expected in this area: no gap.",
                ],
                ["(empty)", CellState.unrated.name(as: nil), "Nothing is known."], [""], [causesTitle],
            ] + framework.causes.map { [$0.id.text, $0.name, $0.meaning ?? ""] }
    }
}
