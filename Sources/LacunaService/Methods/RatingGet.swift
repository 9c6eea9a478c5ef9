import GapDetection
import JSON
import JSONRPC
import Provision

extension LacunaMethod {
    static let ratingGet: LacunaMethod = LacunaMethod(
        "rating.get",
        "One cell at a date: its level, since when, whose word it is, and the evidence.",
        parameters: [Shared.area, Shared.service, Shared.asOf, Shared.knownAt],
        result: #"{"type":"object","required":["area","service","value","asOf"]}"#,
        isRepeatable: true
    ) { params, call, writer throws(RPCError) in
        let query = try call.query(params)
        let area = try call.requiredArea(params, asOf: query.asOf)
        let service = try call.requiredService(params)
        let store = call.store
        writer.raw(
            store.answers(query).cell(area: area, service: service, in: store) {
                var answer = JSONWriter()
                answer.cell(store, query, area: area, service: service)
                return answer.bytes
            }
        )
    }
}

extension JSONWriter {
    /// One cell at a date, as an object.
    fileprivate mutating func cell(_ store: ServedStore, _ query: ServedStore.SnapshotQuery, area: Int, service: Int) {
        let model = store.model
        let snapshot = store.snapshot(query)
        let row = snapshot.row(of: area)
        let state = row.map { snapshot.state(row: $0, column: service) } ?? .unrated
        let entry = row.flatMap { snapshot.entry(row: $0, column: service) }
        let found = entry.flatMap { model.source(ofEntry: $0) }
        let since = store.answers(query).since(ofArea: area, column: service, state: state, in: model)
        object { result in
            result.member("area", model.areas.areas[area].id.text)
            result.member("service", model.framework.serviceTypes[service].id.text)
            result.member("value", model.framework.scale.code(of: state))
            result.member("since", state == .unrated ? nil : since?.description)
            result.member("asOf", query.asOf.description)
            result.member("round", found?.document.round.text)
            result.member("source", entry.flatMap { model.origin(ofEntry: $0, asOf: query.asOf)?.rawValue })
            result.evidence(found?.rating.evidence ?? [])
            result.member("revision", found?.document.revision)
            if row == nil, let note = model.whereabouts(of: area, on: query.asOf) { result.member("note", note) }
        }
    }
}
