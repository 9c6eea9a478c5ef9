import Answers
import JSONRPC
import Provision

extension LacunaMethod {
    static let ratingHistory: LacunaMethod = LacunaMethod(
        "rating.history",
        "One cell through time, those of areas that this one succeeded among them.",
        parameters: [Shared.area, Shared.service, Shared.knownAt],
        result: #"{"type":"object","required":["points"]}"#
    ) { params, call, writer throws(RPCError) in
        let area = try call.requiredArea(params, asOf: try call.asOf(params))
        let service = try call.requiredService(params)
        try writer.answer(HistoryAnswer(call.model, area: area, service: service, knownAt: try call.knownAt(params)))
    }
}
