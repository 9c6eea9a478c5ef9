package import JSONRPC
import Provision

package typealias LacunaMethod = Method<Call>

/// The methods of the contract, in its order. What is not in a table of them cannot be called, and what is describes
/// itself.
package let contractMethods: [LacunaMethod] = [
    .authenticate, .systemStatus, .areaList, .serviceList, .roundList, .frameworkGet, .ratingGet, .ratingSet,
    .ratingHistory, .snapshotGet, .returnList, .returnGet, .returnCheck, .returnSubmit, .returnQuery, .returnAnswer,
    .returnRequestChanges, .returnAccept, .gapList, .gapGet,
    .gapChanges, .trendGet, .equityGet, .needGet, .planGet, .scenarioGet, .heatmapGet, .exportGet,
    .changeSubscribe, .changeUnsubscribe, .storeHeads, .formGet, .auditGet, .needsGet, .workforceGet,
    .voiceGet, .outcomeGet, .figureList, .headlineList, .actionList, .actionGet, .actionRecord,
]

/// - Parameter others: methods that only some transports have.
func lacunaMethods(version: String, adding others: [LacunaMethod]) throws -> MethodTable<Call> {
    let discovery = Discovery(title: "Lacuna", version: version)
    return try MethodTable(
        discovery.adding(to: contractMethods + others, access: .open),
        gate: { method, call throws(RPCError) in try call.admit(to: method) },
        edition: { $0.store.version },
        suggester: { Suggestion.nearest(to: $0, among: $1) }
    )
}
