import JSON

/// One connection's turn.
extension Dispatcher {
    /// How long one turn may last before the next connection has its own, in nanoseconds. A request is never cut short.
    private static let turn: UInt64 = 2_000_000

    /// Answers lines until there are no more, or the turn is over.
    ///
    /// - Parameters:
    ///   - room: how many bytes of answers there is room for; the last answer may need more.
    ///   - feed: where the lines come from.
    /// - Returns: how many requests were answered.
    @unsafe
    mutating func answer(
        room: Int,
        server: ServerContext,
        connection: UInt64,
        context: UnsafeMutableRawPointer,
        _ feed: LineFramer.Feed,
        through framer: inout LineFramer,
        to writer: inout JSONWriter
    ) -> Int {
        let end = server.metrics.begin() &+ Self.turn
        let start = writer.count
        var requests = 0
        framer.show(feed) { line in
            if let line {
                requests += unsafe answer(line, connection: connection, context: context, to: &writer)
            } else {
                requests += 1
                refuse(.limitExceeded("lineBytes", most: limits.lineBytes), connection: connection, to: &writer)
            }
            return !isPaused && requests < limits.requestsPerTurn && writer.count - start < room
                && server.metrics.mark < end
        }
        return requests
    }
}
