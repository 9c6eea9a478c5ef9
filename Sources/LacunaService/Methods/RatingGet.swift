import GapDetection
import JSONRPC
import Provision

extension LacunaMethod {
    static let ratingGet = LacunaMethod(
        "rating.get",
        "One cell at a date: its level, since when, whose word it is, and the evidence.",
        params: [Shared.area, Shared.service, Shared.asOf, Shared.knownAt],
        result: #"{"type":"object","required":["area","service","value","asOf"]}"#
    ) { params, call, writer throws(RPCError) in
        try call.require(.viewer)
        let question = try call.question(params)
        let area = try call.requiredArea(params, asOf: question.asOf)
        let service = try call.requiredService(params)
        let model = call.model
        let snapshot = call.store.snapshot(question)
        let row = snapshot.row(of: area)
        let state = row.map { snapshot.state(row: $0, column: service) } ?? .unrated
        let entry = row.flatMap { snapshot.entry(row: $0, column: service) }
        let found = entry.flatMap { model.source(ofEntry: $0) }
        let since = call.store.history(question).since(ofArea: area, column: service, state: state)
        writer.object { result in
            result.member("area", model.areas.areas[area].id.text)
            result.member("service", model.framework.serviceTypes[service].id.text)
            result.member(
                "value",
                model.framework.scale.level(of: state)?.code ?? (state == .notExpected ? "not-expected" : nil)
            )
            result.member("since", state == .unrated ? nil : since?.description)
            result.member("asOf", question.asOf.description)
            result.member("round", found?.document.round.text)
            result.member("source", entry.flatMap { model.origin(ofEntry: $0, asOf: question.asOf)?.rawValue })
            result.evidence(found?.rating.evidence ?? [])
            result.member("revision", found?.document.revision)
        }
    }
}
