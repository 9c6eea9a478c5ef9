import JSON
import JSONRPC
import Provision
import ScopingStore

extension LacunaMethod {
    static let returnGet: LacunaMethod = LacunaMethod(
        "return.get",
        "A return as its XML document, without figures of outcomes; the standing revision unless told. Submitted again it keeps those on record.",
        parameters: [
            Shared.area, Shared.round,
            .optional("revision", #"{"type":"integer","minimum":1}"#, "Another revision than the standing one."),
        ],
        result: #"{"type":"object","required":["area","round","revision","xml"]}"#
    ) { params, call, writer throws(RPCError) in
        let document = try call.document(params)
        writer.object { result in
            result.member("area", document.area.text)
            result.member("round", document.round.text)
            result.member("revision", document.revision)
            result.member("xml", String(decoding: ReturnWriter.bytes(of: document.published), as: UTF8.self))
        }
    }
}
