import JSONRPC
import Provision
import ScopingStore

extension LacunaMethod {
    static let returnQuery: LacunaMethod = LacunaMethod(
        "return.query",
        "Ask an area about its return: about the cell of a service type, or the whole. It stays open until it is answered.",
        parameters: [
            Shared.area, Shared.round, .required("text", #"{"type":"string"}"#, "The question."),
            .optional("service", #"{"type":"string"}"#, "The service type asked about; else the return as a whole."),
            Shared.basedOn,
        ],
        result: conversationResult
    ) { params, call, _ throws(RPCError) in
        let service = try call.service(params).map { call.model.framework.serviceTypes[$0].id }
        try call.take(params, .query(service: service, text: try params.string("text")))
    }
}
