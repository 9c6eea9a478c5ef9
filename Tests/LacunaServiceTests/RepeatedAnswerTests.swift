import TestSupport
import Testing

/// Answers that a server gives again are those of the store as it is.
@Suite("Answers given again are those of the store as it is")
struct RepeatedAnswerTests {
    private let cell = #"{"area":"ccg-halton","service":"iapt-0-5"}"#

    @Test("After a write the same question has the new answer: the rating, and the gaps with their cursors")
    func afterWriting() throws {
        let server = try TestServer()
        let (client, other) = (try server.client(), try server.client())
        let before = try client.result("rating.get", cell)
        let page = try client.result("gap.list", #"{"limit":1}"#)
        let revision = try #require(before["revision"] as? Int)
        for asking in [client, other] {
            #expect(try asking.result("rating.get", cell)["value"] as? String == before["value"] as? String)
        }
        let value = before["value"] as? String == "G" ? "R" : "G"
        _ = try other.result(
            "rating.set",
            #"{"area":"ccg-halton","service":"iapt-0-5","value":"\#(value)","round":"2022-05","evidence":"Seen."}"#
        )
        for asking in [client, other] {
            let after = try asking.result("rating.get", cell)
            #expect(after["value"] as? String == value && after["revision"] as? Int == revision + 1)
        }
        let cursor = try #require(page["next"] as? String)
        let next = try #require(try client.result("gap.list", #"{"limit":1}"#)["next"] as? String)
        #expect(next != cursor, "a cursor is of one state of the store")
        #expect(try client.code("gap.list", #"{"limit":1,"cursor":"\#(cursor)"}"#) == 409)
    }
}
