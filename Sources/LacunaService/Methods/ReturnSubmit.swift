import JSONRPC
import Provision
import ScopingStore

extension LacunaMethod {
    static let returnSubmit: LacunaMethod = LacunaMethod(
        "return.submit",
        "Record a return as a new revision; nothing is overwritten.",
        parameters: ReturnContent.parameters + [Shared.basedOn],
        result: #"{"type":"object","required":["area","round","revision","recorded"]}"#
    ) { params, call, _ throws(RPCError) in
        let content: ReturnContent
        do throws(ReturnContent.Problems) {
            content = try ReturnContent(params, call)
        } catch {
            throw error.error
        }
        let basedOn = try params.optionalInt("basedOn", in: 0...Return.latestRevision)
        let document = content.document
        let identity = try call.requireManager(of: document.area)
        call.record(area: document.area, round: document.round, basedOn: basedOn, as: identity) {
            _,
            _ in document
        }
    }
}
