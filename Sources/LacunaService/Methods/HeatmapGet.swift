import Exhibits
import JSON
import JSONRPC
import Provision
import ScopingStore

extension LacunaMethod {
    static let heatmapGet: LacunaMethod = LacunaMethod(
        "heatmap.get",
        "Levels as an SVG picture: a table, tile maps, or timelines.",
        parameters: [
            Shared.asOf, Shared.knownAt, Shared.within, Shared.level, Shared.rule,
            .optional(
                "layout",
                #"{"enum":["table","tiles","timeline"]}"#,
                "A table unless told, or unless from or to is given."
            ),
            .optional(
                "compare",
                #"{"type":"string","format":"date"}"#,
                "Mark the cells of the table that moved since this date."
            ),
            .optional(
                "order",
                #"{"enum":["given","name","severity","similarity"]}"#,
                "The order of the table's rows and columns within their groups."
            ),
            .optional("rowsByChildren", #"{"type":"boolean"}"#, "Rows as high as the children aged 0-4 are many."),
            .optional("service", #"{"type":"string"}"#, "One service type alone, as tiles or as a timeline."),
            .optional("from", #"{"type":"string","format":"date"}"#, "The timeline's first date."),
            .optional("to", #"{"type":"string","format":"date"}"#, "The timeline's last date; else asOf."),
            .optional("palette", #"{"enum":["default","nhs"]}"#, "The framework's colours unless told."),
            .optional(
                "width",
                #"{"enum":["column","a4","a4-landscape","slide"]}"#,
                "The place the picture is made for: no type in it is under 7 pt there."
            ),
        ],
        result: #"{"type":"object","required":["svg"]}"#
    ) { params, call, writer throws(RPCError) in
        let answer = try call.heatmap(try call.heatmapRequest(params))
        writer.object {
            $0.member("svg", String(decoding: answer.svg, as: UTF8.self))
            let remarks = answer.remarks + answer.misfit
            if !remarks.isEmpty { $0.member("remarks", remarks) }
        }
    }
}

extension Call {
    /// Draws what is asked for; gaps come from what the store has worked out.
    func heatmap(_ request: HeatmapRequest) throws(RPCError) -> HeatmapRequest.Answer {
        do throws(HeatmapRequest.Refusal) {
            return try request.answer(model, leftOut: store.loaded.leftOut.map(\.file)) { whole in
                store.audit(
                    ServedStore.SnapshotQuery(
                        asOf: whole.asOf,
                        knownAt: whole.knownAt,
                        basis: whole.basis,
                        rule: whole.rule
                    )
                )
            }
        } catch {
            throw RPCError(.invalidParams, "Invalid params") { data in
                data.member("parameter", error.option)
                data.member("message", "\(error.message). \(error.hint)")
            }
        }
    }

    fileprivate func heatmapRequest(_ params: borrowing Params) throws(RPCError) -> HeatmapRequest {
        let query = try query(params)
        var request = HeatmapRequest(asOf: query.asOf)
        request.knownAt = query.knownAt
        request.basis = query.basis
        request.rule = query.rule
        request.from = try date(params, "from")
        request.to = try date(params, "to")
        request.within = try area(params, "within", asOf: request.to ?? query.asOf)
        request.layout = try choice(params, "layout", HeatmapRequest.Layout.self)
        request.order = try choice(params, "order", HeatmapOrder.self)
        request.compare = try date(params, "compare")
        request.rowsByChildren = try params.optionalBool("rowsByChildren") ?? false
        request.service = try service(params)
        if let word = try params.optionalString("palette") {
            guard let palette = Palette(word: word) else {
                throw .params("palette", "expected \(Palette.words.joined(separator: " or "))")
            }
            request.palette = palette
        }
        request.place = try choice(params, "width", PictureWidth.self)
        return request
    }

    /// One of the words that a parameter allows.
    private func choice<Words: RawRepresentable<String> & CaseIterable>(
        _ params: borrowing Params,
        _ name: StaticString,
        _ words: Words.Type
    ) throws(RPCError) -> Words? {
        guard let word = try params.optionalString(name) else { return nil }
        guard let choice = Words(rawValue: word) else {
            throw .params(name, "expected \(Words.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        return choice
    }
}
