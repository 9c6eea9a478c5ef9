import Answers
import GapDetection
import JSONRPC
import Provision

extension LacunaMethod {
    static let voiceGet: LacunaMethod = LacunaMethod(
        "voice.get",
        "What families said: surveys with who answered and from where, findings as printed, and who was not heard.",
        parameters: [
            .optional("survey", #"{"type":"string"}"#, "Only this survey, by id or title."),
            .optional(
                "about",
                #"{"type":"string"}"#,
                "Only what speaks of this service type, standard, needs group or intervention."
            ),
            Shared.within,
        ],
        result: #"{"type":"object","required":["surveys"]}"#
    ) { params, call, writer throws(RPCError) in
        let survey = try call.survey(params)
        let topic = try call.topic(params)
        var snapshot: Snapshot?
        var scope: AreaScope?
        if call.model.latestReferenceDate != nil || params["within"] != nil {
            let query = try call.query(params)
            snapshot = call.store.snapshot(query)
            scope = try call.within(params, asOf: query.asOf)
        }
        try writer.answer(
            VoiceAnswer(
                call.model,
                at: snapshot,
                survey: survey,
                about: topic,
                within: scope?.area,
                note: scope?.note
            )
        )
    }
}
