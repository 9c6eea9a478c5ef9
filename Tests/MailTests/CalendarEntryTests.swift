import Foundation
import Testing

@testable import Mail

@Suite("Calendar entries")
struct CalendarEntryTests {
    private func entry(
        title: String = "Due: Halton",
        words: String = "Send it.",
        name: String = "The Network",
        address: String = "net@nhs.net"
    ) throws -> String {
        let entry = CalendarEntry(
            uid: "2022-05.due.1@nhs.net",
            sequence: 3,
            stamp: try #require(MailMoment(secondsSince1970: 1_650_009_600, hoursAhead: 1)),
            day: 19_113,
            title: title,
            words: words,
            organiser: try #require(Mailbox(name: name, address: address)),
            alarms: [7, 1]
        )
        return String(decoding: entry.bytes, as: UTF8.self)
    }

    @Test("An all-day event with an alarm a week and a day before")
    func plain() throws {
        #expect(
            try entry().components(separatedBy: "\r\n") == [
                "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Lacuna//Returns//EN", "CALSCALE:GREGORIAN",
                "METHOD:PUBLISH",
                "BEGIN:VEVENT", "UID:2022-05.due.1@nhs.net", "SEQUENCE:3", "DTSTAMP:20220415T080000Z",
                "ORGANIZER;CN=\"The Network\":mailto:net@nhs.net", "DTSTART;VALUE=DATE:20220501",
                "DTEND;VALUE=DATE:20220502",
                "SUMMARY:Due: Halton", "DESCRIPTION:Send it.", "TRANSP:TRANSPARENT", "BEGIN:VALARM", "ACTION:DISPLAY",
                "DESCRIPTION:Due: Halton", "TRIGGER:-P7D", "END:VALARM", "BEGIN:VALARM", "ACTION:DISPLAY",
                "DESCRIPTION:Due: Halton", "TRIGGER:-P1D", "END:VALARM", "END:VEVENT", "END:VCALENDAR", "",
            ]
        )
    }

    @Test("Commas, semicolons, backslashes and line ends are escaped; nothing becomes a line of its own")
    func escaped() throws {
        let lines = try entry(
            title: "a,b;c\\d\r\nEND:VCALENDAR",
            words: "one\ntwo\u{7}",
            name: "A \"B\"\r\nX:y",
            address: "o'neill+x&y@nhs.net"
        ).components(separatedBy: "\r\n")
        #expect(lines.contains("SUMMARY:a\\,b\\;c\\\\d\\nEND:VCALENDAR") && lines.contains("DESCRIPTION:one\\ntwo "))
        #expect(lines.contains("ORGANIZER;CN=\"A 'B' X:y\":mailto:o'neill+x%26y@nhs.net"))
        #expect(lines.filter { $0 == "END:VCALENDAR" }.count == 1)
    }

    @Test("Lines are folded before 76 bytes, never within a letter, and unfold to what they were")
    func folded() throws {
        let title = String(repeating: "Môn 中文 ", count: 300)
        let bytes = Array(try entry(title: title).utf8)
        let lines = bytes.split(separator: 10).map { $0.dropLast() }
        #expect(lines.allSatisfy { $0.count <= 75 && String(validating: $0, as: UTF8.self) != nil })
        #expect(String(decoding: bytes, as: UTF8.self).replacing("\r\n ", with: "").contains("SUMMARY:\(title)\r\n"))
    }
}
