import JSON
import JSONRPC
import Provision

extension LacunaMethod {
    static let serviceList: LacunaMethod = LacunaMethod(
        "service.list",
        "The service types, in the order of every table.",
        result: #"{"type":"array"}"#
    ) { _, call, writer throws(RPCError) in
        writer.array { (list: inout JSONWriter) in
            for type in call.model.framework.serviceTypes {
                list.object { entry in
                    entry.member("id", type.id.text)
                    entry.member("name", type.name)
                    entry.member("aliases", type.aliases)
                    entry.member("meaning", type.meaning)
                    if let reach = type.reach { entry.member("reach", reach.rawValue) }
                }
            }
        }
    }
}
