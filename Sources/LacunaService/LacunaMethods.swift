package import JSONRPC
import Provision

package typealias LacunaMethod = Method<Call>

/// Every method, in the order of the contract. What is not in this table cannot be called, and what is describes itself.
///
/// - Parameter others: methods that only some transports have.
func lacunaMethods(version: String, adding others: [LacunaMethod]) throws -> MethodTable<Call> {
    let methods: [LacunaMethod] = [
        .authenticate, .systemStatus, .areaList, .serviceList, .roundList, .frameworkGet, .ratingGet, .ratingSet,
        .ratingHistory, .snapshotGet, .returnList, .returnGet, .returnCheck, .returnSubmit, .gapList, .gapGet,
        .gapChanges, .trendGet, .equityGet, .needGet, .planGet, .scenarioGet, .heatmapGet, .exportGet,
        .changeSubscribe, .changeUnsubscribe,
    ]
    let discovery = Discovery(title: "Lacuna", version: version)
    return try MethodTable(
        discovery.adding(to: methods, access: .open) + others,
        gate: { method, call throws(RPCError) in try call.admit(to: method) },
        suggester: { Suggestion.nearest(to: $0, among: $1) }
    )
}
