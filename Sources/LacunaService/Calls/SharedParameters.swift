import JSONRPC

/// The parameters that many methods share, declared once.
enum Shared {
    static let area = Parameter.required("area", #"{"type":"string"}"#, "An area by id, name or code.")
    static let service = Parameter.required(
        "service",
        #"{"type":"string"}"#,
        "A service type by id, name or alias."
    )
    static let round = Parameter.required("round", #"{"type":"string"}"#, "A round's id.")
    static let asOf = Parameter.optional(
        "asOf",
        #"{"type":"string","format":"date"}"#,
        "The date the ratings are about; else the latest round's reference date."
    )
    static let knownAt = Parameter.optional(
        "knownAt",
        #"{"type":"string"}"#,
        "Only what was on record by this date (its end in England) or moment, such as 2022-06-30T13:00:00+01:00."
    )
    static let within = Parameter.optional(
        "within",
        #"{"type":"string"}"#,
        "Only areas in or below this one; before it began, its predecessors, and a note says so."
    )
    static let level = Parameter.optional(
        "level",
        #"{"type":"string"}"#,
        "Areas of this kind, by id or name: ccg, place, ics."
    )
    static let areasAsOf = Parameter.optional(
        "areasAsOf",
        #"{"type":"string","format":"date"}"#,
        "The areas that exist at this date; else at the date the ratings are about."
    )
    static let rule = Parameter.optional(
        "rule",
        #"{"enum":["worst","best","majority"]}"#,
        "The level shown where an area is made of several; worst unless told."
    )
    static let register = Parameter.optional(
        "register",
        #"{"enum":["provision","record"]}"#,
        "Only gaps in provision, or only those in the record."
    )
    static let basedOn = Parameter.optional(
        "basedOn",
        #"{"type":"integer","minimum":0}"#,
        "The revision this builds on, 0 for none; refused when another has been recorded since."
    )
}

/// What the steps of the conversation about a return answer.
let conversationResult: StaticString =
    #"{"type":"object","required":["area","round","revision","recorded","state","openQueries"]}"#
