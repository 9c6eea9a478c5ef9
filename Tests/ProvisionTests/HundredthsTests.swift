import Provision
import Testing

@Suite("Numbers of two digits after the point, and fractions, kept exactly")
struct HundredthsTests {
    @Test(
        "They are read as people write them, and written with no more digits than they need",
        arguments: [
            ("0.1", 10, "0.1"), ("1", 100, "1"), ("1.00", 100, "1"), ("12.75", 1_275, "12.75"), ("0.05", 5, "0.05"),
            ("007.5", 750, "7.5"), ("999999999.99", 99_999_999_999, "999999999.99"), ("0", 0, "0"),
        ]
    )
    func readAndWritten(text: String, value: Int, written: String) throws {
        let number = try #require(Hundredths(text))
        #expect(number.value == value && number.description == written)
    }

    @Test(
        "Nothing else is a number",
        arguments: ["", ".5", "1.", "1.234", "-1", "+1", "1,5", "1e2", " 1", "1 ", "٣", "1234567890", "0x1", "1.2.3"]
    )
    func refused(text: String) {
        #expect(Hundredths(text) == nil)
    }

    @Test("0.1 and 0.2 are 0.3; nothing is less than nothing, and no sum runs over")
    func sums() throws {
        let parts = try ["0.1", "0.2"].map { try #require(Hundredths($0)) }
        #expect(parts.total.description == "0.3")
        #expect(parts[0] - parts[1] == .zero && Hundredths(-5) == .zero)
        #expect(Hundredths(.max) + Hundredths(1) == Hundredths(.max))
        #expect(parts[0] < parts[1])
    }

    @Test("A third three times is one; what is shown is rounded once, a half up")
    func fractions() {
        let third = Fraction(1, over: 3)
        #expect(third + third + third == Fraction(1, over: 1))
        #expect(Fraction(4_124, over: 60).description == "68.7")
        #expect((Fraction(4_124, over: 60) * Fraction(50_000, over: 1)).rounded() == 3_436_667)
        #expect(Fraction(5, over: 100).rounded(to: 10) == 1 && Fraction(4, over: 100).rounded(to: 10) == 0)
        #expect(Fraction(12_345, over: 10).description == "1,234.5" && Fraction.zero.description == "0.0")
        #expect(third.lacking(Fraction(1, over: 2)) == .zero && third < Fraction(1, over: 2))
        #expect(Fraction(1, over: 2).lacking(third) == Fraction(1, over: 6))
        #expect(Fraction(3, over: 0) == Fraction(3, over: 1) && Fraction(2, over: -4).lacking(.zero) == .zero)
    }

    @Test("A sum that not even 128 bits hold is right to a millionth, and stops nobody")
    func large() {
        let parts = [999_983, 999_979, 999_961, 999_959, 999_953, 999_931, 999_917].map { Fraction(1, over: $0) }
        let sum = parts.total * Fraction(1_000_000, over: 1)
        #expect((7_000...7_001).contains(sum.rounded(to: 1_000)))
        #expect(Fraction(.max, over: 1).rounded(to: .max) > 0)
    }
}
