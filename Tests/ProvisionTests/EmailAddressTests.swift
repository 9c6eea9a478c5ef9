import Provision
import Testing

@Suite("Addresses that mail can be sent to")
struct EmailAddressTests {
    @Test(
        "What people have is taken as it is",
        arguments: [
            "ann.smith@nhs.net", "o'neill+scoping@gmail.com", "A_B-c@st-helens.gov.uk", "1@x1.org",
            String(repeating: "a", count: 64) + "@b.uk",
        ]
    )
    func sound(text: String) throws { #expect(try EmailAddress(text).text == text) }

    @Test(
        "Anything else is refused with its mend",
        arguments: [
            ("", "is empty"), ("ann", "has no @"), ("ann@b@nhs.net", "more than one @"), ("@nhs.net", "no name before"),
            ("a..b@nhs.net", "no name before"), (".a@nhs.net", "no name before"), ("ann@", "no domain"),
            ("ann@localhost", "no domain"), ("ann@-x.org", "no domain"), ("ann@x..org", "no domain"),
            ("ann@x_y.org", "no domain"), ("Ann <ann@nhs.net>", "a space"), ("ann@nhs.net,bob@nhs.net", "separates"),
            ("<ann@nhs.net>", "separates"), ("\"ann\"@nhs.net", "separates"), ("ann@[10.0.0.1]", "separates"),
            ("mailto:ann@nhs.net", "separates"), ("siân@nhs.net", "outside ASCII, 'â'"),
            ("ann@nhs.net\r\nBcc: eve@example.org", "a line end"), ("ann@nhs.net\u{0}", "a line end"),
            ("ann\u{A0}@nhs.net", "a space"), (String(repeating: "a", count: 65) + "@nhs.net", "no name before"),
            (String(repeating: "a", count: 60) + "@" + String(repeating: "b.", count: 100) + "uk", "longer than 254"),
        ]
    )
    func refused(text: String, words: String) throws {
        do throws(EmailAddress.Unfit) {
            _ = try EmailAddress(text)
            Issue.record("'\(text)' was taken")
        } catch {
            #expect(error.message.contains(words) && !error.hint.isEmpty, "\(error)")
        }
    }

    @Test("Two spellings of one address are one person's")
    func key() throws {
        #expect(try EmailAddress("Ann.Smith@NHS.net").key == EmailAddress("ann.smith@nhs.net").key)
        #expect(try EmailAddress("ann@nhs.net").domain == "nhs.net")
    }
}

@Suite("Names as slugs")
struct SlugTests {
    @Test(
        "Letters and digits in words joined by hyphens",
        arguments: [
            ("St. Helen's & Môn", "st-helens-and-mon"), ("O\u{2019}Neill@NHS.net", "oneill-nhs-net"),
            ("Cafe\u{301}  Łódź", "cafe-lodz"), ("--A--", "a"), ("中文", ""), ("../../etc/passwd", "etc-passwd"),
            ("a\r\nb\u{0}c", "a-b-c"), ("Straße Æ", "strasse-ae"),
        ]
    )
    func slugs(name: String, expected: String) { #expect(slug(name) == expected) }

    @Test("Long ones are cut at a word, and are ids whatever they were")
    func long() {
        let text = slug(String(repeating: "word ", count: 700))
        #expect(text.count <= 64 && text.hasSuffix("word") && Area.ID(text) != nil)
        #expect(Area.ID(slug(String(repeating: "é", count: 3_000))) != nil)
    }
}

@Suite("Days of the week")
struct WeekdayTests {
    @Test("Days before and after 1970, at the ends of the calendar")
    func weekdays() throws {
        func words(_ iso: String) throws -> String { try #require(CalendarDate(iso: iso)).dayInWords }
        #expect(
            try words("1970-01-01") == "Thursday 1 January 1970" && words("1969-12-28") == "Sunday 28 December 1969"
        )
        #expect(
            try words("2023-04-15") == "Saturday 15 April 2023" && words("2024-02-29") == "Thursday 29 February 2024"
        )
        #expect(try words("0001-01-01") == "Monday 1 January 1" && words("9999-12-31") == "Friday 31 December 9999")
    }
}
