import Exhibits
import JSONRPC
import Provision
import ScopingStore

extension LacunaMethod {
    static let heatmapGet: LacunaMethod = LacunaMethod(
        "heatmap.get",
        "The table as an SVG heatmap.",
        parameters: [Shared.asOf, Shared.knownAt, Shared.within, Shared.level, Shared.rule],
        result: #"{"type":"object","required":["svg"]}"#
    ) { params, call, writer throws(RPCError) in
        let question = try call.question(params)
        let within = try call.area(params, "within", asOf: question.asOf)
        let svg = call.heatmap(question, within: within)
        writer.object { $0.member("svg", String(decoding: svg, as: UTF8.self)) }
    }
}

extension Call {
    /// The table as a picture.
    func heatmap(_ question: ServedStore.Question, within: Int?) -> [UInt8] {
        let snapshot = model.snapshot(
            asOf: question.asOf,
            knownAt: question.knownAt,
            within: within,
            basis: question.basis,
            rule: question.rule
        )
        let table = ProvisionTable(
            model: model,
            snapshot: snapshot,
            heading: within.map { model.areas.areas[$0].name } ?? model.wholeName,
            leftOut: store.loaded.leftOut.map(\.file)
        )
        return HeatmapDrawing(of: table, name: "heatmap").svg()
    }
}
