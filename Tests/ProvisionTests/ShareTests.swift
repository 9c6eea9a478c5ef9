import Provision
import Testing

@Suite("Shares as they are printed")
struct ShareTests {
    @Test(
        "A share in per cent is held exactly, and written as it was",
        arguments: [
            ("94", 940_000, "94%"), ("0.7", 7_000, "0.7%"), ("0", 0, "0%"), ("12.3456", 123_456, "12.3456%"),
            ("100", 1_000_000, "100%"), ("2.50", 25_000, "2.5%"), ("110.5", 1_105_000, "110.5%"),
        ]
    )
    func exact(text: String, millionths: Int, words: String) throws {
        let share = try #require(Share(percent: text))
        #expect(share.millionths == millionths && share.displayText == words)
        #expect(Share(percent: share.percent) == share)
    }

    @Test(
        "Anything else is no share",
        arguments: ["", ".7", "7.", "-1", "+1", "1e2", "1000", "0.12345", "1.2.3", " 1", "٣", "0,7", "NaN"]
    )
    func refused(text: String) { #expect(Share(percent: text) == nil) }

    @Test("0.7% is seven thousandths of one, to the last bit; a count of a base is the nearest share")
    func values() throws {
        #expect(try #require(Share(percent: "0.7")).value == 0.007)
        #expect(try #require(Share(83, of: 150)).millionths == 553_333)
        #expect(try #require(Share(83, of: 150)).roundedText == "55%")
        #expect(Share(1, of: 0) == nil && Share(-1, of: 2) == nil)
        #expect(Share(Double.infinity).millionths == 1_000_000_000 && Share(-3.0).millionths == 0)
    }
}
