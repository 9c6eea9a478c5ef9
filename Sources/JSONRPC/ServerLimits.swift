/// Every limit on what a connection may ask of a server.
public struct ServerLimits: Sendable {
    /// The longest line, in bytes, its break not counted.
    public var lineBytes = 4 << 20
    /// The most requests in one batch.
    public var batchSize = 1_000
    /// The most connections at once.
    public var connections = 1_000
    /// Seconds after which a connection that neither asks nor reads is closed; 0 for never.
    public var idleSeconds = 3_600
    /// Bytes of answers that wait for a slow reader before the server stops reading from it.
    public var outboxBytes = 8 << 20

    public init() {}

    /// All limits in words, for `system.status`.
    public var described: [(name: String, value: Int)] {
        [
            ("bytes in a line", lineBytes), ("requests in a batch", batchSize), ("connections", connections),
            ("idle seconds", idleSeconds), ("bytes waiting for a reader", outboxBytes),
            ("depth of a request", JSONDocument.deepest),
        ]
    }
}
