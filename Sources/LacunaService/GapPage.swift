import GapDetection
import JSONRPC
import Provision

/// One page of a list of gaps: what a request's filters leave, from where its cursor says.
struct GapPage {
    let total: Int
    /// Places in the list that the page was made of.
    let gaps: [Int]
    /// The cursor of the next page; nil on the last.
    let next: String?

    init(_ params: borrowing Params, _ call: Call, _ all: [Gap], _ asOf: CalendarDate) throws(RPCError) {
        let limit = try params.optionalInt("limit", in: 1...10_000) ?? 100
        let least = try params.optionalInt("minSeverity", in: 0...100) ?? 0
        let within = try call.area(params, "within", asOf: asOf)
        let service = try call.service(params).map { call.model.framework.serviceTypes[$0].id }
        let kinds = try params.optionalStrings("kinds")
        if let unknown = kinds?.first(where: { kind in !gapRules.contains { $0.kind.rawValue == kind } }) {
            throw .params(
                "kinds",
                "the kinds are \(gapRules.map(\.kind.rawValue).joined(separator: ", ")), not '\(unknown)'"
            )
        }
        var start = 0
        if let cursor = try params.optionalString("cursor") {
            let parts = cursor.split(separator: "-").compactMap { Int($0) }
            guard parts.count == 2, parts[1] >= 0 else { throw .params("cursor", "not a cursor of this method") }
            guard parts[0] == call.store.version else {
                throw RPCError(.conflict, "Conflict") {
                    $0.member("message", "the store changed since that page; begin again without a cursor")
                }
            }
            start = parts[1]
        }
        let model = call.model
        let isAll = least == 0 && within == nil && service == nil && kinds == nil
        let found =
            isAll
            ? Array(all.indices)
            : all.indices.filter { index in
                let gap = all[index]
                return gap.severity >= least && (service == nil || gap.service == service)
                    && (kinds?.contains(gap.kind.rawValue) ?? true)
                    && (within.map { head in
                        model.areas.index(of: gap.area).map { model.areas.isWithin($0, head) } ?? false
                    } ?? true)
            }
        total = found.count
        gaps = Array(found.dropFirst(start).prefix(limit))
        next = start + gaps.count < found.count && !gaps.isEmpty ? "\(call.store.version)-\(start + gaps.count)" : nil
    }
}

extension JSONWriter {
    mutating func gap(_ gap: Gap) {
        object { entry in
            entry.member("id", gap.id.description)
            entry.member("kind", gap.kind.rawValue)
            entry.member("area", gap.area.text)
            entry.member("service", gap.service?.text)
            entry.member("severity", gap.severity)
            entry.member("since", gap.since?.description)
            entry.member("why", gap.why)
        }
    }
}
