import Foundation
import Testing

@testable import Mail

@Suite("Mails as files")
struct MailMessageTests {
    /// A mail as a plain reader takes it apart: headers unfolded, the body as it is.
    struct Read {
        let headers: [(name: String, value: String)]
        let body: String

        init(_ text: String) {
            let parts = text.components(separatedBy: "\r\n\r\n")
            headers = parts[0].replacing("\r\n ", with: " ").components(separatedBy: "\r\n").compactMap { line in
                line.firstIndex(of: ":").map { (String(line[..<$0]), String(line[line.index($0, offsetBy: 2)...])) }
            }
            body = parts.dropFirst().joined(separator: "\r\n\r\n")
        }

        subscript(name: String) -> [String] { headers.filter { $0.name == name }.map(\.value) }
    }

    static func mail(
        name: String? = "Ann Smith",
        address: String = "ann@nhs.net",
        subject: String = "Your return",
        text: String = "Dear Ann,\nthank you.",
        attachments: [MailAttachment] = []
    ) throws -> String {
        let message = MailMessage(
            from: Mailbox(name: "The Network", address: "net@nhs.net"),
            to: [try #require(Mailbox(name: name, address: address))],
            subject: subject,
            date: try #require(MailMoment(secondsSince1970: 1_650_009_600, hoursAhead: 1)),
            id: "2022-05.late.1@nhs.net",
            text: text,
            html: "<p>\(text)</p>",
            attachments: attachments
        )
        return String(decoding: message.bytes, as: UTF8.self)
    }

    @Test("A draft may leave open whose it is and whom it goes to; several stand on a line each")
    func addresses() throws {
        func mail(from: Mailbox?, to: [Mailbox]) throws -> [UInt8] {
            MailMessage(
                from: from,
                to: to,
                subject: "Brief",
                date: try #require(MailMoment(secondsSince1970: 0)),
                id: "1@lacuna.invalid",
                text: "",
                html: ""
            ).bytes
        }
        let nobody = String(decoding: try mail(from: nil, to: []), as: UTF8.self)
        #expect(nobody.hasPrefix("Date: Thu, 1 Jan 1970 00:00:00 +0000\r\nSubject: Brief\r\n"))
        let ann = try #require(Mailbox(name: "Ann", address: "ann@nhs.net"))
        let ben = try #require(Mailbox(address: "ben@nhs.net"))
        let both = String(decoding: try mail(from: ben, to: [ann, ben]), as: UTF8.self)
        #expect(both.hasPrefix("From: ben@nhs.net\r\nTo: \"Ann\" <ann@nhs.net>,\r\n ben@nhs.net\r\nDate: "))
    }

    @Test("A moment that no mail can tell becomes the nearest")
    func nearest() throws {
        let last = MailMoment(nearestTo: .max)
        #expect(last == MailMoment(secondsSince1970: 253_402_300_799))
        #expect(
            MailMoment(nearestTo: .min, hoursAhead: 99) == MailMoment(secondsSince1970: -62_135_596_800, hoursAhead: 14)
        )
        #expect(MailMoment(nearestTo: 5, hoursAhead: 1) == MailMoment(secondsSince1970: 5, hoursAhead: 1))
    }

