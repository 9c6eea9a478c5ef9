import Answers
import GapDetection
import JSONRPC
import Provision

extension LacunaMethod {
    static let gapChanges: LacunaMethod = LacunaMethod(
        "gap.changes",
        "What became of the gaps between two dates, on the areas of the later one.",
        parameters: [
            .required("from", #"{"type":"string","format":"date"}"#, "The earlier date."),
            .required("to", #"{"type":"string","format":"date"}"#, "The later date."), Shared.within,
            .optional("service", #"{"type":"string"}"#, "Only this service type."),
            .optional("kinds", #"{"type":"array","items":{"type":"string"}}"#, "Only these kinds."),
            .optional("minSeverity", #"{"type":"integer","minimum":0,"maximum":100}"#, "Only this severe or more."),
            Shared.knownAt, Shared.level, Shared.areasAsOf, Shared.rule, Shared.register,
        ],
        result: #"{"type":"object","required":["opened","closed","persisting","reopened"]}"#
    ) { params, call, writer throws(RPCError) in
        guard let from = try call.date(params, "from"), let to = try call.date(params, "to"), from < to else {
            throw .params("to", "expected a later date than from")
        }
        let within = try call.within(params, asOf: to)
        let service = try call.service(params)
        let leastSeverity = try params.optionalInt("minSeverity", in: 0...100) ?? 0
        let section = try call.register(params)
        var query = try call.query(params, asOf: to)
        query.basis = query.basis.steady(on: to)
        let changes = GapChanges(
            call.model,
            from: from,
            to: call.store.snapshot(query),
            within: within?.area,
            kinds: try call.kinds(params)
        )
        try writer.answer(
            GapChangesAnswer(
                changes.filtered {
                    $0.severity >= leastSeverity && (service == nil || Int($0.service) == service)
                        && (section == nil || $0.kind.section == section)
                },
                call.model,
                knownAt: query.knownAt,
                note: within?.note
            )
        )
    }
}
