import JSON
import JSONRPC
import Provision

extension LacunaMethod {
    static let roundList: LacunaMethod = LacunaMethod(
        "round.list",
        "The rounds, with who was asked, who returned and who is silent.",
        parameters: [Shared.knownAt],
        result: #"{"type":"array"}"#
    ) { params, call, writer throws(RPCError) in
        let model = call.model
        let knownAt = try call.knownAt(params)
        func ids(_ indices: [Int]) -> [String] { indices.map { model.areas.areas[$0].id.text } }
        writer.array { (list: inout JSONWriter) in
            for round in model.rounds {
                let took = model.participation(in: round, knownAt: knownAt)
                list.object { entry in
                    entry.member("id", round.id.text)
                    entry.member("name", round.name)
                    entry.member("opened", round.opened.description)
                    entry.member("due", round.due?.description)
                    entry.member("referenceDate", round.referenceDate.description)
                    entry.member("asked", ids(took.asked))
                    entry.member("returned", ids(took.returned))
                    entry.member("silent", ids(took.silent))
                }
            }
        }
    }
}
