import JSON
import JSONRPC
import Provision
import ScopingStore

extension LacunaMethod {
    static let returnCheck: LacunaMethod = LacunaMethod(
        "return.check",
        "Check a return without recording it: what is wrong, and where. It refuses what return.submit would refuse.",
        parameters: RequestedReturn.parameters,
        result: #"{"type":"object","required":["ok","problems"]}"#
    ) { params, call, writer throws(RPCError) in
        var problems: [String] = []
        var notes: [String] = []
        switch try RequestedReturn.read(params, call, by: call.state.identity) {
        case .failure(let found):
            problems = found.problems
        case .success(let submission):
            notes = submission.remarks.map(\.description)
            do throws(WriteFailure) {
                let receipt = try StoreWriter(folder: call.store.folder).submit(submission, rehearsing: true)
                notes += Replacement(receipt, in: call.model).sentences
            } catch {
                guard let faults = submission.faults(of: error) else { throw Call.failure(error) }
                problems = faults.map(\.description)
            }
        }
        writer.object { result in
            result.member("ok", problems.isEmpty)
            result.member("problems", problems)
            result.member("notes", notes)
        }
    }
}
