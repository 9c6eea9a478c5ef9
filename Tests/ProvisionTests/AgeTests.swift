import Provision
import Testing

@Suite("Ages in months, weeks and days")
struct AgeTests {
    @Test(
        "An age is written as it is read, in the largest unit that it is a whole number of",
        arguments: [
            ("6", "6"), ("-9", "-9"), ("0", "0"), ("+6", "6"), ("6w", "6w"), ("42d", "6w"), ("10d", "10d"),
            ("1.5", "1.5"),
            ("1.50", "1.5"), ("1.05", "1.05"), ("0.25", "0.25"), ("-2w", "-2w"), ("-0.5", "-0.5"), ("487d", "16"),
            ("300", "300"), ("0w", "0"),
        ]
    )
    func forms(text: String, written: String) throws {
        let age = try #require(Age(text))
        #expect(age.description == written)
        #expect(Age(age.description) == age)
    }

    @Test(
        "Any other form is no age",
        arguments: [
            "", "-", "w", "6 w", " 6", "6W", "6m", "1.", ".5", "1.234", "1.5w", "1,5", "--6", "6ww", "100000", "٦",
            "NaN", "1e2",
        ]
    )
    func noAge(text: String) { #expect(Age(text) == nil) }

    @Test("Ages compare across units: a month is a twelfth of 365.25 days, 30.4375")
    func order() throws {
        let ages = try ["-9", "-1d", "0", "1d", "30d", "1", "31d", "6w", "1.5", "2", "60", "1827d"].map {
            try #require(Age($0))
        }
        #expect(ages == ages.sorted())
        #expect(Set(ages).count == ages.count)
        // 42 days over 30.4375.
        let sixWeeks = try #require(Age("6w"))
        #expect(abs(sixWeeks.months - 1.379_877) < 0.000_001)
        #expect(sixWeeks.wholeMonths == nil)
        #expect(Age(months: 6) == 6 && Age(weeks: 6) == Age("6w") && Age(days: 42) == Age("6w"))
        #expect(Age(weeks: .max) == nil && Age(days: .min) == nil && Age(weeks: .min) == nil)
    }

    @Test("A range lies between conception and the twenty-fifth birthday, to the day")
    func ranges() throws {
        func range(_ from: String, _ to: String) throws -> AgeRange? {
            AgeRange(from: try #require(Age(from)), to: try #require(Age(to)))
        }
        #expect(try range("6w", "6") != nil)
        #expect(try range("6w", "42d") == nil)
        #expect(try range("-40w", "0") == nil, "40 weeks are more than nine months")
        #expect(try range("-39w", "0") != nil)
        #expect(try range("0", "300.01") == nil)
        #expect(AgeRange(from: .min, to: 60) == nil && AgeRange(from: 0, to: .max) == nil)
    }

    @Test(
        "Ranges in words",
        arguments: [
            ("6w", "6", "from six weeks to 6 months"), ("0", "10d", "from birth to ten days"),
            ("-9", "0", "from conception to birth"), ("24", "60", "from the second to the fifth birthday"),
            ("0", "24", "from birth to the second birthday"), ("1w", "1", "from one week to 1 month"),
            ("-2w", "0", "from two weeks before birth to birth"), ("0", "11w", "from birth to 11 weeks"),
            ("1.5", "2", "from 1.5 months to 2 months"),
        ]
    )
    func words(from: String, to: String, words: String) throws {
        let (first, last) = (try #require(Age(from)), try #require(Age(to)))
        #expect(try #require(AgeRange(from: first, to: last)).displayText == words)
    }
}

@Suite("Dates of which a month or a year alone is known")
struct DatedPeriodTests {
    @Test(
        "The first and last day, and how it was stated",
        arguments: [
            ("2018", "2018-01-01", "2018-12-31", "in 2018"),
            ("2020-02", "2020-02-01", "2020-02-29", "in February 2020"),
            ("2018-06-30", "2018-06-30", "2018-06-30", "30 June 2018"),
        ]
    )
    func periods(text: String, first: String, last: String, words: String) throws {
        let period = try #require(DatedPeriod(iso: text))
        #expect(period.first.description == first && period.last.description == last)
        #expect(period.precision.text(period.last) == text && period.precision.words(period.last) == words)
    }

    @Test(
        "No other form",
        arguments: ["", "18", "0000", "2018-13", "2018-6", "2018-02-30", "2018-06-30Z", "２０１８", "2018/06"]
    )
    func none(text: String) { #expect(DatedPeriod(iso: text) == nil) }
}
