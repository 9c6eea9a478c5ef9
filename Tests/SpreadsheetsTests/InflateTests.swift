import Bytes
import Testing

@Suite("Inflate")
struct InflateTests {
    @Test func nothing() throws { #expect(try Inflate([3, 0], limit: 0).bytes == []) }
}
