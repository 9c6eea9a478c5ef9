import JSONRPC

extension LacunaMethod {
    static let authenticate = LacunaMethod(
        "session.authenticate",
        "Give a token, once on the connection.",
        params: [Parameter("token", #"{"type":"string"}"#, "As 'lacuna token add' printed it.", isRequired: true)],
        result: #"{"type":"object","required":["name","role"]}"#
    ) { params, call, writer throws(RPCError) in
        guard let identity = call.service.authenticate(try params.required("token"), &call.session) else {
            call.service.refused("an unknown token from \(call.session.peer.name)")
            throw RPCError(RPCError.notAuthenticated, "Not authenticated") {
                $0.member("message", "the token is not known; it may have been revoked")
            }
        }
        writer.object { result in
            result.member("name", identity.name)
            result.member("role", identity.role.rawValue)
            result.member("areas", identity.areas)
        }
    }
}
