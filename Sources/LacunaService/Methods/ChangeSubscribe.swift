import JSONRPC

extension LacunaMethod {
    static let changeSubscribe = LacunaMethod(
        "change.subscribe",
        "From now on a notification change.recorded {area, round, revision, ratings} for every document that is recorded.",
        result: #"{"type":"object","required":["subscribed"]}"#
    ) { _, call, writer throws(RPCError) in
        try call.require(.viewer)
        call.service.subscribe(call.session.connection)
        writer.object { $0.member("subscribed", true) }
    }

    static let changeUnsubscribe = LacunaMethod(
        "change.unsubscribe",
        "No more notifications.",
        result: #"{"type":"object","required":["subscribed"]}"#
    ) { _, call, writer throws(RPCError) in
        try call.require(.viewer)
        call.service.unsubscribe(call.session.connection)
        writer.object { $0.member("subscribed", false) }
    }
}
