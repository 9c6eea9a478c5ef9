import JSONRPC
import Provision
import ScopingStore

extension LacunaMethod {
    static let returnAccept: LacunaMethod = LacunaMethod(
        "return.accept",
        "Mark an area's return as accepted by the network.",
        parameters: [
            Shared.area, Shared.round, .optional("note", #"{"type":"string"}"#, "Why it is accepted."), Shared.basedOn,
        ],
        result: conversationResult
    ) { params, call, _ throws(RPCError) in
        try call.take(params, .accept, note: try params.optionalString("note").map(collapsed))
    }
}