    @Test("Plain words stand as they are, each header once, every line ended by CR LF")
    func plain() throws {
        let read = Read(try Self.mail())
        #expect(read["From"] == ["\"The Network\" <net@nhs.net>"] && read["To"] == ["\"Ann Smith\" <ann@nhs.net>"])
        #expect(read["Subject"] == ["Your return"] && read["X-Unsent"] == ["1"] && read["MIME-Version"] == ["1.0"])
        #expect(read["Date"] == ["Fri, 15 Apr 2022 09:00:00 +0100"])
        #expect(read["Message-ID"] == ["<2022-05.late.1@nhs.net>"])
        #expect(read["Content-Type"].first?.hasPrefix("multipart/alternative; boundary=") == true)
        #expect(read.body.contains("\r\n\r\nDear Ann,\r\nthank you.\r\n--"))
        let text = try Self.mail()
        #expect(
            text.components(separatedBy: "\n").dropLast().allSatisfy { $0.hasSuffix("\r") } && text.hasSuffix("\r\n")
        )
    }

    @Test(
        "With a file the words and the file are parts between boundary lines, after the empty line that ends the headers"
    )
    func parts() throws {
        let file = MailAttachment(name: "form.csv", mediaType: "text/csv", bytes: Array("a,b".utf8))
        let read = Read(try Self.mail(attachments: [file]))
        let type = try #require(read["Content-Type"].first)
        #expect(read["Content-Type"].count == 1 && type.hasPrefix("multipart/mixed; boundary=\""))
        let boundary = "--" + type.dropFirst("multipart/mixed; boundary=\"".count).dropLast()
        let parts = read.body.components(separatedBy: boundary)
        #expect(parts.count == 4 && parts[0].isEmpty && parts[3] == "--\r\n")
        #expect(parts[1].hasPrefix("\r\nContent-Type: multipart/alternative;"))
        // "a,b" in Base64.
        #expect(parts[2].hasPrefix("\r\nContent-Type: text/csv;") && parts[2].hasSuffix("\r\n\r\nYSxi\r\n"))
    }

    @Test(
        "Whatever a text holds, it adds no header and no line, and comes out of its encoding as it went in",
        arguments: [
            "Ann\r\nBcc: eve@example.org", "Ann\nX: y", "Ann\u{0}\u{1B}[31m", "Ann\u{2028}Bcc: eve",
            "Ann \"the\" \\ Smith",
            "Siân Ŵ 中文 👩🏽‍⚕️", "=?UTF-8?B?QmNj?=", String(repeating: "Ann ", count: 800),
            String(repeating: "é", count: 3_000), String(repeating: "x", count: 3_000), "", " ",
        ]
    )
    func hostile(text: String) throws {
        let mail = try Self.mail(name: text, subject: text)
        let read = Read(mail)
        let names = ["From", "To", "Date", "Subject", "Message-ID", "X-Unsent", "MIME-Version", "Content-Type"]
        #expect(read.headers.map(\.name) == names)
        let isPlain = mail.utf8.allSatisfy { (byte: UInt8) in (0x20..<0x7F).contains(byte) || byte == 13 || byte == 10 }
        #expect(isPlain)
        #expect(mail.components(separatedBy: "\r\n").allSatisfy { $0.utf8.count <= 78 && !$0.contains("\r") })
        #expect(Self.decoded(read["Subject"][0]) == HeaderText.plain(text))
        #expect(read["To"][0].hasSuffix("ann@nhs.net>") || HeaderText.plain(text).isEmpty)
    }

    /// A header's value with its encoded words read, as RFC 2047 has it.
    static func decoded(_ value: String) -> String {
        var bytes: [UInt8] = []
        var isEncoded = false
        for word in value.components(separatedBy: " ") where !word.isEmpty {
            if word.hasPrefix("=?UTF-8?B?"), word.hasSuffix("?="),
                let data = Data(base64Encoded: String(word.dropFirst(10).dropLast(2)))
            {
                bytes += data
                isEncoded = true
            } else {
                bytes += Array(((bytes.isEmpty || isEncoded ? "" : " ") + word).utf8)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test(
        "No mailbox can be made of an address that would widen its header",
        arguments: [
            "", "ann", "ann@nhs.net,eve@example.org", "ann@nhs.net\r\nBcc: eve@example.org", "Ann <ann@nhs.net>",
            "\"ann\"@nhs.net", "ann@nhs.net ", "ann@nhs.net>", "siân@nhs.net", "a(b)@nhs.net", "a;b@nhs.net",
            String(repeating: "a", count: 250) + "@nhs.net",
        ]
    )
    func addresses(address: String) { #expect(Mailbox(address: address) == nil) }

    @Test("Text is quoted-printable: no line above 76 letters, spaces at ends kept, no dot begins a line")
    func quotedPrintable() {
        func text(_ words: String) -> String { String(decoding: QuotedPrintable.encoded(words), as: UTF8.self) }
        #expect(text("Café = 1") == "Caf=C3=A9 =3D 1\r\n")
        #expect(text("end \n.\ttab\t") == "end=20\r\n=2E\ttab=09\r\n")
        #expect(text("a\r\nb\rc\u{2028}d") == "a\r\nb\r\nc\r\nd\r\n")
        let long = text(String(repeating: "é1", count: 200)).components(separatedBy: "\r\n")
        #expect(long.allSatisfy { $0.utf8.count <= 76 } && long.dropLast(2).allSatisfy { $0.hasSuffix("=") })
    }

    @Test(
        "Attachments are Base64 with their name; a name that is not ASCII stands twice, once for programs that know no other"
    )
    func attachments() throws {
        let bytes = [UInt8](0...255) + [0]
        let plain = MailAttachment(
            name: "halton.csv",
            mediaType: "text/csv",
            parameters: [.init("charset", "utf-8")],
            bytes: bytes
        )
        let other = MailAttachment(name: "Môn \"1\"\r\n.csv", mediaType: "text/csv", bytes: [])
        let mail = try Self.mail(attachments: [plain, other])
        #expect(mail.contains("Content-Type: text/csv;\r\n charset=utf-8;\r\n name=\"halton.csv\"\r\n"))
        #expect(mail.contains("Content-Disposition: attachment;\r\n filename=\"halton.csv\"\r\n"))
        #expect(mail.contains("filename*=UTF-8''M%C3%B4n%20%221%22%20.csv\r\n"))
        let encoded = try #require(mail.components(separatedBy: "base64\r\n\r\n").dropFirst().first)
        let lines = encoded.components(separatedBy: "\r\n--")[0]
        #expect(Data(base64Encoded: lines, options: .ignoreUnknownCharacters).map { [UInt8]($0) } == bytes)
        #expect(mail.hasSuffix("--\r\n"))
        #expect(try Self.mail(attachments: [plain, other]) == mail)
    }

    @Test("Moments, on winter's and summer's clocks and at the ends of the calendar")
    func moments() throws {
        #expect(try #require(MailMoment(secondsSince1970: 0)).header == "Thu, 1 Jan 1970 00:00:00 +0000")
        #expect(try #require(MailMoment(secondsSince1970: -1)).header == "Wed, 31 Dec 1969 23:59:59 +0000")
        #expect(try #require(MailMoment(secondsSince1970: 1_650_009_600, hoursAhead: 1)).stamp == "20220415T080000Z")
        #expect(try #require(MailMoment(secondsSince1970: -62_135_596_800)).stamp == "00010101T000000Z")
        #expect(MailMoment(secondsSince1970: 253_402_300_800) == nil && MailMoment(secondsSince1970: .min) == nil)
    }
}
