import Bytes

/// A mail that nobody has sent yet: what a mail program opens as a draft (`.eml`).
///
///     multipart/mixed
///       multipart/alternative
///         text/plain, the words
///         text/html, the same words
///       the attachments
///
/// After RFC 5322 and RFC 2045 to 2047. The same values give the same bytes. `X-Unsent: 1` makes Outlook open it ready to send, and
/// others take no notice. Texts may hold anything: what cannot stand in a header is encoded or becomes a space.
public struct MailMessage: Hashable, Sendable {
    /// Whose it is; nil leaves that to the program that opens the draft.
    public let from: Mailbox?
    /// None where whoever sends it is to choose.
    public let to: [Mailbox]
    public let subject: String
    public let date: MailMoment
    /// What sets it apart from every other mail, without brackets: `2022-05.late.5d41402a@nhs.net`. Letters that cannot stand in one
    /// become hyphens.
    public let id: String
    /// The words, lines ended by line feeds.
    public let text: String
    /// The same words as an HTML document.
    public let html: String
    public let attachments: [MailAttachment]

    public init(
        from: Mailbox?,
        to: [Mailbox],
        subject: String,
        date: MailMoment,
        id: String,
        text: String,
        html: String,
        attachments: [MailAttachment] = []
    ) {
        self.from = from
        self.to = to
        self.subject = subject
        self.date = date
        self.id = id
        self.text = text
        self.html = html
        self.attachments = attachments
    }

    /// The file's content.
    public var bytes: [UInt8] {
        var output: [UInt8] = []
        Self.write("From", from.map { [$0] } ?? [], to: &output)
        Self.write("To", to, to: &output)
        HeaderLines.write("Date", date.header, to: &output)
        output += "Subject: ".utf8
        output += HeaderText.unstructured(subject, column: 9)
        output += lineEnd
        HeaderLines.write("Message-ID", "<\(Self.token(id))>", to: &output)
        HeaderLines.write("X-Unsent", "1", to: &output)
        HeaderLines.write("MIME-Version", "1.0", to: &output)
        let mark = mark
        if attachments.isEmpty {
            writeAlternatives(mark, to: &output)
        } else {
            let boundary = "=_m\(mark)"
            HeaderLines.write("Content-Type", "multipart/mixed", ["boundary=\"\(boundary)\""], to: &output)
            output += lineEnd
            output += "--\(boundary)\r\n".utf8
            writeAlternatives(mark, to: &output)
            for attachment in attachments {
                output += "--\(boundary)\r\n".utf8
                attachment.write(to: &output)
            }
            output += "--\(boundary)--\r\n".utf8
        }
        return output
    }

    /// A line for each address; nothing where there is none.
    private static func write(_ name: String, _ mailboxes: [Mailbox], to output: inout [UInt8]) {
        guard !mailboxes.isEmpty else { return }
        output += "\(name): ".utf8
        for (place, mailbox) in mailboxes.enumerated() {
            if place > 0 { output += Array(",".utf8) + lineEnd + [0x20] }
            output += mailbox.header(column: place > 0 ? 1 : name.utf8.count + 2)
        }
        output += lineEnd
    }

    private func writeAlternatives(_ mark: String, to output: inout [UInt8]) {
        let boundary = "=_a\(mark)"
        HeaderLines.write("Content-Type", "multipart/alternative", ["boundary=\"\(boundary)\""], to: &output)
        output += lineEnd
        for (type, words) in [("text/plain", text), ("text/html", html)] {
            output += "--\(boundary)\r\n".utf8
            HeaderLines.write("Content-Type", type, ["charset=utf-8"], to: &output)
            HeaderLines.write("Content-Transfer-Encoding", "quoted-printable", to: &output)
            output += lineEnd
            output += QuotedPrintable.encoded(words)
        }
        output += "--\(boundary)--\r\n".utf8
    }

    /// What boundaries end with, from the mail's id. They begin with `=_`, which neither quoted-printable nor Base64 can hold.
    private var mark: String {
        var hash = FNV1a()
        for byte in id.utf8 { hash.add(byte) }
        return String(hash.value, radix: 16)
    }

    private static func token(_ text: String) -> String {
        String(
            decoding: text.utf8.map { byte in
                let isPlain = (0x21...0x7E).contains(byte) && !"<>()[],;:\\\"".utf8.contains(byte)
                return isPlain ? byte : UInt8(ascii: "-")
            },
            as: UTF8.self
        )
    }
}
