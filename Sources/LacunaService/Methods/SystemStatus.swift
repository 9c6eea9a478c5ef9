import JSONRPC
import Provision
import ScopingStore

extension LacunaMethod {
    static let systemStatus = LacunaMethod(
        "system.status",
        "Version, store, counts, rounds, last change; counters and limits of the server.",
        result: #"{"type":"object","required":["version","store","documents","rounds"]}"#
    ) { _, call, writer throws(RPCError) in
        try call.require(.viewer)
        let model = call.model
        let statistics = call.service.statistics
        let latest = model.standingReturns().max { $0.recorded.at < $1.recorded.at }
        writer.object { result in
            result.member("version", call.service.version)
            result.member("store", call.store.folder)
            result.member("title", model.framework.title)
            result.member("simulated", model.framework.isSimulated)
            result.member("areas", model.areas.areas.count)
            result.member("serviceTypes", model.framework.serviceTypes.count)
            result.member("documents", model.returns.count)
            result.member("rounds", model.rounds.map(\.id.text))
            result.member("lastChange", latest?.recorded.at.description)
            result.member("leftOut", call.store.loaded.leftOut.map(\.file))
            result.member("trouble", call.store.trouble)
            result.member(
                "server",
                object: { server in
                    server.member("requests", statistics.requests)
                    server.member("failures", statistics.failures)
                    server.member("refusals", statistics.refusals)
                    server.member("medianMicroseconds", statistics.microseconds(share: 0.5))
                    server.member("p99Microseconds", statistics.microseconds(share: 0.99))
                }
            )
            result.member(
                "limits",
                object: { limits in
                    for (name, value) in call.service.limits.described + Limits.described {
                        limits.name(name)
                        limits.value(value)
                    }
                }
            )
        }
    }
}
