import Foundation
import Provision
import TestSupport
import Testing

@Suite("Days are days in England")
struct LondonTimeTests {
    @Test(
        "Summer time begins and ends at 01:00 UTC on the last Sundays of March and October",
        arguments: [
            ("2026-03-29T00:59:59Z", 0), ("2026-03-29T01:00:00Z", 1), ("2026-10-25T00:59:59Z", 1),
            ("2026-10-25T01:00:00Z", 0), ("2024-03-31T01:00:00Z", 1), ("2027-10-31T00:59:59Z", 1),
            ("2022-01-15T12:00:00Z", 0),
        ]
    )
    func boundaries(moment: String, ahead: Int) throws {
        #expect(try #require(Instant(rfc3339: moment)).hoursAheadInLondon == ahead)
    }

    @Test("Half past midnight on 16 July is that day, not the 15th")
    func summerNight() throws {
        let moment = try #require(Instant(rfc3339: "2026-07-15T23:30:00Z"))
        #expect(moment.dayInLondon == (try date("2026-07-16")))
        #expect(moment.inLondon == "2026-07-16 00:30")
        #expect(Instant(endOf: try date("2026-07-15")) < moment)
        #expect(Instant(beginningOf: try date("2026-07-16")) <= moment)
    }

    @Test("As the time zone database has it, hour by hour around every change, and every day's ends, from 1997 to 2037")
    func againstTheDatabase() throws {
        let london = try #require(TimeZone(identifier: "Europe/London"))
        var day = try date("1997-01-01")
        let last = try date("2037-12-31")
        while day <= last {
            let midnight = Int64(day.daysSince1970) * 86_400
            for hour in 0..<24 {
                let instant = Instant(secondsSince1970: midnight + Int64(hour) * 3_600)
                let offset = london.secondsFromGMT(for: Date(timeIntervalSince1970: Double(instant.secondsSince1970)))
                guard instant.hoursAheadInLondon * 3_600 == offset else {
                    Issue.record("\(instant) is \(offset) s ahead")
                    return
                }
            }
            let next = try #require(CalendarDate(daysSince1970: Int(day.daysSince1970) + 1))
            let (begin, end) = (Instant(beginningOf: day), Instant(endOf: day))
            guard begin.dayInLondon == day, end.dayInLondon == day,
                end.secondsSince1970 + 1 == Instant(beginningOf: next).secondsSince1970
            else {
                Issue.record("\(day) goes from \(begin) to \(end)")
                return
            }
            day = next
        }
    }

    @Test("A moment may state its offset from UTC; a day is its last second in England")
    func knownAt() throws {
        func seconds(_ text: String) -> Int64? { Instant(momentOrDay: text)?.secondsSince1970 }
        let utc = try #require(Instant(rfc3339: "2026-07-15T23:30:00Z")).secondsSince1970
        #expect(seconds("2026-07-16T00:30:00+01:00") == utc)
        #expect(seconds("2026-07-15T18:00:00-05:30") == utc)
        #expect(seconds("2026-07-15T23:30:00+00:00") == utc && seconds("2026-07-15T23:30:00Z") == utc)
        #expect(Instant(momentOrDay: "2026-07-15")?.description == "2026-07-15T22:59:59Z")
        #expect(Instant(momentOrDay: "2026-12-15")?.description == "2026-12-15T23:59:59Z")
        for wrong in [
            "2026-07-16T00:30:00+1:00", "2026-07-16T00:30:00+01:60", "2026-07-16T00:30:00+24:00",
            "2026-07-16T00:30:00*01:00", "2026-07-16T00:30:00+01:00x", "2026-07-16T00:30:00+0100",
            "2026-02-30T00:30:00+01:00",
        ] {
            #expect(seconds(wrong) == nil, "\(wrong)")
        }
    }

    @Test("Moments at the ends of the calendar do not fail")
    func extremes() {
        for seconds in [Int64.min, -62_135_596_801, -62_135_596_800, 253_402_300_799, 253_402_300_800, .max] {
            let moment = Instant(secondsSince1970: seconds)
            #expect((0...1).contains(moment.hoursAheadInLondon))
            #expect(!moment.inLondon.isEmpty)
        }
        #expect(Instant(secondsSince1970: .max).dayInLondon == nil)
    }
}
