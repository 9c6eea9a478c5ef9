import JSON
import Testing

@testable import JSONRPC

@Suite("Statistics and the log's clock")
struct StatisticsTests {
    @Test("A bucket holds what is at most an eighth of a doubling from its bound, and buckets are in order")
    func buckets() {
        var last = -1
        for exponent in 0..<42 {
            for part in 0..<16 {
                let time = (1 << UInt64(exponent)) + (UInt64(part) << UInt64(exponent)) / 16
                let bucket = LatencyHistogram.bucket(of: time)
                #expect(bucket >= last)
                last = bucket
                let bound = LatencyHistogram.upperBound(of: bucket)
                if exponent >= 3 { #expect(bound >= time && Double(bound) <= Double(time) * 1.13) }
            }
        }
        #expect(LatencyHistogram.bucket(of: .max) == 319)
        #expect(LatencyHistogram.bucket(of: 0) == 0)
    }

    @Test func percentiles() {
        let metrics = RequestMetrics(log: ServerLog(level: .refusals), methods: 1)
        #expect(metrics.statistics.all.percentile(0.5) == 0)
        var writer = JSONWriter()
        metrics.begin()
        for _ in 0..<100 {
            metrics.record(connection: 1, id: nil, method: 0, name: nil, code: 0, isNotification: false)
        }
        metrics.record(connection: 1, id: nil, method: nil, name: nil, code: -32601, isNotification: true)
        let statistics = metrics.statistics
        #expect(statistics.all.count == 101 && statistics.methods[0].count == 100)
        #expect(statistics.counters.errors == 1 && statistics.counters.notifications == 1)
        #expect(statistics.all.percentile(1) >= statistics.all.percentile(0.5))
        statistics.write(methodNames: ["a"], to: &writer)
        #expect(fault(writer.bytes) == nil)
    }

    @Test(
        arguments: [
            (0, "1970-01-01T00:00:00.000Z"), (951_782_400_000, "2000-02-29T00:00:00.000Z"),
            (1_772_357_400_125, "2026-03-01T09:30:00.125Z"), (4_102_444_799_999, "2099-12-31T23:59:59.999Z"),
        ] as [(UInt64, String)]
    )
    func clock(milliseconds: UInt64, text: String) {
        var clock = LogClock()
        clock.set(milliseconds * 1_000_000)
        #expect(String(decoding: clock.text, as: UTF8.self) == text)
    }
}

@Suite("Client")
struct LineClientTests {
    private let call = Array(#"{"jsonrpc":"2.0","method":"large","params":[5000],"id":1}"#.utf8)

    @Test func faults() throws {
        let server = try RunningServer()
        let client = try server.connect()
        #expect(throws: TransportFault(.timedOut, server.path, "no answer in time")) {
            try client.call(Array(#"{"jsonrpc":"2.0","method":"update"}"#.utf8), timeout: .milliseconds(50))
        }
        client.maxBytes = 1_000
        #expect(throws: TransportFault(.tooLong, server.path, "the server sent a line of more than 1000 bytes")) {
            try client.call(call, timeout: .seconds(5))
        }
        let other = try server.connect()
        server.stop()
        #expect(throws: TransportFault.self) { try other.call(call, timeout: .seconds(5)) }
        #expect(throws: TransportFault.self) { try LineClient.unix(path: server.path) }
        #expect(throws: TransportFault.self) { try LineClient.tcp(host: "127.0.0.1", port: 1) }
    }
}
