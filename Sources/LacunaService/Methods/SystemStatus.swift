import JSON
import JSONRPC
import Provision
import ScopingStore

extension LacunaMethod {
    static let systemStatus: LacunaMethod = LacunaMethod(
        "system.status",
        "Version, store, counts, rounds, last change; counters and limits of the server.",
        result: #"{"type":"object","required":["version","store","documents","rounds"]}"#
    ) { _, call, writer throws(RPCError) in
        let model = call.model
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
            result.member("trouble", call.store.trouble?.message)
            result.member("troubleSince", call.store.trouble?.since.description)
            result.key("server")
            call.server.writeStatistics(to: &result)
            result.key("limits")
            result.object { limits in
                call.server.limits.writeMembers(to: &limits)
                for (name, value) in Limits.described {
                    limits.key(name)
                    limits.int(value)
                }
            }
        }
    }
}
