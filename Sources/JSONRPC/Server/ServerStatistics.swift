public import JSON

/// What a server has done since it started: for `system.status`.
public struct ServerStatistics: Sendable {
    public let counters: ServerCounters
    /// For each method of the table, in its order; the last for requests that reached none.
    public let methods: [LatencyHistogram]

    /// The times of all requests together.
    public var all: LatencyHistogram {
        var result = LatencyHistogram()
        for method in methods { result.add(method) }
        return result
    }

    /// Writes the counters, and the times in microseconds, as an object.
    ///
    /// - Parameter names: the methods' names, in the order of the table.
    public func write(methodNames names: [StaticString], to writer: inout JSONWriter) {
        let all = all
        writer.object { writer in
            writer.key("connections")
            writer.object { writer in
                writer.member("open", counters.connectionsOpen)
                writer.member("opened", Int(clamping: counters.connectionsOpened))
                writer.member("refused", Int(clamping: counters.connectionsRefused))
                writer.member("displaced", Int(clamping: counters.connectionsDisplaced))
                writer.member("closedIdle", Int(clamping: counters.connectionsIdle))
                writer.member("subscribersDropped", Int(clamping: counters.subscribersDropped))
            }
            writer.member("bytesReceived", Int(clamping: counters.bytesReceived))
            writer.member("bytesSent", Int(clamping: counters.bytesSent))
            writer.member("requests", Int(clamping: all.count))
            writer.member("notifications", Int(clamping: counters.notifications))
            writer.member("errors", Int(clamping: counters.errors))
            writer.key("microseconds")
            Self.write(all, to: &writer)
            writer.key("methods")
            writer.object { writer in
                for (name, times) in zip(names, methods) where times.count > 0 {
                    writer.key(name)
                    Self.write(times, to: &writer)
                }
            }
        }
    }

    private static func write(_ times: LatencyHistogram, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("count", Int(clamping: times.count))
            writer.member("mean", microseconds(times.count == 0 ? 0 : times.total / times.count))
            writer.member("median", microseconds(times.percentile(0.5)))
            writer.member("p99", microseconds(times.percentile(0.99)))
            writer.member("p999", microseconds(times.percentile(0.999)))
        }
    }

    /// Tenths are enough.
    private static func microseconds(_ nanoseconds: UInt64) -> Double {
        Double(nanoseconds / 100) / 10
    }
}
