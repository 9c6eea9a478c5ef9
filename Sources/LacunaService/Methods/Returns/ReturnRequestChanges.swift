import JSONRPC
import Provision
import ScopingStore

extension LacunaMethod {
    static let returnRequestChanges: LacunaMethod = LacunaMethod(
        "return.requestChanges",
        "Send a return back: say what the area is to change. It goes on counting until it is submitted again.",
        parameters: [
            Shared.area, Shared.round,
            .required("note", #"{"type":"string"}"#, "What is to be changed, and why."), Shared.basedOn,
        ],
        result: conversationResult
    ) { params, call, _ throws(RPCError) in
        try call.take(params, .requestChanges, note: collapsed(try params.string("note")))
    }
}
