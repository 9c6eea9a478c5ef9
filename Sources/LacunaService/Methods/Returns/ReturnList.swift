import JSON
import JSONRPC
import Provision

extension LacunaMethod {
    static let returnList: LacunaMethod = LacunaMethod(
        "return.list",
        "The revisions on record with their states and open queries, the latest of each area and round marked as standing.",
        parameters: [
            .optional("area", #"{"type":"string"}"#, "Only this area."),
            .optional("round", #"{"type":"string"}"#, "Only this round."), Shared.knownAt,
        ],
        result: #"{"type":"array"}"#
    ) { params, call, writer throws(RPCError) in
        let area = try call.area(params, "area", asOf: try call.asOf(params)).map { call.model.areas.areas[$0].id }
        let round = try call.round(params)?.id
        let standing = Set(call.model.standingReturns(knownAt: try call.knownAt(params)))
        writer.array { (list: inout JSONWriter) in
            for document in call.model.returns
            where (area == nil || document.area == area) && (round == nil || document.round == round) {
                list.object { entry in
                    entry.member("area", document.area.text)
                    entry.member("round", document.round.text)
                    entry.member("revision", document.revision)
                    entry.member("source", document.source.rawValue)
                    entry.member("state", document.state.rawValue)
                    entry.member("recorded", document.recorded.at.description)
                    entry.member("by", document.recorded.by)
                    entry.member("standing", standing.contains(document))
                    entry.openQueries(of: document)
                }
            }
        }
    }
}
