import JSONRPC
import Provision

extension LacunaMethod {
    static let returnCheck: LacunaMethod = LacunaMethod(
        "return.check",
        "Check a return without recording it: what is wrong, and where.",
        parameters: ReturnContent.parameters,
        result: #"{"type":"object","required":["ok","problems"]}"#
    ) { params, call, writer throws(RPCError) in
        var problems: [String] = []
        do throws(ReturnContent.Problems) {
            _ = try ReturnContent(params, call)
        } catch {
            guard error.rpc == nil else { throw error.error }
            problems = error.problems
        }
        writer.object { result in
            result.member("ok", problems.isEmpty)
            result.member("problems", problems)
        }
    }
}
