import Answers
import GapDetection
import Provision

private let format = Options.format("table", "csv", "json")

private let survey = OptionSpec(
    name: "survey",
    value: "SURVEY",
    help: "Only this survey, by id or title."
)
private let about = OptionSpec(
    name: "about",
    value: "ID",
    help: "Only what speaks of this service type, standard, needs group or intervention, by id or name."
)

let voiceCommand = Command(
    name: "voice",
    summary: "Show what families said, who answered and from where, and who was not heard.",
    options: [survey, about, Options.within, format, Options.store, Options.noCache],
    discussion: [
        "Surveys, focus groups and events are in voice.xml of the store, each figure as it is printed: a count with those asked, a "
            + "share as a share. A sample of the whole network has no figure of an area, and none is made of it: --within narrows "
            + "places and areas, never findings.",
        "What more than a third want is held against what is on record: a service type that is rated as provided, an intervention "
            + "that is delivered. Areas in which nobody who answered is known to live are named.",
    ],
    examples: [
        ("lacuna voice", "all that is on record"), ("lacuna voice --about peer-support", "what was said of one thing"),
        ("lacuna voice --survey families-2023 --format csv", "one survey's figures for a spreadsheet"),
    ],
    run: { invocation, console in
        let access = try StoreAccess(invocation, &console)
        let model = access.model
        let only = try invocation.found(survey, access.lookup.survey)
        let topic = try invocation.found(about, access.lookup.topic)
        let date = invocation.flag(Options.within) ? try access.latestDate() : model.latestReferenceDate
        let within = try date.flatMap { try access.within(invocation, &console, asOf: $0, basis: .current) }
        try ResultOutput(invocation, format).write(
            access,
            &console,
            VoiceAnswer(
                model,
                at: date.map { model.snapshot(asOf: $0) },
                survey: only,
                about: topic,
                within: within,
                note: try date.flatMap { try access.scopeNote(invocation, asOf: $0, basis: .current) },
                heading: within.map { model.areas.areas[$0].name } ?? access.networkName
            )
        )
        return access.status
    }
)
