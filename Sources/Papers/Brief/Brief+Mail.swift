import Bytes
import Exhibits
import GapDetection
package import Mail
import Provision

/// The brief as a mail to the board: what stands out, what changed, who acts, with the paper attached.
extension Brief {
    /// The most actions that have a row in a mail.
    private static let maxActionsInMail = 5

    /// A draft that nobody has sent yet. The same record gives the same bytes.
    ///
    /// - Parameters:
    ///   - from: whose it is; nil leaves that to the program that opens it.
    ///   - to: whom it goes to; none where whoever sends it is to choose.
    ///   - paper: the text document that goes with it.
    package func mail(from: Mailbox?, to: [Mailbox], paper: [UInt8]) -> MailMessage {
        let letter = PaperLetter(title: title, blocks: letterBlocks)
        let (text, html) = (letter.text, letter.html)
        let domain = (from ?? to.first)?.domain ?? "lacuna.invalid"
        var hash = FNV1a()
        for byte in html.utf8 { hash.add(byte) }
        for byte in paper { hash.add(byte) }
        return MailMessage(
            from: from,
            to: to,
            subject: subject,
            date: moment,
            id: "\(fileName).\(String(hash.value, radix: 16))@\(domain)",
            text: text,
            html: html,
            attachments: [
                MailAttachment(
                    name: "\(fileName).docx",
                    mediaType: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                    bytes: paper
                )
            ]
        )
    }

    /// The first thing that stands out, and of what and when it is said.
    private var subject: String { headlines.headlines.first.map { "\($0.claim) (\(title))" } ?? title }

    /// "brief-ccg-halton-2022-05-01"; of the whole map "brief-2022-05-01".
    private var fileName: String {
        (["brief"] + (request.within.map { [model.areas.areas[$0].id.text] } ?? []) + [request.asOf.description])
            .joined(separator: "-")
    }

    /// When what it tells was put on record last, on England's clock.
    private var moment: MailMoment {
        MailMoment(nearestTo: created.secondsSince1970, hoursAhead: created.hoursAheadInLondon)
    }

    /// The paper's first page, with the actions that are due.
    private var letterBlocks: [Block] {
        var blocks = [Block.text(subtitle, .note)] + headlinesSection.blocks
        if let actions = actionsTable(most: Self.maxActionsInMail) {
            let place = blocks.lastIndex { if case .list = $0 { true } else { false } }
            blocks.insert(.table(actions), at: place.map { $0 + 1 } ?? blocks.count)
        }
        blocks.append(
            .text(
                "The whole brief is attached as \(fileName).docx: the heatmap, the gaps by severity and what would close them, actions, sources and rules.",
                .note
            )
        )
        return blocks
    }
}
