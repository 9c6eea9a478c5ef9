import JSON
import JSONRPC

extension LacunaMethod {
    static let changeSubscribe: LacunaMethod = subscription(
        "change.subscribe",
        "From now on a notification change.recorded {area, round, revision, ratings} for every document that is recorded.",
        isOn: true
    )

    static let changeUnsubscribe: LacunaMethod = subscription(
        "change.unsubscribe",
        "No more notifications.",
        isOn: false
    )

    private static func subscription(_ name: StaticString, _ summary: StaticString, isOn: Bool) -> LacunaMethod {
        LacunaMethod(name, summary, result: #"{"type":"object","required":["subscribed"]}"#) {
            _,
            call,
            writer throws(RPCError) in
            if isOn {
                call.server.notifier.subscribe(call.id, to: LacunaService.changes)
            } else {
                call.server.notifier.unsubscribe(call.id, from: LacunaService.changes)
            }
            writer.object { $0.member("subscribed", isOn) }
        }
    }
}
