import GapDetection
import JSON
import JSONRPC
import Provision

/// One page of a list of gaps: what a request's filters leave, from where its cursor says.
struct GapPage {
    /// Of all pages together.
    let tally: GapTally
    /// Places in the list that the page was made of.
    let gaps: [Int]
    /// The cursor of the next page; nil on the last.
    let next: String?
    /// What is shown in place of the area asked about, or that nothing is known of it.
    let note: String?

    init(_ params: borrowing Params, _ call: Call, _ answers: SnapshotCache, _ asOf: CalendarDate) throws(RPCError) {
        let limit = try params.optionalInt("limit", in: 1...10_000) ?? 100
        var filter = GapIndex.Filter()
        filter.leastSeverity = try params.optionalInt("minSeverity", in: 0...100) ?? 0
        let scope = try call.within(params, asOf: asOf)
        filter.within = scope?.area
        note = scope?.note ?? call.model.emptyNote(of: answers.snapshot(call.model), within: scope?.area)
        filter.service = try call.service(params)
        filter.kinds = try call.kinds(params)
        filter.section = try call.register(params)
        let start = try Self.start(params, call)
        let found = answers.gaps(filter, in: call.store)
        tally = answers.tally(found)
        gaps = Array(found.dropFirst(start).prefix(limit))
        next = start + gaps.count < found.count && !gaps.isEmpty ? "\(call.store.version)-\(start + gaps.count)" : nil
    }

    /// Where a cursor says that the page begins; 0 without one.
    private static func start(_ params: borrowing Params, _ call: Call) throws(RPCError) -> Int {
        guard let cursor = try params.optionalString("cursor") else { return 0 }
        let parts = cursor.split(separator: "-").compactMap { Int($0) }
        guard parts.count == 2, parts[1] >= 0 else { throw .params("cursor", "not a cursor of this method") }
        guard parts[0] == call.store.version else {
            throw RPCError(.conflict, "Conflict") {
                $0.member("message", "the store changed since that page; begin again without a cursor")
            }
        }
        return parts[1]
    }
}
