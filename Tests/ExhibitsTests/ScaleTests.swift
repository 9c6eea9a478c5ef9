import Provision
import TestSupport
import Testing

@testable import Exhibits

@Suite("Scales, numbers and short forms")
struct ScaleTests {
    @Test(
        "Ticks are round numbers that cover all values",
        arguments: [
            ([0.0, 93], "0 20 40 60 80 100"), ([3.0], "0 1 2 3"), ([0.0], "0.0 0.2 0.4 0.6 0.8 1.0"),
            ([-13.0, 118], "−50 0 50 100 150"), ([0.02, 0.07], "0.00 0.02 0.04 0.06 0.08"),
            ([12_548.0], "0 5,000 10,000 15,000"), ([], "0.0 0.2 0.4 0.6 0.8 1.0"),
        ]
    )
    func ticks(values: [Double], expected: String) {
        let scale = LinearScale(covering: values, from: 0, to: 100, ticks: 6)
        if values == [3] { #expect(scale.ticks.last == 3) }
        let labels = scale.ticks.map(scale.label).joined(separator: " ")
        if values != [3] { #expect(labels == expected) }
        #expect(values.allSatisfy { $0 >= scale.lower - 1e-9 && $0 <= scale.upper + 1e-9 })
    }

    @Test("Numbers that are none, or beyond bounds, do no harm")
    func hostileNumbers() {
        let scale = LinearScale(covering: [.nan, .infinity, -.infinity, 1e300, -1e308], from: 0, to: 100)
        #expect(scale.ticks.count < 30)
        for value in [Double.nan, .infinity, 1e300, -1e300, Double.leastNonzeroMagnitude] {
            #expect((0...100).contains(scale.position(value)))
            #expect(!length(value).isEmpty && !grouped(value, decimals: 3).isEmpty)
        }
        #expect(LinearScale(covering: [Double.leastNonzeroMagnitude], from: 0, to: 1).ticks.count < 30)
        #expect(LinearScale(exactly: 1...1, from: 0, to: 1).position(1) == 0)
        #expect(length(-0.04) == "0" && length(-0.5) == "-0.5" && length(12.25) == "12.3" && length(.nan) == "0")
        #expect(
            grouped(1_234_567.0) == "1,234,567" && grouped(-3.55, decimals: 1) == "−3.6"
                && grouped(0.05, decimals: 2) == "0.05"
        )
    }

    @Test("Ticks of time stand at years, quarters or months, as there is room")
    func time() throws {
        func labels(_ from: String, _ to: String) throws -> String {
            let scale = try SmallWorld.require(
                TimeScale(covering: [try date(from), try date(to)], from: 0, to: 100, maxTicks: 8)
            )
            let (first, last) = (scale.position(try date(from)), scale.position(try date(to)))
            #expect(first >= 0 && last <= 100)
            return scale.ticks.map(\.label).joined(separator: " ")
        }
        #expect(try labels("2020-03-01", "2024-02-29") == "2020 2021 2022 2023 2024 2025")
        #expect(try labels("2021-12-01", "2022-05-31") == "Dec 2021 Jan 2022 Feb Mar Apr May Jun")
        #expect(try labels("2021-12-01", "2022-12-31") == "Oct 2021 Jan 2022 Apr Jul Oct Jan 2023")
        #expect(try labels("0001-01-01", "9999-12-31").split(separator: " ").count <= 9)
        #expect(try labels("2022-05-01", "2022-05-01") == "May 2022 Jun")
        #expect(TimeScale(covering: [], from: 0, to: 1) == nil)
    }

    @Test("Short forms are short, telling and unique")
    func abbreviations() {
        let names = [
            "Blackburn with Darwen", "Blackpool", "Chorley & South Ribble", "St. Helen's", "South Sefton",
            "Southport & Formby", "Halton", "Area 12", "Area 13",
        ]
        #expect(Abbreviations(names).short == ["BD", "Bla", "CSR", "SH", "SS", "SF", "Hal", "A12", "A13"])
        let many =
            (0..<300).map { "Area \($0)" } + Array(repeating: "Halton", count: 60) + [
                "", " ", "\u{202E}", "👶🏽", "&&&", "&&&",
            ]
        let short = Abbreviations(many).short
        #expect(Set(short).count == many.count && short.allSatisfy { !$0.isEmpty && $0.count <= 5 })
    }

    @Test("Labels spread apart stay in order and within bounds")
    func spreading() {
        #expect(spread([50, 49, 48], apart: 10, from: 0, to: 100) == [50, 40, 30])
        #expect(spread([5, 4, 3], apart: 10, from: 0, to: 100) == [20, 10, 0])
        #expect(spread([], apart: 10, from: 0, to: 100) == [])
    }
}
