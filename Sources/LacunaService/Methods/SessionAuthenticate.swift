import JSON
import JSONRPC

extension LacunaMethod {
    static let authenticate: LacunaMethod = LacunaMethod(
        "session.authenticate",
        "Give a token, once on the connection.",
        parameters: [.required("token", #"{"type":"string"}"#, "As 'lacuna token add' printed it.")],
        result: #"{"type":"object","required":["name","role"]}"#,
        access: .open
    ) { params, call, writer throws(RPCError) in
        guard let identity = call.state.authenticate(try params.string("token")) else {
            call.refused("an unknown token")
            call.server.answerLater(
                after: call.service.guesses.delay(afterGuessBy: call.peer, at: call.server.monotonicTime),
                RPCError(.notAuthenticated, "Not authenticated") {
                    $0.member("message", "the token is not known; it may have been revoked")
                }
            )
            return
        }
        writer.object { result in
            result.member("name", identity.name)
            result.member("role", identity.role.rawValue)
            result.member("areas", identity.areas)
        }
    }
}
