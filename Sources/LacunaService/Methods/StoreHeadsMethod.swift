import Answers
import JSONRPC
import ScopingStore

extension LacunaMethod {
    static let storeHeads: LacunaMethod = LacunaMethod(
        "store.heads",
        "The SHA-256 of the latest revision of each return and of the reference files, by path, and of them all as one root.",
        result: #"{"type":"object","required":["heads","root"]}"#
    ) { _, call, writer throws(RPCError) in
        let heads: StoreHeads
        do throws(StoreFailure) {
            heads = try StoreHeads(of: call.store.folder)
        } catch {
            throw .unavailable(error.faults)
        }
        try writer.answer(HeadsAnswer(heads))
    }
}
