import Answers
import JSONRPC

extension LacunaMethod {
    static let figureList: LacunaMethod = LacunaMethod(
        "figure.list",
        "Figures that documents print, held against what they should agree with: which do, which do not, and why.",
        parameters: [],
        result: #"{"type":"object","required":["checks"]}"#
    ) { _, call, writer throws(RPCError) in
        try writer.answer(FiguresAnswer(call.model))
    }
}
