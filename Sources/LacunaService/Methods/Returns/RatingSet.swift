import Answers
import JSONRPC
import Provision
import ScopingStore

extension LacunaMethod {
    static let ratingSet: LacunaMethod = LacunaMethod(
        "rating.set",
        "Correct one cell: a new revision of the area's return.",
        parameters: [
            Shared.area, Shared.service,
            .required("value", #"{"type":"string"}"#, "A level's code, or not-expected."),
            Shared.round,
            .required("evidence", #"{"type":"string"}"#, "What it rests on."), Shared.basedOn,
        ],
        result: #"{"type":"object","required":["revision","recorded"]}"#
    ) { params, call, _ throws(RPCError) in
        guard let round = try call.round(params) else { throw .params("round", "missing") }
        let area = call.model.areas.areas[try call.requiredArea(params, asOf: round.referenceDate)].id
        let identity = try call.requireManager(of: area)
        let framework = call.model.framework
        let service = framework.serviceTypes[try call.requiredService(params)]
        let value = try call.found("value", try params.string("value"), call.store.lookup.value)
        let rating = Rating(
            service: service.id,
            value: value,
            evidence: [Evidence(text: collapsed(try params.string("evidence")))]
        )
        let basedOn = try params.optionalInt("basedOn", in: 0...Return.latestRevision)
        let order = framework.serviceTypes.map(\.id)
        call.record(area: area, round: round.id, basedOn: basedOn, as: identity) {
            latest,
            _ throws(WriteFailure) in
            guard let latest else {
                throw .invalid([
                    DocumentFault(
                        file: "\(area) in round \(round.id)",
                        message: "there is no return to correct",
                        hint: "submit one first"
                    )
                ])
            }
            return latest.corrected(by: rating, order: order)
        }
    }
}
