import Provision
import TestSupport
import Testing

@Suite("Calendar dates and instants")
struct CalendarDateTests {
    @Test("Every day of 1600 to 2400 follows the day before and reads back from its ISO form")
    func everyDay() throws {
        var expected = try date("1600-01-01").daysSince1970
        for year in 1600...2400 {
            let isLeap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
            let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
            for month in 1...12 {
                for day in 1...lengths[month - 1] {
                    let date = try #require(CalendarDate(year: year, month: month, day: day))
                    #expect(date.daysSince1970 == expected)
                    #expect(date.components == (year, month, day))
                    expected += 1
                }
                #expect(CalendarDate(year: year, month: month, day: lengths[month - 1] + 1) == nil)
            }
        }
    }

    @Test func knownDays() throws {
        #expect(try date("1970-01-01").daysSince1970 == 0)
        #expect(try date("2000-03-01").daysSince1970 == 11_017)
        #expect(try date("0001-01-01").description == "0001-01-01")
        #expect(try date("9999-12-31").description == "9999-12-31")
        #expect(try date("2022-05-01").displayText == "1 May 2022")
    }

    @Test(
        "What is not a day in ISO form is refused",
        arguments: [
            "", "2022-5-1", "2022-05-32", "2022-13-01", "2022-02-29", "1900-02-29", "0000-01-01",
            "2022-05-01T00:00:00Z", "-022-05-01",
            "２０２２-05-01", "2022/05/01", "20220501", " 2022-05-01", "99999-01-01",
        ]
    )
    func refused(text: String) {
        #expect(CalendarDate(iso: text) == nil)
    }

    @Test func instantsReadBack() throws {
        let moment = try #require(Instant(rfc3339: "2022-05-01T09:30:59Z"))
        #expect(moment.secondsSince1970 == 1_651_397_459)
        #expect(moment.description == "2022-05-01T09:30:59Z")
        #expect(Instant(endOf: try date("2022-05-01")).description == "2022-05-01T22:59:59Z")
        #expect(Instant(endOf: try date("2022-01-31")).description == "2022-01-31T23:59:59Z")
        #expect(Instant(secondsSince1970: -1).description == "1969-12-31T23:59:59Z")
        #expect(Instant(secondsSince1970: .max).description == "9223372036854775807 s")
    }

    @Test(arguments: [
        "2022-05-01", "2022-05-01T24:00:00Z", "2022-05-01T09:60:00Z", "2022-05-01T09:30:00+01:00",
        "2022-05-01 09:30:00Z",
    ])
    func notAnInstant(text: String) {
        #expect(Instant(rfc3339: text) == nil)
    }
}

@Suite("Ids")
struct IdentifierTests {
    @Test(arguments: ["a", "ccg-halton", "2022-05", "0", String(repeating: "a", count: 64)])
    func accepted(text: String) { #expect(Area.ID(text)?.text == text) }

    @Test(arguments: [
        "", "-", "a-", "-a", "a--b", "A", "é", "e\u{301}", "a b", "a/b", "..", "a.b", "a\0", "ａ",
        String(repeating: "a", count: 65),
    ])
    func refused(text: String) { #expect(Area.ID(text) == nil) }
}
