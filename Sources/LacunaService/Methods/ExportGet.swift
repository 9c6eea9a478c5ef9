import JSONRPC
import Provision
import ScopingStore

extension LacunaMethod {
    static let exportGet = LacunaMethod(
        "export.get",
        "A return as xml, or its ratings as csv.",
        params: [
            Shared.area, Shared.round,
            Parameter("format", #"{"enum":["xml","csv"]}"#, "xml unless told."),
        ],
        result: #"{"type":"object","required":["content"]}"#
    ) { params, call, writer throws(RPCError) in
        try call.require(.viewer)
        let document = try call.document(params)
        let format = try params.string("format") ?? "xml"
        let bytes: [UInt8]
        switch format {
        case "xml": bytes = ReturnWriter.bytes(of: document)
        case "csv": bytes = RatingRows(of: [document], in: call.model).csv()
        default: throw .params("format", "expected xml or csv")
        }
        writer.object { result in result.member("content", String(decoding: bytes, as: UTF8.self)) }
    }
}
