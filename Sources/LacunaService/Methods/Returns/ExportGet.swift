import Answers
import JSON
import JSONRPC
import Provision
import ScopingStore

extension LacunaMethod {
    static let exportGet: LacunaMethod = LacunaMethod(
        "export.get",
        "A return as xml, or its ratings as csv.",
        parameters: [
            Shared.area, Shared.round,
            .optional("format", #"{"enum":["xml","csv"]}"#, "xml unless told."),
        ],
        result: #"{"type":"object","required":["content"]}"#
    ) { params, call, writer throws(RPCError) in
        let document = try call.document(params)
        let format = try params.optionalString("format") ?? "xml"
        let bytes: [UInt8]
        switch format {
        case "xml": bytes = ReturnWriter.bytes(of: document.published)
        case "csv": bytes = RatingsAnswer(of: [document], in: call.model).csv() ?? []
        default: throw .params("format", "expected xml or csv")
        }
        writer.object { result in result.member("content", String(decoding: bytes, as: UTF8.self)) }
    }
}
