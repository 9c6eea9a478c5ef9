/// A day in a calendar, with alarms before it: an iCalendar file (`.ics`, RFC 5545, published as RFC 5546 has it).
///
/// The same values give the same bytes. A later file with the same `uid` and a higher `sequence` takes an earlier one's place in the
/// calendars that took both in.
public struct CalendarEntry: Hashable, Sendable {
    /// What sets the entry apart from every other.
    public let uid: String
    /// How often it was changed, as far as a calendar is to know.
    public let sequence: Int
    /// When it was written.
    public let stamp: MailMoment
    /// The day, counted from 1970-01-01; within the years 1 to 9999.
    public let day: Int
    public let title: String
    /// Lines ended by line feeds.
    public let words: String
    public let organiser: Mailbox
    /// Days before the day on which a reminder shows.
    public let alarms: [Int]

    public init(
        uid: String,
        sequence: Int,
        stamp: MailMoment,
        day: Int,
        title: String,
        words: String,
        organiser: Mailbox,
        alarms: [Int]
    ) {
        self.uid = uid
        self.sequence = sequence
        self.stamp = stamp
        self.day = day
        self.title = title
        self.words = words
        self.organiser = organiser
        self.alarms = alarms
    }

    /// The file's content.
    public var bytes: [UInt8] {
        var lines = CalendarLines()
        lines.add("BEGIN:VCALENDAR")
        lines.add("VERSION:2.0")
        lines.add("PRODID:-//Lacuna//Returns//EN")
        lines.add("CALSCALE:GREGORIAN")
        lines.add("METHOD:PUBLISH")
        lines.add("BEGIN:VEVENT")
        lines.add("UID:", text: uid)
        lines.add("SEQUENCE:\(max(0, sequence))")
        lines.add("DTSTAMP:\(stamp.stamp)")
        lines.add("ORGANIZER\(Self.commonName(organiser)):mailto:\(Self.escapedAddress(organiser.address))")
        lines.add("DTSTART;VALUE=DATE:\(dayStamp(daysSince1970: day))")
        lines.add("DTEND;VALUE=DATE:\(dayStamp(daysSince1970: day + 1))")
        lines.add("SUMMARY:", text: title)
        lines.add("DESCRIPTION:", text: words)
        // The day is not taken: others may still put a meeting there.
        lines.add("TRANSP:TRANSPARENT")
        for days in alarms {
            lines.add("BEGIN:VALARM")
            lines.add("ACTION:DISPLAY")
            lines.add("DESCRIPTION:", text: title)
            lines.add("TRIGGER:-P\(max(0, days))D")
            lines.add("END:VALARM")
        }
        lines.add("END:VEVENT")
        lines.add("END:VCALENDAR")
        return lines.bytes
    }

    /// `;CN="…"`; a parameter cannot hold a quote.
    private static func commonName(_ mailbox: Mailbox) -> String {
        let name = HeaderText.plain(mailbox.name ?? "").replacing("\"", with: "'")
        return name.isEmpty ? "" : ";CN=\"\(name)\""
    }

    /// An address within a `mailto:` (RFC 6068).
    private static func escapedAddress(_ address: String) -> String {
        let escaped = address.utf8.map { byte -> [UInt8] in
            "%?&#/^`{|}".utf8.contains(byte)
                ? [UInt8(ascii: "%"), hexadecimal(byte >> 4), hexadecimal(byte & 15)] : [byte]
        }
        return String(decoding: escaped.joined(), as: UTF8.self)
    }
}

/// Lines of a calendar, folded before they are longer than 75 bytes, never within a letter (RFC 5545, section 3.1).
struct CalendarLines {
    private static let longest = 75
    private(set) var bytes: [UInt8] = []

    /// Adds a line of the program's own words.
    mutating func add(_ line: String) {
        var length = 0
        for scalar in line.unicodeScalars {
            let letter = Array(UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
            if length + letter.count > Self.longest {
                bytes += lineEnd + [0x20]
                length = 1
            }
            bytes += letter
            length += letter.count
        }
        bytes += lineEnd
    }

    /// Adds a property with any text, escaped: backslashes, semicolons, commas and line ends.
    mutating func add(_ name: String, text: String) {
        var escaped = String.UnicodeScalarView()
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            if line.offset > 0 { escaped.append(contentsOf: "\\n".unicodeScalars) }
            for scalar in line.element.unicodeScalars {
                switch scalar {
                case "\\", ";", ",":
                    escaped.append("\\")
                    escaped.append(scalar)
                default:
                    let isControl = scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value)
                    escaped.append(isControl ? " " : scalar)
                }
            }
        }
        add(name + String(escaped))
    }
}
