import Exhibits
import GapDetection
import JSONRPC
import Provision

extension LacunaMethod {
    static let gapChanges: LacunaMethod = LacunaMethod(
        "gap.changes",
        "What became of the gaps between two dates, on the areas of the later one.",
        parameters: [
            .required("from", #"{"type":"string","format":"date"}"#, "The earlier date."),
            .required("to", #"{"type":"string","format":"date"}"#, "The later date."), Shared.within,
            Shared.register,
        ],
        result: #"{"type":"object","required":["opened","closed","persisting","reopened"]}"#
    ) { params, call, writer throws(RPCError) in
        guard let from = try call.date(params, "from"), let to = try call.date(params, "to"), from < to else {
            throw .params("to", "expected a later date than from")
        }
        let within = try call.area(params, "within", asOf: to)
        let section = try GapPage.section(params)
        let later = call.store.snapshot(ServedStore.Question(asOf: to, basis: .date(to)))
        let changes = GapChanges(
            call.model,
            from: from,
            to: later,
            within: within,
            kinds: section.map { Set($0.kinds) }
        )
        let model = call.model
        writer.encode(
            GapChangesAnswer(
                from: from.description,
                to: to.description,
                lists: [
                    ("opened", changes.opened), ("closed", changes.closed), ("reopened", changes.reopened),
                    ("persisting", changes.persisting),
                ]
            ) { GapListAnswer(GapRegister(gaps: $0, model: model, asOf: $1 == "closed" ? from : to)).gaps }
        )
    }
}
