import JSONRPC
import Provision
import ScopingStore

extension LacunaMethod {
    static let returnSubmit: LacunaMethod = LacunaMethod(
        "return.submit",
        "Record a return as a new revision; nothing is overwritten.",
        parameters: RequestedReturn.parameters,
        result: #"{"type":"object","required":["area","round","revision","recorded"]}"#
    ) { params, call, _ throws(RPCError) in
        let submission: Submission
        switch try RequestedReturn.read(params, call, by: call.state.identity) {
        case .success(let read): submission = read
        case .failure(let found): throw Call.invalid(found.problems)
        }
        let identity = try call.requireManager(of: submission.area)
        let model = call.model
        call.record(
            area: submission.area,
            round: submission.round,
            basedOn: submission.basedOn,
            as: identity
        ) { latest, references throws(WriteFailure) in
            try submission.checked(after: latest, references)
        } telling: { receipt, answer in
            answer.receipt(receipt, of: submission, Replacement(receipt, in: model))
        }
    }
}
