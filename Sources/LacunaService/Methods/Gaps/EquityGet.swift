import Answers
import GapDetection
import JSONRPC
import Provision

extension LacunaMethod {
    static let equityGet: LacunaMethod = LacunaMethod(
        "equity.get",
        "How evenly each service type reaches the children of each ICS.",
        parameters: [
            Shared.asOf, Shared.knownAt, .optional("service", #"{"type":"string"}"#, "Only this service type."),
            Shared.level, Shared.rule,
        ],
        result: #"{"type":"object","required":["measures"]}"#
    ) { params, call, writer throws(RPCError) in
        let service = try call.service(params).map { call.model.framework.serviceTypes[$0].id }
        let snapshot = call.store.snapshot(try call.query(params))
        let measures = Equity.measures(of: snapshot, in: call.model).filter {
            service == nil || $0.service.id == service
        }
        try writer.answer(EquityAnswer(measures, call.model, at: snapshot))
    }
}
