import JSONRPC
import Provision
import ScopingStore

extension LacunaMethod {
    static let returnAnswer: LacunaMethod = LacunaMethod(
        "return.answer",
        "Answer a query about a return. A revision that changes the cell answers by that.",
        parameters: [
            Shared.area, Shared.round, .required("text", #"{"type":"string"}"#, "The answer."),
            .optional("query", #"{"type":"integer","minimum":1}"#, "The query's number; or the service type below."),
            .optional("service", #"{"type":"string"}"#, "The service type whose only open query is answered."),
            Shared.basedOn,
        ],
        result: conversationResult
    ) { params, call, _ throws(RPCError) in
        let number = try params.optionalInt("query", in: 1...Return.latestRevision)
        let service = try call.service(params).map { call.model.framework.serviceTypes[$0].id }
        let subject: ConversationStep.Subject
        switch (number, service) {
        case (let number?, nil): subject = .number(number)
        case (nil, let service?): subject = .service(service)
        case (nil, nil): throw .params("query", "missing, and no service is given")
        default: throw .params("service", "given beside query: which of the two is meant?")
        }
        try call.take(params, .answer(subject, text: try params.string("text")))
    }
}
