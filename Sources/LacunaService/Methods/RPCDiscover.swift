import JSONRPC

extension LacunaMethod {
    static let discover = LacunaMethod(
        "rpc.discover",
        "This description: an OpenRPC document, made from the table that dispatches.",
        result: #"{"$ref":"https://meta.open-rpc.org/"}"#
    ) { _, call, writer in
        call.service.methods.describe(
            title: "Lacuna",
            version: call.service.version,
            summary: "Who provides what, where, and where the gaps are.",
            to: &writer
        )
    }
}
