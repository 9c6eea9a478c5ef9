import GapDetection
import JSONRPC
import Provision

extension LacunaMethod {
    static let gapList = LacunaMethod(
        "gap.list",
        "The gaps at a date, the most severe first, a page at a time.",
        params: [
            Shared.asOf, Shared.within, Parameter("service", #"{"type":"string"}"#, "Only this service type."),
            Parameter("kinds", #"{"type":"array","items":{"type":"string"}}"#, "Only these kinds."),
            Parameter("minSeverity", #"{"type":"integer","minimum":0,"maximum":100}"#, "Only this severe or more."),
            Parameter("limit", #"{"type":"integer","minimum":1,"maximum":10000}"#, "At most so many; 100 unless told."),
            Parameter("cursor", #"{"type":"string"}"#, "Where the page before ended, as its 'next' says."),
        ],
        result: #"{"type":"object","required":["asOf","total","gaps"]}"#
    ) { params, call, writer throws(RPCError) in
        try call.require(.viewer)
        let question = ServedStore.Question(asOf: try call.asOf(params))
        let page = try GapPage(params, call, call.store.audit(question).gaps, question.asOf)
        writer.object { result in
            result.member("asOf", question.asOf.description)
            result.member("total", page.total)
            result.member(
                "gaps",
                array: { list in
                    for gap in page.gaps { list.gap(gap) }
                }
            )
            if let next = page.next { result.member("next", next) }
        }
    }
}
