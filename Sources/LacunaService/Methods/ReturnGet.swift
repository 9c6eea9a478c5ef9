import JSONRPC
import Provision
import ScopingStore

extension LacunaMethod {
    static let returnGet = LacunaMethod(
        "return.get",
        "A return as its XML document; the standing revision unless told.",
        params: [
            Shared.area, Shared.round,
            Parameter("revision", #"{"type":"integer","minimum":1}"#, "Another revision than the standing one."),
        ],
        result: #"{"type":"object","required":["area","round","revision","xml"]}"#
    ) { params, call, writer throws(RPCError) in
        try call.require(.viewer)
        let document = try call.document(params)
        writer.object { result in
            result.member("area", document.area.text)
            result.member("round", document.round.text)
            result.member("revision", document.revision)
            result.member("xml", String(decoding: ReturnWriter.bytes(of: document), as: UTF8.self))
        }
    }
}
