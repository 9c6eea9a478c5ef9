import Answers
import GapDetection
import JSON
import JSONRPC
import Provision

extension LacunaMethod {
    static let gapList: LacunaMethod = LacunaMethod(
        "gap.list",
        "The gaps at a date, a page at a time: those in provision before those in the record, of each the most severe first.",
        parameters: [
            Shared.asOf, Shared.within, .optional("service", #"{"type":"string"}"#, "Only this service type."),
            .optional("kinds", #"{"type":"array","items":{"type":"string"}}"#, "Only these kinds."),
            Shared.register,
            .optional("minSeverity", #"{"type":"integer","minimum":0,"maximum":100}"#, "Only this severe or more."),
            .optional("limit", #"{"type":"integer","minimum":1,"maximum":10000}"#, "At most so many; 100 unless told."),
            .optional("cursor", #"{"type":"string"}"#, "Where the page before ended, as its 'next' says."),
            Shared.knownAt, Shared.level, Shared.areasAsOf, Shared.rule,
        ],
        result: #"{"type":"object","required":["asOf","total","gaps"]}"#,
        isRepeatable: true
    ) { params, call, writer throws(RPCError) in
        let query = try call.query(params)
        let (store, answers) = (call.store, call.store.answers(query))
        let audit = answers.audit(store.model)
        let page = try GapPage(params, call, answers, query.asOf)
        let entries = try page.gaps.map { index throws(RPCError) in
            try answers.gap(index, in: store) { () throws(RPCError) in
                var entry = JSONWriter()
                try entry.answer(GapAnswer(audit.gap(audit.findings[index])))
                return entry.bytes
            }
        }
        writer.object { result in
            result.member("asOf", query.asOf.description)
            result.member("total", page.tally.total)
            result.member("provision", page.tally.provision)
            result.member("record", page.tally.record)
            result.member("gaps", array: { list in for entry in entries { list.raw(entry) } })
            if let note = page.note { result.member("note", note) }
            if let next = page.next { result.member("next", next) }
        }
    }
}
