import Exhibits
import Provision

/// Options that several commands take, declared once.
enum Options {
    static let store = OptionSpec(
        name: "store",
        value: "DIR",
        help: "The folder of returns; else LACUNA_STORE, else Scoping."
    )
    static let noCache = OptionSpec(
        name: "no-cache",
        help: "Read every document again, and keep nothing for the next call (see LACUNA_CACHE in 'lacuna help')."
    )
    static let asOf = OptionSpec(
        name: "as-of",
        value: "DATE",
        help: "The date the ratings are about; else the latest round's reference date."
    )
    static let knownAt = OptionSpec(
        name: "known-at",
        value: "TIME",
        help:
            "Only what was on record by this date (its end in England) or moment: 2022-06-30, 2022-06-30T13:00:00+01:00."
    )
    static let within = OptionSpec(
        name: "within",
        value: "AREA",
        help: "Only areas in or below this one, by id, name or code; before it began, its predecessors, and it says so."
    )
    static let level = OptionSpec(
        name: "level",
        value: "KIND",
        help: "Areas of this kind: ccg, place, ics, as areas.xml names them."
    )
    static let areasAsOf = OptionSpec(
        name: "areas-as-of",
        value: "DATE",
        help: "The areas that exist at this date; else at the date the ratings are about."
    )
    static let rule = OptionSpec(
        name: "rule",
        value: "RULE",
        help: "The level shown where an area is made of several; worst unless told.",
        allowed: CombinationRule.allCases.map(\.rawValue)
    )
    /// What every command that reads a snapshot takes.
    static let snapshot = [asOf, knownAt, within, level, areasAsOf, rule]

    static let between = OptionSpec(
        name: "between",
        values: ["FROM", "TO"],
        help: "From one date to another, on the areas of the later one."
    )
    static let service = OptionSpec(
        name: "service",
        value: "SERVICE",
        help: "Only this service type, by id, name or alias."
    )
    static let width = OptionSpec(
        name: "width",
        value: "PLACE",
        help: "The place a picture is made for: its size is stated in mm, and no type in it is under 7 pt there.",
        allowed: PictureWidth.allCases.map(\.rawValue)
    )
    static let folder = OptionSpec(name: "output", letter: "o", value: "DIR", help: "The folder to write into.")

    static func format(_ formats: String...) -> OptionSpec {
        OptionSpec(
            name: "format",
            value: "FORMAT",
            help: "How the result is written; \(formats.first ?? "") unless told.",
            allowed: formats
        )
    }

    static func output(_ help: String) -> OptionSpec {
        OptionSpec(name: "output", letter: "o", value: "PATH", help: help)
    }
}
