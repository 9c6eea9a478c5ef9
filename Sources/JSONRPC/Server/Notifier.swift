public import JSON

/// Who is told what: connections subscribe to topics, and what is published on a topic goes to all of them.
///
/// Notifications leave when the requests at hand are answered, so that none overtakes the answer to the request that
/// caused it or subscribed to it.
public final class Notifier {
    /// What one can subscribe to. Its text appears in the notice to who is dropped.
    public struct Topic: RawRepresentable, Hashable, Sendable {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }
    }

    struct Notification {
        let topic: Topic
        /// With its line end.
        let line: [UInt8]
    }

    /// In the order of their subscription, which is the order in which they are told.
    private(set) var subscribers: [Topic: [ConnectionID]] = [:]
    private var topics: [ConnectionID: Set<Topic>] = [:]
    private var waiting: [Notification] = []

    init() {}

    /// Subscribes a connection; false when it was already.
    @discardableResult
    public func subscribe(_ connection: ConnectionID, to topic: Topic) -> Bool {
        guard topics[connection, default: []].insert(topic).inserted else { return false }
        subscribers[topic, default: []].append(connection)
        return true
    }

    /// Ends a subscription; false when there was none.
    @discardableResult
    public func unsubscribe(_ connection: ConnectionID, from topic: Topic) -> Bool {
        guard topics[connection]?.remove(topic) != nil else { return false }
        if topics[connection]?.isEmpty == true { topics[connection] = nil }
        subscribers[topic]?.removeAll { $0 == connection }
        if subscribers[topic]?.isEmpty == true { subscribers[topic] = nil }
        return true
    }

    /// Whether a connection is subscribed to anything.
    public func isSubscribed(_ connection: ConnectionID) -> Bool { topics[connection] != nil }

    /// Sends a notification to all subscribers of a topic.
    ///
    /// - Parameters:
    ///   - method: the notification's method.
    ///   - params: writes its params, an object or an array.
    public func publish(on topic: Topic, method: StaticString, params: (inout JSONWriter) -> Void) {
        guard subscribers[topic] != nil else { return }
        waiting.append(Notification(topic: topic, line: Self.line(method, params)))
    }

    static func line(_ method: StaticString, _ params: (inout JSONWriter) -> Void) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("jsonrpc", literal: "2.0")
            writer.member("method", literal: method)
            writer.key("params")
            params(&writer)
        }
        writer.literal("\n")
        return writer.bytes
    }

    /// What is to be sent now.
    func takeWaiting() -> [Notification] {
        guard !waiting.isEmpty else { return [] }
        defer { waiting.removeAll() }
        return waiting
    }

    func forget(_ connection: ConnectionID) {
        for topic in topics[connection] ?? [] { unsubscribe(connection, from: topic) }
    }
}
